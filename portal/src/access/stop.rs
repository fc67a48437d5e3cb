//! A stop on every parent and guardian (set in `family::desk`), as far as getting in is concerned. Its table keeps the name
//! it was released with, `guardian_hold`; everywhere else a hold is a reserved title.

use crate::{Result, db::Tx, ids::PersonId};
use domain::profile::Profile;

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
