//! What a job is, and which there are.

use super::{
    breaches::Breaches,
    closings::Closings,
    deliver::Deliver,
    heads::Heads,
    heads_by_mail::{HeadsByMail, HeadsTo},
    new_words::NewWords,
    newsletter_service::NewsletterService,
    newsletters::Newsletters,
    notices::Notices,
    processes::Processes,
    retain::Retain,
    returned::Returned,
    seal::Seal,
    statistics::Statistics,
    subscribers::Subscribers,
    tidy::Tidy,
};
use crate::{
    Portal, Result,
    mail::{Lane, Transport},
    returned::Mailbox,
};
use chrono::Duration;
use domain::profile::Profile;
use std::{path::PathBuf, sync::Arc};
use tokio_util::sync::CancellationToken;

/// Something done again and again.
#[async_trait::async_trait]
pub trait Job: Send + Sync {
    /// Its name in the table, in `server jobs` and in the metrics; lower-case letters and hyphens. It never changes.
    fn name(&self) -> &'static str;

    /// How long after one run has ended the next one is due; whole seconds, at least one.
    fn every(&self) -> Duration;

    /// Does what is due. One that takes long does a part and says that there is [more](Ran::more), so that its row tells
    /// how it stands; once `stop` is cancelled it ends as soon as what it has in hand is whole.
    ///
    /// # Errors
    /// When it could not be done. It is tried again, later each time.
    async fn run(&self, portal: &Portal, stop: &CancellationToken) -> Result<Ran>;
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// In a few words, counts and codes alone: `3 sent, 1 again`. Never anything about a person.
    pub did: String,
    /// Whether there is more to do at once.
    pub more: bool,
}

impl Ran {
    /// All that was due is done.
    pub fn all(did: impl Into<String>) -> Self {
        Self { did: did.into(), more: false }
    }
}

/// What the jobs need beside the portal; a job without its means is not done here.
#[derive(Debug, Clone, Default)]
pub struct Means {
    /// How mail leaves.
    pub transport: Option<Transport>,
    /// The file to which the heads of the ledger's chains are added.
    pub heads: Option<PathBuf>,
    /// To whom the heads go by mail.
    pub heads_to: Option<HeadsTo>,
    /// The mailbox that the return paths of mail lead to.
    pub returned: Option<Mailbox>,
    /// The libraries whose time tables are kept.
    pub libraries: Vec<Arc<Profile>>,
    /// The address of a library's portal, with `{library}` in the place of its short name.
    pub site: String,
}

/// Every job that can be done with these means.
pub fn all(means: Means) -> Vec<Arc<dyn Job>> {
    let mut jobs: Vec<Arc<dyn Job>> = vec![Arc::new(Seal), Arc::new(Tidy)];
    if let Some(transport) = means.transport {
        for lane in Lane::ALL {
            jobs.push(Arc::new(Deliver { transport: transport.clone(), lane }));
        }
    }
    if let Some(to) = means.heads_to {
        jobs.push(Arc::new(HeadsByMail { to, libraries: means.libraries.clone() }));
    }
    if let Some(mailbox) = means.returned {
        jobs.push(Arc::new(Returned { mailbox, libraries: means.libraries.clone() }));
    }
    if !means.libraries.is_empty() {
        let site = |profile: &Arc<Profile>| means.site.replace("{library}", profile.slug.as_str());
        let libraries: Vec<_> = means.libraries.iter().map(|profile| (profile.clone(), site(profile))).collect();
        jobs.push(Arc::new(Notices { libraries: libraries.clone() }));
        jobs.push(Arc::new(Closings { libraries: libraries.clone() }));
        jobs.push(Arc::new(Breaches { libraries: libraries.clone() }));
        jobs.push(Arc::new(NewWords { libraries: libraries.clone() }));
        jobs.push(Arc::new(Processes { libraries }));
        jobs.push(Arc::new(Newsletters { libraries: means.libraries.clone() }));
        jobs.push(Arc::new(NewsletterService { libraries: means.libraries.clone() }));
        jobs.push(Arc::new(Subscribers { libraries: means.libraries.clone() }));
        jobs.push(Arc::new(Statistics { libraries: means.libraries.clone() }));
        jobs.push(Arc::new(Retain { libraries: means.libraries }));
    }
    if let Some(file) = means.heads {
        jobs.push(Arc::new(Heads { file }));
    }
    jobs
}
