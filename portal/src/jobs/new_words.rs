//! Tell anyone who said yes to words that a coming version of a library's profile changes.

use super::{Job, Ran};
use crate::{Portal, Result, library::tell};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Once an hour, library by library.
pub(super) struct NewWords {
    pub(super) libraries: Vec<(Arc<Profile>, String)>,
}

#[async_trait::async_trait]
impl Job for NewWords {
    fn name(&self) -> &'static str {
        "new-words"
    }

    fn every(&self) -> Duration {
        Duration::hours(1)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let (mut written, mut more) = (0, false);
        for (profile, site) in &self.libraries {
            let told = tell(portal, profile, site, stop).await?;
            written += told.written;
            more |= told.more;
        }
        Ok(Ran { did: format!("{written} mails"), more })
    }
}
