//! Seal the ledger.

use super::{Job, Ran};
use crate::{Portal, Result, ledger};
use chrono::Duration;
use tokio_util::sync::CancellationToken;

/// How many events of each library are sealed before the row says how it stands.
const EVENTS_A_RUN: u32 = 2000;

/// Puts what happened into the chains of digests.
pub(super) struct Seal;

#[async_trait::async_trait]
impl Job for Seal {
    fn name(&self) -> &'static str {
        "seal"
    }

    fn every(&self) -> Duration {
        Duration::seconds(2)
    }

    async fn run(&self, portal: &Portal, _: &CancellationToken) -> Result<Ran> {
        let sealed = ledger::seal(portal, EVENTS_A_RUN).await?;
        Ok(Ran { did: format!("{sealed} sealed"), more: sealed > 0 })
    }
}
