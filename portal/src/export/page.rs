//! A page for each drawer of the record, to read and print. A long list goes over several, so that each opens at once.

use super::{
    Facts, Reader,
    html::{begin, end, escaped, put, term, ways},
    index,
    pack::{File, Pack},
    words,
};
use crate::{
    Result,
    record::{Row, Source},
};
use domain::{
    inventory::{Class, Loaded, Relation, Rows, Visibility, brought_by_no_file, info, loaded, show, source_label},
    profile::privacy,
    words::Text,
};
use futures::TryStreamExt;
use std::fmt::Write;

/// How many rows a page has at most.
pub(super) const ROWS: u64 = 500;

/// How many entries of each list are printed at most. A browser cannot print a page that is much longer
/// ([0069](../../../docs/decisions/0069-a-copy-is-looked-through-without-a-program.md)), and whoever is handed the paper has to carry it.
pub const PAPER_ROWS: u64 = 2_000;

/// What was written of a class.
pub(super) struct ClassWritten {
    pub(super) class: Class,
    /// How many rows.
    pub(super) entries: u64,
}

/// The name in the archive of a class's page, counted from 1.
pub(super) fn name(class: Class, page: u64) -> String {
    format!("pages/{}", beside(class, page))
}

/// Its name as another page in the folder has it.
fn beside(class: Class, page: u64) -> String {
    if page == 1 { format!("{}.html", class.code()) } else { format!("{}-{page}.html", class.code()) }
}

/// Writes the pages.
pub(super) async fn write(pack: &mut Pack, facts: &Facts, reader: &mut Reader<'_>) -> Result<Vec<ClassWritten>> {
    let mut told = Vec::new();
    for class in facts.classes() {
        let file = pack.file(&name(class, 1)).await?;
        let mut sheet = Sheet { file, page: 1, class, facts, on_paper: false, level: 2 };
        sheet.begin();
        about(&mut sheet.file.text, facts, class, missing(reader, class).await?);
        let mut entries = 0;
        for relation in facts.relations(class) {
            let rows;
            (sheet, rows) = table(sheet, reader, relation).await?;
            entries += rows;
        }
        if class == Class::HeldElsewhere {
            elsewhere(&mut sheet.file.text, facts, 2);
        }
        sheet.end().await?;
        told.push(ClassWritten { class, entries });
    }
    Ok(told)
}

/// Writes it on one page, to be printed at the desk: of each list as much as can be printed, and how much more there is.
// Test (export/tests.rs): "of a list too long for paper the beginning is printed and how much more there is".
pub(super) async fn on_paper(pack: &mut Pack, facts: &Facts, reader: &mut Reader<'_>) -> Result<()> {
    let lang = facts.lang;
    let mut file = pack.file(index::NAME).await?;
    begin(&mut file.text, facts, words::TITLE.to(lang));
    let made = show::moment(facts.at, facts.profile.time_zone, lang);
    put(&mut file.text, &format!("<main>\n<p>{} {made}</p>", words::MADE.to(lang)));
    for class in facts.classes() {
        put(&mut file.text, &format!("<section id=\"{}\">\n<h2>{}</h2>", class.code(), class.label().to(lang)));
        about(&mut file.text, facts, class, missing(reader, class).await?);
        let mut sheet = Sheet { file, page: 1, class, facts, on_paper: true, level: 3 };
        for relation in facts.relations(class) {
            (sheet, _) = table(sheet, reader, relation).await?;
        }
        file = sheet.file;
        if class == Class::HeldElsewhere {
            elsewhere(&mut file.text, facts, 3);
        }
        put(&mut file.text, "</section>");
    }
    index::not_kept(&mut file.text, facts);
    end(&mut file.text);
    file.end().await
}

/// The page that is being written.
struct Sheet<'a> {
    file: File<'a>,
    page: u64,
    class: Class,
    facts: &'a Facts,
    /// Whether it is the one page to print, which ends a long list early, or one of those in the archive, which go on on the next.
    on_paper: bool,
    /// The level of the headings within the class.
    level: u8,
}

impl Sheet<'_> {
    fn begin(&mut self) {
        let (lang, out) = (self.facts.lang, &mut self.file.text);
        let label = self.class.label().to(lang);
        let heading = if self.page == 1 { label.to_owned() } else { words::page_of(lang, label, self.page) };
        begin(out, self.facts, &escaped(&heading));
        let contents = format!("../{}", index::NAME);
        let before = (self.page > 1).then(|| beside(self.class, self.page - 1));
        let before = before.as_deref().map(|before| (before, words::PAGE_BEFORE));
        let all: Vec<_> = [(contents.as_str(), words::CONTENTS)].into_iter().chain(before).collect();
        ways(out, self.facts, &all);
        put(out, "<main>");
    }

    /// Ends this page and begins the next.
    async fn next(mut self) -> Result<Self> {
        let after = beside(self.class, self.page + 1);
        ways(&mut self.file.text, self.facts, &[(&after, words::PAGE_AFTER)]);
        end(&mut self.file.text);
        let page = self.page + 1;
        let mut next = Self { file: self.file.next(&name(self.class, page)).await?, page, ..self };
        next.begin();
        Ok(next)
    }

    async fn end(mut self) -> Result<()> {
        end(&mut self.file.text);
        self.file.end().await
    }
}

/// What of a class no file brings, where it is not there by other means.
async fn missing(reader: &mut Reader<'_>, class: Class) -> Result<Option<Text>> {
    let Loaded::Partly(part) = loaded(class) else { return Ok(None) };
    for &(table, column) in brought_by_no_file(class) {
        let Some(relation) = info(class).relations.iter().find(|relation| relation.name == table) else { continue };
        let mut rows = reader.rows((class, relation));
        while let Some(row) = rows.try_next().await? {
            if column.is_none_or(|column| row.has(column)) {
                return Ok(None);
            }
        }
    }
    Ok(Some(part))
}

fn about(out: &mut String, facts: &Facts, class: Class, missing: Option<Text>) {
    let (lang, info) = (facts.lang, info(class));
    put(out, &format!("<p>{}</p>\n<dl>", info.what.to(lang)));
    let kept = privacy::kept(&facts.profile, class, lang);
    for (name, said) in [
        (words::WHY, Some(info.why.to(lang))),
        (words::WHO, Some(info.who_can_see.to(lang))),
        (words::HOW_LONG, kept.as_deref()),
        (words::IF_WRONG, Some(info.correction.to(lang))),
        (words::NOT_LOADED_PART, missing.map(|part| part.to(lang))),
    ] {
        if let Some(said) = said {
            term(out, facts, name, said);
        }
    }
    out.push_str("</dl>\n");
}

/// Writes a relation; returns the page it ends on, and how many rows it has.
async fn table<'a>(
    mut sheet: Sheet<'a>,
    reader: &mut Reader<'_>,
    relation: &'static Relation,
) -> Result<(Sheet<'a>, u64)> {
    let (facts, class) = (sheet.facts, sheet.class);
    if info(class).relations.len() > 1 {
        let (level, label) = (sheet.level, relation.label.to(facts.lang));
        put(&mut sheet.file.text, &format!("<h{level}>{label}</h{level}>"));
    }
    let mut rows = reader.rows((class, relation));
    let mut count = 0;
    while let Some(row) = rows.try_next().await? {
        match relation.rows {
            Rows::One => one(&mut sheet.file.text, facts, (class, relation), &row),
            // Counted, to say how many they are.
            Rows::Many { .. } if sheet.on_paper && count >= PAPER_ROWS => {
                count += 1;
                continue;
            }
            Rows::Many { .. } => {
                if !sheet.on_paper && sheet.file.rows == ROWS {
                    if count > 0 {
                        put(&mut sheet.file.text, LIST_END);
                    }
                    sheet = sheet.next().await?;
                    list_head(&mut sheet.file.text, facts, class, relation);
                } else if count == 0 {
                    list_head(&mut sheet.file.text, facts, class, relation);
                }
                list_row(&mut sheet.file.text, facts, (class, relation), &row);
            }
        }
        count += 1;
        sheet.file.rows += 1;
        sheet.file.flow().await?;
    }
    match (count, relation.rows) {
        (0, _) => {
            put(&mut sheet.file.text, &format!("<p>{}</p>", words::nothing(&facts.profile, class).to(facts.lang)));
        }
        (_, Rows::Many { .. }) => put(&mut sheet.file.text, LIST_END),
        (_, Rows::One) => {}
    }
    let left = count.saturating_sub(PAPER_ROWS);
    if sheet.on_paper && left > 0 {
        let said = show::counted(words::not_printed(left).to(facts.lang), PAPER_ROWS, left);
        put(&mut sheet.file.text, &format!("<p><strong>{said}</strong></p>"));
    }
    not_shown(&mut sheet.file.text, facts, (class, relation), sheet.level);
    Ok((sheet, count))
}

const LIST_END: &str = "</tbody>\n</table></div>";

/// A relation of one row: a line for each field, empty ones too.
fn one(out: &mut String, facts: &Facts, (class, relation): (Class, &Relation), row: &Row) {
    let lang = facts.lang;
    put(out, "<table>\n<tbody>");
    for cell in row.cells.iter().filter(|cell| !matches!(cell.field.shown, Visibility::Withheld(_))) {
        let said = match words::cell(facts, row, cell) {
            nothing if nothing.is_empty() => words::NOT_HELD.to(lang).to_owned(),
            said => said,
        };
        let said = words::with_beside(facts, said, cell);
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
    for field in facts.fields(class, relation).filter(|field| !matches!(field.shown, Visibility::Withheld(_))) {
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
    for cell in row.cells.iter().filter(|cell| !matches!(cell.field.shown, Visibility::Withheld(_))) {
        let said = words::with_beside(facts, words::cell(facts, row, cell), cell);
        let _ = write!(out, "<td dir=\"auto\">{}</td>", escaped(&said));
    }
    let due = show::due(facts.due(class, relation, row), facts.lang).unwrap_or_default();
    put(out, &format!("<td>{}</td><td>{}</td></tr>", escaped(&from(facts, &row.source)), escaped(&due)));
}

/// The columns that are never shown, with the reasons; one level below the heading they stand under.
fn not_shown(out: &mut String, facts: &Facts, (class, relation): (Class, &'static Relation), level: u8) {
    let lang = facts.lang;
    let level = if info(class).relations.len() > 1 { level + 1 } else { level };
    let withheld = facts.fields(class, relation).filter_map(|field| match field.shown {
        Visibility::Withheld(reason) => Some((field.label, reason)),
        _ => None,
    });
    let lines: Vec<String> = withheld
        .map(|(label, reason)| format!("<dt>{}</dt><dd>{}</dd>", escaped(label.to(lang)), escaped(reason.to(lang))))
        .collect();
    if !lines.is_empty() {
        put(out, &format!("<h{level}>{}</h{level}>\n<dl>{}</dl>", words::NOT_SHOWN.to(lang), lines.join("\n")));
    }
}

fn elsewhere(out: &mut String, facts: &Facts, level: u8) {
    let lang = facts.lang;
    let heading = format!("h{level}");
    for held in &facts.profile.held_elsewhere {
        let deletion = held.deletion.as_ref().map_or("", |deletion| deletion.to(lang));
        put(
            out,
            &format!(
                "<{heading}>{}</{heading}>\n<p>{}</p>\n<p>{}</p>\n<p>{}</p>\n<dl>",
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
                "<{heading}>{}</{heading}>\n<p>{}</p>\n<p>{}</p>\n<p>{}</p>\n<dl>",
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

fn from(facts: &Facts, source: &Source) -> String {
    let at = show::date(source.at.with_timezone(&facts.profile.time_zone).date_naive(), facts.lang);
    format!("{}, {at}", source_label(&source.code).to(facts.lang))
}
