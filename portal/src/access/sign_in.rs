//! Signing in with card number and PIN or password.

use super::{
    card::{self, Holder},
    device,
    secret::counts_as_pin,
    tell,
};
use crate::{
    Portal, Result,
    db::Scope,
    ledger::{self, Event},
    mail::What,
    password::{self, Checked, Hasher},
    session::{self, Proven},
    throttle,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::PersonId,
    ledger::{Action, ActorKind},
    profile::Profile,
    words::Lang,
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use std::net::IpAddr;
use tower_sessions::Session;
use uuid::Uuid;

/// One attempt.
pub struct Attempt<'a> {
    /// What was typed as card number.
    pub card_number: &'a str,
    /// What was typed as PIN or password.
    pub secret: SecretString,
    /// The client's address.
    pub client: IpAddr,
    /// The device cookie, where the browser has one.
    pub device: Option<&'a str>,
    /// Whether the computer is shared.
    pub shared: bool,
    /// `Firefox, Windows`, where it is known.
    pub device_label: Option<String>,
    /// The language of a mail about it, where the patron has chosen none.
    pub lang: Lang,
    /// The address of the library's portal, for that mail.
    pub site: &'a str,
}

/// What became of it.
#[derive(Debug)]
pub enum SignIn {
    /// The session is started. `device`: what to put into the device cookie, where the device is newly known.
    Welcome {
        /// See above.
        device: Option<SecretString>,
    },
    /// No. Why is not told: a wrong secret, an unknown or closed card, too many tries.
    Refused,
    /// Too many are signing in at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// Signs someone in, or refuses without saying why.
///
/// # Errors
/// When the database is away.
pub async fn sign_in(
    portal: &Portal,
    hasher: &Hasher,
    profile: &Profile,
    session: &Session,
    attempt: Attempt<'_>,
) -> Result<SignIn> {
    // First of all: who finds the queue full costs the database nothing, and is charged for nothing.
    let Ok(place) = hasher.place() else {
        return Ok(SignIn::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS });
    };
    let number = card::number(attempt.card_number, profile);
    let Found { holder, known, costliest } = find(portal, profile, number.as_deref(), attempt.device).await?;
    let charged = throttle::Attempt {
        library: &profile.slug,
        client: attempt.client,
        own_network: profile.sign_in.own_networks.iter().any(|network| network.contains(attempt.client)),
        card: number.as_deref(),
        pin: counts_as_pin(attempt.secret.expose_secret()),
        device: known,
    };
    if !throttle::admit(portal, charged).await? {
        return Ok(SignIn::Refused);
    }
    let hash = holder.as_ref().and_then(|holder| holder.hash.clone());
    let checked = hash.clone().unwrap_or_default();
    let outdated = match hasher.check_alike(place, hash, costliest, attempt.secret.clone()).await? {
        Checked::Right { outdated } => outdated,
        Checked::Wrong => {
            refused(portal, profile, holder.map(|holder| holder.person)).await?;
            return Ok(SignIn::Refused);
        }
    };
    let Some(Holder { person, set_at: Some(secret_set_at), .. }) = holder else { return Ok(SignIn::Refused) };
    throttle::succeeded(portal, charged).await?;
    if outdated {
        rehash_later(portal, hasher, profile, person, attempt.secret.clone(), checked);
    }
    let device = welcome(portal, profile, person, &attempt, known, secret_set_at).await?;
    let proven = Proven {
        library: &profile.slug,
        person,
        shared: attempt.shared,
        device: attempt.device_label,
        now: portal.clock.now(),
        id: portal.entropy.uuid(),
        secret_set_at,
    };
    session::start(session, proven).await?;
    Ok(SignIn::Welcome { device })
}

/// What stands behind a card number.
struct Found {
    holder: Option<Holder>,
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

/// Writes what signing in leaves behind; returns the cookie of a newly known device.
async fn welcome(
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    attempt: &Attempt<'_>,
    known: Option<Uuid>,
    secret_set_at: DateTime<Utc>,
) -> Result<Option<SecretString>> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let mut device = None;
    if !attempt.shared && known.is_none() {
        let label = attempt.device_label.as_deref();
        device = Some(device::remember(&mut tx, portal, profile, person, label, secret_set_at).await?);
        let what = What::NewDevice { device: label.map(str::to_owned) };
        tell::of(&mut tx, portal, profile, person, attempt.lang, attempt.site, what).await?;
    }
    let event = Event {
        detail: json!({ "shared": attempt.shared, "known_device": known.is_some() }),
        ..Event::new(
            &profile.slug,
            portal.clock.now(),
            Some(person),
            Action::SignedIn,
            (ActorKind::Patron, Some(person.0)),
        )
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(device)
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
            tracing::warn!(%error, "an old hash stays for now");
        }
    });
}
