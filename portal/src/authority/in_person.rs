//! A patron who stands at the desk.

use super::Staff;
use crate::{db::Scope, ids::PersonId};
use domain::{ledger::ActorKind, photo_id::PhotoId, profile::Profile};
use uuid::Uuid;

/// A patron who stands at the desk, whose photo ID this clerk looked at and the decision took as proof, for one copy of
/// everything. Only [`crate::look::in_person`] makes one, and each is used up by its copy.
#[derive(Debug)]
pub struct InPerson {
    staff: Staff,
    look: Uuid,
    person: PersonId,
    seen: PhotoId,
}

impl InPerson {
    /// Made once the decision has said yes to what was shown.
    pub(crate) fn new(staff: Staff, (look, person): (Uuid, PersonId), seen: PhotoId) -> Self {
        Self { staff, look, person, seen }
    }

    /// The profile of the library.
    pub(crate) fn profile(&self) -> &Profile {
        self.staff.profile()
    }

    /// The look in which the ID was looked at; its answer is used up by the copy.
    pub(crate) fn look(&self) -> Uuid {
        self.look
    }

    /// Whose record.
    pub(crate) fn person(&self) -> PersonId {
        self.person
    }

    /// The kind of photo ID that was looked at.
    pub(crate) fn seen(&self) -> PhotoId {
        self.seen
    }

    /// The clerk.
    pub(crate) fn staff(&self) -> &Staff {
        &self.staff
    }

    /// The desk's, whose look is used up. (The copy itself reads what the patron would read.)
    pub(crate) fn scope(&self) -> Scope<'_> {
        self.staff.scope()
    }

    /// Who the ledger says it was.
    pub(crate) fn actor(&self) -> (ActorKind, Option<Uuid>) {
        self.staff.actor()
    }
}
