//! Read the mail that came back.

use super::{Job, Ran};
use crate::{
    Portal, Result,
    returned::{Mailbox, Read},
};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Reads the mailbox that the return paths lead to.
pub(super) struct Returned {
    pub(super) mailbox: Mailbox,
    pub(super) libraries: Vec<Arc<Profile>>,
}

#[async_trait::async_trait]
impl Job for Returned {
    fn name(&self) -> &'static str {
        "returned-mail"
    }

    fn every(&self) -> Duration {
        Duration::minutes(1)
    }

    async fn run(&self, portal: &Portal, _: &CancellationToken) -> Result<Ran> {
        let read = self.mailbox.read(portal, &self.libraries).await?;
        let Read { suspended, undelivered, stopped, nothing, unknown, aside, .. } = read;
        // The next turn, a minute later, overwrites the row: what nobody acts on is in the log too.
        if unknown + aside > 0 {
            tracing::warn!(unknown, aside, "mail came back that led to nothing");
        }
        let did = format!(
            "{suspended} addresses gone, {undelivered} undelivered, {stopped} stopped, {nothing} of no use, \
             {unknown} of mail not known any more, {aside} put aside"
        );
        Ok(Ran { did, more: read.is_full() })
    }
}
