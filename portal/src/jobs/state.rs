//! How the jobs stand: what an operator sees.

use crate::{Portal, Result, db::Scope};
use chrono::{DateTime, Duration, Utc};

/// A job may miss its time by so much, and by as long again as the time between two runs, before it counts as late: a
/// worker that is started anew is no alarm.
const GRACE: Duration = Duration::minutes(5);

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The job's name.
    pub name: String,
    /// How long after one run the next one is due.
    pub every: Duration,
    /// Since when it is to be done.
    pub entered_at: DateTime<Utc>,
    /// When it is due.
    pub next_at: DateTime<Utc>,
    /// Until when a worker has it.
    pub leased_until: Option<DateTime<Utc>>,
    /// How often it was begun since it last succeeded.
    pub attempts: i32,
    /// How often it failed, ever.
    pub failures: i64,
    /// When it last began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it last ended, well or not.
    pub ended_at: Option<DateTime<Utc>>,
    /// When it last ended well.
    pub succeeded_at: Option<DateTime<Utc>>,
    /// What the last run that ended did, or what failed.
    pub result: Option<String>,
}

impl State {
    /// Whether it has not ended well for longer than it should: no worker runs, it hangs, or it fails.
    pub fn late(&self, now: DateTime<Utc>) -> bool {
        now - self.succeeded_at.unwrap_or(self.entered_at) > self.every * 2 + GRACE
    }
}

/// Every job's row, by name.
///
/// # Errors
/// When the database is away.
pub async fn states(portal: &Portal) -> Result<Vec<State>> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let rows = sqlx::query!(
        "SELECT name, every_seconds, entered_at, next_at, leased_until, attempts, failures, started_at, ended_at, \
                succeeded_at, result \
         FROM job ORDER BY name"
    )
    .fetch_all(&mut *tx)
    .await?;
    let states = rows.into_iter().map(|row| State {
        name: row.name,
        every: Duration::seconds(row.every_seconds.into()),
        entered_at: row.entered_at,
        next_at: row.next_at,
        leased_until: row.leased_until,
        attempts: row.attempts,
        failures: row.failures,
        started_at: row.started_at,
        ended_at: row.ended_at,
        succeeded_at: row.succeeded_at,
        result: row.result,
    });
    Ok(states.collect())
}
