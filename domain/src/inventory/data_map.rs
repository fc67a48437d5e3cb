//! The data map: the inventory as a page for anyone who answers for a library's data.

use super::{BEHIND, CLASSES, ClassInfo, Kind, Origin, Over, Relation, Rows, Visibility};
use std::fmt::Write;

/// The data map in Markdown: every class, table and column, why it is held, where it comes from, who may see it, what
/// its deletion is counted from, and what is withheld and why.
///
/// `docs/privacy/data-map.md` is this text; a test holds it so.
pub fn data_map() -> String {
    let mut page = String::from(
        "# Data map\n\n\
         What the portal holds about a patron: every class, table and column. Made from `domain::inventory`; change it \
         there and run `WRITE_DATA_MAP=1 cargo test -p domain data_map`. How long each class is kept, and by which rules, is in the \
         library's profile (`libraries/*.toml`); “over” names the column that the time is counted from. Every \
         table is keyed by `library`, and row-level security holds each query to one library and one person.\n\n\
         | class | what | tables |\n|---|---|---|\n",
    );
    for info in &CLASSES {
        let tables: Vec<String> = info.relations.iter().map(|relation| format!("`{}`", relation.name)).collect();
        let tables = if tables.is_empty() { "none".to_owned() } else { tables.join(", ") };
        line(&mut page, &format!("| [{}](#{}) | {} | {tables} |", info.label.en, anchor(info), info.what.en));
    }
    for info in &CLASSES {
        class(&mut page, info);
    }
    page.push_str("\n## Tables no class reads directly\n\n| table | columns | why |\n|---|---|---|\n");
    for behind in BEHIND {
        line(&mut page, &format!("| `{}` | {} | {} |", behind.table, behind.columns.join(", "), behind.reason.en));
    }
    page
}

fn class(page: &mut String, info: &ClassInfo) {
    line(page, &format!("\n<a id=\"{}\"></a>\n## {}\n", anchor(info), info.label.en));
    line(page, &format!("{}\n", info.what.en));
    line(page, &format!("- Code: `{}`", info.class.code()));
    line(page, &format!("- Why: {}", info.why.en));
    line(page, &format!("- Who can see it: {}", info.who_can_see.en));
    line(page, &format!("- If it is wrong: {}", info.correction.en));
    for relation in info.relations {
        table(page, relation);
    }
}

fn table(page: &mut String, relation: &Relation) {
    line(page, &format!("\n### {}: `{}`\n", relation.label.en, relation.name));
    let rows = if relation.rows == Rows::One { "at most one a person" } else { "a list" };
    let origin = match relation.origin {
        Origin::Columns { source, at } => format!("as `{source}` says, at `{at}`"),
        Origin::Portal { at } => format!("the portal, at `{at}`"),
    };
    let over = match relation.over {
        Over::WithTheRecord => "with the person’s record".to_owned(),
        Over::On { column, until } => format!("on the day of `{column}` ({})", until.en),
        Over::NotWhileHere(until) => format!("never while it is here ({})", until.en),
    };
    line(
        page,
        &format!("Rows: {rows}. From: {origin}. Over: {over}.\n\n| column | what | kind | shown |\n|---|---|---|---|"),
    );
    for field in relation.fields {
        let why = field.why.map_or(String::new(), |why| format!(". {}", why.en));
        let shown = match field.shown {
            Visibility::Plain => "yes".to_owned(),
            Visibility::Masked => "when asked for; in the download".to_owned(),
            Visibility::PlainUnless(column) => format!("unless `{column}` says why not"),
            Visibility::Withheld(reason) => format!("**no**: {}", reason.en),
        };
        line(page, &format!("| `{}` | {}{why} | {} | {shown} |", field.column, field.label.en, kind(field.kind)));
    }
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::LongText => "text",
        Kind::Code(_) => "code",
        Kind::Email => "e-mail address",
        Kind::Phone => "phone number",
        Kind::CardNumber => "card number",
        Kind::Date => "date",
        Kind::Moment => "moment",
        Kind::YesNo => "yes or no",
        Kind::Count => "number",
        Kind::Cents => "cents",
        Kind::Codes => "codes",
    }
}

fn anchor(info: &ClassInfo) -> &'static str {
    info.class.code()
}

fn line(page: &mut String, text: &str) {
    let _ = writeln!(page, "{text}"); // writing to a String does not fail
}
