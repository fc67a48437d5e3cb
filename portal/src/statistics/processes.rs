//! How many requests of police and agencies there were, by half-year, in bands.

use crate::{Portal, Result, db::Scope};
use chrono::NaiveDate;
use domain::{
    ledger::Action,
    process::{Counted, Instrument, Outcome, ReleasedOn},
    profile::Profile,
    statistics::{Band, HalfYear},
};
use std::collections::BTreeMap;

/// A half-year that is over, with each number in its band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfYearCounts {
    /// Which.
    pub of: HalfYear,
    /// A band for each of [`Counted::ALL`].
    pub bands: Vec<Band>,
}

/// The half-years that are over, the newest first, from the first in which anything was written down. The numbers themselves
/// do not leave this function.
///
/// # Errors
/// When the database is away.
pub async fn process_counts(portal: &Portal, profile: &Profile) -> Result<Vec<HalfYearCounts>> {
    let mut tx = portal.db.begin(Scope::Statistics(&profile.slug)).await?;
    let requests = sqlx::query!(
        "SELECT (raised_at AT TIME ZONE $2)::date AS \"day!\", instrument, outcome FROM legal_process WHERE library = $1",
        profile.slug.as_str(),
        profile.time_zone.name(),
    )
    .fetch_all(&mut *tx)
    .await?;
    // The ledger still has what a record took with it.
    let given = sqlx::query!(
        "SELECT (min(at) AT TIME ZONE $2)::date AS \"day!\", purpose FROM ledger_event \
         WHERE library = $1 AND action = $3 GROUP BY purpose, subject_id, coalesce(detail ->> 'process', id::text)",
        profile.slug.as_str(),
        profile.time_zone.name(),
        Action::Released.code(),
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut all: BTreeMap<HalfYear, [u64; Counted::ALL.len()]> = BTreeMap::new();
    let mut add = |day: NaiveDate, counted: Counted, number: i64| {
        all.entry(HalfYear::of(day)).or_default()[counted as usize] += u64::try_from(number).unwrap_or_default();
    };
    for row in requests {
        add(row.day, Counted::Requests, 1);
        let paper =
            row.instrument.as_deref().and_then(Instrument::from_code).filter(|one| *one != Instrument::Informal);
        add(row.day, if paper.is_some() { Counted::WithPaper } else { Counted::WithoutPaper }, 1);
        let outcome = row.outcome.as_deref().and_then(Outcome::stored);
        add(row.day, Counted::NothingGiven, i64::from(outcome.is_some_and(Outcome::gave_nothing)));
    }
    for row in given {
        let wellness = row.purpose.as_deref() == Some(ReleasedOn::WellnessCheck.code());
        add(row.day, if wellness { Counted::WellnessChecks } else { Counted::Released }, 1);
    }
    let width = profile.statistics.fewer_than;
    let now = HalfYear::of(portal.today(profile));
    let Some(&first) = all.keys().next() else { return Ok(Vec::new()) };
    let years = std::iter::successors(Some(first), |half| Some(half.next())).take_while(|half| *half < now);
    let mut counts: Vec<_> = years
        .map(|of| {
            let bands = all.get(&of).copied().unwrap_or_default().map(|number| Band::of(number, width));
            HalfYearCounts { of, bands: bands.to_vec() }
        })
        .collect();
    counts.reverse();
    Ok(counts)
}
