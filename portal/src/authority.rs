//! On whose behalf something is done, as types. A use case asks for the one it needs; only the session layer
//! ([`crate::session`]) makes one, so code that forgets to check does not compile.

use crate::db::Scope;
use chrono::{DateTime, Utc};
use domain::{
    decision::Role,
    ids::{LibrarySlug, PersonId},
    ledger::ActorKind,
};
use uuid::Uuid;

/// A patron, signed in, acting on their own record.
#[derive(Debug, Clone)]
pub struct Patron {
    library: LibrarySlug,
    person: PersonId,
    session: Uuid,
    authenticated_at: DateTime<Utc>,
}

impl Patron {
    /// Made by the session layer once it has found a live session of this person at this library.
    pub(crate) fn new(library: LibrarySlug, person: PersonId, session: Uuid, authenticated_at: DateTime<Utc>) -> Self {
        Self { library, person, session, authenticated_at }
    }

    /// The library whose patron this is.
    pub fn library(&self) -> &LibrarySlug {
        &self.library
    }

    /// Whose record.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The public name of the session this came from.
    pub fn session(&self) -> Uuid {
        self.session
    }

    /// When the PIN or password was last given in this session.
    pub fn authenticated_at(&self) -> DateTime<Utc> {
        self.authenticated_at
    }

    /// The scope of this patron's transactions.
    pub fn scope(&self) -> Scope<'_> {
        Scope::Patron(&self.library, self.person)
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::Patron, Some(self.person.0))
    }
}

/// A patron, signed in, acting for a child of theirs (L14, M3, W3). Only the family module makes one, after the decision
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

    /// The scope of this guardian's transactions: the child's rows and no others, and of those not what stays the
    /// child's own.
    pub fn scope(&self) -> Scope<'_> {
        Scope::Guardian(self.library(), self.child)
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::Guardian, Some(self.patron.person().0))
    }
}

/// A member of the library's staff, signed in with password and second factor.
#[derive(Debug, Clone)]
pub struct Staff {
    library: LibrarySlug,
    account: Uuid,
    role: Role,
    session: Uuid,
}

impl Staff {
    /// Made by the session layer once it has found a live session of this staff account.
    pub(crate) fn new(library: LibrarySlug, account: Uuid, role: Role, session: Uuid) -> Self {
        Self { library, account, role, session }
    }

    /// The library they work for.
    pub fn library(&self) -> &LibrarySlug {
        &self.library
    }

    /// Their account.
    pub fn account(&self) -> Uuid {
        self.account
    }

    /// What they do there.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The public name of the session this came from.
    pub fn session(&self) -> Uuid {
        self.session
    }

    /// The scope of a transaction about one person's record.
    pub fn scope_of(&self, person: PersonId) -> Scope<'_> {
        Scope::Look(&self.library, person)
    }

    /// The scope of a transaction about the whole library: the work list, the search box.
    pub fn scope(&self) -> Scope<'_> {
        Scope::Library(&self.library)
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::Staff, Some(self.account))
    }
}
