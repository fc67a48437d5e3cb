//! What leaves, as one text that a person can read, a court can file and a digest can hold: plain, in English, in one order.

use super::{release::Handed, text};
use crate::record::{Row, Shared, Value, cell_in_words, in_words};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    inventory::{Class, Kind, Relation, Rows, show},
    process::{Named, ReleasedOn},
    profile::Profile,
    words::Lang,
};
use std::{collections::BTreeSet, fmt::Write as _};
use uuid::Uuid;

/// The language of the courts it goes to.
const LANG: Lang = Lang::En;

/// The entries of a record that leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    /// The text.
    pub(super) text: String,
    /// How many entries are in it.
    pub(super) entries: u32,
}

/// What stands above the entries.
pub(super) struct Heading<'a> {
    pub(super) ground: ReleasedOn,
    /// The paper, line by line.
    pub(super) about: Vec<(&'static str, String)>,
    pub(super) handed: &'a Handed,
    pub(super) at: DateTime<Utc>,
    /// The number of the release.
    pub(super) id: Uuid,
}

/// The parts of the record from which something is handed over.
pub(super) fn classes(shared: &[Shared]) -> Vec<Class> {
    shared.iter().filter(|part| !part.sections.is_empty()).map(|part| part.class).collect()
}

/// The day of an entry by which a period is counted; `None`: it has none.
pub(super) fn day_of(relation: &Relation, row: &Row, profile: &Profile) -> Option<NaiveDate> {
    let day = |at: DateTime<Utc>| at.with_timezone(&profile.time_zone).date_naive();
    match row.cells.iter().find(|cell| cell.field.column == relation.dated).map(|cell| &cell.value) {
        Some(Value::Date(date)) => Some(*date),
        Some(Value::Moment(at)) => Some(day(*at)),
        Some(_) => None,
        None => Some(day(row.source.at)),
    }
}

/// Whether an entry is between the days that a paper names. What there is one of, such as a name, has no days.
pub(super) fn is_named(relation: &Relation, row: &Row, named: &Named, profile: &Profile) -> bool {
    relation.rows == Rows::One || named.covers(day_of(relation, row, profile))
}

/// The entries as they leave, without those that are left out.
pub(super) fn body(profile: &Profile, shared: &[Shared], left_out: &BTreeSet<Uuid>) -> Body {
    let (mut text, mut entries) = (String::new(), 0);
    // Writing to a string does not fail.
    for part in shared {
        for section in &part.sections {
            let rows: Vec<&Row> = section.rows.iter().filter(|row| !left_out.contains(&row.id)).collect();
            if rows.is_empty() {
                continue;
            }
            let (class, relation) = (part.class.label_for_others().to(LANG), section.relation.label.to(LANG));
            let title = if class == relation { class.to_owned() } else { format!("{class}: {relation}") };
            let _ = writeln!(text, "\n{title}\n{}", "-".repeat(title.chars().count()));
            for row in rows {
                entries += 1;
                let _ = writeln!(text, "\nEntry {entries}");
                for cell in &row.cells {
                    let said = cell_in_words(profile, LANG, row, cell, Class::label_for_others);
                    if said.is_empty() {
                        continue;
                    }
                    let said =
                        if cell.field.kind == Kind::LongText { said.replace('\n', "\n    ") } else { one_line(&said) };
                    let _ = writeln!(text, "  {}: {said}", cell.field.label.to(LANG));
                    if let Some(statement) = &cell.statement {
                        let _ = writeln!(text, "    The patron states: {}", one_line(statement));
                    }
                    if let Some(other) = &cell.in_system {
                        let there = in_words(profile, LANG, cell.field, &other.value, Class::label_for_others);
                        let there = match one_line(&there) {
                            nothing if nothing.is_empty() => "nothing".to_owned(),
                            there => there,
                        };
                        let since = show::date(other.since.with_timezone(&profile.time_zone).date_naive(), LANG);
                        let _ = writeln!(text, "    The library’s own system says: {there}, since {since}");
                    }
                }
            }
        }
    }
    Body { text, entries }
}

/// The whole text.
pub(super) fn whole(profile: &Profile, heading: &Heading<'_>, body: &Body) -> String {
    let Heading { ground, about, handed, at, id } = heading;
    let title = match ground {
        ReleasedOn::Process => "Released under legal process",
        ReleasedOn::WellnessCheck => "Told for a wellness check",
    };
    let mut all = format!("{}\n{title}\n\n", profile.name);
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(all, "{name}: {}", one_line(value));
    };
    for (name, value) in about {
        line(name, value);
    }
    line("Given to", handed.given_to.as_str());
    let more =
        [("Agency or court", &handed.agency), ("Badge or paper shown", &handed.proof), ("Handed over", &handed.how)];
    for (name, value) in more {
        if let Some(value) = text(value.as_ref()) {
            line(name, value);
        }
    }
    line("Given on", &show::moment(*at, profile.time_zone, LANG));
    line("Number", &id.to_string());
    line("Entries", &body.entries.to_string());
    line(
        "Notice",
        "Library records are confidential under Conn. Gen. Stat. § 11-25(b). Nothing was given but what is printed here.",
    );
    all + &body.text
}

fn one_line(said: &str) -> String {
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}
