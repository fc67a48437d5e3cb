//! When patrons defend their account, what was asked for in their name and is not done yet ends too, because somebody else may
//! have asked for it: changes of contact details, the wish to close the card, permissions that are drafted or wait for the desk,
//! and corrections that wait; for a parent or guardian also the corrections that were asked for a child.

mod correction;
mod permission;

use super::leave;
use crate::{
    Portal, Result,
    contact::{self, Ends},
    db::Tx,
    ids::PersonId,
};
use chrono::{DateTime, Utc};
use domain::{ids::LibrarySlug, profile::Profile};
use uuid::Uuid;

/// Ends what was asked for and is not done yet, with a line in the activity for each.
// Test (access/tests/asked.rs): "what was asked for elsewhere ends with every defence of the owner".
pub(super) async fn end(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    ends: Ends,
    now: DateTime<Utc>,
) -> Result<()> {
    contact::end_asked(tx, portal, profile, person, ends, now).await?;
    let Some(of) = ends.sessions() else { return Ok(()) };
    // A draft is its patron's alone, and a library-wide transaction does not reach it.
    let library_wide = tx.as_patron(person).await?;
    leave::end_asked(tx, portal, profile, person, of, now).await?;
    correction::end(tx, portal, profile, person, of, now).await?;
    permission::end(tx, portal, profile, person, of, now).await?;
    tx.as_before(library_wide).await?;
    correction::end_for_children(tx, portal, profile, person, of, now).await
}

/// What was asked for in a session goes on in the one that takes its place.
pub(super) async fn goes_on_in(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    former: Uuid,
    present: Uuid,
) -> Result<()> {
    contact::goes_on_in(tx, library, person, former, present).await?;
    let library_wide = tx.as_patron(person).await?;
    sqlx::query!(
        "WITH leaving AS (UPDATE closing SET asked_in = $4 \
                          WHERE library = $1 AND person_id = $2 AND asked_in = $3 AND status = 'waiting'), \
              wrong AS (UPDATE correction SET asked_in = $4 \
                        WHERE library = $1 AND person_id = $2 AND asked_in = $3 AND status = 'waiting') \
         UPDATE permission SET asked_in = $4 \
         WHERE library = $1 AND person_id = $2 AND asked_in = $3 AND state IN ('draft', 'signed')",
        library.as_str(),
        person.0,
        former,
        present,
    )
    .execute(&mut **tx)
    .await?;
    tx.as_before(library_wide).await?;
    correction::go_on_for_children_in(tx, library, person, former, present).await
}
