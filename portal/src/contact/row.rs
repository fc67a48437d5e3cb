//! The row a detail is kept in: made, written, taken away.

use crate::{Result, db::Tx, ids::PersonId, record::Origins};
use chrono::{DateTime, Utc};
use domain::{
    contact::{Change, Detail, Row},
    ids::LibrarySlug,
};

/// Writes every column of a change, and where each comes from.
pub(super) async fn write(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    change: &Change,
    source: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = change.detail.row();
    if let (Some(kind), true) = (row.kind(), change.removes()) {
        remove(tx, library, person, kind).await?;
    } else {
        match row.kind() {
            None => make(tx, library, person, source, now).await?,
            Some(kind) => make_beside(tx, library, person, kind, source, now).await?,
        }
        for (column, value) in &change.values {
            set(tx, library, person, row, column, value.as_deref()).await?;
        }
    }
    if change.detail == Detail::Address {
        // The county is the former address's: the next file does not bring it back.
        // Test (contact/tests/mod.rs): "no county is left beside an address that was changed here".
        set(tx, library, person, row, "county", None).await?;
        Origins::write(tx, library, person, &row.origin("county"), source, now).await?;
    }
    // Also where the row was taken away: this keeps the next file from bringing it back.
    for column in change.values.keys() {
        Origins::write(tx, library, person, &row.origin(column), source, now).await?;
    }
    Ok(())
}

async fn set(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    row: Row,
    column: &str,
    value: Option<&str>,
) -> Result<()> {
    let which = row.kind().map_or_else(String::new, |kind| format!(" AND kind = '{kind}'"));
    // All three are names in the code (`domain::contact`), never what someone typed.
    let update = format!("UPDATE {} SET {column} = $3 WHERE library = $1 AND person_id = $2{which}", row.relation());
    sqlx::query(sqlx::AssertSqlSafe(update))
        .bind(library.as_str())
        .bind(person.0)
        .bind(value)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The row of many details: it keeps where it came from, and each value has an origin of its own.
async fn make(tx: &mut Tx, library: &LibrarySlug, person: PersonId, source: &str, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO contact (library, id, person_id, source, sourced_at) VALUES ($1, gen_random_uuid(), $2, $3, $4) \
         ON CONFLICT (library, person_id) DO NOTHING",
        library.as_str(),
        person.0,
        source,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The row of one detail alone: it comes from the person who changes the detail.
async fn make_beside(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    kind: &str,
    source: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO alternate_contact (library, id, person_id, kind, source, sourced_at) \
         VALUES ($1, gen_random_uuid(), $2, $3, $4, $5) \
         ON CONFLICT (library, person_id, kind) DO UPDATE SET source = excluded.source, sourced_at = excluded.sourced_at",
        library.as_str(),
        person.0,
        kind,
        source,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes the row of one detail away.
async fn remove(tx: &mut Tx, library: &LibrarySlug, person: PersonId, kind: &str) -> Result<()> {
    sqlx::query!(
        "DELETE FROM alternate_contact WHERE library = $1 AND person_id = $2 AND kind = $3",
        library.as_str(),
        person.0,
        kind,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
