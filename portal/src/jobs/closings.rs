//! Close the cards of those who asked for it, when the last of what stood in the way is over.

use super::{Job, Ran};
use crate::{Portal, Result, access::close_what_waits};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Once an hour, library by library.
pub(super) struct Closings {
    pub(super) libraries: Vec<(Arc<Profile>, String)>,
}

#[async_trait::async_trait]
impl Job for Closings {
    fn name(&self) -> &'static str {
        "closings"
    }

    fn every(&self) -> Duration {
        Duration::hours(1)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let mut closed = 0;
        for (profile, site) in &self.libraries {
            if stop.is_cancelled() {
                return Ok(Ran { did: format!("{closed} cards closed"), more: true });
            }
            closed += close_what_waits(portal, profile, site).await?;
        }
        Ok(Ran::all(format!("{closed} cards closed")))
    }
}
