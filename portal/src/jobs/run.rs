//! A worker: takes the jobs that are due, one task for each, until it is told to stop.

use super::{
    Job, Ran,
    lease::{self, LEASE, Lease, Taken},
};
use crate::{Error, Portal, Result};
use chrono::{DateTime, Duration, Utc};
use futures::FutureExt;
use std::{panic::AssertUnwindSafe, pin::pin, sync::Arc};
use tokio::{task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

/// However seldom a job is due, its row is looked at so often: somebody may have set it to now.
const LOOK_AT_LEAST: Duration = Duration::minutes(1);

/// And no oftener than so often.
const LOOK_AT_MOST: std::time::Duration = std::time::Duration::from_millis(100);

/// After the database failed, a worker rests so long.
const REST: std::time::Duration = std::time::Duration::from_secs(2);

/// What came of a turn at a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It was run; whether it went well stands in its row. It is due again at this moment.
    Ran(DateTime<Utc>),
    /// It is not due before this moment, or another worker has it until then.
    NotBefore(DateTime<Utc>),
}

/// Works until `stop` is cancelled; what is in hand is finished first. Mail never waits for another job, nor another job
/// for mail. What goes wrong is logged, noted and tried again; it never ends the worker.
pub async fn run(portal: &Portal, jobs: &[Arc<dyn Job>], stop: &CancellationToken) {
    let mut tasks = JoinSet::new();
    for job in jobs {
        tasks.spawn(tend(portal.clone(), job.clone(), stop.clone()));
    }
    tasks.join_all().await;
}

/// Enters the jobs in the table, so that an operator sees them before any has run.
///
/// # Errors
/// When the database is away.
pub async fn enter(portal: &Portal, jobs: &[Arc<dyn Job>]) -> Result<()> {
    for job in jobs {
        lease::enter(portal, &**job).await?;
    }
    Ok(())
}

/// Runs the job if it is due and no other worker has it, and notes how it went.
///
/// # Errors
/// When the database is away. A run whose end could not be noted is due again once its lease ends.
pub async fn turn(portal: &Portal, job: &dyn Job, stop: &CancellationToken) -> Result<Turn> {
    let lease = match lease::take(portal, job).await? {
        Taken::Yes(lease) => lease,
        Taken::NotBefore(at) => return Ok(Turn::NotBefore(at)),
        Taken::NotEntered => {
            lease::enter(portal, job).await?;
            return Ok(Turn::NotBefore(portal.clock.now()));
        }
    };
    let outcome = held(portal, job, lease, stop).await;
    if let Err(error) = &outcome {
        tracing::error!(job = job.name(), error = %Error::chain(error), "a job failed");
    }
    Ok(Turn::Ran(lease::note(portal, job, lease, &outcome).await?))
}

async fn tend(portal: Portal, job: Arc<dyn Job>, stop: CancellationToken) {
    let job = &*job;
    if let Err(error) = lease::enter(&portal, job).await {
        // The first turn does it once the database is back.
        tracing::error!(job = job.name(), error = %Error::chain(&error), "a job could not be entered");
    }
    while !stop.is_cancelled() {
        let rest = match turn(&portal, job, &stop).await {
            Ok(Turn::Ran(at)) => until(at, &portal, job),
            // Another worker is about to take it, or it has just come due.
            Ok(Turn::NotBefore(at)) => until(at, &portal, job).max(LOOK_AT_MOST),
            Err(error) => {
                tracing::error!(job = job.name(), error = %Error::chain(&error), "a job's row could not be had");
                REST
            }
        };
        if !rest.is_zero() {
            tokio::select! {
                () = stop.cancelled() => return,
                () = sleep(rest) => {}
            }
        }
    }
}

/// How long to rest before a job that is due `at`: sooner than that, in case another worker that has it gives it up.
fn until(at: DateTime<Utc>, portal: &Portal, job: &dyn Job) -> std::time::Duration {
    (at - portal.clock.now()).min(job.every()).min(LOOK_AT_LEAST).to_std().unwrap_or_default()
}

/// Runs the job, and keeps its lease meanwhile.
async fn held(portal: &Portal, job: &dyn Job, lease: Lease, stop: &CancellationToken) -> Result<Ran> {
    let mut run = pin!(AssertUnwindSafe(job.run(portal, stop)).catch_unwind());
    let every = (LEASE / 3).to_std().unwrap_or(REST);
    loop {
        tokio::select! {
            outcome = &mut run => return outcome.unwrap_or_else(|_| Err(Error::Stored("the job panicked".to_owned()))),
            () = sleep(every) => match lease::renew(portal, job, lease).await {
                Ok(true) => {}
                Ok(false) => tracing::warn!(job = job.name(), "another worker has begun this job meanwhile"),
                Err(error) => tracing::warn!(job = job.name(), error = %Error::chain(&error), "a lease was not renewed"),
            },
        }
    }
}
