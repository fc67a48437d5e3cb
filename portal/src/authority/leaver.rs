//! The person who showed the link to leave a newsletter.

use super::sealed_link::{opened, token};
use crate::{
    Portal,
    db::Scope,
    ids::{PersonId, SubscriberId},
};
use chrono::{DateTime, Duration, Utc};
use domain::{ids::LibrarySlug, ledger::ActorKind, profile::Profile};
use std::sync::Arc;
use uuid::Uuid;

/// Somebody who showed the link that stands in every copy of a newsletter (L29): the person it was sent to, or someone they
/// passed the mail on to. It takes back the yes to this one newsletter and does nothing else; it is no [`super::LinkHolder`]
/// and no [`super::Patron`], so it opens no page of the record, and nothing about the person is shown for it.
///
/// The link carries what it is for, sealed under the deployment's key: nothing is kept for it, and it works for as long as
/// the key, or the one before it, is in use.
#[derive(Debug, Clone)]
pub struct Leaver(Sealed);

/// The person who has just left by such a link and takes that back, in the hour after.
#[derive(Debug, Clone)]
pub struct Returner {
    sealed: Sealed,
    withdrawal: Uuid,
}

/// What a link carries.
#[derive(Debug, Clone)]
struct Sealed {
    profile: Arc<Profile>,
    whose: Whose,
    list: String,
}

/// Whose newsletter it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Whose {
    /// Of somebody with a record.
    Person(PersonId),
    /// Of somebody without a card.
    Subscriber(SubscriberId),
}

impl Whose {
    /// Of a row that names one of the two; `None` where it names neither of them.
    pub(crate) fn of(person: Option<Uuid>, subscriber: Option<Uuid>) -> Option<Self> {
        let subscriber = subscriber.map(|id| Self::Subscriber(SubscriberId(id)));
        person.map(|id| Self::Person(PersonId(id))).or(subscriber)
    }

    /// The columns of a row that names one of the two: the person's and the subscriber's.
    pub(crate) const fn columns(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Person(person) => (Some(person.0), None),
            Self::Subscriber(subscriber) => (None, Some(subscriber.0)),
        }
    }

    /// Whoever sees these rows as their own.
    pub(crate) fn as_own(self) -> PersonId {
        match self {
            Self::Person(person) => person,
            Self::Subscriber(subscriber) => subscriber.as_own(),
        }
    }

    /// The purpose their link is sealed for.
    const fn place(self, of: [&'static str; 2]) -> &'static str {
        match self {
            Self::Person(_) => of[0],
            Self::Subscriber(_) => of[1],
        }
    }
}

/// How long leaving by mistake can be taken back by the person who did it.
const TAKEN_BACK_WITHIN: Duration = Duration::hours(1);

/// A person's link, and a subscriber's.
const LEAVING: [&str; 2] = ["newsletter link", "newsletter link, no card"];
const RETURNING: [&str; 2] = ["newsletter link, taken back", "newsletter link, no card, taken back"];

impl Leaver {
    /// The last part of the link's address, for this reader and newsletter.
    pub(crate) fn token(portal: &Portal, library: &LibrarySlug, whose: Whose, list: &str) -> String {
        let value = [whose.as_own().0.as_bytes().as_slice(), list.as_bytes()].concat();
        token(portal, whose.place(LEAVING), library, &value)
    }

    /// The person who shows this token; `None`: this library did not send it.
    pub fn showing(portal: &Portal, profile: &Arc<Profile>, token: &str) -> Option<Self> {
        let (value, whose) = whose(portal, LEAVING, profile, token)?;
        let (&id, list) = value.split_first_chunk::<16>()?;
        let list = String::from_utf8(list.to_vec()).ok()?;
        Some(Self(Sealed { profile: profile.clone(), whose: whose(Uuid::from_bytes(id)), list }))
    }

    /// The newsletter, by its code.
    pub fn list(&self) -> &str {
        &self.0.list
    }

    /// The profile of the library.
    pub fn profile(&self) -> &Profile {
        &self.0.profile
    }

    /// Whose yes; never shown.
    pub(crate) fn whose(&self) -> Whose {
        self.0.whose
    }

    /// The scope of its transaction: this one person's rows.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Patron(&self.0.profile.slug, self.0.whose.as_own())
    }

    /// Who the ledger says it was: it proves nothing about who holds the mail.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::Visitor, None)
    }

    /// What takes this withdrawal back.
    pub(crate) fn undo(&self, portal: &Portal, withdrawal: Uuid) -> String {
        let until = (portal.clock.now() + TAKEN_BACK_WITHIN).timestamp().to_be_bytes();
        let own = self.0.whose.as_own().0;
        let value = [&until, own.as_bytes().as_slice(), withdrawal.as_bytes(), self.0.list.as_bytes()].concat();
        token(portal, self.0.whose.place(RETURNING), &self.0.profile.slug, &value)
    }
}

impl Returner {
    /// The person who shows this token; `None`: it is not a valid one, or its hour is over.
    pub fn showing(portal: &Portal, profile: &Arc<Profile>, token: &str) -> Option<Self> {
        let (value, whose) = whose(portal, RETURNING, profile, token)?;
        let (&until, rest) = value.split_first_chunk::<8>()?;
        let (&id, rest) = rest.split_first_chunk::<16>()?;
        let (&withdrawal, list) = rest.split_first_chunk::<16>()?;
        let until: DateTime<Utc> = DateTime::from_timestamp(i64::from_be_bytes(until), 0)?;
        let list = String::from_utf8(list.to_vec()).ok()?;
        (portal.clock.now() < until).then(|| Self {
            sealed: Sealed { profile: profile.clone(), whose: whose(Uuid::from_bytes(id)), list },
            withdrawal: Uuid::from_bytes(withdrawal),
        })
    }

    /// The newsletter, by its code.
    pub fn list(&self) -> &str {
        &self.sealed.list
    }

    /// The profile of the library.
    pub fn profile(&self) -> &Profile {
        &self.sealed.profile
    }

    /// The withdrawal that is taken back, and no other.
    pub(crate) fn withdrawal(&self) -> Uuid {
        self.withdrawal
    }

    /// Whose yes; never shown.
    pub(crate) fn whose(&self) -> Whose {
        self.sealed.whose
    }

    /// The scope of its transaction: this one person's rows.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Patron(&self.sealed.profile.slug, self.sealed.whose.as_own())
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::Visitor, None)
    }
}

/// Which kind of id a link holds.
type Of = fn(Uuid) -> Whose;

/// What was sealed, and whose it is: a person's link, or else a subscriber's.
fn whose(portal: &Portal, of: [&'static str; 2], profile: &Profile, token: &str) -> Option<(Vec<u8>, Of)> {
    let [person, subscriber] = of;
    if let Some(value) = opened(portal, person, profile, token) {
        return Some((value, |id| Whose::Person(PersonId(id))));
    }
    let value = opened(portal, subscriber, profile, token)?;
    Some((value, |id| Whose::Subscriber(SubscriberId(id))))
}
