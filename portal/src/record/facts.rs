//! Facts that are less than a class ([`domain::decision::Fact`]).

use crate::{Result, db::Tx, ids::PersonId};
use domain::ids::LibrarySlug;

/// What is owed on the account, in cents; `None` where no amount is recorded. What the library owes the patron is set
/// against it, and less than nothing is nothing.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn amount_owed(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<Option<i64>> {
    let row = sqlx::query!(
        "SELECT count(*) AS \"lines!\", sum(outstanding_cents)::bigint AS owed FROM account_line \
         WHERE library = $1 AND person_id = $2",
        library.as_str(),
        person.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(match (row.lines, row.owed) {
        (0, _) => Some(0),
        (_, owed) => owed.map(|owed| owed.max(0)),
    })
}
