//! Deliver the mail that is due.

use super::{Job, Ran};
use crate::{
    Portal, Result,
    mail::{Delivered, Transport, deliver_one},
};
use chrono::Duration;
use tokio_util::sync::CancellationToken;

/// How many mails are sent before the row says how it stands.
const MAILS_A_RUN: usize = 20;

/// Sends what waits in the outbox.
pub(super) struct Deliver {
    pub(super) transport: Transport,
}

#[async_trait::async_trait]
impl Job for Deliver {
    fn name(&self) -> &'static str {
        "deliver"
    }

    fn every(&self) -> Duration {
        Duration::seconds(2)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let mut delivered = Delivered::default();
        let mut more = true;
        for _ in 0..MAILS_A_RUN {
            // The mail in hand is finished, and no other begun.
            if stop.is_cancelled() {
                break;
            }
            more = deliver_one(portal, &self.transport, &mut delivered).await? && !delivered.away;
            if !more {
                break;
            }
        }
        if delivered != Delivered::default() {
            tracing::info!(?delivered, "mail");
        }
        let Delivered { sent, again, failed, away } = delivered;
        let away = if away { ", the mail server is away" } else { "" };
        Ok(Ran { did: format!("{sent} sent, {again} to try again, {failed} given up{away}"), more })
    }
}
