//! What happened to a record: the lines a patron reads, by kind; how often others asked, by month; one's own visits, by day.

use super::{LookMonth, PersonLine, Sighting, own_record, read, seen};
use crate::{
    Portal, Result,
    authority::Patron,
    db::{Scope, Tx},
    ids::PersonId,
    ledger::{self, ActivityLine, Filter, OwnActs, Page, PageOf},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::{
    age::Young,
    decision::{Decision, Wanted},
    ids::LibrarySlug,
    inventory::Class,
    ledger::{Action, ActorKind, Subject},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Days of one's own visits.
const OWN_DAYS: i64 = 60;

/// A page of the activity.
#[derive(Debug, Clone)]
pub struct ActivityPage {
    /// The lines, newest first, without one's own visits; of the kind that says who looked, without anything of one's own.
    pub lines: Page<ActivityLine>,
    /// How often others asked for the record, by month of the last twelve.
    pub months: Vec<LookMonth>,
    /// One's own visits by day, newest first.
    pub own: Vec<OwnDay>,
    /// The names of the clerks in the lines, by account: where the library's profile shows them, and nowhere else.
    pub staff_names: BTreeMap<Uuid, String>,
    /// How the patron is spoken to of parents and guardians as a minor; `None` for an adult.
    pub young: Option<Young>,
    /// Who has looked at the activity itself.
    pub seen_by: Vec<Sighting>,
    /// What was given to police, an agency or a court, newest first.
    pub released: Vec<GivenAway>,
    /// What the patron is called, for paper to say whose it is.
    pub named: Option<PersonLine>,
}

/// The lines of the activity without one's own visits, to be looked through.
#[derive(Debug, Clone)]
pub struct WholeActivity {
    /// The lines, newest first: the newest [`MOST_LOOKED_THROUGH`] of them, where there are more.
    pub lines: Vec<ActivityLine>,
    /// Whether there are more, which are older and not looked through.
    pub has_older: bool,
    /// As [`ActivityPage::staff_names`].
    pub staff_names: BTreeMap<Uuid, String>,
    /// As [`ActivityPage::young`].
    pub young: Option<Young>,
}

/// So many lines are looked through at once, which is about what anybody has in fifty years. Where there are more, the page says so.
// Test (server/tests/routes/activity.rs): "where the search does not look through every line it says so".
pub const MOST_LOOKED_THROUGH: u32 = 20_000;

/// What was given to police, an agency or a court.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenAway {
    /// Its number.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Because of what, by its code.
    pub ground: String,
    /// To whom.
    pub given_to: String,
    /// Of which agency or court.
    pub agency: Option<String>,
    /// Why the library feared for them, where that was why.
    pub reason: Option<String>,
    /// Word for word.
    pub text: String,
    /// The fingerprint of that text.
    pub digest: String,
}

/// One's own visits on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnDay {
    /// The day, in the library's calendar.
    pub day: NaiveDate,
    /// How often one signed in.
    pub sign_ins: u64,
    /// How many parts of the record were opened.
    pub parts: u64,
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
    // Anyone who asks who looked does not mean themselves.
    let without = match subject {
        Some(Subject::Looks) => OwnActs::All,
        Some(_) => OwnActs::None,
        None => OwnActs::Visits,
    };
    let filter = Filter { actions: subject.map(Subject::actions).unwrap_or_default(), without, ..Filter::default() };
    let asked = PageOf { number: page, ..PageOf::FIRST };
    let lines = ledger::activity(&mut tx, library, person, asked, &filter).await?;
    let today = portal.clock.now().with_timezone(&zone).date_naive();
    let months = months(&mut tx, library, person, today, zone).await?;
    let own = own_days(&mut tx, library, person, zone).await?;
    let young = patron.young(today);
    let seen_by = seen::sightings(&mut tx, library, person, Class::Activity).await?;
    let released = released(&mut tx, library, person).await?;
    let named = read::named(&mut tx, library, person).await?;
    if seen::note_own_view(&mut tx, portal, patron, Class::Activity).await? {
        tx.commit().await?;
    }
    let staff_names =
        if profile.show_staff_names { names(portal, library, &lines.lines).await? } else { BTreeMap::new() };
    Ok(Some(ActivityPage { lines, months, own, staff_names, young, seen_by, released, named }))
}

/// The lines about this patron's record but those of their own visits, for their browser to look through, or the server where
/// there is no script; a look at the activity like any other. `None`: the decision gives the patron nothing of it.
///
/// # Errors
/// When the database does not answer.
pub async fn whole_activity(portal: &Portal, patron: &Patron) -> Result<Option<WholeActivity>> {
    if !own_record(portal, patron, Wanted::class(Class::Activity)).allows(Class::Activity) {
        return Ok(None);
    }
    let (library, person) = (patron.library(), patron.person());
    let mut tx = portal.db.begin(patron.scope()).await?;
    let filter = Filter { without: OwnActs::Visits, ..Filter::default() };
    let mut lines = ledger::newest(&mut tx, library, person, &filter, MOST_LOOKED_THROUGH + 1).await?;
    let has_older = lines.len() > MOST_LOOKED_THROUGH as usize;
    lines.truncate(MOST_LOOKED_THROUGH as usize);
    let young = patron.young(portal.today(patron.profile()));
    if seen::note_own_view(&mut tx, portal, patron, Class::Activity).await? {
        tx.commit().await?;
    }
    let shows_names = patron.profile().show_staff_names;
    let staff_names = if shows_names { names(portal, library, &lines).await? } else { BTreeMap::new() };
    Ok(Some(WholeActivity { lines, has_older, staff_names, young }))
}

async fn released(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<Vec<GivenAway>> {
    let rows = sqlx::query_as!(
        GivenAway,
        "SELECT id, released_at AS at, ground, given_to, agency, reason, packet AS \"text!\", digest FROM released \
         WHERE library = $1 AND person_id = $2 ORDER BY released_at DESC, id",
        library.as_str(),
        person.0,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// How often others asked for the record in each of the last twelve months, and in how many of them nothing was shown.
async fn months(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    today: NaiveDate,
    zone: Tz,
) -> Result<Vec<LookMonth>> {
    let looks =
        [Action::Viewed, Action::Exported, Action::Disclosed, Action::Released].map(|action| action.code().to_owned());
    let rows = sqlx::query!(
        r#"SELECT date_trunc('month', at AT TIME ZONE $3)::date AS "month!",
                  coalesce((detail ->> 'refused')::boolean, false) AS "refused!", count(*) AS "count!" FROM ledger_event
           WHERE library = $1 AND subject_id = $2 AND action = ANY ($5) AND actor_kind <> 'patron'
             AND at >= (date_trunc('month', $4::date::timestamp) - interval '11 months') AT TIME ZONE $3
           GROUP BY 1, 2"#,
        library.as_str(),
        person.0,
        zone.name(),
        today,
        &looks,
    )
    .fetch_all(&mut **tx)
    .await?;
    let counted = |count| u64::try_from(count).unwrap_or_default();
    let months = rows.into_iter();
    Ok(months.map(|row| LookMonth { month: row.month, refused: row.refused, count: counted(row.count) }).collect())
}

async fn own_days(tx: &mut Tx, library: &LibrarySlug, person: PersonId, zone: Tz) -> Result<Vec<OwnDay>> {
    let rows = sqlx::query!(
        r#"SELECT (at AT TIME ZONE $3)::date AS "day!", count(*) FILTER (WHERE action = $4) AS "parts!",
                  count(*) FILTER (WHERE action = $6) AS "sign_ins!" FROM ledger_event
           WHERE library = $1 AND subject_id = $2 AND action IN ($4, $6) AND actor_kind = 'patron'
           GROUP BY 1 ORDER BY 1 DESC LIMIT $5"#,
        library.as_str(),
        person.0,
        zone.name(),
        Action::Viewed.code(),
        OWN_DAYS,
        Action::SignedIn.code(),
    )
    .fetch_all(&mut **tx)
    .await?;
    let counted = |count| u64::try_from(count).unwrap_or_default();
    let day = |day, sign_ins, parts| OwnDay { day, sign_ins: counted(sign_ins), parts: counted(parts) };
    Ok(rows.into_iter().map(|row| day(row.day, row.sign_ins, row.parts)).collect())
}

/// A patron's own transaction sees no staff account.
async fn names(portal: &Portal, library: &LibrarySlug, lines: &[ActivityLine]) -> Result<BTreeMap<Uuid, String>> {
    let staff = lines.iter().filter(|line| line.actor.known() == Some(ActorKind::Staff));
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
