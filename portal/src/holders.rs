//! Who has or had a card number. A library's system gives numbers out again (migrations/0041): one number may stand in the records
//! of several people, and opens at most one of them.
//!
//! Two questions are asked of a number, and each way from a card to a person says which one is its own. (A file that is loaded speaks
//! of people as the library's system has them today: the card in use, and where nobody may use it, the last who could; `ils::apply`.)
//! Why, docs/decisions/0074 says.
//!
//! - **Who may use it now?** The card in use, and nobody else: signing in (`access::card`), a child's card that a parent enters
//!   (`family::link`), the desk's search (`look::record`) and a card that the desk is shown ([`crate::ledger`]'s `whose_card`). A
//!   clerk or a patron has the card in their hand today; what became of it before is not theirs to learn.
//! - **Whom can it mean?** Everybody who ever had it: a breach, a paper, a hold, a wellness check. These speak of a number that
//!   somebody wrote down some day, so that its holder of today may be the wrong person.

use crate::{Result, db::Tx, ids::PersonId};
use domain::{ids::LibrarySlug, parse::CardNumber};

/// Everybody in whose record a card with this number stands, whatever became of the card, each once.
///
/// # Errors
/// When the database is away.
pub(crate) async fn ever(tx: &mut Tx, library: &LibrarySlug, number: &CardNumber) -> Result<Vec<PersonId>> {
    let found = sqlx::query_scalar!(
        "SELECT DISTINCT person_id FROM card WHERE library = $1 AND number = $2 ORDER BY person_id",
        library.as_str(),
        number.expose(),
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found.into_iter().map(PersonId).collect())
}

/// The only one of these.
pub(crate) fn only(people: &[PersonId]) -> Option<PersonId> {
    match people {
        [person] => Some(*person),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
