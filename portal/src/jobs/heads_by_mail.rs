//! Mail the heads of the ledger's chains to somebody who does not run the database.

use super::{Job, Ran};
use crate::{
    Portal, Result,
    db::Scope,
    ledger,
    mail::{Enqueued, Letter, Message, enqueue},
};
use chrono::Duration;
use domain::profile::Profile;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Where the heads go by mail.
#[derive(Debug, Clone)]
pub struct HeadsTo {
    /// The Director's address, or whose office it is.
    pub address: String,
    /// The address of a library's portal, with `{library}` in the place of its short name.
    pub site: String,
}

/// Writes each chain's head to that address, once for each head: a chain that was rewritten has another one.
pub(super) struct HeadsByMail {
    pub(super) to: HeadsTo,
    pub(super) libraries: Vec<Arc<Profile>>,
}

#[async_trait::async_trait]
impl Job for HeadsByMail {
    fn name(&self) -> &'static str {
        "heads-by-mail"
    }

    fn every(&self) -> Duration {
        Duration::days(1)
    }

    async fn run(&self, portal: &Portal, _: &CancellationToken) -> Result<Ran> {
        let mut written = 0;
        for head in ledger::heads(portal).await? {
            let Some(profile) = self.libraries.iter().find(|profile| profile.slug == head.library) else { continue };
            let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
            let message = Message {
                library: &profile.slug,
                library_name: &profile.name,
                accent: profile.accent,
                site: &self.to.site.replace("{library}", profile.slug.as_str()),
                person: None,
                subscriber: None,
                to: &self.to.address,
                first_name: None,
                card: None,
                lang: profile.usual_language(),
                idempotency_key: format!("ledger-head:{}:{}", head.seq, hex::encode(head.digest)),
                letter: Letter::LedgerHead { line: head.to_string() },
            };
            if enqueue(&mut tx, portal, message).await? == Enqueued::Queued {
                written += 1;
            }
            tx.commit().await?;
        }
        Ok(Ran::all(format!("{written} heads written")))
    }
}
