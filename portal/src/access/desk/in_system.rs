//! A card that was closed here, by its patron, at the desk or by command, is closed in the library's own system too: a line of
//! the desk's work, until somebody says that it is done.

use super::Closing;
use crate::{
    Listed, Portal, Result,
    authority::Staff,
    db::{OneReader, Tx},
    ids::PersonId,
    ledger::{self, Event, Work},
};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Decision, Purpose, Refused},
    ids::LibrarySlug,
    inventory::Class,
    ledger::Action,
    rules::codes,
};
use uuid::Uuid;

/// Puts the line there, about the cards that were closed at this very moment; without a cause they are lost or stolen. `by`: who closed them in the library's system too,
/// and settles the line at once.
// Test (access/tests/in_system.rs): "a card closed here by anybody is a line until it is closed in the system too".
pub(in crate::access) async fn enter(
    tx: &mut Tx,
    portal: &Portal,
    library: &LibrarySlug,
    (person, cause): (PersonId, Option<Closing>),
    by: Option<&Staff>,
) -> Result<()> {
    let now = portal.clock.now();
    sqlx::query!(
        "INSERT INTO closing (library, id, person_id, asked_at, status, ended_at, settled_at, settled_by, cause) \
         VALUES ($1, $2, $3, $4::timestamptz, 'closed', $4, CASE WHEN $5::uuid IS NOT NULL THEN $4 END, $5, $6)",
        library.as_str(),
        portal.entropy.uuid(),
        person.0,
        now,
        by.map(Staff::account),
        cause.map_or("lost", Closing::code),
    )
    .execute(&mut **tx)
    .await?;
    match by {
        Some(staff) => note_settled(tx, portal, staff, person).await,
        None => Ok(()),
    }
}

async fn note_settled(tx: &mut Tx, portal: &Portal, staff: &Staff, person: PersonId) -> Result<()> {
    let decision = WORK.may(portal, staff);
    let event = Event {
        classes: &[Class::Membership],
        fields: &["card.status"],
        rules: &codes(decision.rules()),
        purpose: Some(WORK.purpose.code()),
        ..Event::at_desk(staff, portal.clock.now(), Some(person), Action::ClosingSettled)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// A card that was closed here and is to be closed in the library's own system. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedHere {
    /// Its id, as it stands in a page's address.
    pub id: Uuid,
    /// When it was closed.
    pub at: DateTime<Utc>,
    /// Whether it is lost or stolen: then nobody is to borrow with it, and its patron is still one.
    pub lost: bool,
}

/// The same, opened: whose card it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToClose {
    /// Its id, as it stands in a page's address.
    pub id: Uuid,
    /// The name on the record.
    pub name: String,
    /// The numbers of the cards.
    pub cards: Vec<String>,
    /// When they were closed.
    pub at: DateTime<Utc>,
    /// Whether they are lost or stolen.
    pub lost: bool,
}

const WORK: Work = Work { purpose: Purpose::Registration, classes: &[Class::Identity, Class::Membership] };

/// What is to be closed in the library's own system, oldest first, at most 200.
///
/// # Errors
/// When the database is away.
pub async fn closed_here(portal: &Portal, staff: &Staff) -> Result<std::result::Result<Listed<ClosedHere>, Refused>> {
    if let Decision::Refused(refused) = WORK.may(portal, staff) {
        return Ok(Err(refused));
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, ended_at AS \"at!\", \
                coalesce(cause = 'lost', false) AS \"lost!\", count(*) OVER () AS \"all!\" \
         FROM closing WHERE library = $1 AND status = 'closed' AND settled_at IS NULL ORDER BY ended_at, id LIMIT 200",
        staff.library().as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Ok(Listed::of(rows, |row| row.all, |row| ClosedHere { id: row.id, at: row.at, lost: row.lost })))
}

/// One of them, with whose it is: a look, and in the ledger. `None`: no card with this id is waiting to be closed.
///
/// # Errors
/// When the database is away.
pub async fn to_close(
    portal: &Portal,
    staff: &Staff,
    id: Uuid,
) -> Result<std::result::Result<Option<ToClose>, Refused>> {
    let decision = WORK.may(portal, staff);
    if let Decision::Refused(refused) = decision {
        return Ok(Err(refused));
    }
    let Some((mut tx, person, at)) = find(portal, staff, id).await? else { return Ok(Ok(None)) };
    let row = sqlx::query!(
        "SELECT concat_ws(' ', p.firstname, p.middle_name, p.surname) AS \"name!\", \
                ARRAY(SELECT c.number FROM card c WHERE c.library = p.library AND c.person_id = p.id \
                      AND c.closed_at = $3 ORDER BY c.number) AS \"cards!\", \
                EXISTS (SELECT FROM closing k WHERE k.library = p.library AND k.id = $4 AND k.cause = 'lost') \
                    AS \"lost!\" \
         FROM person p WHERE p.library = $1 AND p.id = $2",
        staff.library().as_str(),
        person.0,
        at,
        id,
    )
    .fetch_one(&mut *tx)
    .await?;
    WORK.note(&mut tx, portal, staff, &decision, person, Action::Viewed).await?;
    tx.commit().await?;
    Ok(Ok(Some(ToClose { id, name: row.name, cards: row.cards, at, lost: row.lost })))
}

/// Notes that the card is closed in the library's own system too. `false`: there is no such card, or this role may not do it.
///
/// # Errors
/// When the database is away; then nothing is noted.
pub async fn settle(portal: &Portal, staff: &Staff, id: Uuid) -> Result<bool> {
    if matches!(WORK.may(portal, staff), Decision::Refused(_)) {
        return Ok(false);
    }
    let now = portal.clock.now();
    let Some((mut tx, person, _)) = find(portal, staff, id).await? else {
        let mut tx = portal.db.begin(staff.scope()).await?;
        return Ok(sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM closing WHERE library = $1 AND id = $2 AND settled_by = $3) AS \"before!\"",
            staff.library().as_str(),
            id,
            staff.account(),
        )
        .fetch_one(&mut *tx)
        .await?);
    };
    sqlx::query!(
        "UPDATE closing SET settled_at = $3, settled_by = $4 WHERE library = $1 AND id = $2 AND settled_at IS NULL",
        staff.library().as_str(),
        id,
        now,
        staff.account(),
    )
    .execute(&mut *tx)
    .await?;
    note_settled(&mut tx, portal, staff, person).await?;
    tx.commit().await?;
    Ok(true)
}

/// In a transaction about its person alone.
async fn find(portal: &Portal, staff: &Staff, id: Uuid) -> Result<Option<(Tx, PersonId, DateTime<Utc>)>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let row = sqlx::query!(
        "SELECT person_id, ended_at AS \"at!\" FROM closing \
         WHERE library = $1 AND id = $2 AND status = 'closed' AND settled_at IS NULL",
        staff.library().as_str(),
        id,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    tx.narrow_to(OneReader::Look, PersonId(row.person_id)).await?;
    Ok(Some((tx, PersonId(row.person_id), row.at)))
}
