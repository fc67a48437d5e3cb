//! A patron, acting on their own record.

use crate::{db::Scope, ids::PersonId};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{age::Young, ids::LibrarySlug, ledger::ActorKind, profile::Profile};
use std::sync::Arc;
use uuid::Uuid;

/// A patron, signed in, acting on their own record.
#[derive(Debug, Clone)]
pub struct Patron {
    profile: Arc<Profile>,
    person: PersonId,
    session: Uuid,
    authenticated_at: DateTime<Utc>,
    born: Option<NaiveDate>,
}

impl Patron {
    /// Made by the session layer once it has found a live session of this person at this library.
    pub(crate) fn new(profile: Arc<Profile>, person: PersonId, session: Uuid, authenticated_at: DateTime<Utc>) -> Self {
        Self { profile, person, session, authenticated_at, born: None }
    }

    /// The same, with the date of birth that the record has, if it has one.
    pub(crate) fn born(self, born: Option<NaiveDate>) -> Self {
        Self { born, ..self }
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

    /// How this patron is spoken to on `today`, where they are a minor. Somebody whose date of birth is not known is spoken to
    /// as an adult.
    pub fn young(&self, today: NaiveDate) -> Option<Young> {
        self.born.and_then(|born| Young::on(born, today, self.profile.age_of_majority.into()))
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
