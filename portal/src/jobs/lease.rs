//! The rows of the table: entering a job, taking one that is due, keeping it, noting how it went.

use super::{Job, Ran};
use crate::{Error, Portal, Result, db::Scope};
use chrono::{DateTime, Duration, Utc};

/// How long a job is its worker's without a sign of life.
pub(super) const LEASE: Duration = Duration::seconds(30);

/// The wait after the first failure is the job's own time, and at most this; doubled after each.
const FIRST_WAIT_AT_MOST: Duration = Duration::minutes(1);

/// A run that this worker alone may note the end of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lease {
    run: i64,
    /// How often the job was begun since it last succeeded, this run included.
    attempts: i32,
}

/// What came of asking for a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is this worker's.
    Yes(Lease),
    /// It is not due, or another worker has it: ask again at this moment, or sooner in case it is given up.
    NotBefore(DateTime<Utc>),
    /// There is no such row.
    NotEntered,
}

/// Enters a job, or its present schedule. A job that is entered is due at once.
pub(super) async fn enter(portal: &Portal, job: &dyn Job) -> Result<()> {
    let now = portal.clock.now();
    let every = i32::try_from(job.every().num_seconds()).unwrap_or(i32::MAX);
    let mut tx = portal.db.begin(Scope::Worker).await?;
    sqlx::query!(
        "INSERT INTO job (name, every_seconds, entered_at, next_at) VALUES ($1, $2, $3, $3) \
         ON CONFLICT (name) DO UPDATE SET \
             every_seconds = excluded.every_seconds, \
             next_at = least(job.next_at, excluded.next_at + make_interval(secs => excluded.every_seconds)) \
         WHERE job.every_seconds <> excluded.every_seconds",
        job.name(),
        every,
        now,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Takes the job if it is due and no other worker has it.
pub(super) async fn take(portal: &Portal, job: &dyn Job) -> Result<Taken> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let taken = sqlx::query!(
        "UPDATE job SET leased_until = $3, runs = runs + 1, attempts = attempts + 1, started_at = $2 \
         WHERE name = ( \
             SELECT name FROM job \
             WHERE name = $1 AND next_at <= $2 AND (leased_until IS NULL OR leased_until <= $2) \
             FOR UPDATE SKIP LOCKED) \
         RETURNING runs, attempts",
        job.name(),
        now,
        now + LEASE,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(row) = taken {
        tx.commit().await?;
        return Ok(Taken::Yes(Lease { run: row.runs, attempts: row.attempts }));
    }
    let row = sqlx::query!("SELECT next_at, leased_until FROM job WHERE name = $1", job.name())
        .fetch_optional(&mut *tx)
        .await?;
    Ok(row.map_or(Taken::NotEntered, |row| {
        Taken::NotBefore(row.leased_until.map_or(row.next_at, |until| until.max(row.next_at)))
    }))
}

/// Keeps the job for another lease. `false`: it is another worker's by now.
pub(super) async fn renew(portal: &Portal, job: &dyn Job, lease: Lease) -> Result<bool> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let kept = sqlx::query!(
        "UPDATE job SET leased_until = $3 WHERE name = $1 AND runs = $2",
        job.name(),
        lease.run,
        portal.clock.now() + LEASE,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(kept.rows_affected() == 1)
}

/// Notes how the run went, and gives the job up. Returns when it is due again. If another worker has it by now, its run
/// counts and nothing is noted.
pub(super) async fn note(portal: &Portal, job: &dyn Job, lease: Lease, outcome: &Result<Ran>) -> Result<DateTime<Utc>> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let next = match outcome {
        Ok(ran) => {
            let next = if ran.more { now } else { now + job.every() };
            sqlx::query!(
                "UPDATE job SET leased_until = NULL, attempts = 0, ended_at = $3, succeeded_at = $3, result = $4, \
                                next_at = $5 \
                 WHERE name = $1 AND runs = $2",
                job.name(),
                lease.run,
                now,
                ran.did,
                next,
            )
            .execute(&mut *tx)
            .await?;
            next
        }
        Err(error) => {
            let next = now + wait(lease.attempts, job.every());
            sqlx::query!(
                "UPDATE job SET leased_until = NULL, failures = failures + 1, ended_at = $3, result = $4, next_at = $5 \
                 WHERE name = $1 AND runs = $2",
                job.name(),
                lease.run,
                now,
                format!("failed: {}", Error::chain(error)),
                next,
            )
            .execute(&mut *tx)
            .await?;
            next
        }
    };
    tx.commit().await?;
    Ok(next)
}

/// How long to wait after so many failed attempts: doubling, and no longer than the job's own time or a minute.
fn wait(attempts: i32, every: Duration) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    (every.min(FIRST_WAIT_AT_MOST) * 2_i32.pow(doublings)).min(every.max(FIRST_WAIT_AT_MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_fails_is_tried_again_later_each_time_and_never_later_than_its_own_time_or_a_minute() {
        let (quick, slow) = (Duration::seconds(2), Duration::hours(1));
        let waits = |every| [1, 2, 3, 6, 7, 8, i32::MAX].map(|attempts| wait(attempts, every).num_seconds());
        assert_eq!(waits(quick), [2, 4, 8, 60, 60, 60, 60]);
        assert_eq!(waits(slow), [60, 120, 240, 1_920, 3_600, 3_600, 3_600]);
    }
}
