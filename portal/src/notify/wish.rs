//! What a person wants to hear: the last yes or no that they gave.

use crate::{Result, db::Tx, ids::PersonId};
use domain::{consent::ALL_MAIL, ids::LibrarySlug};

/// The channel of every consent of this portal so far.
pub(crate) const EMAIL: &str = "email";

/// Whether a person wants no e-mail at all.
///
/// # Errors
/// When the database is away.
pub(crate) async fn wants_no_mail(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<bool> {
    Ok(last_answer(tx, library, person, ALL_MAIL).await? == Some(false))
}

/// The last answer to one question, by the purpose's code.
pub(crate) async fn last_answer(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    purpose: &str,
) -> Result<Option<bool>> {
    let given = sqlx::query_scalar!(
        "SELECT given FROM consent WHERE library = $1 AND person_id = $2 AND purpose = $3 AND channel = $4 \
         ORDER BY decided_at DESC, position DESC LIMIT 1",
        library.as_str(),
        person.0,
        purpose,
        EMAIL,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(given)
}
