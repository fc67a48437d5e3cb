//! A clerk's look at one record.

use super::Staff;
use crate::{db::Scope, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{decision::Purpose, ids::LibrarySlug, ledger::ActorKind, profile::Profile};
use uuid::Uuid;

/// This clerk, this record, this purpose, until when. Made by [`crate::look`] from a card that was found.
#[derive(Debug, Clone)]
pub struct Look {
    staff: Staff,
    person: PersonId,
    purpose: Purpose,
    /// Its name in addresses; `None` where it came from a reference.
    id: Option<Uuid>,
    ends_at: DateTime<Utc>,
}

impl Look {
    /// A look that began with a card and was opened for `purpose`.
    pub(crate) fn of_card(staff: Staff, person: PersonId, purpose: Purpose, id: Uuid, ends_at: DateTime<Utc>) -> Self {
        Self { staff, person, purpose, id: Some(id), ends_at }
    }

    /// A look at what a reference names, for this one request.
    pub(crate) fn of_reference(staff: &Staff, person: PersonId, purpose: Purpose, now: DateTime<Utc>) -> Self {
        Self { staff: staff.clone(), person, purpose, id: None, ends_at: now }
    }

    /// Who looks.
    pub fn staff(&self) -> &Staff {
        &self.staff
    }

    /// Whose record; never shown.
    pub(crate) fn person(&self) -> PersonId {
        self.person
    }

    /// What for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Its name in addresses; `None` where it came from a reference.
    pub fn id(&self) -> Option<Uuid> {
        self.id
    }

    /// Until when.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.ends_at
    }

    /// The profile of the library.
    pub fn profile(&self) -> &Profile {
        self.staff.profile()
    }

    /// The library.
    pub fn library(&self) -> &LibrarySlug {
        self.staff.library()
    }

    /// The scope of transactions about this record.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Look(self.library(), self.person)
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        self.staff.actor()
    }
}
