//! Whoever showed the link to leave a newsletter.

use crate::{
    Portal,
    db::Scope,
    ids::PersonId,
    keys::{Place, token_text},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use domain::{ids::LibrarySlug, ledger::ActorKind, profile::Profile};
use std::sync::Arc;
use uuid::Uuid;

/// Somebody who showed the link that stands in every copy of a newsletter (L29): the person it was sent to, or whoever they
/// passed the mail on to. It takes back the yes to this one newsletter and does nothing else; it is no [`super::LinkHolder`]
/// and no [`super::Patron`], so it opens no page of the record, and nothing about the person is shown for it.
///
/// The link carries what it is for, sealed under the deployment's key: nothing is kept for it, and it works for as long as
/// the key, or the one before it, is in use.
#[derive(Debug, Clone)]
pub struct Leaver(Sealed);

/// Whoever has just left by such a link and takes that back, in the hour after.
#[derive(Debug, Clone)]
pub struct Returner {
    sealed: Sealed,
    withdrawal: Uuid,
}

/// What a link carries.
#[derive(Debug, Clone)]
struct Sealed {
    profile: Arc<Profile>,
    person: PersonId,
    list: String,
}

/// How long leaving by mistake can be taken back by whoever did it.
const TAKEN_BACK_WITHIN: Duration = Duration::hours(1);

const LEAVING: &str = "newsletter link";
const RETURNING: &str = "newsletter link, taken back";

impl Leaver {
    /// The last part of the link's address, for this person and newsletter.
    pub(crate) fn token(portal: &Portal, library: &LibrarySlug, person: PersonId, list: &str) -> String {
        let value = [person.0.as_bytes().as_slice(), list.as_bytes()].concat();
        token_text(&portal.keys.seal(&*portal.entropy, place(LEAVING, library), &value))
    }

    /// Whoever shows this; `None`: it is none that this library sent.
    pub fn showing(portal: &Portal, profile: &Arc<Profile>, token: &str) -> Option<Self> {
        let value = opened(portal, LEAVING, profile, token)?;
        let (&person, list) = value.split_first_chunk::<16>()?;
        let list = String::from_utf8(list.to_vec()).ok()?;
        Some(Self(Sealed { profile: profile.clone(), person: PersonId(Uuid::from_bytes(person)), list }))
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
    pub(crate) fn person(&self) -> PersonId {
        self.0.person
    }

    /// The scope of its transaction: this one person's rows.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Patron(&self.0.profile.slug, self.0.person)
    }

    /// Who the ledger says it was: it proves nothing about who holds the mail.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::Visitor, None)
    }

    /// What takes this withdrawal back.
    pub(crate) fn undo(&self, portal: &Portal, withdrawal: Uuid) -> String {
        let until = (portal.clock.now() + TAKEN_BACK_WITHIN).timestamp().to_be_bytes();
        let person = self.0.person.0;
        let value = [&until, person.as_bytes().as_slice(), withdrawal.as_bytes(), self.0.list.as_bytes()].concat();
        token_text(&portal.keys.seal(&*portal.entropy, place(RETURNING, &self.0.profile.slug), &value))
    }
}

impl Returner {
    /// Whoever shows this; `None`: it is none, or the hour is over.
    pub fn showing(portal: &Portal, profile: &Arc<Profile>, token: &str) -> Option<Self> {
        let value = opened(portal, RETURNING, profile, token)?;
        let (&until, rest) = value.split_first_chunk::<8>()?;
        let (&person, rest) = rest.split_first_chunk::<16>()?;
        let (&withdrawal, list) = rest.split_first_chunk::<16>()?;
        let until: DateTime<Utc> = DateTime::from_timestamp(i64::from_be_bytes(until), 0)?;
        let list = String::from_utf8(list.to_vec()).ok()?;
        (portal.clock.now() < until).then(|| Self {
            sealed: Sealed { profile: profile.clone(), person: PersonId(Uuid::from_bytes(person)), list },
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
    pub(crate) fn person(&self) -> PersonId {
        self.sealed.person
    }

    /// The scope of its transaction: this one person's rows.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Patron(&self.sealed.profile.slug, self.sealed.person)
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::Visitor, None)
    }
}

/// A link is in no row; what it is for stands in the sealed value.
fn place<'a>(what: &'static str, library: &'a LibrarySlug) -> Place<'a> {
    Place { column: what, library, id: Uuid::nil() }
}

fn opened(portal: &Portal, what: &'static str, profile: &Profile, token: &str) -> Option<Vec<u8>> {
    // No token of ours is longer, however long a newsletter's code.
    let sealed = URL_SAFE_NO_PAD.decode(token.get(..token.len().min(400))?).ok()?;
    Some(portal.keys.open(place(what, &profile.slug), &sealed)?.value)
}
