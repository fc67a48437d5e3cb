//! The desk: what waits, finding one by its reference, confirming and refusing it; taking one from paper, telling what one names.

mod disclose;
mod paper;

pub use disclose::{DisclosureOutcome, Proven, disclose};
pub use paper::{OnPaper, Taken, take_from_paper};

use super::{
    PURPOSE, codes, review,
    row::{self, PermissionHeld},
    step::{Moved, Noted, note, tell},
};
use crate::{
    Portal, Result,
    authority::Staff,
    db::{OneReader, Tx},
    ids::PersonId,
    ledger::{self, Event, no_such_reference, refused_asking, whose_card},
    mail::PermissionNews,
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    decision::{Decision, Refused},
    inventory::Class,
    ledger::Action,
    parse::{CardNumber, ShortText},
    permission::{State, Step},
    photo_id::PhotoId,
    reference::Reference,
};

/// One permission that waits for the desk. It names nobody: opening it shows whose it is, and counts as a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What the patron will say.
    pub reference: Reference,
    /// Since when it waits.
    pub signed_at: DateTime<Utc>,
}

/// How many stand on a page of the desk's list.
const PER_PAGE: u32 = 50;

/// A page of what waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingPage {
    /// What stands on it.
    pub lines: Vec<Waiting>,
    /// How many wait in all.
    pub all: u32,
    /// How many pages there are, at least one.
    pub pages: u32,
}

/// A permission at the desk, with as much of whose it is as the decision allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtDesk {
    /// The permission.
    pub held: PermissionHeld,
    /// The name on the record, to compare with the photo ID.
    pub name: Option<String>,
}

/// What waits for the desk, oldest first, by pages from 1.
///
/// # Errors
/// When the database is away.
pub async fn waiting(portal: &Portal, staff: &Staff, page: u32) -> Result<Result<WaitingPage, Refused>> {
    let profile = staff.profile();
    if let Decision::Refused(refused) = review(portal, staff) {
        return Ok(Err(refused));
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    let all = sqlx::query_scalar!(
        "SELECT count(*) AS \"all!\" FROM permission WHERE library = $1 AND state = 'signed' AND valid_until >= $2",
        staff.library().as_str(),
        portal.today(profile),
    )
    .fetch_one(&mut *tx)
    .await?;
    let found = sqlx::query!(
        "SELECT reference, signed_at AS \"signed_at!\" FROM permission \
         WHERE library = $1 AND state = 'signed' AND valid_until >= $2 ORDER BY signed_at, id LIMIT $3 OFFSET $4",
        staff.library().as_str(),
        portal.today(profile),
        i64::from(PER_PAGE),
        i64::from(page.saturating_sub(1)) * i64::from(PER_PAGE),
    )
    .fetch_all(&mut *tx)
    .await?;
    let lines = found.into_iter().filter_map(|row| {
        Reference::parse(&row.reference).map(|reference| Waiting { reference, signed_at: row.signed_at })
    });
    let all = u32::try_from(all).unwrap_or(u32::MAX);
    Ok(Ok(WaitingPage { lines: lines.collect(), all, pages: all.div_ceil(PER_PAGE).max(1) }))
}

/// The permission with this reference; a draft is its patron's alone and is not found. It is a look, and in the ledger.
///
/// # Errors
/// When the database is away.
pub async fn find(portal: &Portal, staff: &Staff, reference: &Reference) -> Result<Result<Option<AtDesk>, Refused>> {
    let profile = staff.profile();
    let decision = review(portal, staff);
    if let Decision::Refused(refused) = decision {
        refused_asking(portal, staff, &refused).await?;
        return Ok(Err(refused));
    }
    let Some((mut tx, person, id)) = whose(portal, staff, reference, &decision).await? else { return Ok(Ok(None)) };
    let Some(held) = row::one(&mut tx, staff.library(), person, id, portal.today(profile)).await? else {
        return Ok(Ok(None));
    };
    let name = name(&mut tx, staff, person, &decision).await?;
    look(&mut tx, portal, staff, &held, &decision).await?;
    tx.commit().await?;
    Ok(Ok(Some(AtDesk { held, name })))
}

/// Confirms a permission: the patron stands there, and this kind of photo ID was seen.
///
/// # Errors
/// When the database is away; then nothing is confirmed.
pub async fn confirm(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    seen: PhotoId,
    site: &str,
) -> Result<Moved> {
    let profile = staff.profile();
    let (mut tx, held) = match held_to_decide(portal, staff, reference, (Step::Confirm, State::InForce)).await? {
        Ok(found) => found,
        Err(moved) => return Ok(moved),
    };
    sqlx::query!(
        "UPDATE permission SET state = 'in-force', confirmed_at = $4, photo_id = $5, decided_by = $6 \
         WHERE library = $1 AND person_id = $2 AND id = $3",
        staff.library().as_str(),
        held.person.0,
        held.id,
        portal.clock.now(),
        seen.code(),
        staff.account(),
    )
    .execute(&mut *tx)
    .await?;
    let fields = &["permission.state", "permission.photo_id"];
    let (action, actor) = (Action::PermissionConfirmed, staff.actor());
    note(
        &mut tx,
        portal,
        profile,
        &held,
        Noted {
            action,
            actor,
            via: "desk",
            fields,
            purpose: Some(PURPOSE),
            seen: Some(seen),
            role: Some(staff.role()),
        },
    )
    .await?;
    let whose = (held.person, &held.reference);
    tell(&mut tx, portal, profile, whose, profile.usual_language(), site, PermissionNews::Confirmed).await?;
    tx.commit().await?;
    Ok(Moved::Done)
}

/// Refuses a permission. The patron reads the reason.
///
/// # Errors
/// When the database is away; then nothing is refused.
pub async fn refuse(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    reason: &ShortText<300>,
    site: &str,
) -> Result<Moved> {
    let profile = staff.profile();
    let (mut tx, held) = match held_to_decide(portal, staff, reference, (Step::Refuse, State::Refused)).await? {
        Ok(found) => found,
        Err(moved) => return Ok(moved),
    };
    sqlx::query!(
        "UPDATE permission SET state = 'refused', refused_at = $4, refused_reason = $5, decided_by = $6 \
         WHERE library = $1 AND person_id = $2 AND id = $3",
        staff.library().as_str(),
        held.person.0,
        held.id,
        portal.clock.now(),
        reason.as_str(),
        staff.account(),
    )
    .execute(&mut *tx)
    .await?;
    let fields = &["permission.state", "permission.refused_reason"];
    let (action, actor) = (Action::PermissionRefused, staff.actor());
    note(
        &mut tx,
        portal,
        profile,
        &held,
        Noted { action, actor, via: "desk", fields, purpose: Some(PURPOSE), seen: None, role: Some(staff.role()) },
    )
    .await?;
    let whose = (held.person, &held.reference);
    tell(&mut tx, portal, profile, whose, profile.usual_language(), site, PermissionNews::Refused).await?;
    tx.commit().await?;
    Ok(Moved::Done)
}

/// The permission with this reference, held against every other step, from where this step leads to this state.
async fn held_to_decide(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    (step, to): (Step, State),
) -> Result<Result<(Tx, PermissionHeld), Moved>> {
    let (tx, held) = match held_for_step(portal, staff, reference).await? {
        Ok(found) => found,
        Err(moved) => return Ok(Err(moved)),
    };
    Ok(if held.was_decided(to, staff) {
        Err(Moved::Done)
    } else if held.state.after(step) == Some(to) {
        Ok((tx, held))
    } else {
        Err(Moved::NotFrom(held.state))
    })
}

/// The permission with this reference, held against every other step, in a transaction about its person alone.
pub(super) async fn held_for_step(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
) -> Result<Result<(Tx, PermissionHeld), Moved>> {
    let profile = staff.profile();
    let decision = review(portal, staff);
    if let Decision::Refused(refused) = decision {
        refused_asking(portal, staff, &refused).await?;
        return Ok(Err(Moved::NotYours(refused)));
    }
    let Some((mut tx, person, id)) = whose(portal, staff, reference, &decision).await? else {
        return Ok(Err(Moved::NotFound));
    };
    let held = row::locked(&mut tx, staff.library(), person, id, portal.today(profile)).await?;
    Ok(held.map(|held| (tx, held)).ok_or(Moved::NotFound))
}

/// Whose signed permission a reference names, in a transaction about that person alone. A reference to which no
/// permission belongs is a line in the ledger.
async fn whose(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    decision: &Decision,
) -> Result<Option<(Tx, PersonId, uuid::Uuid)>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let found = sqlx::query!(
        "SELECT person_id, id FROM permission WHERE library = $1 AND reference = $2 AND state <> 'draft'",
        staff.library().as_str(),
        reference.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = found else {
        no_such_reference(tx, portal, staff, decision.rules()).await?;
        return Ok(None);
    };
    let person = PersonId(row.person_id);
    tx.narrow_to(OneReader::Look, person).await?;
    Ok(Some((tx, person, row.id)))
}

/// Whose card this is, in a transaction about that person alone, until whose end the card stays as it is. That it was asked for
/// is a line in the ledger, whatever the answer: it lasts once the transaction is committed, and is written here where the card
/// is nobody's or not in use.
// Test (permission/tests.rs): "a card that is tried with a paper is a line whatever comes of it".
async fn person_of_card(
    portal: &Portal,
    staff: &Staff,
    card: &CardNumber,
    decision: &Decision,
) -> Result<Option<(Tx, PersonId)>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let Some(person) = whose_card(&mut tx, portal, staff, card, decision.rules()).await? else {
        tx.commit().await?;
        return Ok(None);
    };
    tx.narrow_to(OneReader::Look, person).await?;
    Ok(Some((tx, person)))
}

/// The name on the record, as much of it as the decision allows.
async fn name(tx: &mut Tx, staff: &Staff, person: PersonId, decision: &Decision) -> Result<Option<String>> {
    if !["person.firstname", "person.surname"].iter().all(|field| decision.allows_field(Class::Identity, field)) {
        return Ok(None);
    }
    let found = sqlx::query!(
        "SELECT firstname, surname FROM person WHERE library = $1 AND id = $2",
        staff.library().as_str(),
        person.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let name = found.map(|row| [row.firstname, row.surname].into_iter().flatten().collect::<Vec<_>>().join(" "));
    Ok(name.filter(|name| !name.is_empty()))
}

/// How long one look counts: the pages of one errand are one line in the patron's activity.
const ERRAND: Duration = Duration::minutes(15);

/// Notes that a member of staff looked, what for, and under which rules.
async fn look(tx: &mut Tx, portal: &Portal, staff: &Staff, held: &PermissionHeld, decision: &Decision) -> Result<()> {
    let now = portal.clock.now();
    let noted = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM ledger_event \
                        WHERE library = $1 AND subject_id = $2 AND at > $3 AND action = $4 AND actor_id = $5 \
                              AND detail ->> 'permission' = $6 AND detail ->> 'session' = $7) AS \"noted!\"",
        staff.library().as_str(),
        held.person.0,
        now - ERRAND,
        Action::Viewed.code(),
        staff.account(),
        held.id.to_string(),
        staff.session().to_string(),
    )
    .fetch_one(&mut **tx)
    .await?;
    if noted {
        return Ok(());
    }
    let event = Event {
        classes: &[Class::Identity, Class::Preferences],
        fields: &["person.firstname", "person.surname", "permission.signed_text"],
        rules: &codes(decision.rules()),
        purpose: Some(PURPOSE),
        detail: serde_json::json!({
            "role": staff.role().code(), "permission": held.id, "session": staff.session(),
        }),
        ..Event::at_desk(staff, now, Some(held.person), Action::Viewed)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
