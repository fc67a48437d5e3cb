//! One CSV for each relation (RFC 4180), for a spreadsheet or a program.

use super::{Facts, Reader, pack::Pack, words};
use crate::{
    Result,
    record::{Cell, Row, Value},
    spreadsheet::{BYTE_ORDER_MARK, guarded, line},
};
use chrono::SecondsFormat;
use domain::{
    inventory::{Class, Relation},
    ledger::REFUSED,
};
use futures::TryStreamExt;

/// What stands for a value that is held and not shown.
pub(super) const WITHHELD: &str = "[withheld]";

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
    let after = [words::FROM, words::SINCE, words::FROM_OTHERS, words::STATEMENTS, words::IN_SYSTEM]
        .map(|label| label.to(lang).to_owned());
    line(&mut file.text, [words::ENTRY.to(lang).to_owned()].into_iter().chain(columns).chain(after))?;
    while let Some(row) = next {
        let values = row.cells.iter().map(|cell| cell_of(&row, cell));
        let after = [
            guarded(&row.source.code),
            row.source.at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            guarded(&other_sources(&row)),
            guarded(&statements(&row)),
            guarded(&in_system(&row)),
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

/// `email=other@example.org 2026-01-02T00:00:00Z; phone=…` for the values that the library's own system has otherwise.
fn in_system(row: &Row) -> String {
    let others = row.cells.iter().filter_map(|cell| {
        let other = cell.in_system.as_ref()?;
        let since = other.since.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        let said = if let Value::Text(text) = &other.value { text.clone() } else { cell_text(&other.value) };
        Some(format!("{}={said} {since}", cell.field.column))
    });
    others.collect::<Vec<_>>().join("; ")
}

/// A value of a row. What was refused has the code of what was asked for, and that it was refused.
fn cell_of(row: &Row, cell: &Cell) -> String {
    row.refused(cell).map_or_else(|| cell_text(&cell.value), |action| format!("{} ({REFUSED})", action.code()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_no_formula() {
        assert_eq!(cell_text(&Value::Cents(-250)), "-250");
        assert_eq!(cell_text(&Value::Text("-250".into())), "'-250");
    }
}
