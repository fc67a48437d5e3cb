//! A parent or guardian, acting for one child.

use super::Patron;
#[cfg(test)]
use crate::db::Scope;
use crate::ids::PersonId;
use domain::{ids::LibrarySlug, ledger::ActorKind, profile::Profile};
use uuid::Uuid;

/// A patron, signed in, acting for their child (L14, M3, W3). Only the family module makes one, after the decision
/// said yes today; it is made anew for every request, so it ends on the birthday, in the middle of a session too.
#[derive(Debug, Clone)]
pub struct Guardian {
    patron: Patron,
    child: PersonId,
}

impl Guardian {
    /// Made once the decision allows `patron` to see `child`'s record.
    pub(crate) fn new(patron: Patron, child: PersonId) -> Self {
        Self { patron, child }
    }

    /// The profile of the library of both.
    pub fn profile(&self) -> &Profile {
        self.patron.profile()
    }

    /// The library of both.
    pub fn library(&self) -> &LibrarySlug {
        self.patron.library()
    }

    /// Who acts.
    pub fn patron(&self) -> &Patron {
        &self.patron
    }

    /// Whose record.
    pub fn child(&self) -> PersonId {
        self.child
    }

    /// What a transaction of this guardian's reaches: the child's rows and no others, and of those not what stays the
    /// child's own. (Reading begins library-wide, decides, and narrows itself to this.)
    #[cfg(test)]
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Guardian(self.library(), self.child)
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::Guardian, Some(self.patron.person().0))
    }
}
