//! Proving to hold a card by its number and its PIN or password: throttled, and refused always in the same way.
//!
//! Signing in and a parent adding a child both go through here, so that neither is easier to guess at than the other.

use super::{card, device, mark, secret::counts_as_pin};
use crate::{
    Portal, Result,
    db::Scope,
    ids::PersonId,
    ledger::{self, Event},
    password::{self, Checked, Hasher, Line},
    throttle::{self, Answer, Charged},
};
use chrono::{DateTime, Utc};
use domain::{
    ledger::{Action, ActorKind},
    profile::Profile,
};
use secrecy::{ExposeSecret, SecretString};
use std::net::IpAddr;
use uuid::Uuid;

/// What was typed, and where.
#[derive(Clone, Copy)]
pub(crate) struct TypedCredentials<'a> {
    /// What was typed as card number.
    pub(crate) card_number: &'a str,
    /// What was typed as PIN or password.
    pub(crate) secret: &'a SecretString,
    /// The client's address.
    pub(crate) client: IpAddr,
    /// The device cookie, where the browser has one.
    pub(crate) device: Option<&'a str>,
    /// The mark of a link or code that was shown in this browser, where it has one.
    pub(crate) mark: Option<&'a str>,
}

/// Whose card it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Holder {
    pub(crate) person: PersonId,
    /// The known device it was shown from.
    pub(crate) known: Option<Uuid>,
    /// When the secret that was given had been set.
    pub(crate) secret_set_at: DateTime<Utc>,
}

/// What became of it.
#[derive(Debug)]
pub(crate) enum Proved {
    /// They hold the card.
    Right(Holder),
    /// Refused, without a reason.
    Refused,
    /// Too much at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// Charges an attempt, checks the secret and, where it is right, forgets the failures before it.
///
/// A client over its network's own allowance is refused before anything else: that costs nothing, and does not depend
/// on the card. Where the card's counters refuse, the same work is done as if they had not, and its outcome is ignored.
pub(crate) async fn prove(
    portal: &Portal,
    hasher: &Hasher,
    profile: &Profile,
    given: TypedCredentials<'_>,
) -> Result<Proved> {
    let number = card::number(given.card_number, profile);
    let typed = given.secret.expose_secret();
    let attempt = throttle::Attempt {
        library: &profile.slug,
        door: throttle::Door::Patrons,
        client: given.client,
        own_network: profile.sign_in.own_networks.iter().any(|network| network.contains(given.client)),
        card: number.as_deref(),
        pin: counts_as_pin(typed).then(|| throttle::pin_mark(portal, typed)),
        device: None,
    };
    let spent = throttle::is_spent(portal, &attempt);
    let line = if attempt.own_network { Line::Inside } else { Line::Outside(given.client) };
    let busy = Proved::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS };
    let (place, found) = if given.device.is_some() || given.mark.is_some() {
        // A known device has its own line in the queue and its own allowance, so it is looked for first. This takes a
        // turn at the counters, so that made-up cookies leave connections for others.
        let turn = portal.db.turn_at_counters().await?;
        let found = find(portal, profile, number.as_deref(), given).await?;
        drop(turn);
        let line = match found.device() {
            Some(id) => Line::Known(id),
            None if spent => return Ok(Proved::Refused),
            None => line,
        };
        let Ok(place) = hasher.place(line) else { return Ok(busy) };
        (place, found)
    } else {
        if spent {
            return Ok(Proved::Refused);
        }
        // Before anything else: a client that finds the queue full costs the database nothing and is charged nothing.
        let Ok(place) = hasher.place(line) else { return Ok(busy) };
        (place, find(portal, profile, number.as_deref(), given).await?)
    };
    let attempt = throttle::Attempt { device: found.device(), ..attempt };
    let Found { holder, known, costliest, .. } = found;
    let charged = match throttle::admit(portal, attempt).await? {
        Answer::Client => return Ok(Proved::Refused),
        Answer::Card => None,
        Answer::Admitted(charged) => Some(charged),
    };
    let hash = holder.as_ref().and_then(|holder| holder.hash.clone());
    let checked = hash.clone().unwrap_or_default();
    let right = hasher.check_alike(place, hash, costliest, given.secret.clone()).await?;
    let (Some(charged), Checked::Right { outdated }) = (charged, right) else {
        refused(portal, &attempt, holder.map(|holder| holder.person), charged).await?;
        return Ok(Proved::Refused);
    };
    let Some(card::Holder { person, set_at: Some(secret_set_at), .. }) = holder else { return Ok(Proved::Refused) };
    throttle::succeeded(portal, attempt, charged).await?;
    if outdated {
        rehash_later(portal, hasher, profile, person, given.secret.clone(), checked);
    }
    Ok(Proved::Right(Holder { person, known, secret_set_at }))
}

/// What stands behind a card number.
struct Found {
    holder: Option<card::Holder>,
    /// The known device.
    known: Option<Uuid>,
    /// The browser in which a link or a code was shown lately.
    marked: Option<Uuid>,
    /// The highest cost among the library's bcrypt hashes, which the work is made up to.
    costliest: Option<u32>,
}

impl Found {
    /// What this card is known by in this browser.
    fn device(&self) -> Option<Uuid> {
        self.known.or(self.marked)
    }
}

/// Looks a card up, in one transaction that does the same for every number.
async fn find(portal: &Portal, profile: &Profile, number: Option<&str>, given: TypedCredentials<'_>) -> Result<Found> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let holder = card::holder(&mut tx, profile, number.unwrap_or_default()).await?;
    // For an unknown card, an id that nobody has: this comes before the throttle, and one query less would tell the two
    // apart.
    // Test (access/tests/guessing.rs): "with a device cookie, an unknown card takes as many queries as a known one".
    let person = holder.as_ref().map_or(PersonId(Uuid::nil()), |holder| holder.person);
    let known = match given.device {
        Some(cookie) => device::known(&mut tx, portal, profile, person, cookie).await?,
        None => None,
    };
    let set_at = holder.as_ref().and_then(|holder| holder.set_at).unwrap_or_default();
    let marked = given.mark.and_then(|shown| mark::of(portal, profile, person, set_at, shown));
    let costliest = sqlx::query_scalar!(
        "SELECT substring(hash FROM 5 FOR 2) AS \"cost!\" FROM credential WHERE library = $1 AND scheme = 'bcrypt' \
         ORDER BY substring(hash FROM 5 FOR 2) DESC LIMIT 1",
        profile.slug.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    // An import takes costs up to 14; what else might stand there must not hold a core for hours.
    let costliest = costliest.and_then(|cost| cost.parse().ok()).filter(|cost| (4..=14).contains(cost));
    Ok(Found { holder, known, marked, costliest })
}

/// Notes a refusal. An attempt that was refused without being checked (`charged` is `None`) leaves no line in the
/// ledger, because strangers could fill it; it is counted instead, which is the same work.
async fn refused(
    portal: &Portal,
    attempt: &throttle::Attempt<'_>,
    person: Option<PersonId>,
    charged: Option<Charged>,
) -> Result<()> {
    let mut tx = portal.db.begin(Scope::Library(attempt.library)).await?;
    if charged.is_some() {
        let visitor = (ActorKind::Visitor, None);
        let event = Event::new(attempt.library, portal.clock.now(), person, Action::SignInRefused, visitor);
        ledger::append(&mut tx, &*portal.entropy, event).await?;
    } else {
        throttle::unheard(portal, &mut tx, attempt).await?;
    }
    tx.commit().await
}

/// Replaces `old` once the answer is on its way, so that an old and a new hash take the same time. If the secret was
/// changed meanwhile, nothing is done: the former one must not come back. Of a hash that an import brought, the digest stays,
/// so that the next file that brings another is known to.
// Test (access/tests/old_hashes.rs): "an old hash that is made anew while the patron chooses another secret never comes back".
fn rehash_later(
    portal: &Portal,
    hasher: &Hasher,
    profile: &Profile,
    person: PersonId,
    secret: SecretString,
    old: String,
) {
    let (portal, hasher, library) = (portal.clone(), hasher.clone(), profile.slug.clone());
    tokio::spawn(async move {
        let mut salt = [0; 16];
        portal.entropy.fill(&mut salt);
        let replaced = async {
            let Ok(hash) = hasher.hash(Line::Known(person.0), secret, salt).await? else {
                return Ok(());
            };
            let mut tx = portal.db.begin(Scope::Library(&library)).await?;
            sqlx::query!(
                "UPDATE credential SET hash = $3, scheme = $4, \
                                       imported_hash_digest = CASE WHEN scheme = 'bcrypt' \
                                           THEN sha256(convert_to(hash, 'UTF8')) ELSE imported_hash_digest END \
                 WHERE library = $1 AND person_id = $2 AND hash = $5",
                library.as_str(),
                person.0,
                hash,
                password::scheme(&hash),
                old,
            )
            .execute(&mut *tx)
            .await?;
            tx.commit().await
        };
        if let Err(error) = replaced.await {
            tracing::warn!(error = %crate::Error::chain(&error), "an old hash stays for now");
        }
    });
}
