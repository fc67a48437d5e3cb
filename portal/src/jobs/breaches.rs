//! Breaches of security: write to those who are to be told, and remind of the last day.

use super::{Job, Ran};
use crate::{
    Portal, Result,
    breach::{remind, write_notices},
};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Once a minute, library by library: anyone who is affected does not wait for an hour.
pub(super) struct Breaches {
    pub(super) libraries: Vec<(Arc<Profile>, String)>,
}

#[async_trait::async_trait]
impl Job for Breaches {
    fn name(&self) -> &'static str {
        "breaches"
    }

    fn every(&self) -> Duration {
        Duration::minutes(1)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let (mut told, mut reminded, mut more) = (0, 0, false);
        for (profile, site) in &self.libraries {
            if stop.is_cancelled() {
                more = true;
                break;
            }
            told += write_notices(portal, profile, site).await?;
            reminded += remind(portal, profile, site).await?;
        }
        Ok(Ran { did: format!("{told} told of a breach, {reminded} reminders"), more })
    }
}
