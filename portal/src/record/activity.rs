//! What happened to a record: the lines a patron reads, by kind, and how many a month.

use super::{Sighting, own_record, seen};
use crate::{
    Portal, Result,
    authority::Patron,
    db::Scope,
    ledger::{self, ActivityLine, Filter, Page, PageOf},
};
use chrono::NaiveDate;
use domain::{
    age,
    decision::{Decision, Wanted},
    ids::LibrarySlug,
    inventory::Class,
    ledger::{ActorKind, Subject},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Months in the time line.
const MONTHS: u32 = 12;

/// A page of the activity.
#[derive(Debug, Clone)]
pub struct ActivityPage {
    /// The lines, newest first.
    pub lines: Page<ActivityLine>,
    /// How many lines of every kind each of the last twelve months has, oldest first; months by their first day.
    pub months: Vec<(NaiveDate, u64)>,
    /// The names of the clerks in the lines, by account: where the library's profile shows them, and nowhere else.
    pub staff_names: BTreeMap<Uuid, String>,
    /// Whether the patron is a child, who is told of grown-ups in words for a child.
    pub is_minor: bool,
    /// Who has looked at the activity itself.
    pub seen_by: Vec<Sighting>,
}

/// The lines about this patron's record, of one kind or of all. The first look in a session is itself a line. `None`: the
/// decision gives the patron nothing of it.
///
/// # Errors
/// When the database does not answer.
pub async fn activity_page(
    portal: &Portal,
    patron: &Patron,
    subject: Option<Subject>,
    page: u32,
) -> Result<Option<ActivityPage>> {
    let decision = own_record(portal, patron, Wanted::class(Class::Activity));
    told(portal, patron, &decision, subject, page).await
}

/// The same, where `decision` says whether it is told.
pub(super) async fn told(
    portal: &Portal,
    patron: &Patron,
    decision: &Decision,
    subject: Option<Subject>,
    page: u32,
) -> Result<Option<ActivityPage>> {
    if !decision.allows(Class::Activity) {
        return Ok(None);
    }
    let profile = patron.profile();
    let (library, person, zone) = (patron.library(), patron.person(), profile.time_zone);
    let mut tx = portal.db.begin(patron.scope()).await?;
    let filter = Filter { actions: subject.map(Subject::actions).unwrap_or_default(), ..Filter::default() };
    let asked = PageOf { number: page, ..PageOf::FIRST };
    let lines = ledger::activity(&mut tx, library, person, asked, &filter).await?;
    let today = portal.clock.now().with_timezone(&zone).date_naive();
    let months = ledger::by_month(&mut tx, library, person, today, zone, MONTHS).await?;
    let born = sqlx::query_scalar!(
        "SELECT date_of_birth FROM person WHERE library = $1 AND id = $2",
        library.as_str(),
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let is_minor = born.flatten().is_some_and(|born| age::is_minor(born, today, profile.age_of_majority.into()));
    let seen_by = seen::sightings(&mut tx, library, person, Class::Activity).await?;
    if seen::note_own_view(&mut tx, portal, patron, Class::Activity).await? {
        tx.commit().await?;
    }
    let staff_names = if profile.show_staff_names { names(portal, library, &lines).await? } else { BTreeMap::new() };
    Ok(Some(ActivityPage { lines, months, staff_names, is_minor, seen_by }))
}

/// A patron's own transaction sees no staff account.
async fn names(portal: &Portal, library: &LibrarySlug, lines: &Page<ActivityLine>) -> Result<BTreeMap<Uuid, String>> {
    let staff = lines.lines.iter().filter(|line| line.actor.known() == Some(ActorKind::Staff));
    let accounts: Vec<Uuid> = staff.filter_map(|line| line.actor_id).collect();
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    let rows = sqlx::query!(
        "SELECT id, name FROM staff_account WHERE library = $1 AND id = ANY ($2)",
        library.as_str(),
        &accounts,
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
