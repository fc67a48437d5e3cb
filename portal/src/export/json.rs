//! `record.json`: every value by class, relation and column code, with where it came from.

use super::{Facts, Reader, pack::Pack};
use crate::{
    Result,
    record::{Row, Source, Value},
};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::profile::Due;
use futures::TryStreamExt;
use serde_json::{Map, json};
use std::fmt::Write as _;

/// The file's name in the archive.
pub(super) const NAME: &str = "record.json";

/// Writes the file, a line for each row.
pub(super) async fn write(pack: &mut Pack, facts: &Facts, reader: &mut Reader<'_>) -> Result<()> {
    let mut file = pack.file(NAME).await?;
    let head = [
        ("library", json!({ "code": facts.profile.slug, "name": facts.profile.name })),
        ("person", json!(facts.person.to_string())),
        ("made_at", moment(facts.at)),
        ("deleted_on", json!(facts.profile.record_goes(facts.standings.left()))),
    ];
    file.text.push('{');
    for (key, value) in head {
        let _ = writeln!(file.text, "\"{key}\":{value},");
    }
    file.text.push_str("\"classes\":{");
    for (nth, class) in facts.classes().enumerate() {
        let comma = if nth == 0 { "" } else { "," };
        let label = json!(class.label().to(facts.lang));
        let _ = write!(file.text, "{comma}\n\"{}\":{{\"label\":{label},\"relations\":{{", class.code());
        for (nth, relation) in facts.relations(class).enumerate() {
            let comma = if nth == 0 { "" } else { "," };
            let _ = write!(file.text, "{comma}\n\"{}\":[", relation.name);
            let mut rows = reader.rows((class, relation));
            let mut comma = "";
            while let Some(row) = rows.try_next().await? {
                file.text.push_str(comma);
                file.text.push('\n');
                file.text.push_str(&line(&row, facts.due(class, relation, &row)).to_string());
                comma = ",";
                file.rows += 1;
                file.flow().await?;
            }
            file.text.push(']');
        }
        file.text.push_str("}}");
    }
    file.text.push_str("}}\n");
    file.end().await
}

fn line(row: &Row, due: Due) -> serde_json::Value {
    let values: Map<_, _> = row.cells.iter().map(|cell| (cell.field.column.to_owned(), value(&cell.value))).collect();
    let sources: Map<_, _> = row
        .cells
        .iter()
        .filter_map(|cell| Some((cell.field.column.to_owned(), source(cell.origin.as_ref()?))))
        .collect();
    let withheld: Vec<_> =
        row.cells.iter().filter(|cell| cell.value == Value::Withheld).map(|cell| cell.field.column).collect();
    let statements: Map<_, _> = row
        .cells
        .iter()
        .filter_map(|cell| Some((cell.field.column.to_owned(), json!(cell.statement.as_ref()?))))
        .collect();
    let in_system: Map<_, _> = row
        .cells
        .iter()
        .filter_map(|cell| {
            let other = cell.in_system.as_ref()?;
            let said = json!({ "value": value(&other.value), "since": moment(other.since) });
            Some((cell.field.column.to_owned(), said))
        })
        .collect();
    json!({
        "id": row.id,
        "source": source(&row.source),
        "values": values,
        "other_sources": sources,
        "statements": statements,
        "in_library_system": in_system,
        "withheld": withheld,
        "deleted_on": if let Due::On(day) = due { Some(day) } else { None },
        "stays": match due {
            Due::Waits(until) => Some(until.en),
            Due::Stopped(stop) => Some(stop.until().en),
            Due::On(_) | Due::WithTheRecord => None,
        },
    })
}

fn source(source: &Source) -> serde_json::Value {
    json!({ "code": source.code, "at": moment(source.at) })
}

fn moment(at: DateTime<Utc>) -> serde_json::Value {
    json!(at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

fn value(value: &Value) -> serde_json::Value {
    match value {
        Value::Missing | Value::Withheld => serde_json::Value::Null,
        Value::Text(text) => json!(text),
        Value::Date(date) => json!(date),
        Value::Moment(at) => moment(*at),
        Value::YesNo(yes) => json!(yes),
        Value::Count(number) | Value::Cents(number) => json!(number),
        Value::Codes(codes) => json!(codes),
    }
}
