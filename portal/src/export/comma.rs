//! One CSV for each relation (RFC 4180), for a spreadsheet or a program.

use super::{Facts, Reader, pack::Pack, words};
use crate::{
    Result,
    record::{Row, Value},
};
use chrono::SecondsFormat;
use domain::inventory::{Class, Relation};
use futures::TryStreamExt;

/// What stands for a value that is held and not shown.
pub(super) const WITHHELD: &str = "[withheld]";

/// Without it, a well-known spreadsheet reads UTF-8 as something else and breaks every accent.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The file's name in the archive.
pub(super) fn name(relation: &Relation) -> String {
    format!("csv/{}.csv", relation.name)
}

/// Writes the file, if there is a row to write: a header in words, then the rows.
pub(super) async fn write(
    pack: &mut Pack,
    facts: &Facts,
    reader: &mut Reader<'_>,
    (class, relation): (Class, &'static Relation),
) -> Result<()> {
    let mut rows = reader.rows((class, relation));
    let mut next = rows.try_next().await?;
    if next.is_none() {
        return Ok(());
    }
    let mut file = pack.file(&name(relation)).await?;
    file.text.push(BYTE_ORDER_MARK);
    let lang = facts.lang;
    let columns = facts.fields(class, relation).map(|field| field.label.to(lang).to_owned());
    let after =
        [words::FROM, words::SINCE, words::FROM_OTHERS, words::STATEMENTS].map(|label| label.to(lang).to_owned());
    line(&mut file.text, [words::ENTRY.to(lang).to_owned()].into_iter().chain(columns).chain(after))?;
    while let Some(row) = next {
        let values = row.cells.iter().map(|cell| cell_text(&cell.value));
        let after = [
            guarded(&row.source.code),
            row.source.at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            guarded(&other_sources(&row)),
            guarded(&statements(&row)),
        ];
        line(&mut file.text, [row.id.to_string()].into_iter().chain(values).chain(after))?;
        file.rows += 1;
        file.flow().await?;
        next = rows.try_next().await?;
    }
    file.end().await
}

/// `email=desk 2026-01-02T00:00:00Z; phone=…` for the values that came from elsewhere than their row.
fn other_sources(row: &Row) -> String {
    let others = row.cells.iter().filter_map(|cell| {
        let origin = cell.origin.as_ref()?;
        let at = origin.at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        Some(format!("{}={} {at}", cell.field.column, origin.code))
    });
    others.collect::<Vec<_>>().join("; ")
}

/// `address=Not my street; city=…` for the values beside which the patron states something.
fn statements(row: &Row) -> String {
    let stated =
        row.cells.iter().filter_map(|cell| Some(format!("{}={}", cell.field.column, cell.statement.as_ref()?)));
    stated.collect::<Vec<_>>().join("; ")
}

fn cell_text(value: &Value) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Text(text) => guarded(text),
        Value::Date(date) => date.to_string(),
        Value::Moment(at) => at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        Value::YesNo(yes) => yes.to_string(),
        Value::Count(number) | Value::Cents(number) => number.to_string(),
        Value::Codes(codes) => guarded(&codes.join(" ")),
        Value::Withheld => WITHHELD.to_owned(),
    }
}

/// Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). Numbers are
/// numbers, negative ones too.
///
/// A spreadsheet in a language that writes 1,5 for one and a half parts cells at semicolons, or at tabs, and does not
/// see the quotes round ours: so a formula that stands after one of those inside a text is one too, and so is one after
/// a line end. What comes between, spaces and quotes, is no hindrance to it.
pub(super) fn guarded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut begins = true;
    for (at, c) in text.char_indices() {
        let parts = matches!(c, ';' | '\t' | '\r' | '\n' | '|');
        if begins && matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') || at == 0 && c.is_control() {
            out.push('\'');
        }
        begins = parts || begins && (c.is_whitespace() || c == '"');
        out.push(c);
    }
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) -> Result<()> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).buffer_capacity(1024).from_writer(vec![]);
    writer.write_record(cells).map_err(std::io::Error::from)?;
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    out.push_str(&String::from_utf8_lossy(&bytes));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_formula_becomes_text() {
        for (held, cell) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+1 860 555", "'+1 860 555"),
            ("-x", "'-x"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("a=1", "a=1"),
            ("a;=1+1", "a;'=1+1"),
            ("a;b; \"=1+1", "a;b; \"'=1+1"),
            ("a\t@SUM(A1)", "a\t'@SUM(A1)"),
            ("a\n=1", "a\n'=1"),
            (" =1", " '=1"),
            ("War; a history - and peace", "War; a history - and peace"),
            ("", ""),
        ] {
            assert_eq!(guarded(held), cell);
        }
        assert_eq!(cell_text(&Value::Cents(-250)), "-250");
    }

    proptest! {
        /// However a spreadsheet parts the line, no part begins with a formula.
        #[test]
        fn no_part_of_a_line_is_a_formula(cells in prop::collection::vec("[=+@a;\t\n\" |-]{0,12}", 1..5)) {
            let mut out = String::new();
            line(&mut out, ["id".to_owned()].into_iter().chain(cells.iter().map(|cell| guarded(cell)))).unwrap();
            for by in [";", "\t", "|", ";\n", ";\r\n"] {
                for part in out.split(|c| by.contains(c)) {
                    let begins = part.trim_start_matches([' ', '"', '\t', ';', '|', '\r', '\n']);
                    prop_assert!(!begins.starts_with(['=', '+', '-', '@']), "{part:?} of {out:?}");
                }
            }
        }

        #[test]
        fn whatever_is_held_reads_back_as_one_cell(cells in prop::collection::vec(any::<String>(), 2..6)) {
            let mut out = String::new();
            line(&mut out, cells.iter().cloned()).unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                prop_assert_eq!(rows.len(), 1);
                prop_assert_eq!(rows[0].iter().collect::<Vec<_>>(), cells);
            }
        }
    }
}
