//! A member of the staff, about no record in particular.

use crate::{Portal, db::Scope};
use domain::{
    decision::{Asker, Decision, Purpose, Request, Role, StaffAsks, Wanted, decide},
    ids::LibrarySlug,
    ledger::ActorKind,
    profile::Profile,
};
use std::sync::Arc;
use uuid::Uuid;

/// A member of the library's staff, signed in with password and second factor.
#[derive(Debug, Clone)]
pub struct Staff {
    profile: Arc<Profile>,
    account: Uuid,
    name: Arc<str>,
    role: Role,
    session: Uuid,
}

impl Staff {
    /// Made by the session layer once it has found a live session of this staff account.
    pub(crate) fn new(profile: Arc<Profile>, (account, name): (Uuid, &str), role: Role, session: Uuid) -> Self {
        Self { profile, account, name: name.into(), role, session }
    }

    /// The profile of the library they work for.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The library they work for.
    pub fn library(&self) -> &LibrarySlug {
        &self.profile.slug
    }

    /// Their account.
    pub fn account(&self) -> Uuid {
        self.account
    }

    /// What they are called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What they do there.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The public name of the session this came from.
    pub fn session(&self) -> Uuid {
        self.session
    }

    /// What the decision says to this role, for this purpose, of a record whose card is no staff card.
    pub(crate) fn asks(&self, portal: &Portal, purpose: Purpose, wanted: Wanted) -> Decision {
        self.asks_of(portal, purpose, wanted, false)
    }

    /// What the decision says to this role, for this purpose; `staff_card`: whether the record was opened by a staff card (W8).
    pub(crate) fn asks_of(&self, portal: &Portal, purpose: Purpose, wanted: Wanted, staff_card: bool) -> Decision {
        let asks = StaffAsks { role: self.role, purpose, staff_card };
        let request = Request { asker: Asker::Staff(asks), wanted, today: portal.today(&self.profile) };
        #[cfg(test)]
        crate::testing::decided::note(self, purpose, &decide(&request, &self.profile));
        decide(&request, &self.profile)
    }

    /// The scope of a transaction about the whole library: the work list, the search box.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Library(self.library())
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::Staff, Some(self.account))
    }
}
