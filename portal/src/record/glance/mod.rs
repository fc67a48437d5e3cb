//! What the overview says beside its counts: who the person is to the library, what is due, what waits, who looked, what
//! ends and when. It is read with the counts in one statement, and no part of it that the decision does not share.

mod sql;
#[cfg(test)]
mod tests;
mod types;

pub(super) use sql::{of_class, patrons, told};
pub use types::*;

use super::Standings;
use crate::{Error, Result};
use chrono::NaiveDate;
use domain::{
    inventory::{Class, relations},
    profile::{Due, Ended, Keep, Profile},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The object as the database makes it.
#[derive(Deserialize)]
struct Read {
    #[serde(flatten)]
    glance: Glance,
    standing: Option<Standings>,
    #[serde(default)]
    ended: Vec<EndedRows>,
}

/// How many rows of a relation were over on a day.
#[derive(Deserialize)]
struct EndedRows {
    relation: String,
    day: NaiveDate,
    count: u64,
}

/// The classes, by number, whose rows can be deleted before the record is: the others need not be looked through.
pub(super) fn deleted_by_the_calendar(profile: &Profile) -> Vec<i32> {
    let by_calendar =
        |class: &Class| profile.retention(*class).is_some_and(|row| !matches!(row.keep, Keep::WhileAPatron));
    Class::ALL.into_iter().filter(by_calendar).map(|class| class as i32).collect()
}

/// The object in words of ours, and the days on which something is due to be deleted.
pub(super) fn read(object: serde_json::Value, profile: &Profile) -> Result<Glance> {
    let read: Read = serde_json::from_value(object).map_err(|bad| Error::Stored(format!("the overview: {bad}")))?;
    let standing = read.standing.unwrap_or_default();
    let mut days: BTreeMap<(NaiveDate, Class), u64> = BTreeMap::new();
    for rows in read.ended {
        let Some((class, relation)) = relations().find(|(_, one)| one.name == rows.relation) else { continue };
        // The one answer to when something goes; nothing about days is said in SQL.
        if let Due::On(day) = profile.due(class, relation.over, standing.of(class), Some(Ended::On(rows.day))) {
            *days.entry((day, class)).or_default() += rows.count;
        }
    }
    let deletions = days.into_iter().map(|((day, class), count)| Deletion { day, class, count }).collect();
    let left = standing.left();
    Ok(Glance { deletions, left, record_goes: profile.record_goes(left), ..read.glance })
}
