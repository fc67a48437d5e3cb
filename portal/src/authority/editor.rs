//! Who writes and sends newsletters.

use super::{Director, Staff};
use crate::db::Scope;
use domain::{decision::Role, ids::LibrarySlug, ledger::ActorKind, profile::Profile};
use uuid::Uuid;

/// The Director or the administrator, signed in at the desk: what they send goes to everyone who asked for it, so others of
/// the staff do not. They see how many get a newsletter, and never who: single addresses, which a service that sends it needs,
/// are for a [`Director`] alone (S2).
#[derive(Debug, Clone)]
pub struct Editor(Staff);

impl Editor {
    /// This member of the staff as an editor; `None`: their role is another.
    pub fn of(staff: &Staff) -> Option<Self> {
        matches!(staff.role(), Role::Director | Role::Administrator).then(|| Self(staff.clone()))
    }

    /// The profile of the library.
    pub fn profile(&self) -> &Profile {
        self.0.profile()
    }

    /// The library.
    pub fn library(&self) -> &LibrarySlug {
        self.0.library()
    }

    /// Their account.
    pub(crate) fn account(&self) -> Uuid {
        self.0.account()
    }

    /// The scope of a transaction about the whole library.
    pub(crate) fn scope(&self) -> Scope<'_> {
        self.0.scope()
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        self.0.actor()
    }
}

impl From<&Director> for Editor {
    fn from(director: &Director) -> Self {
        Self(director.staff().clone())
    }
}
