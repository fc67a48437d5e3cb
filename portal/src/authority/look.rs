//! A clerk's look at one record.

use super::Staff;
use crate::{Portal, db::Scope, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Decision, Purpose, Refused, Wanted},
    ids::LibrarySlug,
    ledger::ActorKind,
    profile::Profile,
    rules::RuleId,
    words::Text,
};
use uuid::Uuid;

/// This clerk, this record, this purpose, until when. Made by [`crate::look`] from a card that was found.
#[derive(Debug, Clone)]
pub struct Look {
    staff: Staff,
    person: PersonId,
    purpose: Purpose,
    ends_at: DateTime<Utc>,
}

impl Look {
    /// A look that began with a card and was opened for `purpose`.
    pub(crate) fn of_card(staff: Staff, person: PersonId, purpose: Purpose, ends_at: DateTime<Utc>) -> Self {
        Self { staff, person, purpose, ends_at }
    }

    /// Whether it was opened for this purpose, and lasts.
    pub(crate) fn serves(&self, portal: &Portal, purpose: Purpose) -> bool {
        self.purpose == purpose && portal.clock.now() < self.ends_at
    }

    /// What the decision says to this clerk for this purpose: no, where the look was opened for another or is over.
    // Test (look/tests.rs): "s2 a look does what it was opened for while it lasts and nothing else".
    pub(crate) fn asks(&self, portal: &Portal, purpose: Purpose, wanted: Wanted) -> Decision {
        match self.staff.asks(portal, purpose, wanted) {
            Decision::Allowed(allowed) if !self.serves(portal, purpose) => {
                Decision::Refused(not_in_this_look(allowed.rules))
            }
            decision => decision,
        }
    }

    /// Who looks.
    pub fn staff(&self) -> &Staff {
        &self.staff
    }

    /// Whose record; never shown.
    pub(crate) fn person(&self) -> PersonId {
        self.person
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

/// The refusal of a task for which the look was not opened, or which it did not live to see; with the rules of the task.
pub(crate) fn not_in_this_look(rules: Vec<RuleId>) -> Refused {
    Refused {
        reason: Text::new(
            "The record was not opened for this task, or the time for it is over.",
            "El registro no se abrió para esta tarea, o se acabó el tiempo para ella.",
        ),
        rules,
        refer_to_director: false,
        next: Text::new(
            "Look for the card again, and choose this task.",
            "Busque la tarjeta otra vez y elija esta tarea.",
        ),
    }
}
