//! Staff accounts, as an administrator keeps them.

use super::totp;
use crate::{
    Portal, Result,
    authority::{Keeper, Staff},
    db::Tx,
    keys::code,
    ledger::{self, Event},
    password::{self, Checked, Hasher, Line},
    throttle,
};
use chrono::{DateTime, Utc};
use domain::{
    decision::Role,
    ids::LibrarySlug,
    ledger::{Action, ActorKind},
    parse::{FieldError, Password, PasswordContext},
    profile::Profile,
    words::Text,
};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

/// The least characters of a staff password.
const LEAST: usize = 15;

const TOO_SHORT: Text =
    Text::new("Use at least 15 characters. A sentence is good.", "Use al menos 15 caracteres. Una frase está bien.");

/// A staff account, without its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The account's id.
    pub id: Uuid,
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Until when, where it has ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A new account.
#[derive(Debug, Clone, Copy)]
pub struct NewAccount<'a> {
    /// What they will sign in with: lower-case letters, digits, dots, hyphens; at most 40.
    pub login: &'a str,
    /// Their name.
    pub name: &'a str,
    /// What they do.
    pub role: Role,
}

/// What a person needs to sign in for the first time. It is shown once.
#[derive(Debug)]
pub struct Enrolled {
    /// The password, where one was made up.
    pub password: SecretString,
    /// What an authenticator app reads.
    pub otpauth: SecretString,
}

/// What became of adding an account, or of giving one new secrets.
#[derive(Debug)]
pub enum Added {
    /// Done.
    Done(Enrolled),
    /// An account with this login exists already.
    Taken,
    /// No account has this login.
    Unknown,
    /// The login is not well-formed, or the name is empty.
    BadLogin,
    /// The password is too easy to guess, and why.
    Weak(Text),
    /// Too much at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// The secrets that an account gets: shown once, and kept hashed and sealed.
#[derive(Debug, Clone)]
pub(super) struct Fresh {
    pub(super) password: SecretString,
    pub(super) hash: String,
    /// What the second factor is made from.
    pub(super) second: [u8; totp::SECRET],
}

impl Fresh {
    /// What is shown of them, once.
    pub(super) fn shown(self, profile: &Profile, login: &str) -> Added {
        let otpauth = totp::address(&self.second, &profile.name, login).unwrap_or_default().into();
        Added::Done(Enrolled { password: self.password, otpauth })
    }
}

/// Whether a login is well-formed, as the table's own check has it.
pub(super) fn is_login(login: &str) -> bool {
    let plain = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit();
    login.len() <= 40
        && login.bytes().next().is_some_and(plain)
        && login.bytes().all(|sign| plain(sign) || b"._-".contains(&sign))
}

/// Adds an account. Without a `password` one is made up. Whether the library has anybody with the role
/// ([`domain::decision::has_role`]) is the caller's to ask: a role that it has nobody for can do what the desk can, and no more.
///
/// # Errors
/// When the database is away.
pub async fn add(
    portal: &Portal,
    hasher: &Hasher,
    by: &Keeper,
    new: NewAccount<'_>,
    password: Option<SecretString>,
) -> Result<Added> {
    match fresh(portal, hasher, password)? {
        Ok(fresh) => write(portal, by, new, fresh).await,
        Err(why) => Ok(Added::Weak(why)),
    }
}

/// Secrets with this password, or with one that is made up.
fn fresh(portal: &Portal, hasher: &Hasher, password: Option<SecretString>) -> Result<std::result::Result<Fresh, Text>> {
    let password = password.unwrap_or_else(|| made_up(portal));
    if let Err(why) = fit(&password) {
        return Ok(Err(why));
    }
    Ok(Ok(Fresh { hash: hash(portal, hasher, &password)?, password, second: totp::fresh(&*portal.entropy) }))
}

/// Writes a new account.
pub(super) async fn write(portal: &Portal, by: &Keeper, new: NewAccount<'_>, fresh: Fresh) -> Result<Added> {
    let profile = by.profile();
    let NewAccount { login, name, role } = new;
    if !is_login(login) || name.trim().is_empty() {
        return Ok(Added::BadLogin);
    }
    let (id, now) = (portal.entropy.uuid(), portal.clock.now());
    let mut tx = portal.db.begin(by.scope()).await?;
    let written = sqlx::query!(
        "INSERT INTO staff_account (library, id, login, name, role, hash, totp_sealed, secret_set_at, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (library, login) DO NOTHING",
        profile.slug.as_str(),
        id,
        login,
        name,
        role.code(),
        fresh.hash,
        portal.keys.seal(&*portal.entropy, totp::place(&profile.slug, id), &fresh.second),
        now,
    )
    .execute(&mut *tx)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(Added::Taken);
    }
    note(&mut tx, portal, by.into(), Action::StaffAccountAdded, id, role).await?;
    tx.commit().await?;
    Ok(fresh.shown(profile, login))
}

/// Gives an account a new password and a new second factor, and ends its sessions.
///
/// # Errors
/// When the database is away.
pub async fn reset(
    portal: &Portal,
    hasher: &Hasher,
    by: &Keeper,
    login: &str,
    password: Option<SecretString>,
) -> Result<Added> {
    match fresh(portal, hasher, password)? {
        Ok(fresh) => renew(portal, by, login, fresh).await,
        Err(why) => Ok(Added::Weak(why)),
    }
}

/// Whether an account was given these secrets a moment ago, by the same form.
pub(super) async fn is_fresh(portal: &Portal, by: &Keeper, login: &str, fresh: &Fresh) -> Result<bool> {
    let library = by.library();
    let mut tx = portal.db.begin(by.scope()).await?;
    let row = sqlx::query!(
        "SELECT id, totp_sealed FROM staff_account \
         WHERE library = $1 AND login = $2 AND ended_at IS NULL AND secret_set_at > $3 AND totp_last_step = 0",
        library.as_str(),
        login,
        portal.clock.now() - crate::clock::SECOND_CLICK,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let opened = row.and_then(|row| portal.keys.open(totp::place(library, row.id), &row.totp_sealed));
    Ok(opened.is_some_and(|opened| opened.value == fresh.second))
}

/// Gives an account these secrets, and ends its sessions.
pub(super) async fn renew(portal: &Portal, by: &Keeper, login: &str, fresh: Fresh) -> Result<Added> {
    let profile = by.profile();
    let mut tx = portal.db.begin(by.scope()).await?;
    let Some(account) = find(&mut tx, &profile.slug, login).await? else { return Ok(Added::Unknown) };
    sqlx::query!(
        "UPDATE staff_account SET hash = $3, totp_sealed = $4, totp_last_step = 0, secret_set_at = $5 \
         WHERE library = $1 AND id = $2",
        profile.slug.as_str(),
        account.id,
        fresh.hash,
        portal.keys.seal(&*portal.entropy, totp::place(&profile.slug, account.id), &fresh.second),
        portal.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    end_sessions(&mut tx, &profile.slug, account.id, None).await?;
    note(&mut tx, portal, by.into(), Action::StaffAccountChanged, account.id, account.role).await?;
    tx.commit().await?;
    Ok(fresh.shown(profile, login))
}

/// What became of ending an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It has ended, with its sessions.
    Done,
    /// No account in use has this login.
    Unknown,
    /// It is the last that keeps the accounts: nobody could make another.
    LastKeeper,
}

/// Who keeps accounts.
const KEEPERS: [Role; 2] = [Role::Director, Role::Administrator];

/// Ends an account and its sessions. The last account that may keep accounts cannot be ended, not even by its owner.
///
/// # Errors
/// When the database is away.
// Test (staff/tests.rs): "the last keeper of the accounts is ended by nobody".
pub async fn end(portal: &Portal, by: &Keeper, login: &str) -> Result<Ended> {
    let library = by.library();
    let mut tx = portal.db.begin(by.scope()).await?;
    // Locked in one order: when two keepers end each other at the same moment, the second finds itself to be the last.
    let keepers = sqlx::query_scalar!(
        "SELECT login FROM staff_account WHERE library = $1 AND role = ANY($2) AND ended_at IS NULL \
         ORDER BY id FOR UPDATE",
        library.as_str(),
        &KEEPERS.map(|role| role.code().to_owned()),
    )
    .fetch_all(&mut *tx)
    .await?;
    let Some(account) = find(&mut tx, library, login).await? else { return Ok(Ended::Unknown) };
    if keepers == [login] {
        return Ok(Ended::LastKeeper);
    }
    sqlx::query!(
        "UPDATE staff_account SET ended_at = $3 WHERE library = $1 AND id = $2",
        library.as_str(),
        account.id,
        portal.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    end_sessions(&mut tx, library, account.id, None).await?;
    note(&mut tx, portal, by.into(), Action::StaffAccountChanged, account.id, account.role).await?;
    tx.commit().await?;
    Ok(Ended::Done)
}

/// The library's accounts, those in use first.
///
/// # Errors
/// When the database is away.
pub async fn list(portal: &Portal, by: &Keeper) -> Result<Vec<Account>> {
    let library = by.library();
    let mut tx = portal.db.begin(by.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, login, name, role, created_at, ended_at FROM staff_account WHERE library = $1 \
         ORDER BY ended_at IS NOT NULL, login",
        library.as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    let accounts = rows.into_iter().filter_map(|row| {
        Some(Account {
            id: row.id,
            login: row.login,
            name: row.name,
            role: Role::from_code(&row.role)?,
            created_at: row.created_at,
            ended_at: row.ended_at,
        })
    });
    Ok(accounts.collect())
}

/// What became of changing one's own password.
#[derive(Debug)]
pub enum PasswordChange {
    /// Done; the other sessions have ended.
    Done,
    /// The present one is wrong, there have been too many tries, or the account or the session has changed meanwhile.
    WrongCurrent,
    /// The new one is too easy to guess, and why.
    Weak(Text),
    /// Too much at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// Changes the password of the person who is signed in; their other sessions end.
///
/// # Errors
/// When the database is away.
pub async fn change_password(
    portal: &Portal,
    hasher: &Hasher,
    staff: &Staff,
    current: SecretString,
    new: SecretString,
) -> Result<PasswordChange> {
    let changed = change_now(portal, hasher, staff, current, new.clone()).await?;
    if matches!(changed, PasswordChange::WrongCurrent) && set_lately(portal, hasher, staff, new).await? {
        return Ok(PasswordChange::Done);
    }
    Ok(changed)
}

/// Whether the password was set to this one a moment ago, by the person who is still signed in.
async fn set_lately(portal: &Portal, hasher: &Hasher, staff: &Staff, new: SecretString) -> Result<bool> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let hash = sqlx::query_scalar!(
        "SELECT hash FROM staff_account WHERE library = $1 AND id = $2 AND ended_at IS NULL AND secret_set_at > $3 \
           AND EXISTS (SELECT FROM staff_session WHERE library = $1 AND staff_id = $2 AND id = $4)",
        staff.library().as_str(),
        staff.account(),
        portal.clock.now() - crate::clock::SECOND_CLICK,
        staff.session(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    drop(tx);
    let Some(hash) = hash else { return Ok(false) };
    let Ok(place) = hasher.place(Line::Known(staff.account())) else { return Ok(false) };
    Ok(hasher.check_at(place, Some(hash), new).await? != Checked::Wrong)
}

async fn change_now(
    portal: &Portal,
    hasher: &Hasher,
    staff: &Staff,
    current: SecretString,
    new: SecretString,
) -> Result<PasswordChange> {
    let busy = PasswordChange::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS };
    let Ok(place) = hasher.place(Line::Known(staff.account())) else { return Ok(busy) };
    let stored = throttle::admit_again(portal, staff.library(), staff.account(), async |tx| {
        let stored = sqlx::query!(
            "SELECT hash, secret_set_at FROM staff_account WHERE library = $1 AND id = $2 AND ended_at IS NULL",
            staff.library().as_str(),
            staff.account(),
        );
        Ok(stored.fetch_optional(&mut **tx).await?)
    });
    let Some(stored) = stored.await? else { return Ok(PasswordChange::WrongCurrent) };
    let (stored, secret_set_at) = stored.map(|row| (row.hash, row.secret_set_at)).unzip();
    if hasher.check_at(place, stored, current).await? == Checked::Wrong {
        return Ok(PasswordChange::WrongCurrent);
    }
    throttle::succeeded_again(portal, staff.library(), staff.account(), async |_| Ok(true)).await?;
    if let Err(why) = fit(&new) {
        return Ok(PasswordChange::Weak(why));
    }
    let mut salt = [0; 16];
    portal.entropy.fill(&mut salt);
    let Ok(hash) = hasher.hash(Line::Known(staff.account()), new, salt).await? else { return Ok(busy) };
    let mut tx = portal.db.begin(staff.scope()).await?;
    // Hashing takes time: secrets that were replaced meanwhile stay, and a session that ended meanwhile changes
    // nothing.
    // Test (staff/tests.rs): "a change of password that is running does not outlive new secrets or its session".
    let changed = sqlx::query!(
        "UPDATE staff_account SET hash = $3, secret_set_at = $4 \
         WHERE library = $1 AND id = $2 AND ended_at IS NULL AND secret_set_at = $5 \
           AND EXISTS (SELECT FROM staff_session WHERE library = $1 AND staff_id = $2 AND id = $6)",
        staff.library().as_str(),
        staff.account(),
        hash,
        portal.clock.now(),
        secret_set_at,
        staff.session(),
    )
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() == 0 {
        return Ok(PasswordChange::WrongCurrent);
    }
    end_sessions(&mut tx, staff.library(), staff.account(), Some(staff.session())).await?;
    let (action, account) = (Action::StaffAccountChanged, staff.account());
    note(&mut tx, portal, staff.into(), action, account, staff.role()).await?;
    tx.commit().await?;
    Ok(PasswordChange::Done)
}

/// 130 random bits.
fn made_up(portal: &Portal) -> SecretString {
    code::grouped(&code::new(&*portal.entropy)).into()
}

fn fit(password: &SecretString) -> std::result::Result<(), Text> {
    if password.expose_secret().chars().count() < LEAST {
        return Err(TOO_SHORT);
    }
    Password::choose(password.expose_secret(), &PasswordContext::default()).map(|_| ()).map_err(|error| error.text())
}

fn hash(portal: &Portal, hasher: &Hasher, password: &SecretString) -> Result<String> {
    let mut salt = [0; 16];
    portal.entropy.fill(&mut salt);
    hasher.hash_here(password.expose_secret(), &salt)
}

struct Found {
    id: Uuid,
    role: Role,
}

async fn find(tx: &mut Tx, library: &LibrarySlug, login: &str) -> Result<Option<Found>> {
    let row = sqlx::query!(
        "SELECT id, role FROM staff_account WHERE library = $1 AND login = $2 AND ended_at IS NULL FOR UPDATE",
        library.as_str(),
        login,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.and_then(|row| Some(Found { id: row.id, role: Role::from_code(&row.role)? })))
}

async fn end_sessions(tx: &mut Tx, library: &LibrarySlug, account: Uuid, kept: Option<Uuid>) -> Result<()> {
    sqlx::query!(
        "DELETE FROM staff_session WHERE library = $1 AND staff_id = $2 AND id IS DISTINCT FROM $3",
        library.as_str(),
        account,
        kept,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Who changes an account: a keeper, or its owner.
struct By<'a> {
    library: &'a LibrarySlug,
    actor: (ActorKind, Option<Uuid>),
    via: &'static str,
}

impl<'a> From<&'a Keeper> for By<'a> {
    fn from(keeper: &'a Keeper) -> Self {
        Self { library: keeper.library(), actor: keeper.actor(), via: keeper.via() }
    }
}

impl<'a> From<&'a Staff> for By<'a> {
    fn from(staff: &'a Staff) -> Self {
        Self { library: staff.library(), actor: staff.actor(), via: "desk" }
    }
}

async fn note(tx: &mut Tx, portal: &Portal, by: By<'_>, action: Action, account: Uuid, role: Role) -> Result<()> {
    let event = Event {
        via: by.via,
        detail: serde_json::json!({ "account": account, "account_role": role.code() }),
        ..Event::new(by.library, portal.clock.now(), None, action, by.actor)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
