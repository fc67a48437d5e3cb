//! A patron's own sessions: seeing them, ending them.

use super::asked;
use crate::{
    Portal, Result,
    authority::Patron,
    contact::Ends,
    db::{Tx, lock_person},
    ledger::{self, Event},
    session::{self, Session},
};
use chrono::{DateTime, Utc};
use domain::ledger::Action;
use serde_json::json;
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
    /// Whether it is the session in which this is read.
    pub current: bool,
}

/// The patron's live sessions, last used first.
///
/// # Errors
/// When the database is away.
pub async fn sessions(portal: &Portal, patron: &Patron) -> Result<Vec<SessionLine>> {
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

/// Ends one of the patron's sessions, and what was asked in it and is not done yet. `false`: they have no session of
/// this name.
///
/// # Errors
/// When the database is away.
pub async fn end_session(portal: &Portal, patron: &Patron, id: Uuid) -> Result<bool> {
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
        asked::end(&mut tx, portal, patron.profile(), person, Ends::In(id), now).await?;
        note(&mut tx, portal, patron, Action::SessionEnded, ended).await?;
    }
    tx.commit().await?;
    Ok(ended > 0)
}

/// Ends every session of the patron, this one too, forgets every known device, and ends what was asked for and is not done yet.
///
/// # Errors
/// When the database is away.
pub async fn end_all_sessions(portal: &Portal, patron: &Patron) -> Result<()> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    lock_person(&mut tx, patron.library(), patron.person()).await?;
    let ended = session::end_others(&mut tx, patron, None).await?;
    let (person, now) = (patron.person(), portal.clock.now());
    asked::end(&mut tx, portal, patron.profile(), person, Ends::AllBut(None), now).await?;
    note(&mut tx, portal, patron, Action::SignedOutEverywhere, ended).await?;
    tx.commit().await
}

/// Signs out here.
///
/// # Errors
/// When the database is away.
pub async fn sign_out(portal: &Portal, patron: &Patron, session: &Session) -> Result<()> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    note(&mut tx, portal, patron, Action::SignedOut, 1).await?;
    tx.commit().await?;
    session.end().await
}

async fn note(tx: &mut Tx, portal: &Portal, patron: &Patron, action: Action, sessions: u64) -> Result<()> {
    let event = Event {
        detail: json!({ "sessions": sessions }),
        ..Event::new(patron.library(), portal.clock.now(), Some(patron.person()), action, patron.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
