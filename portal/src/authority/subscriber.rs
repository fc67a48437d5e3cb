//! The person who opened a link that was mailed to somebody without a card.

use super::sealed_link::{opened, token};
use crate::{Portal, db::Scope, ids::SubscriberId};
use chrono::{DateTime, Duration, Utc};
use domain::{ids::LibrarySlug, ledger::ActorKind, profile::Profile};
use std::sync::Arc;
use uuid::Uuid;

/// Somebody who opened the link that was mailed to the address of a subscriber without a card, within a day. They see all
/// that is held about this one subscriber, say yes or no to each newsletter, and have all of it removed. It is no
/// [`super::Patron`]: it opens no record.
///
/// The link is mailed to that address alone, and stands in no newsletter, which is passed on.
#[derive(Debug, Clone)]
pub struct Subscriber {
    profile: Arc<Profile>,
    id: SubscriberId,
    mailed_at: DateTime<Utc>,
}

/// Somebody who opened the link that was mailed to an address for which newsletters were asked: it confirms that one wish.
#[derive(Debug, Clone)]
pub struct Confirmer {
    profile: Arc<Profile>,
    wish: SubscriberId,
}

/// How long a mailed link shows what is held.
pub(crate) const OPENS_FOR: Duration = Duration::days(1);

const CONFIRMING: &str = "subscriber, wish";
const SEEING: &str = "subscriber, own";

impl Subscriber {
    /// What the link carries, for this subscriber, from now on.
    pub(crate) fn token(portal: &Portal, library: &LibrarySlug, id: SubscriberId) -> String {
        let until = (portal.clock.now() + OPENS_FOR).timestamp().to_be_bytes();
        token(portal, SEEING, library, &[&until, id.0.as_bytes().as_slice()].concat())
    }

    /// The person who shows this token; `None`: this library did not send it, or its day is over.
    pub fn showing(portal: &Portal, profile: &Arc<Profile>, token: &str) -> Option<Self> {
        let value = opened(portal, SEEING, profile, token)?;
        let (&until, id) = value.split_first_chunk::<8>()?;
        let until: DateTime<Utc> = DateTime::from_timestamp(i64::from_be_bytes(until), 0)?;
        let id = SubscriberId(Uuid::from_slice(id).ok()?);
        (portal.clock.now() < until).then(|| Self { profile: profile.clone(), id, mailed_at: until - OPENS_FOR })
    }

    /// The profile of the library.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Which subscriber; never shown.
    pub(crate) fn id(&self) -> SubscriberId {
        self.id
    }

    /// When the link was mailed, in whole seconds: it may have been up to one later.
    pub(crate) fn mailed_at(&self) -> DateTime<Utc> {
        self.mailed_at
    }

    /// The scope of their transactions: this one subscriber's rows.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Patron(&self.profile.slug, self.id.as_own())
    }

    /// The scope for what else there is at the same address, which they read mail at: wishes are rows of their own.
    pub(crate) fn address_scope(&self) -> Scope<'_> {
        Scope::Library(&self.profile.slug)
    }

    /// Who the ledger says it was: the person who reads mail at that address.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::Visitor, None)
    }
}

impl Confirmer {
    /// What the link carries, for this wish.
    pub(crate) fn token(portal: &Portal, library: &LibrarySlug, wish: SubscriberId) -> String {
        token(portal, CONFIRMING, library, wish.0.as_bytes())
    }

    /// The person who shows this token; `None`: this library did not send it.
    pub fn showing(portal: &Portal, profile: &Arc<Profile>, token: &str) -> Option<Self> {
        let value = opened(portal, CONFIRMING, profile, token)?;
        Some(Self { profile: profile.clone(), wish: SubscriberId(Uuid::from_slice(&value).ok()?) })
    }

    /// The profile of the library.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The wish.
    pub(crate) fn wish(&self) -> SubscriberId {
        self.wish
    }

    /// The scope of its transaction. It spans the library: the address may be a subscriber's already.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Library(&self.profile.slug)
    }
}
