//! The register: what the Director writes down.

use super::find;
use crate::{
    Listed, Portal, Result,
    authority::{Director, Whose},
    db::{Scope, Tx},
    holders,
    ledger::{self, Event},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    breach::{Notice, Reach, last_day},
    ids::LibrarySlug,
    inventory::Class,
    ledger::Action,
    parse::{CardNumber, ShortText},
    rules::{Ground, codes},
    words::OwnedText,
};
use uuid::Uuid;

/// A breach as the Director writes it down.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// What happened, for the register.
    pub what: ShortText<2000>,
    /// What those whom it concerns are told of it, in English.
    pub said_en: ShortText<1000>,
    /// The same in Spanish.
    pub said_es: ShortText<1000>,
    /// When it was found: the sixty days count from here.
    pub found_on: NaiveDate,
    /// The first day and the last on which the data were open.
    pub between: (NaiveDate, NaiveDate),
    /// Which parts of the record: at least one.
    pub classes: Vec<Class>,
    /// Whom it may concern.
    pub reach: Reach,
    /// The cards, where it is the holders of certain ones: everybody who has or had them.
    pub cards: Vec<CardNumber>,
}

/// What became of writing it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recording {
    /// It is in the register.
    Done,
    /// The number of cards that no record has. Nothing was written down.
    NoSuchCard(usize),
}

/// An entry of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Its id, as it stands in a page's address.
    pub id: Uuid,
    /// What happened.
    pub what: String,
    /// What those whom it concerns are told.
    pub notice: Notice,
    /// Whom it may concern.
    pub reach: Reach,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// By whom.
    pub recorded_by: String,
    /// When and how the Attorney General was told.
    pub general: Option<(NaiveDate, String)>,
    /// When it was first said that those affected are told.
    pub tell_at: Option<DateTime<Utc>>,
    /// How many were named, those whose records are gone since too.
    pub named: i64,
    /// How many of them were told.
    pub told: i64,
    /// How many of their records are gone since.
    pub gone: i64,
    /// How many of those went before their people were told, who cannot be any more.
    pub gone_untold: i64,
}

impl Breach {
    /// The last day on which everybody is told.
    pub fn last_day(&self) -> NaiveDate {
        last_day(self.notice.found_on)
    }

    /// Whether everybody is told, the Attorney General too.
    pub fn is_done(&self) -> bool {
        self.general.is_some() && self.tell_at.is_some() && self.named == self.told + self.gone_untold
    }
}

/// Writes a breach down. `id` is the form's own name: sent twice, it is one breach.
///
/// # Errors
/// When the database is away; then nothing is written down.
pub async fn record(portal: &Portal, director: &Director, id: Uuid, recorded: &Recorded) -> Result<Recording> {
    let (library, now) = (director.library(), portal.clock.now());
    let mut tx = portal.db.begin(director.scope()).await?;
    let mut people = Vec::new();
    let mut unknown = 0;
    if recorded.reach == Reach::Cards {
        for card in &recorded.cards {
            // A number that was given out again is several people's, and all of them are told (docs/decisions/0057).
            let had = holders::ever(&mut tx, library, card).await?;
            unknown += usize::from(had.is_empty());
            people.extend(had.into_iter().map(Whose::Person));
        }
        if unknown > 0 {
            return Ok(Recording::NoSuchCard(unknown));
        }
    }
    let classes: Vec<String> = recorded.classes.iter().map(|class| class.code().to_owned()).collect();
    let written = sqlx::query!(
        "INSERT INTO breach (library, id, what, said_en, said_es, found_on, since, until, reach, classes, recorded_at, \
                             recorded_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING",
        library.as_str(),
        id,
        recorded.what.as_str(),
        recorded.said_en.as_str(),
        recorded.said_es.as_str(),
        recorded.found_on,
        recorded.between.0,
        recorded.between.1,
        recorded.reach.code(),
        &classes,
        now,
        director.staff().account(),
    )
    .execute(&mut *tx)
    .await?;
    if written.rows_affected() == 1 {
        name(&mut tx, portal, library, id, &people).await?;
        note(&mut tx, portal, director, id, "recorded").await?;
    }
    tx.commit().await?;
    Ok(Recording::Done)
}

/// Names these as affected, each once.
pub(super) async fn name(
    tx: &mut Tx,
    portal: &Portal,
    library: &LibrarySlug,
    breach: Uuid,
    affected: &[Whose],
) -> Result<()> {
    let ids: Vec<Uuid> = affected.iter().map(|_| portal.entropy.uuid()).collect();
    let (people, subscribers): (Vec<_>, Vec<_>) = affected.iter().map(|whose| whose.columns()).unzip();
    sqlx::query!(
        "INSERT INTO breach_person (library, id, breach_id, person_id, subscriber_id, found_at) \
         SELECT $1, named.id, $2, named.person, named.subscriber, $3 \
         FROM UNNEST($4::uuid[], $5::uuid[], $6::uuid[]) AS named (id, person, subscriber) ON CONFLICT DO NOTHING",
        library.as_str(),
        breach,
        portal.clock.now(),
        &ids,
        &people as &[Option<Uuid>],
        &subscribers as &[Option<Uuid>],
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The step, in the library's own lines.
pub(super) async fn note(
    tx: &mut Tx,
    portal: &Portal,
    director: &Director,
    id: Uuid,
    step: &'static str,
) -> Result<()> {
    let staff = director.staff();
    let event = Event {
        rules: &codes(director.profile().grounds.of(Ground::BreachNotice)),
        detail: serde_json::json!({ "role": staff.role().code(), "breach": id, "step": step }),
        ..Event::at_desk(staff, portal.clock.now(), None, Action::BreachRecorded)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// Notes when and how the Attorney General was told, once: what was noted stays. `false`: there is no such breach, or it was
/// noted otherwise.
///
/// # Errors
/// When the database is away; then nothing is noted.
pub async fn general(
    portal: &Portal,
    director: &Director,
    id: Uuid,
    on: NaiveDate,
    how: &ShortText<200>,
) -> Result<bool> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let noted = sqlx::query!(
        "UPDATE breach SET general_on = $3, general_how = $4, general_by = $5 \
         WHERE library = $1 AND id = $2 AND general_on IS NULL",
        director.library().as_str(),
        id,
        on,
        how.as_str(),
        director.staff().account(),
    )
    .execute(&mut *tx)
    .await?;
    if noted.rows_affected() == 0 {
        let held = read(&mut tx, director.library(), Some(id)).await?;
        return Ok(held.iter().any(|one| one.general == Some((on, how.as_str().to_owned()))));
    }
    note(&mut tx, portal, director, id, "attorney-general").await?;
    tx.commit().await?;
    Ok(true)
}

/// The register, what is not done first and then the newest first; at most 200.
///
/// # Errors
/// When the database is away.
pub async fn list(portal: &Portal, director: &Director) -> Result<Listed<Breach>> {
    let mut tx = portal.db.begin(director.scope()).await?;
    read(&mut tx, director.library(), None).await
}

/// A breach of which something is still to be done ([`Breach::is_done`]).
pub(super) struct NotDone {
    /// Its id, as it stands in a page's address.
    pub(super) id: Uuid,
    /// When it was found.
    pub(super) found_on: NaiveDate,
}

/// How many are not done.
///
/// # Errors
/// When the database is away.
pub async fn open(portal: &Portal, director: &Director) -> Result<usize> {
    Ok(open_at(portal, director.library()).await?.len())
}

/// Those that are not done, all of them: the register's page ends somewhere, and a reminder must not be missed for it.
pub(super) async fn open_at(portal: &Portal, library: &LibrarySlug) -> Result<Vec<NotDone>> {
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    let found = sqlx::query_as!(
        NotDone,
        "SELECT b.id, b.found_on FROM breach AS b \
         WHERE b.library = $1 \
           AND (b.general_on IS NULL OR b.tell_at IS NULL \
                OR EXISTS (SELECT FROM breach_person AS p \
                           WHERE p.library = b.library AND p.breach_id = b.id AND p.told_at IS NULL)) \
         ORDER BY b.found_on, b.id",
        library.as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(found)
}

/// One entry, and how many people it may concern by what the database holds now. `None`: there is no such entry.
///
/// # Errors
/// When the database is away.
pub async fn breach(portal: &Portal, director: &Director, id: Uuid) -> Result<Option<(Breach, find::Affected)>> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let Some(found) = read(&mut tx, director.library(), Some(id)).await?.into_iter().next() else { return Ok(None) };
    let affected = find::count(&mut tx, director.profile(), &found).await?;
    Ok(Some((found, affected)))
}

/// The entry with this id, or all: what is not done first, then the newest; at most 200.
pub(super) async fn read(tx: &mut Tx, library: &LibrarySlug, id: Option<Uuid>) -> Result<Listed<Breach>> {
    let rows = sqlx::query!(
        "SELECT b.id, b.what, b.said_en, b.said_es, b.found_on, b.since, b.until, b.reach, b.classes, b.recorded_at, \
                who.name AS recorded_by, b.general_on, b.general_how, b.tell_at, \
                b.gone_told + b.gone_untold + (SELECT count(*) FROM breach_person AS p \
                                               WHERE p.library = b.library AND p.breach_id = b.id) AS \"named!\", \
                b.gone_told + (SELECT count(p.told_at) FROM breach_person AS p \
                               WHERE p.library = b.library AND p.breach_id = b.id) AS \"told!\", \
                b.gone_told + b.gone_untold AS \"gone!\", b.gone_untold, count(*) OVER () AS \"all!\" \
         FROM breach AS b JOIN staff_account AS who ON who.library = b.library AND who.id = b.recorded_by \
         WHERE b.library = $1 AND ($2::uuid IS NULL OR b.id = $2) \
         ORDER BY b.general_on IS NOT NULL AND b.tell_at IS NOT NULL \
                  AND NOT EXISTS (SELECT FROM breach_person AS p \
                                  WHERE p.library = b.library AND p.breach_id = b.id AND p.told_at IS NULL), \
                  b.recorded_at DESC, b.id LIMIT 200",
        library.as_str(),
        id,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(Listed::of(
        rows,
        |row| row.all,
        |row| Breach {
            id: row.id,
            what: row.what,
            notice: Notice {
                said: OwnedText { en: row.said_en, es: row.said_es },
                between: (row.since, row.until),
                found_on: row.found_on,
                classes: row.classes.iter().filter_map(|code| Class::from_code(code)).collect(),
            },
            reach: Reach::from_code(&row.reach).unwrap_or(Reach::Everybody),
            recorded_at: row.recorded_at,
            recorded_by: row.recorded_by,
            general: row.general_on.zip(row.general_how),
            tell_at: row.tell_at,
            named: row.named,
            told: row.told,
            gone: row.gone,
            gone_untold: row.gone_untold,
        },
    ))
}
