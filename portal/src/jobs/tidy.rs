//! Clear up what has served its time.

use super::{Job, Ran};
use crate::{Portal, Result, db::Scope};
use chrono::Duration;
use tokio_util::sync::CancellationToken;

/// How long an ended one-time token is kept.
const TOKENS_KEPT: Duration = Duration::days(30);

/// How long a throttling counter without a failure is kept.
const THROTTLES_KEPT: Duration = Duration::days(30);

/// How long one that may have closed a way is kept: far longer, or waiting would give an attacker new guesses.
const CLOSED_WAYS_KEPT: Duration = Duration::days(400);

/// From so many failures on a counter may have closed a way (`throttle/failures.rs`).
const MAY_BE_CLOSED_FROM: i32 = 10;

/// Deletes what has ended.
pub(super) struct Tidy;

#[async_trait::async_trait]
impl Job for Tidy {
    fn name(&self) -> &'static str {
        "tidy"
    }

    fn every(&self) -> Duration {
        Duration::hours(1)
    }

    async fn run(&self, portal: &Portal, _: &CancellationToken) -> Result<Ran> {
        let Tidied { sessions, devices, tokens, throttles, links, domains } = tidy(portal).await?;
        Ok(Ran::all(format!(
            "{sessions} sessions, {devices} devices, {tokens} tokens, {throttles} counters, {links} links, \
             {domains} domains"
        )))
    }
}

/// What was cleared up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tidied {
    /// Sessions that had ended.
    pub sessions: u64,
    /// Device cookies that had ended.
    pub devices: u64,
    /// One-time tokens that ended long ago.
    pub tokens: u64,
    /// Throttling counters nobody has touched for long.
    pub throttles: u64,
    /// Sealed links that had ended.
    pub links: u64,
    /// Domains that mail may go to as if none had gone.
    pub domains: u64,
}

/// Deletes what has served its time: dead sessions and device cookies, long-ended tokens, stale throttling counters;
/// wipes links that have ended; forgets to which domains mail went.
///
/// # Errors
/// When the database is away.
pub(crate) async fn tidy(portal: &Portal) -> Result<Tidied> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let sessions = sqlx::query!("DELETE FROM session WHERE idle_ends_at <= $1 OR ends_at <= $1", now)
        .execute(&mut *tx)
        .await?
        .rows_affected();
    let desks = sqlx::query!("DELETE FROM staff_session WHERE idle_ends_at <= $1 OR ends_at <= $1", now)
        .execute(&mut *tx)
        .await?
        .rows_affected();
    sqlx::query!("DELETE FROM desk_look WHERE ends_at <= $1", now).execute(&mut *tx).await?;
    let sessions = sessions + desks;
    let devices =
        sqlx::query!("DELETE FROM known_device WHERE ends_at <= $1", now).execute(&mut *tx).await?.rows_affected();
    let tokens = sqlx::query!(
        "DELETE FROM one_time_token WHERE coalesce(ended_at, expires_at) <= $1 AND expires_at <= $2",
        now - TOKENS_KEPT,
        now,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    let throttles = sqlx::query!(
        "DELETE FROM throttle WHERE updated_at <= $1 AND coalesce(blocked_until <= $2, true) \
                                AND (count < $3 OR updated_at <= $4)",
        now - THROTTLES_KEPT,
        now,
        MAY_BE_CLOSED_FROM,
        now - CLOSED_WAYS_KEPT,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    let links = sqlx::query!(
        "UPDATE outbox SET sealed_link = NULL WHERE sealed_link IS NOT NULL AND status <> 'queued' AND give_up_at <= $1",
        now,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    let domains = sqlx::query!("DELETE FROM mail_domain WHERE taken_until <= $1", now).execute(&mut *tx).await?;
    let domains = domains.rows_affected();
    tx.commit().await?;
    Ok(Tidied { sessions, devices, tokens, throttles, links, domains })
}
