//! Signing in with name, password and second factor. Every refusal is the same, in words, work and time.

use super::{account, session, totp};
use crate::{
    Portal, Result,
    db::Scope,
    ledger::{self, Event},
    password::{self, Checked, Hasher, Line},
    throttle::{self, Answer},
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
    /// Refused, without a reason.
    Refused,
    /// Too many are signing in at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// Signs a member of staff in. Slowed down like a patron's sign-in: by client, and by name whether or not it exists.
/// The library's own networks count names apart, so that nobody outside keeps the desk from its work.
///
/// # Errors
/// When the database is away.
pub async fn sign_in(
    portal: &Portal,
    hasher: &Hasher,
    profile: &Profile,
    attempt: StaffAttempt<'_>,
) -> Result<StaffSignIn> {
    // A login that no account can have is looked up as the empty one, which no account has.
    let login = Some(attempt.login.trim().to_lowercase()).filter(|login| account::is_login(login)).unwrap_or_default();
    let own_network = profile.sign_in.own_networks.iter().any(|network| network.contains(attempt.client));
    // Card numbers are digits and logins have no space, so a counter of the staff is never a card's, and the counter
    // for tries from outside is never the one for tries from inside.
    // Test (staff/tests.rs): "nobody outside keeps the desk from signing in".
    let counted = if own_network { format!("staff {login} own") } else { format!("staff {login}") };
    let attempted = throttle::Attempt {
        library: &profile.slug,
        door: throttle::Door::Desk,
        client: attempt.client,
        own_network,
        card: Some(&counted),
        pin: None,
        device: None,
    };
    // A client over its network's allowance costs nothing and takes no place in the queue from the desk.
    if throttle::is_spent(portal, &attempted) {
        return Ok(StaffSignIn::Refused);
    }
    let line = if own_network { Line::Desk } else { Line::DeskAway(attempt.client) };
    let Ok(place) = hasher.place(line) else {
        return Ok(StaffSignIn::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS });
    };
    let charged = match throttle::admit(portal, attempted).await? {
        Answer::Client => return Ok(StaffSignIn::Refused),
        // The same work is done as for an attempt that is heard, so that the time tells nothing about the login.
        Answer::Card => None,
        Answer::Admitted(charged) => Some(charged),
    };
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let found = sqlx::query!(
        "SELECT id, hash, totp_sealed, secret_set_at FROM staff_account WHERE library = $1 AND login = $2 AND ended_at IS NULL",
        profile.slug.as_str(),
        login,
    )
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    let hash = found.as_ref().map(|found| found.hash.clone());
    let checked = hasher.check_at(place, hash, attempt.password).await?;
    let now = portal.clock.now();
    // The code is checked whatever the password was: it is the same work, and the answer does not say which was wrong.
    let nobody = (Uuid::nil(), Vec::new(), now);
    let (id, sealed, secret_set_at) = found.map_or(nobody, |found| (found.id, found.totp_sealed, found.secret_set_at));
    let opened = portal.keys.open(totp::place(&profile.slug, id), &sealed);
    // Where the secret cannot be opened (its key is gone), a stand-in is used whose codes anybody could compute: they
    // must not let anybody in.
    // Test (staff/tests.rs): "a second factor that no key opens lets nobody in".
    let unsealed = opened.is_some();
    let secret = opened.map_or_else(|| vec![0; 20], |opened| opened.value);
    let step = totp::step(&secret, attempt.code.expose_secret(), now).unwrap_or(-1);
    let right = charged.is_some() && unsealed && matches!(checked, Checked::Right { .. });
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    // Each code works once: when the same code is sent twice at the same moment, one finds it used. Hashing takes time:
    // secrets that were replaced meanwhile open nothing any more.
    // Test (staff/tests.rs): "a sign-in that is running does not outlive new secrets".
    let used = sqlx::query!(
        "UPDATE staff_account SET totp_last_step = $3 \
         WHERE library = $1 AND id = $2 AND totp_last_step < $3 AND ended_at IS NULL AND $4 AND secret_set_at = $5",
        profile.slug.as_str(),
        id,
        step,
        right && step >= 0,
        secret_set_at,
    )
    .execute(&mut *tx)
    .await?;
    let actor = (ActorKind::Staff, (id != Uuid::nil()).then_some(id));
    let welcome = used.rows_affected() == 1;
    let Some(charged) = charged else {
        throttle::unheard(portal, &mut tx, &attempted).await?;
        tx.commit().await?;
        return Ok(StaffSignIn::Refused);
    };
    let action = if welcome { Action::StaffSignedIn } else { Action::StaffSignInRefused };
    let event = Event { via: "desk", ..Event::new(&profile.slug, now, None, action, actor) };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    if !welcome {
        tx.commit().await?;
        return Ok(StaffSignIn::Refused);
    }
    let cookie = session::start(&mut tx, portal, &profile.slug, id, attempt.client, now).await?;
    tx.commit().await?;
    throttle::succeeded(portal, attempted, charged).await?;
    Ok(StaffSignIn::Welcome(cookie))
}
