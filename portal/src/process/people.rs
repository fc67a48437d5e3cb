//! Whose record a paper names: it is kept from being deleted from then on, and nothing of any other can leave.

use super::register::{Entry, locked, note};
use crate::{
    Portal, Result,
    authority::Director,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
    names::same,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::LibrarySlug,
    inventory::Class,
    ledger::Action,
    parse::{CardNumber, PersonName},
    rules::{Ground, codes},
};
use uuid::Uuid;

/// By what a paper says whose record it is.
#[derive(Debug, Clone)]
pub enum Sought {
    /// A card number, of a card in use or one that was closed.
    Card(CardNumber),
    /// A name and a birth date.
    Person(PersonName, NaiveDate),
}

/// Somebody whose record is kept for a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRecord {
    /// The number of the hold, in addresses.
    pub id: Uuid,
    /// Their name, as the record has it.
    pub name: String,
    /// The last four digits of their card.
    pub card: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it was let go, if it was.
    pub lifted_at: Option<DateTime<Utc>>,
}

/// What became of looking for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldOutcome {
    /// Their record is kept, from now on or already.
    Kept,
    /// No record fits, or no card has this number.
    Nobody,
    /// Several records have this name and birth date: a card number tells them apart.
    Several,
    /// There is no such entry that is open.
    NoEntry,
}

/// Keeps the record of the person a paper names from being deleted: the parts that it names, or all while nothing is recorded.
/// That somebody looked is in the ledger also where nobody was found.
///
/// # Errors
/// When the database is away; then nothing is kept.
pub async fn keep(portal: &Portal, director: &Director, id: Uuid, sought: &Sought) -> Result<HoldOutcome> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let entry = locked(&mut tx, director, id).await?.filter(|entry| entry.closed.is_none());
    let Some(entry) = entry else { return Ok(HoldOutcome::NoEntry) };
    let found = find(&mut tx, director.library(), sought).await?;
    let found = match found.as_slice() {
        [person] => {
            hold(&mut tx, portal, director, &entry, *person).await?;
            HoldOutcome::Kept
        }
        [] => HoldOutcome::Nobody,
        _ => HoldOutcome::Several,
    };
    // Several records that fit count as found. Only a search that finds nobody is noted as in vain.
    sqlx::query!(
        "UPDATE legal_process SET sought_in_vain_at = $3 WHERE library = $1 AND id = $2",
        director.library().as_str(),
        id,
        (found == HoldOutcome::Nobody).then(|| portal.clock.now()),
    )
    .execute(&mut *tx)
    .await?;
    if found != HoldOutcome::Kept {
        note(&mut tx, portal, director, id, "sought-in-vain").await?;
    }
    tx.commit().await?;
    Ok(found)
}

/// The people whose record fits: none, one or several.
pub(super) async fn find(tx: &mut Tx, library: &LibrarySlug, sought: &Sought) -> Result<Vec<PersonId>> {
    match sought {
        Sought::Card(number) => by_card(tx, library, number).await,
        Sought::Person(name, born) => by_name(tx, library, name, *born).await,
    }
}

async fn by_card(tx: &mut Tx, library: &LibrarySlug, number: &CardNumber) -> Result<Vec<PersonId>> {
    let found = sqlx::query_scalar!(
        "SELECT person_id FROM card WHERE library = $1 AND number = $2 \
         ORDER BY status = 'active' DESC, sourced_at DESC LIMIT 1",
        library.as_str(),
        number.expose(),
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found.into_iter().map(PersonId).collect())
}

async fn by_name(tx: &mut Tx, library: &LibrarySlug, name: &PersonName, born: NaiveDate) -> Result<Vec<PersonId>> {
    let rows = sqlx::query!(
        "SELECT id, concat_ws(' ', firstname, middle_name, surname) AS \"name!\" \
         FROM person WHERE library = $1 AND date_of_birth = $2 ORDER BY id",
        library.as_str(),
        born,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().filter(|row| same(name.as_str(), &row.name)).map(|row| PersonId(row.id)).collect())
}

async fn hold(tx: &mut Tx, portal: &Portal, director: &Director, entry: &Entry, person: PersonId) -> Result<()> {
    let (library, now) = (director.library(), portal.clock.now());
    let held = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM legal_hold WHERE library = $1 AND person_id = $2 AND process_id = $3 \
                        AND lifted_at IS NULL) AS \"held!\"",
        library.as_str(),
        person.0,
        entry.id,
    )
    .fetch_one(&mut **tx)
    .await?;
    if held {
        return Ok(());
    }
    let classes: Vec<Class> = entry.named.classes.iter().copied().collect();
    let named: Vec<String> = classes.iter().map(|class| class.code().to_owned()).collect();
    sqlx::query!(
        "INSERT INTO legal_hold (library, id, person_id, classes, why, set_at, process_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        library.as_str(),
        portal.entropy.uuid(),
        person.0,
        &named,
        entry.docket.as_deref().unwrap_or("–"),
        now,
        entry.id,
    )
    .execute(&mut **tx)
    .await?;
    if !entry.is_silent() {
        sqlx::query!(
            "INSERT INTO process_told (library, process_id, person_id, since) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
            library.as_str(),
            entry.id,
            person.0,
            now,
        )
        .execute(&mut **tx)
        .await?;
    }
    let touched = if classes.is_empty() { Class::ALL.to_vec() } else { classes };
    line(tx, portal, director, (entry.id, person), Action::LegalHoldSet, &touched).await
}

/// Keeps as much of each record that is kept for this entry as the paper names now; never less than before, so that what was
/// frozen at receipt stays so.
pub(super) async fn widen(
    tx: &mut Tx,
    portal: &Portal,
    director: &Director,
    (process, named): (Uuid, &[String]),
) -> Result<()> {
    let widened = sqlx::query!(
        "UPDATE legal_hold SET classes = CASE WHEN $3::text[] = '{}' THEN '{}' \
                ELSE ARRAY(SELECT DISTINCT class FROM unnest(classes || $3) AS class ORDER BY class) END \
         WHERE library = $1 AND process_id = $2 AND lifted_at IS NULL \
           AND classes <> '{}' AND ($3::text[] = '{}' OR NOT classes @> $3) \
         RETURNING person_id, classes",
        director.library().as_str(),
        process,
        named,
    )
    .fetch_all(&mut **tx)
    .await?;
    for one in widened {
        let classes: Vec<Class> = one.classes.iter().filter_map(|code| Class::from_code(code)).collect();
        let touched = if classes.is_empty() { Class::ALL.to_vec() } else { classes };
        line(tx, portal, director, (process, PersonId(one.person_id)), Action::LegalHoldSet, &touched).await?;
    }
    Ok(())
}

async fn line(
    tx: &mut Tx,
    portal: &Portal,
    director: &Director,
    (process, person): (Uuid, PersonId),
    action: Action,
    classes: &[Class],
) -> Result<()> {
    let staff = director.staff();
    let event = Event {
        classes,
        rules: &codes(director.profile().grounds.of(Ground::LegalProcess)),
        detail: serde_json::json!({ "role": staff.role().code(), "process": process }),
        ..Event::at_desk(staff, portal.clock.now(), Some(person), action)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// Whose records are or were kept for a process, the first one first. A record that is gone since is not among them.
///
/// # Errors
/// When the database is away.
pub async fn people(portal: &Portal, director: &Director, id: Uuid) -> Result<Vec<HeldRecord>> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let kept = sqlx::query_as!(
        HeldRecord,
        "SELECT hold.id, concat_ws(' ', person.firstname, person.middle_name, person.surname) AS \"name!\", \
                (SELECT right(number, 4) FROM card WHERE card.library = person.library AND card.person_id = person.id \
                 ORDER BY status = 'active' DESC, issued_on DESC NULLS LAST, card.id LIMIT 1) AS card, \
                hold.set_at AS since, hold.lifted_at \
         FROM legal_hold AS hold JOIN person ON person.library = hold.library AND person.id = hold.person_id \
         WHERE hold.library = $1 AND hold.process_id = $2 ORDER BY hold.set_at, hold.id",
        director.library().as_str(),
        id,
    );
    Ok(kept.fetch_all(&mut *tx).await?)
}

/// Lets a record go: what is due of it is deleted from the next run on. `false`: no hold in force of this process has this
/// number.
///
/// # Errors
/// When the database is away; then it is kept.
pub async fn let_go(portal: &Portal, director: &Director, id: Uuid, hold: Uuid) -> Result<bool> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let lifted = sqlx::query!(
        "UPDATE legal_hold SET lifted_at = $4 WHERE library = $1 AND process_id = $2 AND id = $3 AND lifted_at IS NULL \
         RETURNING person_id, classes",
        director.library().as_str(),
        id,
        hold,
        portal.clock.now(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(lifted) = lifted else { return Ok(false) };
    let named: Vec<Class> = lifted.classes.iter().filter_map(|code| Class::from_code(code)).collect();
    let touched = if named.is_empty() { Class::ALL.to_vec() } else { named };
    let whose = (id, PersonId(lifted.person_id));
    line(&mut tx, portal, director, whose, Action::LegalHoldLifted, &touched).await?;
    tx.commit().await?;
    Ok(true)
}
