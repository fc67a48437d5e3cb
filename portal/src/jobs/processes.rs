//! Legal processes: remind of the days that count, and end orders of silence whose last day is past.

use super::{Job, Ran};
use crate::{
    Portal, Result,
    process::{end_what_is_over, remind},
};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Once an hour, library by library.
pub(super) struct Processes {
    pub(super) libraries: Vec<(Arc<Profile>, String)>,
}

#[async_trait::async_trait]
impl Job for Processes {
    fn name(&self) -> &'static str {
        "processes"
    }

    fn every(&self) -> Duration {
        Duration::hours(1)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let (mut reminded, mut over, mut more) = (0, 0, false);
        for (profile, site) in &self.libraries {
            if stop.is_cancelled() {
                more = true;
                break;
            }
            reminded += remind(portal, profile, site).await?;
            over += end_what_is_over(portal, profile, site).await?;
        }
        Ok(Ran { did: format!("{reminded} reminders, {over} orders of silence over"), more })
    }
}
