//! `read-me.html`: the whole record to read and print, in one file that asks for nothing from anywhere.

use super::{
    Facts, Reader,
    pack::{File, Pack},
    words,
};
use crate::{
    Result,
    record::{Row, Source},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    inventory::{Class, Loaded, Relation, Rows, Shown, info, loaded, show, source_label},
    profile::{Keep, privacy},
    words::Text,
};
use futures::TryStreamExt;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The file's name in the archive.
pub(super) const NAME: &str = "read-me.html";

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1,h2,h3{font-family:Georgia,serif;line-height:1.2;break-after:avoid}\
section{border-top:1px solid;margin-top:2rem}\
dt{font-weight:bold}dd{margin:0 0 .5rem}\
.wide{overflow-x:auto}\
table{border-collapse:collapse;width:100%}\
th,td{border-bottom:1px solid;padding:.3rem .5rem;text-align:start;vertical-align:top;white-space:pre-wrap;\
overflow-wrap:anywhere}\
thead{display:table-header-group}tr{break-inside:avoid}\
@media print{body{font-size:9pt;max-width:none;margin:0}nav{display:none}.wide{overflow:visible}a{color:inherit}}";

/// What the page's own styles are known by in a policy for its content: `sha256-…`.
pub(super) fn styles() -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(STYLE)))
}

/// Writes the file.
pub(super) async fn write(pack: &mut Pack, facts: &Facts, reader: &mut Reader<'_>) -> Result<()> {
    let mut file = pack.file(NAME).await?;
    head(&mut file.text, facts);
    for class in facts.classes() {
        about(&mut file.text, facts, class);
        for relation in facts.relations(class) {
            table(&mut file, facts, reader, (class, relation)).await?;
        }
        if class == Class::HeldElsewhere {
            elsewhere(&mut file.text, facts);
        }
        file.text.push_str("</section>\n");
        file.flow().await?;
    }
    not_kept(&mut file.text, facts);
    file.text.push_str("</main>\n</body>\n</html>\n");
    file.end().await
}

fn head(out: &mut String, facts: &Facts) {
    let lang = facts.lang;
    let (title, library) = (words::TITLE.to(lang), escaped(&facts.profile.name));
    // The policy in the page holds even if a value were ever written unescaped: no script, nothing fetched.
    put(
        out,
        &format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{title}: {library}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<p>{library}</p>\n\
             <h1>{title}</h1>\n<p>{} {}</p>\n<p>{}</p>\n</header>\n<nav aria-labelledby=\"contents\">\n\
             <h2 id=\"contents\">{}</h2>\n<ol>",
            lang.tag(),
            words::MADE.to(lang),
            show::moment(facts.at, facts.profile.time_zone, lang),
            words::ABOUT.to(lang),
            words::CONTENTS.to(lang),
        ),
    );
    for class in facts.classes() {
        put(out, &format!("<li><a href=\"#{}\">{}</a></li>", class.code(), info(class).label.to(lang)));
    }
    put(out, &format!("<li><a href=\"#not-kept\">{}</a></li>\n</ol>\n</nav>\n<main>", words::NOT_KEPT.to(lang)));
}

fn about(out: &mut String, facts: &Facts, class: Class) {
    let (lang, info) = (facts.lang, info(class));
    put(
        out,
        &format!(
            "<section id=\"{}\">\n<h2>{}</h2>\n<p>{}</p>\n<dl>",
            class.code(),
            info.label.to(lang),
            info.what.to(lang)
        ),
    );
    let kept = privacy::kept(&facts.profile, class, lang);
    let not_loaded = match loaded(class) {
        Loaded::Partly(part) => Some(part.to(lang)),
        Loaded::Yes | Loaded::No => None,
    };
    for (name, said) in [
        (words::WHY, Some(info.why.to(lang))),
        (words::WHO, Some(info.who_can_see.to(lang))),
        (words::HOW_LONG, kept.as_deref()),
        (words::IF_WRONG, Some(info.correction.to(lang))),
        (words::NOT_LOADED_PART, not_loaded),
    ] {
        if let Some(said) = said {
            term(out, facts, name, said);
        }
    }
    out.push_str("</dl>\n");
}

async fn table(
    file: &mut File<'_>,
    facts: &Facts,
    reader: &mut Reader<'_>,
    (class, relation): (Class, &'static Relation),
) -> Result<()> {
    let lang = facts.lang;
    if info(class).relations.len() > 1 {
        put(&mut file.text, &format!("<h3>{}</h3>", relation.label.to(lang)));
    }
    let mut rows = reader.rows((class, relation));
    let mut any = false;
    while let Some(row) = rows.try_next().await? {
        match relation.rows {
            Rows::One => one(&mut file.text, facts, (class, relation), &row),
            Rows::Many { .. } => {
                if !any {
                    list_head(&mut file.text, facts, class, relation);
                }
                list_row(&mut file.text, facts, (class, relation), &row);
            }
        }
        any = true;
        file.rows += 1;
        file.flow().await?;
    }
    match (any, relation.rows) {
        (false, _) => put(&mut file.text, &format!("<p>{}</p>", words::nothing(&facts.profile, class).to(lang))),
        (true, Rows::Many { .. }) => put(&mut file.text, "</tbody>\n</table></div>"),
        (true, Rows::One) => {}
    }
    not_shown(&mut file.text, facts, (class, relation));
    Ok(())
}

/// A relation of one row: a line for each field, empty ones too.
fn one(out: &mut String, facts: &Facts, (class, relation): (Class, &Relation), row: &Row) {
    let lang = facts.lang;
    put(out, "<table>\n<tbody>");
    for cell in row.cells.iter().filter(|cell| !matches!(cell.field.shown, Shown::Withheld(_))) {
        let said = match words::value(facts, cell.field, &cell.value) {
            nothing if nothing.is_empty() => words::NOT_HELD.to(lang).to_owned(),
            said => said,
        };
        let said = words::stated(facts, said, cell.statement.as_deref());
        let why = cell.field.why.map_or(String::new(), |why| format!("<br><small>{}</small>", escaped(why.to(lang))));
        put(
            out,
            &format!(
                "<tr><th scope=\"row\">{}{why}</th><td dir=\"auto\">{}</td><td>{}</td></tr>",
                escaped(cell.field.label.to(lang)),
                escaped(&said),
                escaped(&from(facts, cell.origin.as_ref().unwrap_or(&row.source))),
            ),
        );
    }
    if let Some(said) = show::due(facts.due(class, relation, row), lang) {
        let label = words::DELETED.to(lang);
        put(out, &format!("<tr><th scope=\"row\">{label}</th><td>{}</td><td></td></tr>", escaped(&said)));
    }
    put(out, "</tbody>\n</table>");
}

fn list_head(out: &mut String, facts: &Facts, class: Class, relation: &'static Relation) {
    let lang = facts.lang;
    // On a narrow screen it is moved sideways, with the keyboard too.
    put(
        out,
        &format!(
            "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"{}\"><table>\n<thead><tr>",
            escaped(relation.label.to(lang))
        ),
    );
    for field in facts.fields(class, relation).filter(|field| !matches!(field.shown, Shown::Withheld(_))) {
        put(out, &format!("<th scope=\"col\">{}</th>", escaped(field.label.to(lang))));
    }
    put(
        out,
        &format!(
            "<th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>",
            words::FROM.to(lang),
            words::DELETED.to(lang)
        ),
    );
}

fn list_row(out: &mut String, facts: &Facts, (class, relation): (Class, &Relation), row: &Row) {
    out.push_str("<tr>");
    for cell in row.cells.iter().filter(|cell| !matches!(cell.field.shown, Shown::Withheld(_))) {
        let said = words::stated(facts, words::value(facts, cell.field, &cell.value), cell.statement.as_deref());
        let _ = write!(out, "<td dir=\"auto\">{}</td>", escaped(&said));
    }
    let due = show::due(facts.due(class, relation, row), facts.lang).unwrap_or_default();
    put(out, &format!("<td>{}</td><td>{}</td></tr>", escaped(&from(facts, &row.source)), escaped(&due)));
}

/// The columns that are never shown, with the reasons; one level below the heading they stand under.
fn not_shown(out: &mut String, facts: &Facts, (class, relation): (Class, &'static Relation)) {
    let lang = facts.lang;
    let level = if info(class).relations.len() > 1 { 4 } else { 3 };
    let withheld = facts.fields(class, relation).filter_map(|field| match field.shown {
        Shown::Withheld(reason) => Some((field.label, reason)),
        _ => None,
    });
    let lines: Vec<String> = withheld
        .map(|(label, reason)| format!("<dt>{}</dt><dd>{}</dd>", escaped(label.to(lang)), escaped(reason.to(lang))))
        .collect();
    if !lines.is_empty() {
        put(out, &format!("<h{level}>{}</h{level}>\n<dl>{}</dl>", words::NOT_SHOWN.to(lang), lines.join("\n")));
    }
}

fn elsewhere(out: &mut String, facts: &Facts) {
    let lang = facts.lang;
    for held in &facts.profile.held_elsewhere {
        let deletion = held.deletion.as_ref().map_or("", |deletion| deletion.to(lang));
        put(
            out,
            &format!(
                "<h3>{}</h3>\n<p>{}</p>\n<p>{}</p>\n<p>{}</p>\n<dl>",
                escaped(held.who.to(lang)),
                escaped(held.what.to(lang)),
                escaped(held.why.to(lang)),
                escaped(deletion),
            ),
        );
        term(out, facts, words::ASK, held.ask.to(lang));
        out.push_str("</dl>\n");
    }
    for vendor in &facts.profile.vendors {
        let account = vendor.account.as_ref().map_or("", |account| account.to(lang));
        let gets: Vec<String> = vendor.receives.iter().map(words::receives(lang)).collect();
        let gets = if gets.is_empty() { words::GETS_NOTHING.to(lang).to_owned() } else { gets.join(", ") };
        let keeps = vendor.keeps.as_ref().map_or("", |keeps| keeps.to(lang));
        put(
            out,
            &format!(
                "<h3>{}</h3>\n<p>{}</p>\n<p>{}</p>\n<p>{}</p>\n<dl>",
                escaped(vendor.name.to(lang)),
                escaped(vendor.purpose.to(lang)),
                escaped(keeps),
                escaped(account),
            ),
        );
        term(out, facts, words::GETS, &gets);
        if let Some(url) = &vendor.policy_url {
            term(out, facts, words::POLICY, url);
        }
        term(out, facts, words::ASK, vendor.ask.to(lang));
        out.push_str("</dl>\n");
    }
    if facts.profile.held_elsewhere.is_empty() && facts.profile.vendors.is_empty() {
        put(out, &format!("<p>{}</p>", words::NOTHING.to(lang)));
    }
}

fn not_kept(out: &mut String, facts: &Facts) {
    let lang = facts.lang;
    put(out, &format!("<section id=\"not-kept\">\n<h2>{}</h2>\n<ul>", words::NOT_KEPT.to(lang)));
    for (&class, retention) in &facts.profile.retention {
        if let Keep::NotKept { reason, .. } = &retention.keep {
            let (label, reason) = (info(class).label.to(lang), escaped(reason.to(lang)));
            put(out, &format!("<li><b>{label}.</b> {reason}</li>"));
        }
    }
    for held in &facts.profile.not_held {
        put(out, &format!("<li>{}</li>", escaped(held.what.to(lang))));
    }
    put(out, "</ul>\n</section>");
}

fn term(out: &mut String, facts: &Facts, name: Text, said: &str) {
    put(out, &format!("<dt>{}</dt><dd>{}</dd>", name.to(facts.lang), escaped(said)));
}

fn from(facts: &Facts, source: &Source) -> String {
    let at = show::date(source.at.with_timezone(&facts.profile.time_zone).date_naive(), facts.lang);
    format!("{}, {at}", source_label(&source.code).to(facts.lang))
}

fn put(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// Text for an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
