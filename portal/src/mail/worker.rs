//! What a worker does until it is told to stop: deliver mail, seal the ledger, clear up.

use super::{
    deliver::{Delivered, deliver_one},
    transport::Transport,
};
use crate::{Portal, Result, db::Scope, ledger};
use chrono::{DateTime, Duration, Utc};
use futures::FutureExt;
use std::{future::Future, pin::pin};

/// How long a worker rests when nothing is due.
const REST: std::time::Duration = std::time::Duration::from_secs(2);

/// How often it clears up.
const TIDY_EVERY: Duration = Duration::hours(1);

/// How many mails are sent before the ledger has its turn.
const MAILS_A_ROUND: usize = 20;

/// How many events of each library are sealed before mail has its turn.
const SEALED_A_ROUND: u32 = 2000;

/// How long an ended one-time token is kept.
const TOKENS_KEPT: Duration = Duration::days(30);

/// How long a throttling counter without a failure is kept.
const THROTTLES_KEPT: Duration = Duration::days(30);

/// How long one that may have closed a way is kept: far longer, or waiting would give an attacker new guesses.
const CLOSED_WAYS_KEPT: Duration = Duration::days(400);

/// From so many failures on a counter may have closed a way (SECURITY.md, "Signing in", 3).
const MAY_BE_CLOSED_FROM: i32 = 10;

/// Works until `shutdown` is ready: delivers mail (where there is a `transport`), seals the ledger, and clears up once
/// an hour. The mail in hand is finished first. Any number of workers may run at once. What goes wrong is logged and
/// tried again; it never ends the worker.
pub async fn run(portal: &Portal, transport: Option<&Transport>, shutdown: impl Future<Output = ()>) {
    let mut shutdown = pin!(shutdown.fuse());
    let mut tidied_at: Option<DateTime<Utc>> = None;
    loop {
        // Neither mail nor sealing may keep the other waiting, so each does some and then it is the other's turn.
        let mut more = false;
        let mut delivered = Delivered::default();
        for _ in 0..MAILS_A_ROUND {
            let Some(transport) = transport else { break };
            if shutdown.as_mut().now_or_never().is_some() {
                return;
            }
            match deliver_one(portal, transport, &mut delivered).await {
                Ok(found) => more = found && !delivered.away,
                Err(e) => {
                    tracing::error!(error = %e, "mail could not be delivered");
                    more = false;
                }
            }
            if !more {
                break;
            }
        }
        if delivered != Delivered::default() {
            tracing::info!(?delivered, "mail");
        }
        if shutdown.as_mut().now_or_never().is_some() {
            return;
        }
        match ledger::seal(portal, SEALED_A_ROUND).await {
            Ok(sealed) => more |= sealed > 0,
            Err(e) => tracing::error!(error = %e, "the ledger could not be sealed"),
        }
        let now = portal.clock.now();
        if tidied_at.is_none_or(|at| now - at >= TIDY_EVERY) {
            match tidy(portal).await {
                Ok(tidied) => {
                    tracing::info!(?tidied, "cleared up");
                    tidied_at = Some(now);
                }
                Err(e) => tracing::error!(error = %e, "could not clear up"),
            }
        }
        if more {
            continue;
        }
        tokio::select! {
            () = &mut shutdown => return,
            () = tokio::time::sleep(REST) => {}
        }
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
}

/// Deletes what has served its time: dead sessions and device cookies, long-ended tokens, stale throttling counters;
/// wipes links that have ended.
///
/// # Errors
/// When the database is away.
pub async fn tidy(portal: &Portal) -> Result<Tidied> {
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
    tx.commit().await?;
    Ok(Tidied { sessions, devices, tokens, throttles, links })
}
