//! Tell patrons about their loans and holds, at libraries whose notices the portal sends.

use super::{Job, Ran};
use crate::{Portal, Result, notice};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Finds what there is to tell and writes the mails, library by library, a part at a time.
pub(super) struct Notices {
    pub(super) libraries: Vec<(Arc<Profile>, String)>,
}

#[async_trait::async_trait]
impl Job for Notices {
    fn name(&self) -> &'static str {
        "notices"
    }

    fn every(&self) -> Duration {
        Duration::minutes(5)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let (mut found, mut written, mut letters, mut more) = (0, 0, 0, false);
        for (profile, site) in &self.libraries {
            if stop.is_cancelled() {
                break;
            }
            let worked = notice::work(portal, profile, site).await?;
            found += worked.found;
            written += worked.written;
            letters += worked.letters;
            more |= worked.more;
        }
        Ok(Ran { did: format!("{found} found, {written} mails, {letters} letters written"), more })
    }
}
