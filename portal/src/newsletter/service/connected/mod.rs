//! What the job does where the portal is connected to the service: it puts everyone who said yes on the list, takes off everyone
//! who does not get the newsletter any more, and tells the service a name or a statement that has changed. It reads each person's
//! entry once a day, because leaving the list there is a no here too.
//!
//! A row of `service_listed` says how far each person has come, and is written before the request that it is about: after a crash
//! at any point the row is looked at again, and nobody is subscribed twice or forgotten
//! ([0067](../../../../../docs/decisions/0067-listmonk.md)).

mod ask;
mod given;
mod look;
mod plan;
mod remove;
mod row;
mod tell;
#[cfg(test)]
mod tests;

use super::{
    listmonk::{Connected, Trouble},
    make::asks,
    service_lists,
};
use crate::{
    Error, Portal, Result,
    db::{Scope, Tx},
};
use domain::{
    decision::Decision,
    inventory::Class,
    profile::{Newsletter, Profile, Vendor},
};
pub(super) use given::fields;
use plan::{Step, plan};
pub use row::Why;
use tokio_util::sync::CancellationToken;

/// How many people are seen to before it is looked anew who is next.
const AT_ONCE: usize = 100;

/// After so many troubles one after the other the service is left alone until the next turn.
const TROUBLES: usize = 3;

/// What a turn did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worked {
    /// So many are on a list there now.
    pub confirmed: usize,
    /// So many are off one.
    pub removed: usize,
    /// So many had left there.
    pub left: usize,
    /// Of so many a change was told there.
    pub told: usize,
    /// So many somebody has to look at.
    pub failed: usize,
    /// What kept the service from being asked on, as a code: `connection`, `403`.
    pub away: Option<String>,
    /// Whether there is more to do at once.
    pub more: bool,
}

/// What came of one step.
#[derive(Debug, PartialEq, Eq)]
enum Came {
    Confirmed,
    Removed,
    Left,
    Told,
    Failed,
    /// It is as it was, or another worker's.
    Nothing,
    Trouble(String),
}

/// Why a step breaks off.
enum Stop {
    Ours(Error),
    Theirs(Trouble),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Ours(error)
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Theirs(trouble)
    }
}

/// A newsletter whose service is asked.
struct Turn<'a> {
    portal: &'a Portal,
    profile: &'a Profile,
    list: &'a Newsletter,
    vendor: &'a Vendor,
    at: Connected<'a>,
    /// What the service may have of somebody.
    decision: Decision,
}

/// Does a part of what is to be done at a library's service; does nothing where the portal is not connected to one. It bears being
/// done twice at once.
///
/// # Errors
/// When the database is away. What was not noted is looked at again.
pub(crate) async fn work(portal: &Portal, profile: &Profile, stop: &CancellationToken) -> Result<Worked> {
    let mut worked = Worked::default();
    for (list, vendor) in service_lists(profile) {
        let Some(at) = portal.services.of_list(profile, list) else { continue };
        let decision = asks(portal, profile, vendor);
        let turn = Turn { portal, profile, list, vendor, at, decision };
        turn.run(stop, &mut worked).await?;
        if worked.away.is_some() {
            worked.more = false;
            tracing::warn!(
                library = %profile.slug, service = %vendor.code, why = worked.away.as_deref(),
                "the newsletter service does not do what it is asked"
            );
            break;
        }
    }
    Ok(worked)
}

impl Turn<'_> {
    async fn run(&self, stop: &CancellationToken, worked: &mut Worked) -> Result<()> {
        let steps = plan(self).await?;
        worked.more |= steps.len() > AT_ONCE;
        let mut troubles = 0;
        for step in steps.into_iter().take(AT_ONCE) {
            if stop.is_cancelled() {
                worked.more = true;
                break;
            }
            let came = match step {
                Step::Remove(id) => remove::remove(self, id).await?,
                Step::Ask(whom) => ask::ask(self, &whom).await?,
                Step::Look(id, lang) => look::look(self, id, lang).await?,
            };
            troubles = if matches!(came, Came::Trouble(_)) { troubles + 1 } else { 0 };
            match came {
                Came::Confirmed => worked.confirmed += 1,
                Came::Removed => worked.removed += 1,
                Came::Left => worked.left += 1,
                Came::Told => worked.told += 1,
                Came::Failed => worked.failed += 1,
                Came::Trouble(code) if troubles == TROUBLES => {
                    worked.away = Some(code);
                    break;
                }
                Came::Trouble(_) | Came::Nothing => {}
            }
        }
        Ok(())
    }

    async fn begin(&self) -> Result<Tx> {
        self.portal.db.begin(Scope::Library(&self.profile.slug)).await
    }

    /// Whether the service may have this of somebody's name.
    fn may(&self, field: &str) -> bool {
        self.decision.allows_field(Class::Identity, field)
    }
}
