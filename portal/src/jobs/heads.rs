//! Keep the heads of the ledger's chains where the database's owner is not.

use super::{Job, Ran};
use crate::{Portal, Result, ledger};
use chrono::Duration;
use std::path::PathBuf;
use tokio_util::sync::CancellationToken;

/// Adds each chain's head to a file, so that a chain that is cut off or rewritten to its end is noticed
/// (`server ledger verify --against FILE`).
pub(super) struct Heads {
    pub(super) file: PathBuf,
}

#[async_trait::async_trait]
impl Job for Heads {
    fn name(&self) -> &'static str {
        "heads"
    }

    fn every(&self) -> Duration {
        Duration::hours(1)
    }

    async fn run(&self, portal: &Portal, _: &CancellationToken) -> Result<Ran> {
        let heads = ledger::heads(portal).await?;
        let file = self.file.clone();
        let added = tokio::task::spawn_blocking(move || ledger::keep_heads(&file, &heads)).await??;
        Ok(Ran::all(format!("{added} heads added")))
    }
}
