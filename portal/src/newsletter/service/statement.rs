//! What somebody has said of their own name or address, where the library kept it as it was (Conn. Gen. Stat. § 4-193(h)): it goes
//! wherever these go.

use crate::{Result, db::Tx};
use domain::ids::LibrarySlug;
use uuid::Uuid;

/// What the owner of a row of `service_listed` has said of what is given of them; `None`: nothing.
pub(super) async fn statement_of(tx: &mut Tx, library: &LibrarySlug, row: Uuid) -> Result<Option<String>> {
    let found = sqlx::query_scalar!(
        "SELECT string_agg(c.statement, '; ' ORDER BY c.stated_at, c.id) \
         FROM service_listed AS listed JOIN correction AS c ON c.library = listed.library AND c.person_id = listed.person_id \
         WHERE listed.library = $1 AND listed.id = $2 \
           AND (c.of_relation = 'contact' AND c.of_column = 'email' \
                OR listed.name <> '' AND c.of_relation = 'person' AND c.of_column IN ('firstname', 'surname'))",
        library.as_str(),
        row,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(found)
}
