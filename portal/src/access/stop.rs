//! A stop on every parent and guardian (set in `family::desk`), as far as getting in is concerned.

use crate::{Result, db::Tx};
use domain::{ids::PersonId, profile::Profile};

/// Holds a person's row until the transaction ends: whoever makes a link or a code and whoever stops them wait here for
/// one another, so that what a stop ended does not come back. (Not `FOR UPDATE`: that would keep every row about the
/// person from being written meanwhile, and a code that is being used from ending.)
pub(crate) async fn lock(tx: &mut Tx, profile: &Profile, person: PersonId) -> Result<()> {
    sqlx::query!(
        "SELECT id FROM person WHERE library = $1 AND id = $2 FOR NO KEY UPDATE",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(())
}

/// Whether a stop of any kind stands on this person's record.
pub(crate) async fn stands(tx: &mut Tx, profile: &Profile, person: PersonId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM guardian_hold WHERE library = $1 AND person_id = $2 AND lifted_at IS NULL) \
         AS \"stands!\"",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_one(&mut **tx)
    .await?)
}
