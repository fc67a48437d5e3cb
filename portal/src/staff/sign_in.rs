//! Signing in with name, password and second factor. Every refusal is the same, in words, work and time.

use super::{session, totp};
use crate::{
    Portal, Result,
    db::Scope,
    ledger::{self, Event},
    password::{self, Checked, Hasher},
    throttle,
};
use domain::{
    ledger::{Action, ActorKind},
    profile::Profile,
};
use secrecy::{ExposeSecret, SecretString};
use std::net::IpAddr;
use uuid::Uuid;

/// One attempt.
pub struct StaffAttempt<'a> {
    /// What was typed as name.
    pub login: &'a str,
    /// What was typed as password.
    pub password: SecretString,
    /// What was typed as code.
    pub code: SecretString,
    /// The client's address.
    pub client: IpAddr,
}

/// What became of it.
#[derive(Debug)]
pub enum StaffSignIn {
    /// The session is started; its cookie's value.
    Welcome(SecretString),
    /// No. Why is not told.
    Refused,
    /// Too many are signing in at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// Signs a member of staff in. Slowed down like a patron's sign-in: by client, and by name whether or not it exists.
///
/// # Errors
/// When the database is away.
pub async fn sign_in(
    portal: &Portal,
    hasher: &Hasher,
    profile: &Profile,
    attempt: StaffAttempt<'_>,
) -> Result<StaffSignIn> {
    let Ok(place) = hasher.place() else {
        return Ok(StaffSignIn::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS });
    };
    let login = attempt.login.trim().to_lowercase();
    let login: String = login.chars().take(60).collect();
    // Card numbers are digits: no name of staff counts as one.
    let counted = format!("staff {login}");
    let charged = throttle::Attempt {
        library: &profile.slug,
        client: attempt.client,
        own_network: profile.sign_in.own_networks.iter().any(|network| network.contains(attempt.client)),
        card: Some(&counted),
        pin: false,
        device: None,
    };
    if !throttle::admit(portal, charged).await? {
        return Ok(StaffSignIn::Refused);
    }
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let found = sqlx::query!(
        "SELECT id, hash, totp_sealed FROM staff_account WHERE library = $1 AND login = $2 AND ended_at IS NULL",
        profile.slug.as_str(),
        login,
    )
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    let hash = found.as_ref().map(|found| found.hash.clone());
    let checked = hasher.check_at(place, hash, attempt.password).await?;
    let now = portal.clock.now();
    // The code is looked at whatever the password was: the same work, and no word on which of them was wrong.
    let (id, sealed) = found.map_or((Uuid::nil(), Vec::new()), |found| (found.id, found.totp_sealed));
    let secret = totp::open(&portal.keys, &profile.slug, id, &sealed).unwrap_or_else(|| vec![0; 20]);
    let step = totp::step(&secret, attempt.code.expose_secret(), now).unwrap_or(-1);
    let right = matches!(checked, Checked::Right { .. });
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    // Each code is good once: of two who send the same at once, one finds it used.
    let used = sqlx::query!(
        "UPDATE staff_account SET totp_last_step = $3 \
         WHERE library = $1 AND id = $2 AND totp_last_step < $3 AND ended_at IS NULL AND $4",
        profile.slug.as_str(),
        id,
        step,
        right && step >= 0,
    )
    .execute(&mut *tx)
    .await?;
    let actor = (ActorKind::Staff, (id != Uuid::nil()).then_some(id));
    let welcome = used.rows_affected() == 1;
    let action = if welcome { Action::StaffSignedIn } else { Action::StaffSignInRefused };
    let event = Event { via: "desk", ..Event::new(&profile.slug, now, None, action, actor) };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    if !welcome {
        tx.commit().await?;
        return Ok(StaffSignIn::Refused);
    }
    let cookie = session::start(&mut tx, portal, &profile.slug, id, now).await?;
    tx.commit().await?;
    throttle::succeeded(portal, charged).await?;
    Ok(StaffSignIn::Welcome(cookie))
}
