//! Tell newsletter services that the portal is connected to who is to be on their lists and who is not, and read who left there.

use super::{Job, Ran};
use crate::{
    Portal, Result,
    newsletter::service::{Worked, work},
};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Asks, takes off and looks, library by library, a part at a time.
pub(super) struct NewsletterService {
    pub(super) libraries: Vec<Arc<Profile>>,
}

#[async_trait::async_trait]
impl Job for NewsletterService {
    fn name(&self) -> &'static str {
        "newsletter-service"
    }

    fn every(&self) -> Duration {
        Duration::minutes(1)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let mut all = Worked::default();
        let mut away = Vec::new();
        for profile in &self.libraries {
            if stop.is_cancelled() {
                all.more = true;
                break;
            }
            let worked = work(portal, profile, stop).await?;
            all.confirmed += worked.confirmed;
            all.removed += worked.removed;
            all.left += worked.left;
            all.told += worked.told;
            all.failed += worked.failed;
            all.more |= worked.more;
            away.extend(worked.away.map(|code| format!(", the service of {} is away ({code})", profile.slug)));
        }
        let Worked { confirmed, removed, left, told, failed, .. } = all;
        let did = format!(
            "{confirmed} on a list, {removed} off, {left} had left there, {told} told of a change, {failed} to be looked at{}",
            away.concat()
        );
        Ok(Ran { did, more: all.more })
    }
}
