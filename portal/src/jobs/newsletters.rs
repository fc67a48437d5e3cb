//! Put newsletters whose time has come into the outbox.

use super::{Job, Ran};
use crate::{Portal, Result, newsletter};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Settles who gets each issue, and writes their mails, a part at a time.
pub(super) struct Newsletters {
    pub(super) libraries: Vec<Arc<Profile>>,
}

#[async_trait::async_trait]
impl Job for Newsletters {
    fn name(&self) -> &'static str {
        "newsletters"
    }

    fn every(&self) -> Duration {
        Duration::seconds(10)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let (mut queued, mut left_out, mut more) = (0, 0, false);
        for profile in &self.libraries {
            if stop.is_cancelled() {
                break;
            }
            let worked = newsletter::work(portal, profile).await?;
            queued += worked.queued;
            left_out += worked.left_out;
            more |= worked.is_something();
        }
        Ok(Ran { did: format!("{queued} written, {left_out} left out"), more })
    }
}
