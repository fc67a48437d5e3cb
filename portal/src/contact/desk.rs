//! The desk: changes that wait, one of them beside what the record holds, confirming and refusing it (L20).

use super::{apply, read};
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
    contact::{Change, Detail},
    decision::{Decision, Purpose, Refused, Wanted},
    inventory::Class,
    ledger::Action,
    parse::ShortText,
    photo_id::PhotoId,
    profile::ContactEdits,
    reference::Reference,
    words::Lang,
};
use uuid::Uuid;

/// What the ledger says it was for.
const PURPOSE: &str = "contact-review";

/// One change that waits. It names nobody: opening it shows whose it is, and counts as a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingChange {
    /// What the patron will say.
    pub reference: Reference,
    /// What is to change.
    pub detail: Detail,
    /// Since when it waits.
    pub asked_at: DateTime<Utc>,
}

/// A change at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeAtDesk {
    /// What to name it by.
    pub reference: Reference,
    /// What is to change.
    pub detail: Detail,
    /// Since when it waits.
    pub asked_at: DateTime<Utc>,
    /// The name on the record, to compare with the photo ID.
    pub name: String,
    /// The value on record, as people write it.
    pub now: String,
    /// What the library's own system says instead, and since when, where the value on record was entered here.
    pub in_system: Option<(String, DateTime<Utc>)>,
    /// The value asked for.
    pub then: String,
    /// Whether it was asked for at a shared computer; `None` where that was not kept.
    pub asked_shared: Option<bool>,
    /// The browser and system it was asked with, where they are known.
    pub asked_device: Option<String>,
    /// Whether the patron confirmed the new address by its link; `None` where nothing is to be confirmed.
    pub verified: Option<bool>,
}

/// What became of a step at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Done.
    Done,
    /// Nothing waits under this reference (any more).
    NotFound,
    /// The library wants a photo ID to be seen first (L20).
    PhotoIdFirst,
    /// The decision says no.
    NotYours(Refused),
}

/// What waits for the desk, oldest first, at most 200.
///
/// # Errors
/// When the database is away.
pub async fn waiting(portal: &Portal, staff: &Staff) -> Result<Result<Listed<WaitingChange>, Refused>> {
    if let Decision::Refused(refused) = review(portal, staff) {
        return Ok(Err(refused));
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    let rows = sqlx::query!(
        "SELECT reference AS \"reference!\", field, asked_at, count(*) OVER () AS \"all!\" FROM pending_change \
         WHERE library = $1 AND status = 'waiting' AND reference IS NOT NULL ORDER BY asked_at, id LIMIT 200",
        staff.library().as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Ok(Listed::of_some(
        rows,
        |row| row.all,
        |row| {
            Some(WaitingChange {
                reference: Reference::parse(&row.reference)?,
                detail: Detail::from_code(&row.field)?,
                asked_at: row.asked_at,
            })
        },
    )))
}

/// The change with this reference, beside what the record holds. It is a look, and in the ledger.
///
/// # Errors
/// When the database is away.
pub async fn at_desk(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    lang: Lang,
) -> Result<Result<Option<ChangeAtDesk>, Refused>> {
    let decision = review(portal, staff);
    if let Decision::Refused(refused) = decision {
        refused_asking(portal, staff, &refused).await?;
        return Ok(Err(refused));
    }
    let Some((mut tx, found)) = find(portal, staff, reference, &decision).await? else { return Ok(Ok(None)) };
    let name = sqlx::query_scalar!(
        "SELECT concat_ws(' ', firstname, middle_name, surname) AS \"name!\" FROM person \
         WHERE library = $1 AND id = $2",
        staff.library().as_str(),
        found.person.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let present = read::present(&mut tx, staff.library(), found.person).await?;
    let email = found.change.value("email").filter(|_| found.change.detail.is_verified());
    let verified = match email {
        None => None,
        Some(email) => Some(is_verified(&mut tx, staff, found.person, email).await?),
    };
    let fields = found.change.detail.ledger_names();
    let event = Event {
        classes: &[Class::Identity, Class::Contact, Class::Pending],
        fields: &fields.iter().map(String::as_str).collect::<Vec<_>>(),
        rules: &codes(&decision),
        purpose: Some(PURPOSE),
        ..Event::at_desk(staff, portal.clock.now(), Some(found.person), Action::Viewed)
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(Ok(Some(ChangeAtDesk {
        reference: reference.clone(),
        detail: found.change.detail,
        asked_at: found.asked_at,
        name,
        now: present.in_words(found.change.detail, lang),
        in_system: present.in_system(found.change.detail, lang),
        then: found.change.in_words(lang),
        asked_shared: found.asked_shared,
        asked_device: found.asked_device,
        verified,
    })))
}

/// Confirms a change: it is made. `seen` is the kind of photo ID that was looked at; where the profile wants one, there
/// has to be one.
///
/// # Errors
/// When the database is away; then nothing is changed.
pub async fn confirm(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    seen: Option<PhotoId>,
    site: &str,
) -> Result<Settled> {
    let profile = staff.profile();
    let decision = review(portal, staff);
    if let Decision::Refused(refused) = decision {
        refused_asking(portal, staff, &refused).await?;
        return Ok(Settled::NotYours(refused));
    }
    if seen.is_none() && profile.switches.contact_edits.value == ContactEdits::DeskWithPhotoId {
        return Ok(Settled::PhotoIdFirst);
    }
    if settled_before(portal, staff, reference, "confirmed").await? {
        return Ok(Settled::Done);
    }
    let Some((mut tx, found)) = find(portal, staff, reference, &decision).await? else { return Ok(Settled::NotFound) };
    let now = portal.clock.now();
    // When it is confirmed and taken back at the same moment, only one of the two finds it waiting.
    let settled = sqlx::query!(
        "UPDATE pending_change SET status = 'confirmed', id_kind = $4, decided_at = $5, decided_by = $6 \
         WHERE library = $1 AND person_id = $2 AND id = $3 AND status = 'waiting'",
        staff.library().as_str(),
        found.person.0,
        found.id,
        seen.map(PhotoId::code),
        now,
        staff.account(),
    )
    .execute(&mut *tx)
    .await?;
    if settled.rows_affected() == 0 {
        return Ok(Settled::NotFound);
    }
    let old = notify::before(&mut tx, profile, found.person, profile.usual_language(), found.change.detail).await?;
    apply::apply(&mut tx, profile, found.person, &found.change, "desk", now).await?;
    let fields = found.change.detail.ledger_names();
    let event = Event {
        classes: &[Class::Contact],
        fields: &fields.iter().map(String::as_str).collect::<Vec<_>>(),
        rules: &apply::rules(profile),
        purpose: Some(PURPOSE),
        detail: serde_json::json!({ "role": staff.role().code(), "photo_id": seen.map(PhotoId::code) }),
        ..Event::at_desk(staff, now, Some(found.person), Action::ContactChangeConfirmed)
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    let what = if found.change.detail == Detail::Email { What::EmailChanged } else { What::ContactChanged };
    notify::tell_former_address(&mut tx, portal, profile, found.person, old, profile.usual_language(), site, what)
        .await?;
    tx.commit().await?;
    Ok(Settled::Done)
}

/// Refuses a change. The patron reads the reason.
///
/// # Errors
/// When the database is away; then nothing is refused.
pub async fn refuse(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    reason: &ShortText<300>,
    site: &str,
) -> Result<Settled> {
    let profile = staff.profile();
    let decision = review(portal, staff);
    if let Decision::Refused(refused) = decision {
        refused_asking(portal, staff, &refused).await?;
        return Ok(Settled::NotYours(refused));
    }
    if settled_before(portal, staff, reference, "refused").await? {
        return Ok(Settled::Done);
    }
    let Some((mut tx, found)) = find(portal, staff, reference, &decision).await? else { return Ok(Settled::NotFound) };
    let now = portal.clock.now();
    let settled = sqlx::query!(
        "UPDATE pending_change SET status = 'refused', reason = $4, decided_at = $5, decided_by = $6 \
         WHERE library = $1 AND person_id = $2 AND id = $3 AND status = 'waiting'",
        staff.library().as_str(),
        found.person.0,
        found.id,
        reason.as_str(),
        now,
        staff.account(),
    )
    .execute(&mut *tx)
    .await?;
    if settled.rows_affected() == 0 {
        return Ok(Settled::NotFound);
    }
    let event = Event {
        classes: &[Class::Pending],
        rules: &apply::rules(profile),
        purpose: Some(PURPOSE),
        ..Event::at_desk(staff, now, Some(found.person), Action::ContactChangeRefused)
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    notify::tell(&mut tx, portal, profile, found.person, profile.usual_language(), site, What::ContactRefused).await?;
    tx.commit().await?;
    Ok(Settled::Done)
}

/// Whether this clerk has settled the change in this way already: a second click is told the same as the first.
async fn settled_before(portal: &Portal, staff: &Staff, reference: &Reference, status: &str) -> Result<bool> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    Ok(sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM pending_change \
                        WHERE library = $1 AND reference = $2 AND status = $3 AND decided_by = $4) AS \"before!\"",
        staff.library().as_str(),
        reference.as_str(),
        status,
        staff.account(),
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// What a clerk may see to review a change.
fn review(portal: &Portal, staff: &Staff) -> Decision {
    let wanted = Wanted::classes([Class::Identity, Class::Contact, Class::Pending]);
    staff.asks(portal, Purpose::ContactReview, wanted)
}

fn codes(decision: &Decision) -> Vec<&str> {
    domain::rules::codes(decision.rules())
}

struct Found {
    id: Uuid,
    person: PersonId,
    change: Change,
    asked_at: DateTime<Utc>,
    asked_shared: Option<bool>,
    asked_device: Option<String>,
}

/// The waiting change with this reference, in a transaction about its person alone, so that the decision and what is
/// read or done under it are of one moment. A reference to which nothing belongs is a line in the ledger.
async fn find(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    decision: &Decision,
) -> Result<Option<(Tx, Found)>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let row = sqlx::query!(
        "SELECT id, person_id, field, parts, asked_at, asked_shared, asked_device FROM pending_change \
         WHERE library = $1 AND reference = $2 AND status = 'waiting'",
        staff.library().as_str(),
        reference.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let found = row.and_then(|row| {
        let typed = |name: &str| row.parts.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let change = Change::read(Detail::from_code(&row.field)?, typed).ok()?;
        Some(Found {
            id: row.id,
            person: PersonId(row.person_id),
            change,
            asked_at: row.asked_at,
            asked_shared: row.asked_shared,
            asked_device: row.asked_device,
        })
    });
    let Some(found) = found else {
        no_such_reference(tx, portal, staff, decision.rules()).await?;
        return Ok(None);
    };
    tx.narrow_to(OneReader::Look, found.person).await?;
    Ok(Some((tx, found)))
}

async fn is_verified(tx: &mut crate::db::Tx, staff: &Staff, person: PersonId, email: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM verified_email WHERE library = $1 AND person_id = $2 AND email = $3) AS \"yes!\"",
        staff.library().as_str(),
        person.0,
        email,
    )
    .fetch_one(&mut **tx)
    .await?)
}
