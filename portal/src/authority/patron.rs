//! A patron, acting on their own record.

use crate::{db::Scope, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{ids::LibrarySlug, ledger::ActorKind, profile::Profile};
use std::sync::Arc;
use uuid::Uuid;

/// A patron, signed in, acting on their own record.
#[derive(Debug, Clone)]
pub struct Patron {
    profile: Arc<Profile>,
    person: PersonId,
    session: Uuid,
    authenticated_at: DateTime<Utc>,
}

impl Patron {
    /// Made by the session layer once it has found a live session of this person at this library.
    pub(crate) fn new(profile: Arc<Profile>, person: PersonId, session: Uuid, authenticated_at: DateTime<Utc>) -> Self {
        Self { profile, person, session, authenticated_at }
    }

    /// The profile of the library whose patron this is.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The same, for another authority that carries it on.
    pub(crate) fn shared_profile(&self) -> &Arc<Profile> {
        &self.profile
    }

    /// The library whose patron this is.
    pub fn library(&self) -> &LibrarySlug {
        &self.profile.slug
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
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Patron(self.library(), self.person)
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::Patron, Some(self.person.0))
    }
}
