//! Delete wishes that nobody confirmed, and people without a card who get no newsletter any more.

use super::{Job, Ran};
use crate::{
    Portal, Result,
    consent::subscriber::{self, Cleared},
};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Several times a day, so that a week is a week.
pub(super) struct Subscribers {
    pub(super) libraries: Vec<Arc<Profile>>,
}

#[async_trait::async_trait]
impl Job for Subscribers {
    fn name(&self) -> &'static str {
        "subscribers"
    }

    fn every(&self) -> Duration {
        Duration::hours(6)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let (mut wishes, mut subscribers) = (0, 0);
        for profile in &self.libraries {
            if stop.is_cancelled() {
                break;
            }
            let Cleared { wishes: some, subscribers: gone } = subscriber::clear(portal, profile).await?;
            wishes += some;
            subscribers += gone;
        }
        Ok(Ran::all(format!("{wishes} wishes, {subscribers} subscribers deleted")))
    }
}
