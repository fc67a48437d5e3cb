//! What is taken under a search warrant. It runs at once, so anyone who is there goes along and writes down each thing.

use super::raise::{Raised, enter};
use crate::{
    Portal, Result,
    authority::{Director, Staff},
};
use chrono::{DateTime, Utc};
use domain::parse::ShortText;
use uuid::Uuid;

/// A thing that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What, in the words of the person who wrote it down.
    pub what: String,
    /// When it was written down.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// Under which entry things are written down.
#[derive(Debug, Clone)]
pub enum Under {
    /// A new one, whose name is the form's.
    New(Uuid, Raised),
    /// One that this member of the staff wrote down before and that is open; for the Director, any.
    Known(Uuid),
}

impl Under {
    /// The entry's name.
    pub fn id(&self) -> Uuid {
        match self {
            Self::New(id, _) | Self::Known(id) => *id,
        }
    }
}

/// Whether this member of the staff may write down things under this entry.
///
/// # Errors
/// When the database is away.
pub async fn may_note_taken(portal: &Portal, staff: &Staff, id: Uuid) -> Result<bool> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let known = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM legal_process WHERE library = $1 AND id = $2 AND (raised_by = $3 AND closed_at IS NULL OR $4)) AS \"known!\"",
        staff.library().as_str(),
        id,
        staff.account(),
        Director::of(staff).is_some(),
    );
    Ok(known.fetch_one(&mut *tx).await?)
}

/// Writes down what is taken, one line for each thing, and, under a new entry, tells those whom the profile names. `batch` is the
/// form's own name: sent twice, it is written once. `false`: the library has no such entry, or it is closed, and nothing is written.
///
/// # Errors
/// When the database is away; then nothing is written.
pub async fn note_taken(
    portal: &Portal,
    staff: &Staff,
    under: Under,
    batch: Uuid,
    taken: &[ShortText<500>],
    site: &str,
) -> Result<bool> {
    let id = under.id();
    if let Under::Known(id) = under
        && !may_note_taken(portal, staff, id).await?
    {
        return Ok(false);
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    if let Under::New(id, raised) = under {
        enter(&mut tx, portal, staff, id, raised, site).await?;
    }
    for (number, what) in (1..).zip(taken) {
        sqlx::query!(
            "INSERT INTO process_taken (library, batch, number, process_id, what, noted_at, noted_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            staff.library().as_str(),
            batch,
            number,
            id,
            what.as_str(),
            portal.clock.now(),
            staff.account(),
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// What was taken, the first first.
///
/// # Errors
/// When the database is away.
pub async fn taken(portal: &Portal, director: &Director, id: Uuid) -> Result<Vec<Taken>> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let taken = sqlx::query_as!(
        Taken,
        "SELECT what, noted_at AS at, account.name AS by FROM process_taken \
         JOIN staff_account AS account ON account.library = process_taken.library AND account.id = noted_by \
         WHERE process_taken.library = $1 AND process_id = $2 ORDER BY noted_at, batch, number",
        director.library().as_str(),
        id,
    );
    Ok(taken.fetch_all(&mut *tx).await?)
}
