//! The plan: what would go today, counted, without names; kept and approved where a person has to say yes first.

use super::series::{self, Series, series};
use crate::{
    Error, Portal, Result,
    authority::Operator,
    db::{Scope, Tx},
    ledger::{self, Event},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    ledger::Action,
    profile::Profile,
    rules::{Ground, codes},
};
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Row};

/// What would be deleted by a day, or was planned to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The day it is about.
    pub today: NaiveDate,
    /// One line for each table from which something goes.
    pub lines: Vec<Line>,
    /// How many whole records go.
    pub people: u64,
    /// How many of them because the library's file of patrons has them no more, and not because the last card was closed; `None`
    /// in a plan that was kept before the two were told apart.
    pub absent: Option<u64>,
    /// The first and the last day on which one of them was over: the last card closed, or missing for the first time. `None`: none
    /// goes, or the plan was kept before it had the days.
    pub people_over: Option<(NaiveDate, NaiveDate)>,
}

/// What goes of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The class, by its code.
    pub class: String,
    /// The table or view, by its name in the inventory.
    pub relation: String,
    /// How many rows.
    pub rows: u64,
    /// Of how many people.
    pub people: u64,
    /// The earliest day on which one was over.
    pub first: NaiveDate,
    /// The latest.
    pub last: NaiveDate,
}

/// A plan that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its number at this library.
    pub number: i32,
    /// What it is about.
    pub plan: Plan,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Who approved it, and when.
    pub approved: Option<(String, DateTime<Utc>)>,
    /// When all of it was done.
    pub ended_at: Option<DateTime<Utc>>,
}

/// What came of an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approval {
    /// It is approved: the next run does it.
    Done,
    /// There is no such plan, or it was approved already.
    NoSuchPlan,
}

/// The last day of each way of leaving: of a last card closed, and of the first day on which somebody was absent.
pub(super) fn leavers(profile: &Profile, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let before = |days: u16| today.checked_sub_days(Days::new(days.into()));
    (before(profile.leaving.closed_days), before(profile.leaving.absent_days))
}

/// What a run would delete now. It changes nothing.
///
/// # Errors
/// When the database is away.
pub async fn plan(portal: &Portal, operator: &Operator) -> Result<Plan> {
    let profile = operator.profile();
    let mut tx = portal.db.snapshot(Scope::Retention(&profile.slug)).await?;
    read(&mut tx, profile, portal.today(profile)).await
}

async fn read(tx: &mut Tx, profile: &Profile, today: NaiveDate) -> Result<Plan> {
    let mut lines = Vec::new();
    for one in series(profile) {
        lines.extend(line(tx, profile, &one, today).await?);
    }
    let (closed, absent) = leavers(profile, today);
    let statement = format!(
        "SELECT count(*), count(*) FILTER (WHERE NOT left_here), min(over_on), max(over_on) \
         FROM person p CROSS JOIN LATERAL (SELECT coalesce({closed}, false) AS left_here) AS how \
         CROSS JOIN LATERAL (SELECT CASE WHEN left_here THEN {} ELSE p.absent_since END AS over_on) AS day WHERE {}",
        series::closed_on(),
        series::over_person(),
        closed = series::closed_person(),
    );
    let (people, absent_people, first, last): (i64, i64, Option<NaiveDate>, Option<NaiveDate>) =
        sqlx::query_as(AssertSqlSafe(statement))
            .bind(profile.slug.as_str())
            .bind(profile.time_zone.name())
            .bind(closed)
            .bind(absent)
            .fetch_one(&mut **tx)
            .await?;
    Ok(Plan { today, lines, people: count(people), absent: Some(count(absent_people)), people_over: first.zip(last) })
}

async fn line(tx: &mut Tx, profile: &Profile, one: &Series<'_>, today: NaiveDate) -> Result<Option<Line>> {
    let cutoffs = one.cutoffs(today);
    let statement = format!(
        "SELECT count(*), count(DISTINCT r.person_id), min({day}), max({day}) FROM {table} r WHERE {due}",
        day = one.day(),
        table = one.table(),
        due = one.due(),
    );
    let found = sqlx::query(AssertSqlSafe(statement))
        .bind(profile.slug.as_str())
        .bind(profile.time_zone.name())
        .bind(cutoffs.off)
        .bind(cutoffs.default)
        .bind(cutoffs.forever)
        .fetch_one(&mut **tx)
        .await?;
    let (Some(first), Some(last)) = (found.try_get(2)?, found.try_get(3)?) else { return Ok(None) };
    Ok(Some(Line {
        class: one.class.code().to_owned(),
        relation: one.relation.name.to_owned(),
        rows: count(found.try_get(0)?),
        people: count(found.try_get(1)?),
        first,
        last,
    }))
}

/// Makes a plan of what is due today and keeps it under a number, for somebody to approve.
///
/// # Errors
/// When the database is away; then nothing is kept.
pub async fn keep(portal: &Portal, operator: &Operator) -> Result<Planned> {
    let (profile, now) = (operator.profile(), portal.clock.now());
    let mut tx = portal.db.begin(Scope::Retention(&profile.slug)).await?;
    let plan = read(&mut tx, profile, portal.today(profile)).await?;
    let number = enter(&mut tx, profile, &plan, now).await?;
    tx.commit().await?;
    Ok(Planned { number, plan, at: now, approved: None, ended_at: None })
}

/// The lines of a plan as they are stored.
#[derive(Serialize, Deserialize)]
struct Stored {
    lines: Vec<Line>,
    people: u64,
    absent: Option<u64>,
    #[serde(default)]
    people_over: Option<(NaiveDate, NaiveDate)>,
}

pub(super) async fn enter(tx: &mut Tx, profile: &Profile, plan: &Plan, now: DateTime<Utc>) -> Result<i32> {
    // Two that are made at once get two numbers: the second waits.
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended('retention ' || $1, 0))")
        .bind(profile.slug.as_str())
        .execute(&mut **tx)
        .await?;
    let Plan { lines, people, absent, people_over, .. } = plan.clone();
    let stored =
        serde_json::to_value(Stored { lines, people, absent, people_over }).map_err(Error::because("a plan"))?;
    let number = sqlx::query_scalar!(
        "INSERT INTO retention_run (library, number, today, planned_at, planned) \
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4 FROM retention_run WHERE library = $1 RETURNING number",
        profile.slug.as_str(),
        plan.today,
        now,
        stored,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(number)
}

/// A plan that was kept, by its number.
///
/// # Errors
/// When the database is away, or what is stored is not understood.
pub async fn planned(portal: &Portal, operator: &Operator, number: i32) -> Result<Option<Planned>> {
    let mut tx = portal.db.begin(Scope::Retention(operator.library())).await?;
    let found = sqlx::query!(
        "SELECT today, planned_at, planned, approved_at, approved_by, ended_at FROM retention_run \
         WHERE library = $1 AND number = $2",
        operator.library().as_str(),
        number,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let Stored { lines, people, absent, people_over } =
        serde_json::from_value(found.planned).map_err(|_| Error::Stored("a plan of deletions".to_owned()))?;
    Ok(Some(Planned {
        number,
        plan: Plan { today: found.today, lines, people, absent, people_over },
        at: found.planned_at,
        approved: found.approved_by.zip(found.approved_at),
        ended_at: found.ended_at,
    }))
}

/// Notes that somebody (`by`: name and office) approved a plan. The next run does it.
///
/// # Errors
/// When the database is away; then nothing is noted.
pub async fn approve(portal: &Portal, operator: &Operator, number: i32, by: &str) -> Result<Approval> {
    let (profile, now) = (operator.profile(), portal.clock.now());
    let mut tx = portal.db.begin(Scope::Retention(&profile.slug)).await?;
    let approved = sqlx::query!(
        "UPDATE retention_run SET approved_at = $3, approved_by = $4 \
         WHERE library = $1 AND number = $2 AND approved_at IS NULL AND ended_at IS NULL",
        profile.slug.as_str(),
        number,
        now,
        by,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if approved == 0 {
        return Ok(Approval::NoSuchPlan);
    }
    let event = Event {
        via: "command",
        rules: &codes(profile.grounds.of(Ground::Retention)),
        detail: serde_json::json!({ "plan": number }),
        ..Event::new(&profile.slug, now, None, Action::DeletionApproved, operator.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(Approval::Done)
}

pub(super) fn count(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
