//! The run: batch after batch, from where the last one came to.

use super::{
    batch::{self, Gone},
    past,
    plan::{Plan, enter},
    series::series,
};
use crate::{
    Portal, Result,
    authority::Operator,
    db::{Scope, Tx},
};
use chrono::NaiveDate;
use domain::profile::Profile;
use std::collections::BTreeMap;
use uuid::Uuid;

/// So many people are looked at in one transaction.
const BATCH: i64 = 200;

/// How a run stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A batch was done, and there are more.
    More(Done),
    /// All of it is done.
    Ended(Done),
    /// Nothing may be deleted: no plan has been approved, and the profile asks for that.
    NotApproved,
}

/// What a run deleted so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Done {
    /// The run's number at this library.
    pub number: i32,
    /// Rows, by table.
    pub rows: BTreeMap<String, u64>,
    /// Whole records.
    pub people: u64,
    /// How many people were looked at in this step.
    pub looked_at: u64,
}

/// Runs to the end, telling `progress` after each batch.
///
/// # Errors
/// When the database is away. What was done stays done; the next run goes on from there.
pub async fn run(portal: &Portal, operator: &Operator, mut progress: impl FnMut(&Done)) -> Result<Step> {
    loop {
        match run_step(portal, operator.profile()).await? {
            Step::More(done) => progress(&done),
            step => return Ok(step),
        }
    }
}

/// What a run is at.
struct At {
    number: i32,
    today: NaiveDate,
    reached: Option<Uuid>,
    rows: BTreeMap<String, u64>,
    people: u64,
}

/// Does the next batch of this library's run: of the one that is under way, of the plan that was approved, or of a new one.
///
/// # Errors
/// When the database is away; then nothing of the batch is done.
pub async fn run_step(portal: &Portal, profile: &Profile) -> Result<Step> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Retention(&profile.slug)).await?;
    // Of two at once, the second waits and goes on from where the first came to.
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended('retention run ' || $1, 0))")
        .bind(profile.slug.as_str())
        .execute(&mut *tx)
        .await?;
    let Some(mut at) = under_way(&mut tx, portal, profile).await? else { return Ok(Step::NotApproved) };
    let people = sqlx::query_scalar!(
        "SELECT id FROM person WHERE library = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3",
        profile.slug.as_str(),
        at.reached,
        BATCH,
    )
    .fetch_all(&mut *tx)
    .await?;
    let series = series(profile);
    let gone = if people.is_empty() {
        let mut gone = batch::of_nobody(&mut tx, profile, &series, at.today).await?;
        let forgotten = past::forget(&mut tx, profile, at.today).await?;
        gone.rows.extend((forgotten > 0).then_some(("past_record", forgotten)));
        gone
    } else {
        batch::delete(&mut tx, portal, profile, &series, &people, (at.today, now)).await?
    };
    at.add(gone);
    at.reached = people.last().copied().or(at.reached);
    let ended = people.is_empty();
    sqlx::query!(
        "UPDATE retention_run SET reached = $3, rows_deleted = $4, people_deleted = $5, ended_at = $6 \
         WHERE library = $1 AND number = $2",
        profile.slug.as_str(),
        at.number,
        at.reached,
        serde_json::json!(at.rows),
        i32::try_from(at.people).unwrap_or(i32::MAX),
        ended.then_some(now),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    let done = Done { number: at.number, rows: at.rows, people: at.people, looked_at: people.len() as u64 };
    Ok(if ended { Step::Ended(done) } else { Step::More(done) })
}

impl At {
    fn add(&mut self, gone: Gone) {
        self.people += gone.people;
        for (table, rows) in gone.rows {
            *self.rows.entry(table.to_owned()).or_default() += rows;
        }
    }
}

/// The run to go on with. Where no approval is asked, a day has one run; where one is, a plan that was approved is the run,
/// for the day it was made for.
async fn under_way(tx: &mut Tx, portal: &Portal, profile: &Profile) -> Result<Option<At>> {
    let found = sqlx::query!(
        "SELECT number, today, reached, rows_deleted, people_deleted FROM retention_run \
         WHERE library = $1 AND ended_at IS NULL AND (approved_at IS NOT NULL OR NOT $2) ORDER BY number LIMIT 1",
        profile.slug.as_str(),
        profile.leaving.approval,
    )
    .fetch_optional(&mut **tx)
    .await?;
    if let Some(found) = found {
        return Ok(Some(At {
            number: found.number,
            today: found.today,
            reached: found.reached,
            rows: serde_json::from_value(found.rows_deleted).unwrap_or_default(),
            people: u64::try_from(found.people_deleted).unwrap_or(0),
        }));
    }
    if profile.leaving.approval {
        return Ok(None);
    }
    let plan = Plan { today: portal.today(profile), lines: vec![], people: 0, absent: None, people_over: None };
    let number = enter(tx, profile, &plan, portal.clock.now()).await?;
    Ok(Some(At { number, today: plan.today, reached: None, rows: BTreeMap::new(), people: 0 }))
}
