//! Accounts made and renewed on a page, by a keeper who gave their own password once more.
//!
//! What is made up comes from the form's own name and the deployment's key, so that a form that is sent twice shows one
//! password and one second factor twice.

use super::account::{Added, Fresh, NewAccount, is_fresh, renew, write};
use crate::{
    Portal, Result,
    authority::{Keeper, Reauthenticated, Staff},
    keys::code,
    password::{self, Checked, Hasher, Line},
    throttle,
};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

/// What became of a keeper's giving their own password again.
#[derive(Debug)]
pub enum KeeperConfirmed {
    /// It is right: the authority for what asks for it.
    Yes(Reauthenticated<Keeper>),
    /// It is wrong, there have been too many tries, or the session has ended meanwhile.
    No,
    /// This role keeps no accounts.
    NotYours,
    /// Too much at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// Checks the password of the person who is signed in at the desk once more: a browser that was left open makes nobody an
/// account.
///
/// # Errors
/// When the database is away.
pub async fn confirm_keeper(
    portal: &Portal,
    hasher: &Hasher,
    staff: &Staff,
    given: SecretString,
) -> Result<KeeperConfirmed> {
    let Some(keeper) = Keeper::of(staff) else { return Ok(KeeperConfirmed::NotYours) };
    let Ok(place) = hasher.place(Line::Known(staff.account())) else {
        return Ok(KeeperConfirmed::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS });
    };
    let hash = throttle::admit_again(portal, staff.library(), staff.account(), async |tx| {
        let hash = sqlx::query_scalar!(
            "SELECT hash FROM staff_account WHERE library = $1 AND id = $2 AND ended_at IS NULL",
            staff.library().as_str(),
            staff.account(),
        );
        Ok(hash.fetch_optional(&mut **tx).await?)
    });
    let Some(hash) = hash.await? else { return Ok(KeeperConfirmed::No) };
    if hasher.check_at(place, hash, given).await? == Checked::Wrong {
        return Ok(KeeperConfirmed::No);
    }
    // Hashing takes time: a session that ended meanwhile makes nobody an account.
    let lives = throttle::succeeded_again(portal, staff.library(), staff.account(), async |tx| {
        let lives = sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM staff_session WHERE library = $1 AND staff_id = $2 AND id = $3) AS \"lives!\"",
            staff.library().as_str(),
            staff.account(),
            staff.session(),
        );
        Ok(lives.fetch_one(&mut **tx).await?)
    });
    Ok(if lives.await? { KeeperConfirmed::Yes(Reauthenticated::new(keeper)) } else { KeeperConfirmed::No })
}

/// Adds an account with a password that is made up. `form` is the form's own name.
///
/// # Errors
/// When the database is away.
// Test (staff/tests.rs): "a form for an account that is sent twice makes one and shows its password twice".
pub async fn add_by_form(
    portal: &Portal,
    hasher: &Hasher,
    by: &Reauthenticated<Keeper>,
    new: NewAccount<'_>,
    form: Uuid,
) -> Result<Added> {
    let Some(fresh) = fresh(portal, hasher, by, new.login, form).await? else { return Ok(busy()) };
    let (login, again) = (new.login, fresh.clone());
    match write(portal, by, new, fresh).await? {
        Added::Taken if is_fresh(portal, by, login, &again).await? => Ok(again.shown(by.profile(), login)),
        added => Ok(added),
    }
}

/// Gives an account a password that is made up and a new second factor, and ends its sessions.
///
/// # Errors
/// When the database is away.
pub async fn reset_by_form(
    portal: &Portal,
    hasher: &Hasher,
    by: &Reauthenticated<Keeper>,
    login: &str,
    form: Uuid,
) -> Result<Added> {
    let Some(fresh) = fresh(portal, hasher, by, login, form).await? else { return Ok(busy()) };
    if is_fresh(portal, by, login, &fresh).await? {
        return Ok(fresh.shown(by.profile(), login));
    }
    renew(portal, by, login, fresh).await
}

const fn busy() -> Added {
    Added::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS }
}

/// The secrets that this form gives this account. `None`: too much at once.
async fn fresh(portal: &Portal, hasher: &Hasher, by: &Keeper, login: &str, form: Uuid) -> Result<Option<Fresh>> {
    let what = format!("{} {login} {form}", by.library());
    let password: SecretString =
        code::grouped(&code::long_of(&portal.keys.mac("staff password of a form", what.as_bytes()))).into();
    let mac = portal.keys.mac("second factor of a form", what.as_bytes());
    let mut second = [0; super::totp::SECRET];
    second.iter_mut().zip(mac).for_each(|(to, from)| *to = from);
    let mut salt = [0; 16];
    portal.entropy.fill(&mut salt);
    let whose = by.account().unwrap_or(form);
    let hash = hasher.hash(Line::Known(whose), password.expose_secret().to_owned().into(), salt).await?;
    Ok(hash.ok().map(|hash| Fresh { password, hash, second }))
}
