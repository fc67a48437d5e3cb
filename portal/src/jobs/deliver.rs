//! Deliver the mail that is due: a job for each lane, so that newsletters never delay a link.

use super::{Job, Ran};
use crate::{
    Portal, Result,
    mail::{Delivered, Lane, Transport, deliver_one},
};
use chrono::Duration;
use futures::future::try_join_all;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use tokio_util::sync::CancellationToken;

/// How many mails are sent before the row says how it stands.
const MAILS_A_RUN: usize = 20;

/// Sends what waits in one lane of the outbox, several at a time.
pub(super) struct Deliver {
    pub(super) transport: Transport,
    pub(super) lane: Lane,
}

#[async_trait::async_trait]
impl Job for Deliver {
    fn name(&self) -> &'static str {
        match self.lane {
            Lane::Safety => "deliver",
            Lane::Notices => "deliver-notices",
            Lane::Newsletters => "deliver-newsletters",
        }
    }

    fn every(&self) -> Duration {
        Duration::seconds(2)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let (begun, ended) = (AtomicUsize::new(0), AtomicBool::new(false));
        let one_by_one = || async {
            let mut delivered = Delivered::default();
            // The mail in hand is finished, and no other begun.
            while !stop.is_cancelled()
                && !ended.load(Ordering::Relaxed)
                && begun.fetch_add(1, Ordering::Relaxed) < MAILS_A_RUN
            {
                let more = deliver_one(portal, &self.transport, self.lane, &mut delivered).await?;
                if !more || delivered.away {
                    ended.store(true, Ordering::Relaxed);
                }
            }
            Result::<Delivered>::Ok(delivered)
        };
        let each = try_join_all((0..self.lane.at_once()).map(|_| one_by_one())).await?;
        let delivered = each.into_iter().fold(Delivered::default(), Delivered::and);
        if delivered != Delivered::default() {
            tracing::info!(?delivered, job = self.name(), "mail");
        }
        let Delivered { sent, again, failed, withheld, put_off, away } = delivered;
        let away = if away { ", the mail server is away" } else { "" };
        let put_off = if put_off > 0 { format!(", {put_off} put off") } else { String::new() };
        let did = format!("{sent} sent, {again} to try again, {failed} given up, {withheld} not wanted{put_off}{away}");
        Ok(Ran { did, more: !ended.load(Ordering::Relaxed) })
    }
}
