//! Signing in with card number and PIN or password.

use super::{
    device,
    prove::{Holder, Proved, TypedCredentials, prove},
};
use crate::{
    Portal, Result,
    db::Scope,
    ids::PersonId,
    ledger::{self, Event},
    mail::What,
    notify,
    password::Hasher,
    session::{self, Proven, Session},
};
use chrono::{DateTime, Utc};
use domain::{
    ledger::{Action, ActorKind},
    profile::Profile,
    words::Lang,
};
use secrecy::SecretString;
use serde_json::json;
use std::net::IpAddr;
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
    /// The mark of a link or code shown lately ([`Chosen::Done`](super::Chosen::Done)), where the browser has one.
    pub mark: Option<&'a str>,
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
        /// The cookie's value.
        device: Option<SecretString>,
    },
    /// Refused, without saying whether the secret was wrong, the card unknown or closed, or the tries too many.
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
    let given = TypedCredentials {
        card_number: attempt.card_number,
        secret: &attempt.secret,
        client: attempt.client,
        device: attempt.device,
        mark: attempt.mark,
    };
    let Holder { person, known, secret_set_at } = match prove(portal, hasher, profile, given).await? {
        Proved::Right(holder) => holder,
        Proved::Refused => return Ok(SignIn::Refused),
        Proved::Busy { retry_after_seconds } => return Ok(SignIn::Busy { retry_after_seconds }),
    };
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
        notify::tell(&mut tx, portal, profile, person, attempt.lang, attempt.site, what).await?;
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
