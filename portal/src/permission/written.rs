//! The row of a permission that is signed and confirmed by the time it is written: taken from paper, or one of the
//! demonstration's.

use crate::{Result, db::Tx, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{
    digest,
    ids::LibrarySlug,
    permission::{Means, State, TEXT_VERSION, Terms},
    photo_id::PhotoId,
    reference::Reference,
    words::Lang,
};
use uuid::Uuid;

/// What the row holds. It is begun, signed and entered at the same moment.
pub(crate) struct Written<'a> {
    /// The row's own name.
    pub(crate) id: Uuid,
    /// Whose record it is about.
    pub(crate) person: PersonId,
    /// What people call it by.
    pub(crate) reference: &'a Reference,
    /// How far it has come.
    pub(crate) state: State,
    /// What it says.
    pub(crate) terms: &'a Terms,
    /// The exact text that was signed.
    pub(crate) text: &'a str,
    /// The name it was signed with.
    pub(crate) name: &'a str,
    /// The language it was signed in.
    pub(crate) lang: Lang,
    /// How the patron was known.
    pub(crate) means: Means,
    /// When it was signed.
    pub(crate) signed_at: DateTime<Utc>,
    /// When the desk confirmed it, and by which kind of photo ID.
    pub(crate) confirmed: (DateTime<Utc>, PhotoId),
    /// The staff account that took it, where it is known.
    pub(crate) decided_by: Option<Uuid>,
    /// When it was last used.
    pub(crate) used_at: Option<DateTime<Utc>>,
    /// Where it comes from: `portal` or `desk`.
    pub(crate) source: &'static str,
}

/// Writes the row. `false`: there is one with this id already, and nothing was written.
///
/// # Errors
/// When the database is away.
pub(crate) async fn write(tx: &mut Tx, library: &LibrarySlug, row: &Written<'_>) -> Result<bool> {
    let terms = row.terms;
    let classes: Vec<String> = terms.classes.iter().map(|class| class.code().to_owned()).collect();
    let (confirmed_at, seen) = row.confirmed;
    let written = sqlx::query!(
        "INSERT INTO permission (library, id, person_id, reference, started_at, state, recipient_kind, \
                                 recipient_name, recipient_proof, classes, purpose, valid_from, valid_until, uses, \
                                 signed_text, text_version, text_digest, signed_name, language, means, signed_at, \
                                 confirmed_at, photo_id, decided_by, used_at, source, sourced_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $5, $21, \
                 $22, $23, $24, $25, $5) \
         ON CONFLICT (library, id) DO NOTHING",
        library.as_str(),
        row.id,
        row.person.0,
        row.reference.as_str(),
        row.signed_at,
        row.state.code(),
        terms.recipient.kind.code(),
        terms.recipient.name.as_str(),
        terms.proof.as_str(),
        &classes,
        terms.purpose.as_str(),
        terms.from,
        terms.until,
        terms.uses.code(),
        row.text,
        TEXT_VERSION,
        digest::of_text(row.text),
        row.name,
        row.lang.tag(),
        row.means.code(),
        confirmed_at,
        seen.code(),
        row.decided_by,
        row.used_at,
        row.source,
    )
    .execute(&mut **tx)
    .await?;
    Ok(written.rows_affected() == 1)
}
