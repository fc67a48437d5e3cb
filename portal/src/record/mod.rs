//! A person's record, read by the inventory: the overview, and a page for each class.
//!
//! The public functions take an authority and open its transaction. Beneath them `read` works on any transaction for
//! one library and person, so that the download, a guardian's page and the desk read the same way.

mod activity;
mod facts;
mod glance;
mod origins;
mod read;
mod seen;
mod shared;
mod spoken;
mod sql;
mod standing;
mod types;

pub use activity::{
    ActivityPage, GivenAway, MOST_LOOKED_THROUGH, OwnDay, WholeActivity, activity_page, whole_activity,
};
pub(crate) use facts::amount_owed;
pub use glance::{
    CameBackLine, CardLine, ClosingLine, Deletion, Glance, GuardianAdded, LoansLine, LookLine, LookMonth,
    MembershipLine, PermissionLine, PersonLine, ReadyLine, ServiceLine, ToldLine, WaitingLine,
};
pub(crate) use origins::Origins;
pub(crate) use read::{one_row, overview_told, rows, told};
pub use shared::{MOST_SHARED, Shared, SharedSection};
pub(crate) use shared::{count_some, shared, shared_some};
pub(crate) use spoken::{cell_in_words, in_words};
pub(crate) use sql::Reader;
pub use standing::Standings;
pub use types::*;

use crate::{Portal, Result, authority::Patron, db::Tx, ids::PersonId};
use domain::{
    decision::{Asker, Decision, Proof, Request, Share, Wanted, decide},
    ids::LibrarySlug,
    inventory::{Class, Relation, relations},
    profile::HistoryChoice,
};
use futures::TryStreamExt;

/// Rows on a page of a list.
pub const PAGE: u32 = 50;

/// How many sightings a class's page shows.
pub const SIGHTINGS: i64 = 20;

/// What this person chose about the reading history; the library's default where they chose nothing.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn history_choice(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<HistoryChoice> {
    let chosen = sqlx::query_scalar!(
        "SELECT reading_history FROM preference WHERE library = $1 AND person_id = $2",
        library.as_str(),
        person.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(chosen.flatten().and_then(|code| HistoryChoice::from_code(&code)).unwrap_or_default())
}

/// What the overview says of this patron: how much of each class is held, and what is told first. It writes nothing: it is
/// the patron's way in, and no look at any one class.
///
/// # Errors
/// When the database does not answer.
pub async fn overview(portal: &Portal, patron: &Patron) -> Result<Overview> {
    let decision = own_record(portal, patron, Wanted::classes(Class::ALL));
    let mut tx = portal.db.begin(patron.scope()).await?;
    let profile = patron.profile();
    let today = portal.today(profile);
    let mut overview = read::overview(&mut tx, (patron.library(), patron.person()), profile, today).await?;
    overview.classes.retain(|summary| decision.share(summary.class).is_some());
    Ok(overview)
}

/// The statement of [`overview`]: `$1` the library, `$2` the person, `$3` today, `$4` the library's time zone, `$5` the
/// classes that the calendar deletes, by number. A line for each relation with its class's number, how much there is, since
/// when, and the newest day; one line more without a class has what is told first, as an object, in its last column. For
/// the bench, whose peers ask the same.
pub fn overview_statement() -> &'static str {
    glance::patrons()
}

/// One class of this patron's record, a page of each list in it, and who has seen it.
///
/// The first look at a class in a session is an event in the ledger, so that a look by somebody else with the patron's
/// card and PIN shows; further looks in that session write nothing.
///
/// `None`: the decision gives the patron nothing of it.
///
/// # Errors
/// When the database does not answer.
pub async fn class_page(
    portal: &Portal,
    patron: &Patron,
    class: Class,
    asked: &ListQuery,
) -> Result<Option<ClassPage>> {
    let decision = own_record(portal, patron, Wanted::class(class));
    let Some(share) = decision.share(class) else { return Ok(None) };
    let mut tx = portal.db.begin(patron.scope()).await?;
    let (library, person) = (patron.library(), patron.person());
    let mut page = read::class_page(&mut tx, library, person, share, Reader::Patron, asked).await?;
    let profile = patron.profile();
    page.first = read::first(&mut tx, (library, person), class, profile, portal.today(profile)).await?;
    page.named = read::named(&mut tx, library, person).await?;
    page.young = patron.young(portal.today(profile));
    if seen::note_own_view(&mut tx, portal, patron, class).await? {
        tx.commit().await?;
    }
    Ok(Some(page))
}

/// Every row of one of this patron's lists, for their browser to look through; a look at its class like any other. `None`:
/// there is no such list with a search, or the decision gives the patron nothing of it.
///
/// # Errors
/// When the database does not answer.
pub async fn whole_list(
    portal: &Portal,
    patron: &Patron,
    relation: &str,
) -> Result<Option<(&'static Relation, Vec<Row>)>> {
    let found = relations().find(|(_, one)| one.name == relation && !one.searchable().is_empty());
    let Some((class, relation)) = found else { return Ok(None) };
    if own_record(portal, patron, Wanted::class(class)).share(class).is_none() {
        return Ok(None);
    }
    let mut tx = portal.db.begin(patron.scope()).await?;
    let (library, person) = (patron.library(), patron.person());
    let origins = Origins::read(&mut tx, library, person).await?;
    let rows = read::rows(&mut tx, library, person, (class, relation), Reader::Patron, &origins).try_collect().await?;
    if seen::note_own_view(&mut tx, portal, patron, class).await? {
        tx.commit().await?;
    }
    Ok(Some((relation, rows)))
}

/// The same for someone who may be told only `share`.
pub(crate) async fn class_page_told(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    share: &Share,
    asked: &ListQuery,
) -> Result<ClassPage> {
    read::class_page(tx, library, person, share, Reader::Other, asked).await
}

/// What the decision gives a patron, signed in, of their own record: all of it, at every library there is.
// (domain/src/decision/tests/properties.rs proves it: the patron gets every class, always.)
pub(crate) fn own_record(portal: &Portal, patron: &Patron, wanted: Wanted) -> Decision {
    let profile = patron.profile();
    let today = portal.today(profile);
    decide(&Request { asker: Asker::Patron(Proof::Session), wanted, today }, profile)
}

#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod tests;
