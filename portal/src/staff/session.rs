//! Staff sessions: a random cookie, kept as a digest; dead at once when the account ends.

use crate::{
    Portal, Result,
    authority::Staff,
    db::{Scope, Tx},
    keys::{digest, token_text},
    ledger::{self, Event},
    throttle,
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    decision::Role,
    ids::LibrarySlug,
    ledger::{Action, ActorKind},
    profile::Profile,
};
use secrecy::SecretString;
use std::{net::IpAddr, sync::Arc};
use uuid::Uuid;

/// How long a staff session lasts without activity: a desk is a public place.
pub const IDLE: Duration = Duration::minutes(15);

/// How long it lasts at most: a day at the desk.
pub const WHOLE: Duration = Duration::hours(9);

/// The shortest time between two updates of a session's last use.
const WRITTEN_EVERY: Duration = Duration::seconds(30);

/// Begins a session. Returns the cookie's value.
pub(super) async fn start(
    tx: &mut Tx,
    portal: &Portal,
    library: &LibrarySlug,
    account: Uuid,
    client: IpAddr,
    now: DateTime<Utc>,
) -> Result<SecretString> {
    let mut secret = [0; 16];
    portal.entropy.fill(&mut secret);
    let cookie = token_text(&secret);
    sqlx::query!(
        "INSERT INTO staff_session (library, secret_hash, id, staff_id, created_at, last_seen_at, idle_ends_at, ends_at, \
                                    client) \
         VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)",
        library.as_str(),
        &digest(cookie.as_bytes()),
        portal.entropy.uuid(),
        account,
        now,
        now + IDLE,
        now + WHOLE,
        &throttle::mark_of_client(portal, client),
    )
    .execute(&mut **tx)
    .await?;
    Ok(cookie.into())
}

/// A session at the desk.
#[derive(Debug, Clone)]
pub struct Current {
    /// Whose.
    pub staff: Staff,
    /// How much longer it lasts without activity.
    pub left: Duration,
}

/// What a request does to the session that it comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Somebody is there: the idle time starts anew.
    Longer,
    /// A page asks by itself: the session ends as if it had not.
    AsItWas,
}

/// Who is signed in with this cookie, if anyone, and how long that lasts.
///
/// # Errors
/// When the database is away.
// Test (server/tests/routes/staff.rs): "a work list that renews itself keeps no session".
pub async fn current(portal: &Portal, profile: &Arc<Profile>, cookie: &str, kept: Kept) -> Result<Option<Current>> {
    let library = &profile.slug;
    let now = portal.clock.now();
    let secret_hash = digest(cookie.as_bytes());
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    let row = sqlx::query!(
        "SELECT session.id, session.staff_id, session.last_seen_at, session.idle_ends_at, session.ends_at, account.role, account.name \
         FROM staff_session AS session \
         JOIN staff_account AS account ON account.library = session.library AND account.id = session.staff_id \
         WHERE session.library = $1 AND session.secret_hash = $2 AND session.idle_ends_at > $3 \
           AND session.ends_at > $3 AND account.ended_at IS NULL",
        library.as_str(),
        &secret_hash,
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let Some(role) = Role::from_code(&row.role) else { return Ok(None) };
    let mut idle_ends_at = row.idle_ends_at;
    if kept == Kept::Longer && row.last_seen_at + WRITTEN_EVERY <= now {
        idle_ends_at = now + IDLE;
        sqlx::query!(
            "UPDATE staff_session SET last_seen_at = $3, idle_ends_at = $4 WHERE library = $1 AND secret_hash = $2",
            library.as_str(),
            &secret_hash,
            now,
            idle_ends_at,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
    }
    let staff = Staff::new(profile.clone(), (row.staff_id, &row.name), role, row.id);
    Ok(Some(Current { staff, left: idle_ends_at.min(row.ends_at) - now }))
}

/// Ends the session.
///
/// # Errors
/// When the database is away.
pub async fn sign_out(portal: &Portal, staff: &Staff) -> Result<()> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    sqlx::query!(
        "DELETE FROM staff_session WHERE library = $1 AND id = $2",
        staff.library().as_str(),
        staff.session(),
    )
    .execute(&mut *tx)
    .await?;
    signed_out(&mut tx, portal, staff.library(), staff.account()).await?;
    tx.commit().await
}

/// Ends the session that this cookie opens, if any: someone else signs in with the same browser.
///
/// # Errors
/// When the database is away.
pub async fn leave(portal: &Portal, library: &LibrarySlug, cookie: &str) -> Result<()> {
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    let account = sqlx::query_scalar!(
        "DELETE FROM staff_session WHERE library = $1 AND secret_hash = $2 RETURNING staff_id",
        library.as_str(),
        &digest(cookie.as_bytes()),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(account) = account else { return Ok(()) };
    signed_out(&mut tx, portal, library, account).await?;
    tx.commit().await
}

/// Ends what belongs to a session, and writes that it ended into the ledger.
async fn signed_out(tx: &mut Tx, portal: &Portal, library: &LibrarySlug, account: Uuid) -> Result<()> {
    sqlx::query!("DELETE FROM desk_look WHERE library = $1 AND staff_id = $2", library.as_str(), account)
        .execute(&mut **tx)
        .await?;
    let actor = (ActorKind::Staff, Some(account));
    let event = Event { via: "desk", ..Event::new(library, portal.clock.now(), None, Action::StaffSignedOut, actor) };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
