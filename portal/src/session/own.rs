//! Ending sessions, for every use case that does, and whether a session is still live.

use crate::{Result, authority::Patron, db::Tx};
use uuid::Uuid;

/// Ends the patron's sessions but for `kept`, and forgets every known device. Returns how many sessions ended.
///
/// # Errors
/// When the database is away.
pub(crate) async fn end_others(tx: &mut Tx, patron: &Patron, kept: Option<Uuid>) -> Result<u64> {
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

/// Whether the session that this authority came from is still live; it is locked, so that it stays live until the
/// transaction ends. Hashing a PIN or password takes time, and the card may be reported lost meanwhile.
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
