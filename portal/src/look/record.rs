//! Looks: one record, one purpose, a quarter of an hour.

use super::Band;
use crate::{
    Portal, Result,
    access::stop,
    authority::{Look, Staff},
    db::{OneReader, Tx},
    holders,
    ids::PersonId,
    ledger::{self, Event, Lookup, Named, note_asked},
    record::{Shared, shared},
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    asking::FoundBy,
    decision::{Decision, Fact, Purpose, Refused, Wanted},
    inventory::Class,
    ledger::Action,
    parse::CardNumber,
    rules::codes,
};
use uuid::Uuid;

/// How long a look lasts.
const LASTS: Duration = Duration::minutes(15);

/// What a clerk learns of a card before saying what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundCard {
    /// It is in use, and a look at its record can begin.
    InUse {
        /// The look's name, in addresses.
        look: Uuid,
    },
    /// It was reported lost, replaced or closed: it proves nothing (L19).
    Closed,
    /// There is no such card here.
    Unknown,
    /// The decision does not let this role ask: nothing was looked up.
    NotYours(Refused),
}

/// Finds a card. Whether it is in use is told to those alone whose work it is (S2), and that somebody asked is in the
/// ledger, whatever the answer: a card that is somebody's shows it in their activity.
///
/// # Errors
/// When the database is away.
pub async fn find_card(portal: &Portal, staff: &Staff, card: &CardNumber) -> Result<FoundCard> {
    let decision = may_ask(portal, staff);
    let mut tx = portal.db.begin(staff.scope()).await?;
    if let Decision::Refused(refused) = &decision {
        note_asked(
            &mut tx,
            portal,
            staff,
            Lookup { named: Named::Card, person: None, told: "refused" },
            decision.rules(),
        )
        .await?;
        tx.commit().await?;
        return Ok(FoundCard::NotYours(refused.clone()));
    }
    // By the card in use, on purpose: the person at the desk holds it today (crate::holders).
    let found = sqlx::query!(
        "SELECT id, person_id FROM card WHERE library = $1 AND number = $2 AND status = 'active'",
        staff.library().as_str(),
        card.expose(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(found) = found else {
        let had = holders::ever(&mut tx, staff.library(), card).await?;
        let (told, answer) = if had.is_empty() { ("none", FoundCard::Unknown) } else { ("closed", FoundCard::Closed) };
        let asked = Lookup { named: Named::Card, person: holders::only(&had), told };
        note_asked(&mut tx, portal, staff, asked, decision.rules()).await?;
        tx.commit().await?;
        return Ok(answer);
    };
    let person = PersonId(found.person_id);
    let asked = Lookup { named: Named::Card, person: Some(person), told: "in-use" };
    note_asked(&mut tx, portal, staff, asked, decision.rules()).await?;
    let look = begin(&mut tx, portal, staff, person, (Some(found.id), FoundBy::Card)).await?;
    tx.commit().await?;
    Ok(FoundCard::InUse { look })
}

/// Begins a look at the record that was found so, by this card or without one. It shows nothing yet.
pub(super) async fn begin(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    person: PersonId,
    (card, by): (Option<Uuid>, FoundBy),
) -> Result<Uuid> {
    let (look, now) = (portal.entropy.uuid(), portal.clock.now());
    sqlx::query!(
        "INSERT INTO desk_look (library, id, staff_id, person_id, created_at, ends_at, card_id, found_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        staff.library().as_str(),
        look,
        staff.account(),
        person.0,
        now,
        now + LASTS,
        card,
        by.code(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(look)
}

/// What a look shows.
#[derive(Debug)]
pub struct LookView {
    /// Its name.
    pub id: Uuid,
    /// What for; `None` until the clerk says it.
    pub purpose: Option<Purpose>,
    /// What this clerk can say it is for: the tasks of the role at this library.
    pub purposes: Vec<Purpose>,
    /// By what the record was found.
    pub found_by: FoundBy,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// What may be told, once it is said what for, and the part of the record that it names.
    pub opened: Option<LookAnswer>,
}

/// The answer to what a look is for: what the clerk may be told, and the part of the record that it allows.
#[derive(Debug)]
pub struct LookAnswer {
    /// The decision.
    pub decision: Decision,
    /// What of it is seen first; none where the decision is no.
    pub band: Option<Band>,
    /// The part of the record it allows, and nothing else.
    pub shared: Vec<Shared>,
    /// Whether a stop on parents and guardians stands, where the look is for a code: it is then to reach the young
    /// person alone.
    pub parents_stopped: bool,
}

/// This clerk's look, while it lasts.
///
/// # Errors
/// When the database is away.
pub async fn look(portal: &Portal, staff: &Staff, id: Uuid) -> Result<Option<LookView>> {
    let profile = staff.profile();
    // The look, the decision and what it lets be read are one transaction.
    let mut tx = portal.db.begin(staff.scope()).await?;
    let Some(Row { person, found_by, purpose, ends_at, staff_card, .. }) = row(&mut tx, portal, staff, id).await?
    else {
        return Ok(None);
    };
    let opened = match purpose {
        None => None,
        Some(purpose) => {
            tx.narrow_to(OneReader::Look, person).await?;
            let decision = decision(portal, staff, purpose, staff_card);
            let shared = shared(&mut tx, staff.library(), person, &decision).await?;
            let parents_stopped = purpose == Purpose::OnlineAccess
                && matches!(decision, Decision::Allowed(_))
                && stop::stands(&mut tx, profile, person).await?;
            let today = portal.today(profile);
            let band = Band::read(&mut tx, (staff.library(), person), (&decision, &shared), today).await?;
            Some(LookAnswer { decision, band, shared, parents_stopped })
        }
    };
    let tasks = Purpose::ALL.into_iter().filter(|_| found_by.opens_tasks());
    let purposes =
        tasks.filter(|&task| matches!(decision(portal, staff, task, staff_card), Decision::Allowed(_))).collect();
    Ok(Some(LookView { id, purpose, purposes, found_by, ends_at, opened }))
}

/// This clerk's look, where it was opened for `purpose`. `None`: there is no such look (any more). What may be done in it
/// is the decision's to say.
///
/// # Errors
/// When the database is away.
pub async fn of_card(portal: &Portal, staff: &Staff, id: Uuid, purpose: Purpose) -> Result<Option<Look>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let Some(Row { person, purpose: Some(opened_for), ends_at, .. }) = row(&mut tx, portal, staff, id).await? else {
        return Ok(None);
    };
    Ok((opened_for == purpose).then(|| Look::of_card(staff.clone(), person, purpose, ends_at)))
}

/// Says what a look is for: from here on it shows what the decision allows. It is in the ledger, also where the
/// decision says no. `false`: there is no such look (any more).
///
/// # Errors
/// When the database is away.
pub async fn open(portal: &Portal, staff: &Staff, id: Uuid, purpose: Purpose) -> Result<bool> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let Some(Row { person, found_by, purpose: before, staff_card, .. }) = row(&mut tx, portal, staff, id).await? else {
        return Ok(false);
    };
    if !found_by.opens_tasks() {
        return Ok(false);
    }
    // Said already, by a second click: the look is one line.
    if before == Some(purpose) {
        return Ok(true);
    }
    sqlx::query!(
        "UPDATE desk_look SET purpose = $4 WHERE library = $1 AND id = $2 AND staff_id = $3",
        staff.library().as_str(),
        id,
        staff.account(),
        purpose.code(),
    )
    .execute(&mut *tx)
    .await?;
    note(&mut tx, portal, staff, person, purpose, &decision(portal, staff, purpose, staff_card)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Whether looking up cards is this member of staff's work at all.
pub fn may_find(portal: &Portal, staff: &Staff) -> bool {
    matches!(may_ask(portal, staff), Decision::Allowed(_))
}

/// Whether this role may learn if a card is in use: a fact about the account, and those who serve patrons need it.
pub(super) fn may_ask(portal: &Portal, staff: &Staff) -> Decision {
    staff.asks(portal, Purpose::Circulation, Wanted::fact(Fact::AccountActive))
}

/// What this clerk may see for this purpose, of a record that was opened by a staff card or not.
pub(super) fn decision(portal: &Portal, staff: &Staff, purpose: Purpose, staff_card: bool) -> Decision {
    staff.asks_of(portal, purpose, Wanted::classes(Class::ALL), staff_card)
}

/// A look as it is kept.
pub(super) struct Row {
    /// Whose record.
    pub(super) person: PersonId,
    /// The card by which it was found.
    pub(super) card: Option<Uuid>,
    /// By what it was found.
    pub(super) found_by: FoundBy,
    /// What for, where it is the library's own work.
    pub(super) purpose: Option<Purpose>,
    /// Who asks, where somebody does.
    pub(super) asked: Option<serde_json::Value>,
    /// Until when.
    pub(super) ends_at: DateTime<Utc>,
    /// Whether the card by which it was found is a staff card (W8).
    pub(super) staff_card: bool,
}

/// This clerk's look, while it lasts.
pub(super) async fn row(tx: &mut Tx, portal: &Portal, staff: &Staff, id: Uuid) -> Result<Option<Row>> {
    let row = sqlx::query!(
        "SELECT person_id, card_id, found_by, purpose, asked, ends_at, \
                EXISTS (SELECT FROM card WHERE card.library = $1 AND card.id = desk_look.card_id AND card.staff_card) \
                AS \"staff_card!\" \
         FROM desk_look WHERE library = $1 AND id = $2 AND staff_id = $3 AND ends_at > $4",
        staff.library().as_str(),
        id,
        staff.account(),
        portal.clock.now(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Row {
        person: PersonId(row.person_id),
        card: row.card_id,
        found_by: row.found_by.as_deref().and_then(FoundBy::from_code).unwrap_or(match row.card_id {
            Some(_) => FoundBy::Card,
            None => FoundBy::PhotoId,
        }),
        purpose: row.purpose.as_deref().and_then(Purpose::from_code),
        asked: row.asked,
        ends_at: row.ends_at,
        staff_card: row.staff_card,
    }))
}

async fn note(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    person: PersonId,
    purpose: Purpose,
    decision: &Decision,
) -> Result<()> {
    let classes: Vec<Class> = Class::ALL.into_iter().filter(|&class| decision.share(class).is_some()).collect();
    let rules = codes(decision.rules());
    let event = Event {
        classes: &classes,
        rules: &rules,
        purpose: Some(purpose.code()),
        detail: serde_json::json!({ "role": staff.role().code(), "refused": classes.is_empty() }),
        ..Event::at_desk(staff, portal.clock.now(), Some(person), Action::Viewed)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
