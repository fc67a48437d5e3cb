//! What is published of the counts: months that are over, and half-years with their tables.

use super::{HalfYearCounts, process_counts};
use crate::{Portal, Result, authority::Director, db::Scope};
use chrono::{Datelike, Days, Months, NaiveDate};
use domain::{
    inventory::Class,
    permission::Offer,
    profile::Profile,
    statistics::{Band, By, HalfYear, Measure, rows, suppress},
};
use std::collections::HashMap;

/// A year that libraries report, July to June, as far as it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The year it ends in.
    pub year: i32,
    /// The years that there are, the newest first.
    pub years: Vec<i32>,
    /// Its months that are over, the first one first.
    pub months: Vec<Month>,
    /// Its halves that are over.
    pub halves: Vec<Half>,
    /// Requests of police and agencies, by its halves, for whom they are shown to.
    pub processes: Vec<HalfYearCounts>,
}

/// A month that is over. Each number stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// A number for each of [`measures`]; `None` for a small one.
    pub numbers: Vec<Option<u64>>,
}

/// Half a year that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Half {
    /// Which.
    pub of: HalfYear,
    /// A total for each of [`measures`]; `None` where it is small, or would tell a month that is.
    pub totals: Vec<Option<u64>>,
    /// How many people had a card in use at its end, in a band; `None` where nobody counted them then.
    pub cards: Option<Band>,
    /// What is broken down.
    pub tables: Vec<Table>,
}

/// A number broken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What was counted.
    pub measure: Measure,
    /// By what it is broken down.
    pub by: By,
    /// The total; a table without one is not shown.
    pub total: Option<u64>,
    /// Its rows as they are stored, each with its number where it is shown; `None`: too few for a table.
    pub rows: Option<Vec<(String, Option<u64>)>>,
}

/// What is counted at this library, month by month: what it does not keep or offer is no number.
pub fn measures(profile: &Profile) -> Vec<Measure> {
    let counted = |measure: &Measure| match measure {
        Measure::ComputerSessions => profile.is_kept(Class::ComputerUse) && !profile.is_not_loaded(Class::ComputerUse),
        Measure::PermissionsSigned | Measure::PermissionsUsed => Offer::of(profile).is_some(),
        _ => true,
    };
    Measure::monthly().filter(counted).collect()
}

/// The report of the year that ends in June of `year`, of the newest where none is named, for the Director. `None`: nothing is
/// counted yet, or no such year.
///
/// # Errors
/// When the database is away.
pub async fn for_director(portal: &Portal, director: &Director, year: Option<i32>) -> Result<Option<Report>> {
    let processes = process_counts(portal, director.profile()).await?;
    report(portal, director.profile(), year, processes).await
}

/// The same for anybody, where the library publishes it (S4).
///
/// # Errors
/// When the database is away.
pub async fn for_anybody(portal: &Portal, profile: &Profile, year: Option<i32>) -> Result<Option<Report>> {
    if !profile.statistics.publish {
        return Ok(None);
    }
    let processes = if profile.publish_process_counts { process_counts(portal, profile).await? } else { Vec::new() };
    report(portal, profile, year, processes).await
}

async fn report(
    portal: &Portal,
    profile: &Profile,
    year: Option<i32>,
    processes: Vec<HalfYearCounts>,
) -> Result<Option<Report>> {
    let mut tx = portal.db.begin(Scope::Statistics(&profile.slug)).await?;
    let span = sqlx::query!("SELECT since, up_to FROM statistics_counted WHERE library = $1", profile.slug.as_str())
        .fetch_optional(&mut *tx)
        .await?;
    let Some(span) = span else { return Ok(None) };
    let months: Vec<NaiveDate> = std::iter::successors(span.since.with_day(1), |month| next(*month))
        .take_while(|month| next(*month).is_some_and(|next| next <= span.up_to + Days::new(1)))
        .collect();
    let mut years: Vec<i32> = months.iter().map(|month| HalfYear::of(*month).report_year()).collect();
    years.dedup();
    years.reverse();
    let Some(year) = year.or_else(|| years.first().copied()).filter(|year| years.contains(year)) else {
        return Ok(None);
    };
    let halves = HalfYear::of_report_year(year);
    let of_year: Vec<NaiveDate> = halves.into_iter().flat_map(HalfYear::months).collect();
    let rows = sqlx::query!(
        "SELECT month, measure, broken_down, part, number FROM statistics_count WHERE library = $1 AND month = ANY ($2)",
        profile.slug.as_str(),
        &of_year,
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut held = Held::default();
    for row in rows {
        if let (Some(measure), Some(by)) = (Measure::from_code(&row.measure), By::from_code(&row.broken_down)) {
            let number = u64::try_from(row.number).unwrap_or_default();
            held.numbers.insert((row.month, measure, by, row.part), number);
        }
    }
    let over = |month: &NaiveDate| months.contains(month);
    let least = profile.statistics.least();
    let counted = measures(profile);
    let months_of_year = of_year.iter().filter(|month| over(month)).map(|&first| Month {
        first,
        numbers: counted.iter().map(|&measure| suppress::alone(held.month(first, measure), least)).collect(),
    });
    let whole = |half: &HalfYear| half.months().iter().all(&over);
    Ok(Some(Report {
        year,
        years,
        months: months_of_year.collect(),
        halves: halves.into_iter().filter(whole).map(|half| held.half(profile, half, &counted)).collect(),
        processes: processes.into_iter().filter(|one| one.of.report_year() == year).collect(),
    }))
}

fn next(month: NaiveDate) -> Option<NaiveDate> {
    month.checked_add_months(Months::new(1))
}

/// The counts of a year as they are. They do not leave this file but by [`suppress`].
#[derive(Default)]
struct Held {
    numbers: HashMap<(NaiveDate, Measure, By, String), u64>,
}

impl Held {
    fn of(&self, month: NaiveDate, measure: Measure, by: By, part: &str) -> Option<u64> {
        self.numbers.get(&(month, measure, by, part.to_owned())).copied()
    }

    fn month(&self, month: NaiveDate, measure: Measure) -> u64 {
        self.of(month, measure, By::Whole, "").unwrap_or_default()
    }

    fn half(&self, profile: &Profile, half: HalfYear, counted: &[Measure]) -> Half {
        let least = profile.statistics.least();
        let total = |measure: Measure| {
            let months: Vec<u64> = half.months().into_iter().map(|month| self.month(month, measure)).collect();
            suppress::total(&months, least)
        };
        let cards = half.months().last().copied().and_then(|month| self.of(month, Measure::Cards, By::Whole, ""));
        let mut tables = Vec::new();
        for &measure in counted {
            for &by in measure.broken_down() {
                let named = rows(&profile.statistics, by);
                if !named.is_empty() {
                    let total = total(measure);
                    let rows = total.and_then(|total| self.rows(half, measure, by, &named, total, least));
                    tables.push(Table { measure, by, total, rows });
                }
            }
        }
        Half {
            of: half,
            totals: counted.iter().map(|&measure| total(measure)).collect(),
            cards: cards.map(|cards| Band::of(cards, profile.statistics.fewer_than)),
            tables,
        }
    }

    /// The rows of a table whose total is published. What was counted under a row that is listed no more is among the rest.
    fn rows(
        &self,
        half: HalfYear,
        measure: Measure,
        by: By,
        named: &[String],
        total: u64,
        least: u64,
    ) -> Option<Vec<(String, Option<u64>)>> {
        let of = |part: &str| -> u64 {
            half.months().into_iter().filter_map(|month| self.of(month, measure, by, part)).sum()
        };
        let mut cells: Vec<u64> = named.iter().map(|part| of(part)).collect();
        let rest = total.saturating_sub(cells.iter().sum());
        if let Some(last) = cells.last_mut() {
            *last += rest;
        }
        let shown = suppress::cells(&cells, least)?;
        Some(named.iter().cloned().zip(shown).collect())
    }
}
