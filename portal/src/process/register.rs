//! The register: what the Director sees and records.

use super::{extent, people::widen};
use crate::{
    Listed, Portal, Result,
    authority::Director,
    db::Tx,
    ledger::{self, Event},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    decision::Decision,
    ids::LibrarySlug,
    inventory::Class,
    ledger::Action,
    parse::ShortText,
    process::{
        Advice, Basis, Consulted, Deadline, Defect, Instrument, Law, Named, Outcome, Paper, Proceeding, Together,
    },
    profile::Profile,
    words::Text,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// An entry of the register.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id, as it stands in a page's address.
    pub id: Uuid,
    /// When it was written down.
    pub raised_at: DateTime<Utc>,
    /// By whom.
    pub raised_by: String,
    /// Who came.
    pub who: String,
    /// From where.
    pub agency: Option<String>,
    /// The number of a badge or paper.
    pub badge: Option<String>,
    /// Where they are reached.
    pub call_back: Option<String>,
    /// What they asked for.
    pub asked: String,
    /// How a paper was served.
    pub served_how: Option<String>,
    /// The court it names.
    pub court: Option<String>,
    /// Its number there.
    pub docket: Option<String>,
    /// Who signed it.
    pub signed_by: Option<String>,
    /// Who recorded the paper, and answered whether it is an order of a court.
    pub recorded_by: Option<String>,
    /// What was brought and how far it has come; none until it is recorded.
    pub paper: Option<Paper>,
    /// Who was consulted about it, the first one asked first.
    pub consulted: Vec<Consulted>,
    /// What is wrong with it on its face.
    pub defects: BTreeSet<Defect>,
    /// How that was put right.
    pub cured: Option<String>,
    /// What it rests on.
    pub basis: Basis,
    /// What it names of a record.
    pub named: Named,
    /// Whether somebody looked for the record that it is about, and found none.
    pub sought_in_vain: bool,
    /// The last order not to tell whom it concerns.
    pub silence: Option<Silence>,
    /// How it ended, and when.
    pub closed: Option<(Outcome, DateTime<Utc>)>,
}

/// An order not to tell whom a process concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// Who ordered it.
    pub by: String,
    /// The last day on which it holds; it is reviewed before.
    pub until: NaiveDate,
    /// When it ended, if it has.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Entry {
    /// The days that count, the first one first: those of the paper while it is open, and the last day of silence.
    pub fn deadlines(&self) -> Vec<Deadline> {
        let paper = self.paper.filter(|_| self.closed.is_none());
        let mut all = paper.map(|paper| paper.deadlines()).unwrap_or_default();
        let silence = self.silence.as_ref().filter(|silence| silence.ended_at.is_none());
        all.extend(silence.map(|silence| Deadline { on: silence.until, code: "silence", what: SILENCE_REVIEW }));
        all.sort_by_key(|deadline| deadline.on);
        all
    }

    /// Whether nobody whom it concerns may be told.
    pub fn is_silent(&self) -> bool {
        self.silence.as_ref().is_some_and(|silence| silence.ended_at.is_none())
    }
}

const SILENCE_REVIEW: Text = Text::new(
    "Last day of the order of silence: review it, or whom it concerns is told",
    "Último día de la orden de silencio: revísela, o se informará a quien concierne",
);

/// A paper as the Director records it.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// What it is.
    pub instrument: Instrument,
    /// How it was served, by whom.
    pub served_how: Option<ShortText<200>>,
    /// When.
    pub served_on: Option<NaiveDate>,
    /// The court.
    pub court: Option<ShortText<200>>,
    /// Its number there.
    pub docket: Option<ShortText<200>>,
    /// Who signed it.
    pub signed_by: Option<ShortText<200>>,
    /// By when it wants to be obeyed.
    pub comply_by: Option<NaiveDate>,
    /// Whether it is an order of a court.
    pub court_order: Option<bool>,
    /// What is wrong with it on its face.
    pub defects: BTreeSet<Defect>,
    /// How that was put right; none until it is.
    pub cured: Option<ShortText<200>>,
    /// What it rests on.
    pub basis: Basis,
    /// What it names of a record.
    pub named: Named,
}

/// What became of closing an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// It is closed.
    Done,
    /// There is no such entry that is open.
    NotFound,
    /// Something is missing first.
    NotYet(Text),
}

/// The open entries, the oldest first, and then the closed ones, the newest first; at most 200.
///
/// # Errors
/// When the database is away.
pub async fn list(portal: &Portal, director: &Director) -> Result<Listed<Entry>> {
    let mut tx = portal.db.begin(director.scope()).await?;
    read(&mut tx, director.profile(), Which::First).await
}

/// How many entries are open.
///
/// # Errors
/// When the database is away.
pub async fn waiting(portal: &Portal, director: &Director) -> Result<i64> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let open = sqlx::query_scalar!(
        "SELECT count(*) AS \"open!\" FROM legal_process WHERE library = $1 AND closed_at IS NULL",
        director.library().as_str(),
    );
    Ok(open.fetch_one(&mut *tx).await?)
}

/// The next day that counts among the open entries: today or later.
///
/// # Errors
/// When the database is away.
pub async fn next_day(portal: &Portal, director: &Director) -> Result<Option<Deadline>> {
    let today = portal.today(director.profile());
    let mut tx = portal.db.begin(director.scope()).await?;
    let all = read(&mut tx, director.profile(), Which::Counting).await?;
    let days = all.iter().flat_map(Entry::deadlines).filter(|day| day.on >= today);
    Ok(days.min_by_key(|day| day.on))
}

/// One entry, with what the decision says of it today; `None`: there is no such entry.
///
/// # Errors
/// When the database is away.
pub async fn entry(portal: &Portal, director: &Director, id: Uuid) -> Result<Option<(Entry, Option<Decision>)>> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let entry = read(&mut tx, director.profile(), Which::One(id)).await?.into_iter().next();
    Ok(entry.map(|entry| {
        let decision = entry.paper.map(|paper| paper.decision(director.profile(), portal.today(director.profile())));
        (entry, decision)
    }))
}

/// Which entries are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which {
    /// This one.
    One(Uuid),
    /// What stands on the register's page: at most 200.
    First,
    /// Each that can have a day that counts, however many: what is open, and what is under an order of silence.
    Counting,
}

/// These entries, the open ones first.
// Test (process/tests.rs): "x3 of more entries than the register shows each is reminded of".
pub(super) async fn read(tx: &mut Tx, profile: &Profile, which: Which) -> Result<Listed<Entry>> {
    let library = &profile.slug;
    let (id, most): (Option<Uuid>, Option<i64>) = match which {
        Which::One(id) => (Some(id), None),
        Which::First => (None, Some(200)),
        Which::Counting => (None, None),
    };
    let mut consulted = consulted(tx, library, id).await?;
    let rows = sqlx::query!(
        "SELECT process.*, raiser.name AS raiser, recorder.name AS \"recorder?\", count(*) OVER () AS \"all!\" FROM legal_process AS process \
         JOIN staff_account AS raiser ON raiser.library = process.library AND raiser.id = process.raised_by \
         LEFT JOIN staff_account AS recorder \
                ON recorder.library = process.library AND recorder.id = process.recorded_by \
         WHERE process.library = $1 AND ($2::uuid IS NULL OR process.id = $2) \
           AND (NOT $3::boolean OR process.closed_at IS NULL \
                OR process.silence_until IS NOT NULL AND process.silence_ended_at IS NULL) \
         ORDER BY process.closed_at IS NOT NULL, process.closed_at DESC, process.raised_at LIMIT $4::bigint",
        library.as_str(),
        id,
        matches!(which, Which::Counting),
        most,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(Listed::of(
        rows,
        |row| row.all,
        |row| {
            let consulted = consulted.remove(&row.id).unwrap_or_default();
            let Together { all_asked, advice } = Together::of(&profile.counsel, &consulted);
            Entry {
                id: row.id,
                raised_at: row.raised_at,
                raised_by: row.raiser,
                who: row.who,
                agency: row.agency,
                badge: row.badge,
                call_back: row.call_back,
                asked: row.asked,
                served_how: row.served_how,
                court: row.court,
                docket: row.docket,
                signed_by: row.signed_by,
                recorded_by: row.recorder,
                paper: row.instrument.as_deref().and_then(Instrument::from_code).map(|instrument| Paper {
                    instrument,
                    served_on: row.served_on,
                    comply_by: row.comply_by,
                    court_order: row.court_order,
                    is_defective: !row.defects.is_empty() && row.defects_cured.is_none(),
                    counsel_asked: all_asked,
                    advice,
                    good_cause: row.good_cause,
                }),
                consulted,
                defects: row.defects.iter().filter_map(|code| Defect::from_code(code)).collect(),
                cured: row.defects_cured,
                basis: Basis {
                    law: row.law.as_deref().and_then(Law::from_code),
                    proceeding: row.proceeding.as_deref().and_then(Proceeding::from_code),
                },
                sought_in_vain: row.sought_in_vain_at.is_some(),
                named: Named {
                    classes: row.named_classes.iter().filter_map(|code| Class::from_code(code)).collect(),
                    from: row.named_from,
                    until: row.named_until,
                },
                silence: row.silence_by.zip(row.silence_until).map(|(by, until)| Silence {
                    by,
                    until,
                    ended_at: row.silence_ended_at,
                }),
                closed: row.outcome.as_deref().and_then(Outcome::stored).zip(row.closed_at),
            }
        },
    ))
}

/// Who was consulted about one entry or all, by entry, the first one asked first.
async fn consulted(tx: &mut Tx, library: &LibrarySlug, id: Option<Uuid>) -> Result<HashMap<Uuid, Vec<Consulted>>> {
    let rows = sqlx::query!(
        "SELECT process_id, whom, asked_at, advice, advised_at, replaced_at FROM process_counsel \
         WHERE library = $1 AND ($2::uuid IS NULL OR process_id = $2) ORDER BY asked_at, id",
        library.as_str(),
        id,
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut all: HashMap<Uuid, Vec<Consulted>> = HashMap::new();
    for row in rows {
        all.entry(row.process_id).or_default().push(Consulted {
            whom: row.whom,
            asked_at: row.asked_at,
            answer: row.advice.as_deref().and_then(Advice::from_code).zip(row.advised_at),
            replaced: row.replaced_at.is_some(),
        });
    }
    Ok(all)
}

/// Records what was brought. What was recorded before of an open entry is replaced, and counsel is asked anew. `false`:
/// there is no such entry that is open.
///
/// # Errors
/// When the database is away; then nothing is recorded.
pub async fn record(portal: &Portal, director: &Director, id: Uuid, recorded: Recorded) -> Result<bool> {
    let Recorded { instrument, served_how, served_on, court, docket, signed_by, comply_by, court_order, .. } =
        &recorded;
    let Recorded { defects, cured, basis, named, .. } = &recorded;
    let defects: Vec<String> = defects.iter().map(|defect| defect.code().to_owned()).collect();
    let classes: Vec<String> = named.classes.iter().map(|class| class.code().to_owned()).collect();
    let mut tx = portal.db.begin(director.scope()).await?;
    let done = sqlx::query!(
        "UPDATE legal_process SET instrument = $3, served_how = $4, served_on = $5, court = $6, docket = $7, \
                signed_by = $8, comply_by = $9, court_order = $10, recorded_by = $11, good_cause = false, \
                named_classes = $12, named_from = $13, named_until = $14, defects = $15, defects_cured = $16, \
                law = $17, proceeding = $18 \
         WHERE library = $1 AND id = $2 AND closed_at IS NULL",
        director.library().as_str(),
        id,
        instrument.code(),
        super::text(served_how.as_ref()),
        *served_on,
        super::text(court.as_ref()),
        super::text(docket.as_ref()),
        super::text(signed_by.as_ref()),
        *comply_by,
        *court_order,
        director.staff().account(),
        &classes,
        named.from,
        named.until,
        &defects,
        super::text(cured.as_ref()),
        basis.law.map(Law::code),
        basis.proceeding.map(Proceeding::code),
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 1 {
        sqlx::query!(
            "UPDATE process_counsel SET replaced_at = $3 WHERE library = $1 AND process_id = $2 AND replaced_at IS NULL",
            director.library().as_str(),
            id,
            portal.clock.now(),
        )
        .execute(&mut *tx)
        .await?;
        widen(&mut tx, portal, director, (id, &classes)).await?;
        note(&mut tx, portal, director, id, instrument.code()).await?;
    }
    tx.commit().await?;
    Ok(done.rows_affected() == 1)
}

/// Records that one of those whom the library consults (`whom`: as the profile names them, in English) was asked, and what they
/// advised, once they have: said again, it stands as it was first recorded. `false`: there is no such entry that is open, nothing was recorded to ask about, or the library
/// consults nobody of this name.
///
/// # Errors
/// When the database is away; then nothing is recorded.
// Test (process/tests.rs): "m8 both are asked and both have to answer before anything is complied with".
pub async fn counsel(
    portal: &Portal,
    director: &Director,
    id: Uuid,
    (whom, advice): (&str, Option<Advice>),
    good_cause: bool,
) -> Result<bool> {
    if !director.profile().counsel.each().iter().any(|one| one.en == whom) {
        return Ok(false);
    }
    let now = portal.clock.now();
    let mut tx = portal.db.begin(director.scope()).await?;
    let open = sqlx::query!(
        "UPDATE legal_process SET good_cause = $3 \
         WHERE library = $1 AND id = $2 AND closed_at IS NULL AND instrument IS NOT NULL",
        director.library().as_str(),
        id,
        good_cause,
    )
    .execute(&mut *tx)
    .await?;
    if open.rows_affected() == 1 {
        sqlx::query!(
            "INSERT INTO process_counsel (library, id, process_id, whom, asked_at, advice, advised_at, recorded_by) \
             VALUES ($1, $2, $3, $4, $5::timestamptz, $6::text, CASE WHEN $6::text IS NOT NULL THEN $5::timestamptz END, $7) \
             ON CONFLICT (library, process_id, whom) WHERE replaced_at IS NULL DO UPDATE \
                SET advice = excluded.advice, advised_at = excluded.advised_at, recorded_by = excluded.recorded_by \
                WHERE excluded.advice IS DISTINCT FROM process_counsel.advice AND excluded.advice IS NOT NULL",
            director.library().as_str(),
            portal.entropy.uuid(),
            id,
            whom,
            now,
            advice.map(Advice::code),
            director.staff().account(),
        )
        .execute(&mut *tx)
        .await?;
        note(&mut tx, portal, director, id, advice.map_or("counsel-asked", Advice::code)).await?;
    }
    tx.commit().await?;
    Ok(open.rows_affected() == 1)
}

/// Closes an entry, where what has to have happened before has happened. `looked_there`: somebody has looked in the library's own
/// system too; counts where nothing of what the paper names is kept.
///
/// # Errors
/// When the database is away; then it stays open.
pub async fn close(
    portal: &Portal,
    director: &Director,
    id: Uuid,
    (outcome, looked_there): (Outcome, bool),
) -> Result<Closed> {
    let extent = match outcome {
        Outcome::NothingKept => Some(extent::found(portal, director, id).await?),
        _ => None,
    };
    let mut tx = portal.db.begin(director.scope()).await?;
    let entry = locked(&mut tx, director, id).await?;
    let Some(entry) = entry.filter(|entry| entry.closed.is_none()) else { return Ok(Closed::NotFound) };
    let Some(paper) = entry.paper else {
        return Ok(Closed::NotYet(Text::new(
            "Record first what was brought, if only that there was no paper.",
            "Primero registre qué trajeron, aunque sea que no había documento.",
        )));
    };
    let left = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM released WHERE library = $1 AND process_id = $2) \
             OR EXISTS (SELECT FROM process_taken WHERE library = $1 AND process_id = $2) AS \"left!\"",
        director.library().as_str(),
        id,
    )
    .fetch_one(&mut *tx)
    .await?;
    if let Err(missing) = paper.may_close(outcome, left, director.profile(), portal.today(director.profile())) {
        return Ok(Closed::NotYet(missing));
    }
    if let Some(Err(untrue)) = extent.map(|extent| extent.is_nothing(looked_there)) {
        return Ok(Closed::NotYet(untrue));
    }
    sqlx::query!(
        "UPDATE legal_process SET outcome = $3, closed_at = $4, closed_by = $5 WHERE library = $1 AND id = $2",
        director.library().as_str(),
        id,
        outcome.code(),
        portal.clock.now(),
        director.staff().account(),
    )
    .execute(&mut *tx)
    .await?;
    note(&mut tx, portal, director, id, outcome.code()).await?;
    tx.commit().await?;
    Ok(Closed::Done)
}

/// An entry, held until the transaction ends: anyone who records something at the same moment waits, and finds what was done, or
/// is waited for.
pub(super) async fn locked(tx: &mut Tx, director: &Director, id: Uuid) -> Result<Option<Entry>> {
    sqlx::query!(
        "SELECT id FROM legal_process WHERE library = $1 AND id = $2 FOR UPDATE",
        director.library().as_str(),
        id,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(read(tx, director.profile(), Which::One(id)).await?.into_iter().next())
}

/// A line about a step, of no record.
pub(super) async fn note(tx: &mut Tx, portal: &Portal, director: &Director, id: Uuid, step: &str) -> Result<()> {
    let staff = director.staff();
    let event = Event {
        detail: serde_json::json!({ "role": staff.role().code(), "process": id, "step": step }),
        ..Event::at_desk(staff, portal.clock.now(), None, Action::ProcessRecorded)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
