//! Changes of contact details that the desk refused, as corrections that were answered: where the library keeps a value against its
//! person's word, the person may say so beside it (Conn. Gen. Stat. § 4-193(h)).

use super::{Correction, State, field};
use crate::{Result, db::Tx, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{
    contact::{Detail, Row},
    ids::LibrarySlug,
    inventory::Class,
    reference::Reference,
};
use uuid::Uuid;

/// A refused change to which its person has added no statement yet.
pub(super) struct RefusedChange {
    /// Its name: that of the statement too.
    pub(super) id: Uuid,
    /// What was to change.
    pub(super) detail: Detail,
    reference: Reference,
    /// The row with what is kept, and its column that the statement stands beside.
    row: Uuid,
    column: &'static str,
    wish: String,
    asked_at: DateTime<Utc>,
    reason: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    decided_by: Option<Uuid>,
}

/// Those whose value the record holds, newest first.
pub(super) async fn all(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<Vec<RefusedChange>> {
    let found = sqlx::query!(
        "SELECT id, reference AS \"reference!\", field, new_value, asked_at, reason, decided_at, decided_by \
         FROM pending_change p \
         WHERE library = $1 AND person_id = $2 AND status = 'refused' AND reference IS NOT NULL \
           AND NOT EXISTS (SELECT FROM correction c WHERE c.library = p.library AND c.id = p.id) \
         ORDER BY asked_at DESC, id",
        library.as_str(),
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let kept = sqlx::query!(
        "SELECT 'contact' AS \"relation!\", NULL AS kind, id AS \"id!\" FROM contact WHERE library = $1 AND person_id = $2 \
         UNION ALL \
         SELECT 'alternate_contact', kind, id FROM alternate_contact WHERE library = $1 AND person_id = $2",
        library.as_str(),
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let row_of = |detail: Detail| {
        let of = kept.iter().find(|one| Row::of(&one.relation, one.kind.as_deref()) == Some(detail.row()));
        of.map(|one| one.id)
    };
    let refused = found.into_iter().filter_map(|one| {
        let detail = Detail::from_code(&one.field)?;
        Some(RefusedChange {
            id: one.id,
            detail,
            reference: Reference::parse(&one.reference)?,
            row: row_of(detail)?,
            column: detail.columns().next()?,
            wish: one.new_value.unwrap_or_default(),
            asked_at: one.asked_at,
            reason: one.reason,
            decided_at: one.decided_at,
            decided_by: one.decided_by,
        })
    });
    Ok(refused.collect())
}

impl RefusedChange {
    /// As its person reads it among the corrections.
    pub(super) fn told(self) -> Option<Correction> {
        let (class, _, field) = field(self.detail.row().relation(), self.column)?;
        Some(Correction {
            id: self.id,
            reference: self.reference,
            class,
            field,
            value: None,
            wish: self.wish,
            asked_at: self.asked_at,
            state: State::Refused,
            reason: self.reason,
            statement: None,
        })
    }

    /// Keeps it as a correction that was refused, with the statement.
    pub(super) async fn keep(
        &self,
        tx: &mut Tx,
        library: &LibrarySlug,
        person: PersonId,
        (statement, now): (&str, DateTime<Utc>),
    ) -> Result<()> {
        let about = [Class::Contact.code().to_owned(), self.detail.ledger_name()];
        sqlx::query!(
            "INSERT INTO correction (library, id, person_id, reference, about, of_relation, of_column, of_row, wish, asked_by, \
                                     asked_at, status, reason, decided_at, decided_by, statement, stated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'patron', $10, 'refused', $11, $12, $13, $14, $15)",
            library.as_str(),
            self.id,
            person.0,
            self.reference.as_str(),
            &about,
            self.detail.row().relation(),
            self.column,
            self.row,
            self.wish,
            self.asked_at,
            self.reason,
            self.decided_at,
            self.decided_by,
            statement,
            now,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}
