//! Proving to hold a card by its number and its PIN or password: throttled, and refused always in the same way.
//!
//! Whoever asks (someone signing in, a parent adding a child) goes through here, so that no way in is an easier one.

use super::{card, device, secret::counts_as_pin};
use crate::{
    Portal, Result,
    db::Scope,
    ledger::{self, Event},
    password::{self, Checked, Hasher},
    throttle,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::PersonId,
    ledger::{Action, ActorKind},
    profile::Profile,
};
use secrecy::{ExposeSecret, SecretString};
use std::net::IpAddr;
use uuid::Uuid;

/// What was typed, and where.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    /// What was typed as card number.
    pub(crate) card_number: &'a str,
    /// What was typed as PIN or password.
    pub(crate) secret: &'a SecretString,
    /// The client's address.
    pub(crate) client: IpAddr,
    /// The device cookie, where the browser has one.
    pub(crate) device: Option<&'a str>,
}

/// Whose card it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Holder {
    pub(crate) person: PersonId,
    /// The known device it was shown from.
    pub(crate) known: Option<Uuid>,
    /// When the secret was set that was given.
    pub(crate) secret_set_at: DateTime<Utc>,
}

/// What became of it.
#[derive(Debug)]
pub(crate) enum Proved {
    /// They hold the card.
    Right(Holder),
    /// No. Why is not told.
    Refused,
    /// Too much at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// Charges an attempt, checks the secret and, where it is right, forgets the failures before it.
pub(crate) async fn prove(portal: &Portal, hasher: &Hasher, profile: &Profile, given: Given<'_>) -> Result<Proved> {
    // First of all: who finds the queue full costs the database nothing, and is charged for nothing.
    let Ok(place) = hasher.place() else {
        return Ok(Proved::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS });
    };
    let number = card::number(given.card_number, profile);
    let Found { holder, known, costliest } = find(portal, profile, number.as_deref(), given.device).await?;
    let charged = throttle::Attempt {
        library: &profile.slug,
        door: throttle::Door::Patrons,
        client: given.client,
        own_network: profile.sign_in.own_networks.iter().any(|network| network.contains(given.client)),
        card: number.as_deref(),
        pin: counts_as_pin(given.secret.expose_secret()),
        device: known,
    };
    if !throttle::admit(portal, charged).await? {
        return Ok(Proved::Refused);
    }
    let hash = holder.as_ref().and_then(|holder| holder.hash.clone());
    let checked = hash.clone().unwrap_or_default();
    let outdated = match hasher.check_alike(place, hash, costliest, given.secret.clone()).await? {
        Checked::Right { outdated } => outdated,
        Checked::Wrong => {
            refused(portal, profile, holder.map(|holder| holder.person)).await?;
            return Ok(Proved::Refused);
        }
    };
    let Some(card::Holder { person, set_at: Some(secret_set_at), .. }) = holder else { return Ok(Proved::Refused) };
    throttle::succeeded(portal, charged).await?;
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
    /// The highest cost among the library's bcrypt hashes, which the work is made up to.
    costliest: Option<u32>,
}

/// Looks a card up, in one transaction that does the same for every number.
async fn find(portal: &Portal, profile: &Profile, number: Option<&str>, cookie: Option<&str>) -> Result<Found> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let holder = card::holder(&mut tx, profile, number.unwrap_or_default()).await?;
    // Nobody's id for an unknown card: this stands before the throttle, and one query less would tell the two apart.
    // Test (access/tests.rs): "with a device cookie, an unknown card takes as many queries as a known one".
    let person = holder.as_ref().map_or(PersonId(Uuid::nil()), |holder| holder.person);
    let known = match cookie {
        Some(cookie) => device::known(&mut tx, portal, profile, person, cookie).await?,
        None => None,
    };
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
    Ok(Found { holder, known, costliest })
}

async fn refused(portal: &Portal, profile: &Profile, person: Option<PersonId>) -> Result<()> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let visitor = (ActorKind::Visitor, None);
    let event = Event::new(&profile.slug, portal.clock.now(), person, Action::SignInRefused, visitor);
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await
}

/// Replaces `old` once the answer is on its way, so that an old and a new hash take the same time. If the secret was
/// changed meanwhile, nothing is done: the former one must not come back.
// Test (access/tests.rs): "an old hash that is made anew while the patron chooses another secret never comes back".
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
            let Ok(hash) = hasher.hash(secret, salt).await? else {
                return Ok(());
            };
            let mut tx = portal.db.begin(Scope::Library(&library)).await?;
            sqlx::query!(
                "UPDATE credential SET hash = $3, scheme = $4 WHERE library = $1 AND person_id = $2 AND hash = $5",
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
