//! The desk: what waits, one of them with the value in question, and what the library says to it. The value itself is
//! corrected where it is kept, in the library's own system; the next file brings it here.

use super::own::field;
use crate::{
    Listed, Portal, Result,
    authority::Staff,
    db::{OneReader, Tx},
    ids::PersonId,
    ledger::{self, Event, no_such_reference, refused_asking},
    mail::What,
    notify,
};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Decision, Purpose, Refused, Wanted},
    inventory::{Class, Field, Relation},
    ledger::Action,
    parse::ShortText,
    reference::Reference,
    rules::codes,
};
use uuid::Uuid;

/// One that waits. It names nobody: opening it shows whose it is, and counts as a look.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// What the patron will say.
    pub reference: Reference,
    /// The class of the value.
    pub class: Class,
    /// Since when it waits.
    pub asked_at: DateTime<Utc>,
}

/// A correction at the desk.
#[derive(Debug, Clone)]
pub struct ToSettle {
    /// What to name it by.
    pub reference: Reference,
    /// The name on the record.
    pub name: String,
    /// The class of the value.
    pub class: Class,
    /// What the row is called.
    pub relation: &'static Relation,
    /// The field.
    pub field: &'static Field,
    /// The value as its person read it.
    pub value: Option<String>,
    /// What is said to be wrong with it.
    pub wish: String,
    /// Whether a guardian asks, and not the patron.
    pub by_guardian: bool,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Whether it was asked for at a shared computer; `None` where that was not kept.
    pub asked_shared: Option<bool>,
    /// The browser and system it was asked with, where they are known.
    pub asked_device: Option<String>,
}

/// What the library says.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// It was wrong, and is corrected in the library's own system.
    Corrected,
    /// The library keeps the value, for this reason.
    Refused(ShortText<300>),
}

/// What became of a step at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Done, now or by the same clerk before.
    Done,
    /// Nothing waits under this reference (any more).
    NotFound,
    /// The decision says no.
    NotYours(Refused),
}

fn review(portal: &Portal, staff: &Staff) -> Decision {
    staff.asks(portal, Purpose::Correction, Wanted::classes([Class::Identity, Class::Pending]))
}

/// What waits, oldest first, at most 200.
///
/// # Errors
/// When the database is away.
pub async fn waiting(portal: &Portal, staff: &Staff) -> Result<std::result::Result<Listed<Waiting>, Refused>> {
    if let Decision::Refused(refused) = review(portal, staff) {
        return Ok(Err(refused));
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    let rows = sqlx::query!(
        "SELECT reference, about[1] AS \"class!\", asked_at, count(*) OVER () AS \"all!\" FROM correction \
         WHERE library = $1 AND status = 'waiting' ORDER BY asked_at, id LIMIT 200",
        staff.library().as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Ok(Listed::of_some(
        rows,
        |row| row.all,
        |row| {
            Some(Waiting {
                reference: Reference::parse(&row.reference)?,
                class: Class::from_code(&row.class)?,
                asked_at: row.asked_at,
            })
        },
    )))
}

struct Found {
    id: Uuid,
    person: PersonId,
    ledger_name: String,
    to_settle: ToSettle,
}

/// The correction with this reference that waits. It is a look, and in the ledger.
///
/// # Errors
/// When the database is away.
pub async fn at_desk(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
) -> Result<std::result::Result<Option<ToSettle>, Refused>> {
    let decision = review(portal, staff);
    if let Decision::Refused(refused) = decision {
        refused_asking(portal, staff, &refused).await?;
        return Ok(Err(refused));
    }
    let Some((mut tx, found)) = find(portal, staff, reference, &decision).await? else { return Ok(Ok(None)) };
    let event = Event {
        classes: &[Class::Identity, Class::Pending],
        fields: &[&found.ledger_name],
        rules: &codes(decision.rules()),
        purpose: Some(Purpose::Correction.code()),
        ..Event::at_desk(staff, portal.clock.now(), Some(found.person), Action::Viewed)
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(Ok(Some(found.to_settle)))
}

/// Says what the library says. The patron reads it, the reason of a refusal too, and is written to.
///
/// # Errors
/// When the database is away; then it waits on.
pub async fn settle(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    verdict: &Verdict,
    site: &str,
) -> Result<Settled> {
    let decision = review(portal, staff);
    if let Decision::Refused(refused) = decision {
        refused_asking(portal, staff, &refused).await?;
        return Ok(Settled::NotYours(refused));
    }
    let (status, reason, action) = match verdict {
        Verdict::Corrected => ("corrected", None, Action::CorrectionMade),
        Verdict::Refused(reason) => ("refused", Some(reason.as_str()), Action::CorrectionRefused),
    };
    if settled_before(portal, staff, reference, status).await? {
        return Ok(Settled::Done);
    }
    let Some((mut tx, found)) = find(portal, staff, reference, &decision).await? else { return Ok(Settled::NotFound) };
    let (profile, now) = (staff.profile(), portal.clock.now());
    // When it is settled and taken back at the same moment, only one of the two finds it waiting.
    let settled = sqlx::query!(
        "UPDATE correction SET status = $4, reason = $5, decided_at = $6, decided_by = $7, ended_at = $6 \
         WHERE library = $1 AND person_id = $2 AND id = $3 AND status = 'waiting'",
        staff.library().as_str(),
        found.person.0,
        found.id,
        status,
        reason,
        now,
        staff.account(),
    )
    .execute(&mut *tx)
    .await?;
    if settled.rows_affected() == 0 {
        return Ok(Settled::NotFound);
    }
    let event = Event {
        classes: &[found.to_settle.class, Class::Pending],
        fields: &[&found.ledger_name],
        rules: &codes(decision.rules()),
        purpose: Some(Purpose::Correction.code()),
        ..Event::at_desk(staff, now, Some(found.person), action)
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    let usual = profile.usual_language();
    notify::tell(&mut tx, portal, profile, found.person, usual, site, What::CorrectionAnswered).await?;
    tx.commit().await?;
    Ok(Settled::Done)
}

/// Whether this clerk has said the same before: a second click is told the same as the first.
async fn settled_before(portal: &Portal, staff: &Staff, reference: &Reference, status: &str) -> Result<bool> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    Ok(sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM correction \
                        WHERE library = $1 AND reference = $2 AND status = $3 AND decided_by = $4) AS \"before!\"",
        staff.library().as_str(),
        reference.as_str(),
        status,
        staff.account(),
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// The one that waits under this reference, in a transaction about its person alone. A reference to which nothing belongs is a
/// line in the ledger.
async fn find(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    decision: &Decision,
) -> Result<Option<(Tx, Found)>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let row = sqlx::query!(
        "SELECT id, person_id, of_relation, of_column FROM correction \
         WHERE library = $1 AND reference = $2 AND status = 'waiting'",
        staff.library().as_str(),
        reference.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let about = row.and_then(|row| Some((row.id, PersonId(row.person_id), field(&row.of_relation, &row.of_column)?)));
    let Some((id, person, (class, relation, field))) = about else {
        no_such_reference(tx, portal, staff, decision.rules()).await?;
        return Ok(None);
    };
    // What it says, and of whom, is read as a look at this one record.
    // Test (correction/tests.rs): "s2 of a correction nothing personal is read before it is a look at one record".
    tx.narrow_to(OneReader::Look, person).await?;
    let row = sqlx::query!(
        "SELECT c.about[2] AS \"ledger_name!\", c.value, c.wish, c.asked_by, c.asked_at, c.asked_shared, c.asked_device, \
                concat_ws(' ', p.firstname, p.middle_name, p.surname) AS \"name!\" \
         FROM correction c JOIN person p ON p.library = c.library AND p.id = c.person_id \
         WHERE c.library = $1 AND c.person_id = $2 AND c.id = $3 AND c.status = 'waiting'",
        staff.library().as_str(),
        person.0,
        id,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let found = row.map(|row| Found {
        id,
        person,
        ledger_name: row.ledger_name,
        to_settle: ToSettle {
            reference: reference.clone(),
            name: row.name,
            class,
            relation,
            field,
            value: row.value,
            wish: row.wish,
            by_guardian: row.asked_by == "guardian",
            asked_at: row.asked_at,
            asked_shared: row.asked_shared,
            asked_device: row.asked_device,
        },
    });
    Ok(found.map(|found| (tx, found)))
}
