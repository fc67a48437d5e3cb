//! Delete what a library no longer keeps.

use super::{Job, Ran};
use crate::{
    Portal, Result,
    retention::{Step, run_step},
};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Once a day, each library's run, batch by batch.
pub(super) struct Retain {
    pub(super) libraries: Vec<Arc<Profile>>,
}

#[async_trait::async_trait]
impl Job for Retain {
    fn name(&self) -> &'static str {
        "retention"
    }

    fn every(&self) -> Duration {
        Duration::days(1)
    }

    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran> {
        let (mut rows, mut people, mut unapproved) = (0, 0, 0);
        for profile in &self.libraries {
            loop {
                if stop.is_cancelled() {
                    return Ok(Ran { did: said(rows, people, unapproved), more: true });
                }
                match run_step(portal, profile).await? {
                    Step::More(_) => {}
                    Step::Ended(done) => {
                        rows += done.rows.values().sum::<u64>();
                        people += done.people;
                        break;
                    }
                    Step::NotApproved => {
                        unapproved += 1;
                        break;
                    }
                }
            }
        }
        Ok(Ran::all(said(rows, people, unapproved)))
    }
}

fn said(rows: u64, people: u64, unapproved: usize) -> String {
    let said = format!("{rows} rows, {people} whole records deleted");
    if unapproved == 0 { said } else { format!("{said}; {unapproved} libraries wait for a plan to be approved") }
}
