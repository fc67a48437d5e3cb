//! A patron's own sessions: seeing them, ending them.

use crate::{
    Error, Portal, Result,
    authority::Patron,
    contact::{self, Ends},
    db::{Tx, lock_person},
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::ledger::Action;
use serde_json::json;
use tower_sessions::Session;
use uuid::Uuid;

/// One session as its owner sees it.
#[derive(Debug, Clone)]
pub struct SessionLine {
    /// Its public name.
    pub id: Uuid,
    /// `Firefox, Windows`, where it is known.
    pub device: Option<String>,
    /// Whether the computer is shared.
    pub shared: bool,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to half a minute.
    pub last_seen_at: DateTime<Utc>,
    /// Whether it is the one asking.
    pub current: bool,
}

/// The patron's live sessions, last used first.
///
/// # Errors
/// When the database is away.
pub async fn list(portal: &Portal, patron: &Patron) -> Result<Vec<SessionLine>> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, device, shared, created_at, last_seen_at FROM session \
         WHERE library = $1 AND person_id = $2 AND idle_ends_at > $3 AND ends_at > $3 \
         ORDER BY last_seen_at DESC, id",
        patron.library().as_str(),
        patron.person().0,
        portal.clock.now(),
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionLine {
            current: row.id == patron.session(),
            id: row.id,
            device: row.device,
            shared: row.shared,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
        })
        .collect())
}

/// Ends one of the patron's sessions, and what was asked in it and is not made yet. `false` where they have none of this name.
///
/// # Errors
/// When the database is away.
pub async fn end(portal: &Portal, patron: &Patron, id: Uuid) -> Result<bool> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    lock_person(&mut tx, patron.library(), patron.person()).await?;
    let ended = sqlx::query!(
        "DELETE FROM session WHERE library = $1 AND person_id = $2 AND id = $3",
        patron.library().as_str(),
        patron.person().0,
        id,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if ended > 0 {
        let (person, now) = (patron.person(), portal.clock.now());
        contact::end_asked(&mut tx, portal, patron.library(), person, Ends::In(id), now).await?;
        note(&mut tx, portal, patron, Action::SessionEnded, ended).await?;
    }
    tx.commit().await?;
    Ok(ended > 0)
}

/// Ends every session of the patron, this one too, forgets every known device, and ends every change of contact details
/// that is not made yet.
///
/// # Errors
/// When the database is away.
pub async fn end_all(portal: &Portal, patron: &Patron) -> Result<()> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    lock_person(&mut tx, patron.library(), patron.person()).await?;
    let ended = end_others(&mut tx, patron, None).await?;
    let (person, now) = (patron.person(), portal.clock.now());
    contact::end_asked(&mut tx, portal, patron.library(), person, Ends::AllBut(None), now).await?;
    note(&mut tx, portal, patron, Action::SignedOutEverywhere, ended).await?;
    tx.commit().await
}

/// Ends the patron's sessions but for `kept`, and forgets every known device. Returns how many sessions ended.
///
/// # Errors
/// When the database is away.
pub async fn end_others(tx: &mut Tx, patron: &Patron, kept: Option<Uuid>) -> Result<u64> {
    end_of(tx, patron.library().as_str(), patron.person().0, kept).await
}

/// As [`end_others`], by person.
pub(crate) async fn end_of(tx: &mut Tx, library: &str, person: Uuid, kept: Option<Uuid>) -> Result<u64> {
    let ended = sqlx::query!(
        "DELETE FROM session WHERE library = $1 AND person_id = $2 AND id IS DISTINCT FROM $3",
        library,
        person,
        kept,
    )
    .execute(&mut **tx)
    .await?
    .rows_affected();
    sqlx::query!("DELETE FROM known_device WHERE library = $1 AND person_id = $2", library, person)
        .execute(&mut **tx)
        .await?;
    Ok(ended)
}

/// Whether the session this authority rests on is still one, locked so that it stays one until the transaction ends.
/// Whoever gives their PIN or password again waits for it to be hashed, and the card may be reported lost meanwhile.
pub(crate) async fn lives(tx: &mut Tx, patron: &Patron) -> Result<bool> {
    let lives = sqlx::query_scalar!(
        "SELECT true AS \"lives!\" FROM session WHERE library = $1 AND person_id = $2 AND id = $3 FOR UPDATE",
        patron.library().as_str(),
        patron.person().0,
        patron.session(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(lives.is_some())
}

/// Signs out here.
///
/// # Errors
/// When the database is away.
pub async fn sign_out(portal: &Portal, patron: &Patron, session: &Session) -> Result<()> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    note(&mut tx, portal, patron, Action::SignedOut, 1).await?;
    tx.commit().await?;
    session.flush().await.map_err(|error| Error::Stored(error.to_string()))
}

async fn note(tx: &mut Tx, portal: &Portal, patron: &Patron, action: Action, sessions: u64) -> Result<()> {
    let event = Event {
        detail: json!({ "sessions": sessions }),
        ..Event::new(patron.library(), portal.clock.now(), Some(patron.person()), action, patron.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
