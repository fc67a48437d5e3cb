//! Count registrations and use, each day once.

use super::{Job, Ran};
use crate::{Portal, Result, statistics::count};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Every six hours, library by library; what is counted already is not counted again.
pub(super) struct Statistics {
    pub(super) libraries: Vec<Arc<Profile>>,
}

#[async_trait::async_trait]
impl Job for Statistics {
    fn name(&self) -> &'static str {
        "statistics"
    }

    fn every(&self) -> Duration {
        Duration::hours(6)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let mut days = 0;
        for profile in &self.libraries {
            if stop.is_cancelled() {
                return Ok(Ran { did: format!("{days} days counted"), more: true });
            }
            days += count(portal, profile).await?.days;
        }
        Ok(Ran::all(format!("{days} days counted")))
    }
}
