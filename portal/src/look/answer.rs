//! What a clerk may say to anyone who asks: who asks and what they showed go in, the decision and no more than it allows come
//! out, and a line stays with the patron.

use super::{
    Band, copy,
    record::{Row, row},
};
use crate::{
    Portal, Result,
    authority::Staff,
    db::{OneReader, Tx, keep_person},
    ids::PersonId,
    ledger::{self, Event},
    names::same,
    record::{Shared, shared},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    asking::{Errand, FoundBy, Known, Named, ProofShown, ProofSort, Voice, asker},
    decision::{Card, Decision, Fact, Request, Stop, decide},
    inventory::Class,
    ledger::Action,
    parse::last_ten_digits,
    permission::State,
    photo_id::PhotoId,
    rules::codes,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a clerk answers to "who is asking?".
#[derive(Debug, Clone)]
pub struct Asking<'a> {
    /// Who.
    pub voice: Voice,
    /// What about; one of [`Voice::errands`].
    pub errand: Errand,
    /// Whether the card was seen, or its number read out. What this one cannot show ([`Voice::proofs`]) is not believed.
    pub card: bool,
    /// The photo ID that was seen.
    pub photo_id: Option<PhotoId>,
    /// The name on it. It is compared and not kept.
    pub name: &'a str,
    /// The number that calls. It is compared and not kept.
    pub number: &'a str,
}

/// What is kept of it with the look.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) voice: Voice,
    pub(super) errand: Errand,
    pub(super) shown: ProofShown,
    /// Whether the photo ID is the patron's.
    pub(super) patron: bool,
    /// Whether the record names the parent, and whether as the one who signed for the card.
    named: Option<bool>,
    permitted: bool,
    number: bool,
}

/// The answer.
#[derive(Debug)]
pub struct Answered {
    /// Who asked.
    pub voice: Voice,
    /// What about.
    pub errand: Errand,
    /// What was shown.
    pub shown: ProofShown,
    /// Until when the look lasts.
    pub ends_at: DateTime<Utc>,
    /// Whether a copy of everything can be given to them: the patron, here, whose photo ID was looked at.
    pub may_have_copy: bool,
    /// The decision.
    pub decision: Decision,
    /// The part of the record it allows, and nothing else.
    pub shared: Vec<Shared>,
    /// What is seen first of that part; `None` where nothing is told.
    pub band: Option<Band>,
    /// What is owed in all, in cents, where it may be told; the inner `None` where no amount is recorded.
    pub owed: Option<Option<i64>>,
}

/// Says who asks. The answer and that it was given are in the ledger, a refusal too. `false`: there is no such look (any
/// more), or this library does not serve them.
///
/// # Errors
/// When the database is away; then nothing is noted.
pub async fn ask(portal: &Portal, staff: &Staff, id: Uuid, asking: Asking<'_>) -> Result<bool> {
    let Asking { voice, errand, card, photo_id, name, number } = asking;
    let shows = |sort| voice.shows(sort, staff.profile());
    if !voice.needs_record() || !voice.is_offered(staff.profile()) || !voice.errands().contains(&errand) {
        return Ok(false);
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    let look = row(&mut tx, portal, staff, id).await?.filter(|look| look.found_by.serves(voice));
    let Some(look) = look else { return Ok(false) };
    let kept = Kept {
        voice,
        errand,
        shown: ProofShown {
            card: card && shows(ProofSort::Card),
            photo_id: photo_id.filter(|_| shows(ProofSort::PhotoId)),
        },
        patron: look.found_by == FoundBy::PhotoId || is_patron(&mut tx, staff, look.person, name).await?,
        named: named(&mut tx, staff, look.person, name).await?,
        permitted: permitted(&mut tx, portal, staff, look.person, name).await?,
        number: look.found_by == FoundBy::Number
            || shows(ProofSort::Number) && is_on_record(&mut tx, staff, look.person, number).await?,
    };
    sqlx::query!(
        "UPDATE desk_look SET asked = $4 WHERE library = $1 AND id = $2 AND staff_id = $3",
        staff.library().as_str(),
        id,
        staff.account(),
        serde_json::to_value(kept).map_err(|error| crate::Error::Stored(error.to_string()))?,
    )
    .execute(&mut *tx)
    .await?;
    tx.narrow_to(OneReader::Look, look.person).await?;
    if let Some(decision) = decision(&mut tx, portal, staff, (look.person, look.card), &kept).await? {
        note(&mut tx, portal, staff, look.person, &kept, &decision).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// The answer to anyone who asked last in this look. `None`: there is no such look (any more), or nobody has asked.
///
/// # Errors
/// When the database is away.
pub async fn answer(portal: &Portal, staff: &Staff, id: Uuid) -> Result<Option<Answered>> {
    // What is kept, the decision and what it lets be read are one transaction.
    let mut tx = portal.db.begin(staff.scope()).await?;
    let Some((look, kept)) = asked(&mut tx, portal, staff, id).await? else { return Ok(None) };
    tx.narrow_to(OneReader::Look, look.person).await?;
    let decision = decision(&mut tx, portal, staff, (look.person, look.card), &kept).await?;
    let Some(decision) = decision else { return Ok(None) };
    let shared = shared(&mut tx, staff.library(), look.person, &decision).await?;
    let (whose, today) = ((staff.library(), look.person), portal.today(staff.profile()));
    let band = Band::read(&mut tx, whose, (&decision, &shared), today).await?;
    let owed = band.as_ref().filter(|_| decision.allows_fact(Fact::AmountOwed)).and_then(|band| band.owed);
    let may_have_copy = copy::may_have_copy(kept).is_some() && matches!(decision, Decision::Allowed(_));
    let Kept { voice, errand, shown, .. } = kept;
    Ok(Some(Answered { may_have_copy, voice, errand, shown, ends_at: look.ends_at, decision, shared, band, owed }))
}

/// This clerk's look and who asked last in it, where somebody did whom this library serves.
pub(super) async fn asked(tx: &mut Tx, portal: &Portal, staff: &Staff, id: Uuid) -> Result<Option<(Row, Kept)>> {
    let Some(mut look) = row(tx, portal, staff, id).await? else { return Ok(None) };
    let kept = look.asked.take().and_then(|asked| serde_json::from_value::<Kept>(asked).ok());
    let kept = kept.filter(|kept| kept.voice.is_offered(staff.profile()));
    Ok(kept.map(|kept| (look, kept)))
}

/// Notes what somebody paid who was told what is owed (L18). `false`: nobody who pays was answered in this look.
///
/// # Errors
/// When the database is away; then nothing is noted.
pub async fn note_payment(portal: &Portal, staff: &Staff, id: Uuid, cents: u32) -> Result<bool> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let Some((look, kept)) = asked(&mut tx, portal, staff, id).await? else { return Ok(false) };
    let decision = decision(&mut tx, portal, staff, (look.person, look.card), &kept).await?;
    let told = decision.filter(|told| kept.voice == Voice::Payer && told.allows_fact(Fact::AmountOwed));
    let Some(told) = told else { return Ok(false) };
    let event = Event {
        classes: &[Class::Fees],
        rules: &codes(told.rules()),
        detail: serde_json::json!({ "role": staff.role().code(), "cents": cents }),
        ..Event::at_desk(staff, portal.clock.now(), Some(look.person), Action::PaymentTaken)
    };
    // One payment, however often the button is pressed: anyone who is answered again is asked again.
    if use_up(&mut tx, staff, id).await? {
        ledger::append(&mut tx, &*portal.entropy, event).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Uses up what somebody was answered in this clerk's look: it is good for one thing. `false`: it was used up before.
///
/// # Errors
/// When the database is away.
pub(crate) async fn use_up(tx: &mut Tx, staff: &Staff, look: Uuid) -> Result<bool> {
    let used = sqlx::query!(
        "UPDATE desk_look SET asked = NULL WHERE library = $1 AND id = $2 AND staff_id = $3 AND asked IS NOT NULL",
        staff.library().as_str(),
        look,
        staff.account(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(used.rows_affected() == 1)
}

/// Whether this clerk noted this very payment in this look a moment ago: a second click is told that it is noted.
///
/// # Errors
/// When the database is away.
pub async fn payment_is_noted(portal: &Portal, staff: &Staff, id: Uuid, cents: u32) -> Result<bool> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let Some(look) = row(&mut tx, portal, staff, id).await? else { return Ok(false) };
    Ok(sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM ledger_event WHERE library = $1 AND subject_id = $2 AND actor_id = $3 AND action = $4 \
                        AND at > $5 AND detail ->> 'cents' = $6) AS \"noted!\"",
        staff.library().as_str(),
        look.person.0,
        staff.account(),
        Action::PaymentTaken.code(),
        portal.clock.now() - crate::clock::SECOND_CLICK,
        cents.to_string(),
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// What the decision says to them, as the record stands now and until the transaction is over: a stop waits for it.
// Test (look/tests/answers.rs): "a stop that is being set while the desk answers is waited for and seen".
pub(super) async fn decision(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    (person, card): (PersonId, Option<Uuid>),
    kept: &Kept,
) -> Result<Option<Decision>> {
    let known = known(tx, staff, person, card, kept).await?;
    Ok(asker(kept.voice, Some(kept.errand), kept.shown, &known).map(|asker| {
        let request = Request { asker, wanted: kept.errand.wanted(), today: portal.today(staff.profile()) };
        decide(&request, staff.profile())
    }))
}

async fn known(tx: &mut Tx, staff: &Staff, person: PersonId, card: Option<Uuid>, kept: &Kept) -> Result<Known> {
    keep_person(tx, staff.library(), person).await?;
    let row = sqlx::query!(
        "SELECT date_of_birth, \
                (SELECT status FROM card WHERE library = $1 AND person_id = $2 AND card.id = $3) AS status, \
                (SELECT kind FROM guardian_hold AS stop \
                 WHERE stop.library = $1 AND stop.person_id = $2 AND stop.lifted_at IS NULL ORDER BY kind LIMIT 1) AS stop \
         FROM person WHERE library = $1 AND id = $2",
        staff.library().as_str(),
        person.0,
        card,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(Known {
        card: Card::of_status(row.status.as_deref()),
        born: row.date_of_birth,
        is_patron: kept.patron,
        stop: row.stop.as_deref().map(Stop::from_code),
        named: kept.named.map(|cosigner| Named { cosigner }),
        permitted: kept.permitted,
        number_matches: kept.number,
    })
}

/// Whether this is the patron's name.
async fn is_patron(tx: &mut Tx, staff: &Staff, person: PersonId, name: &str) -> Result<bool> {
    let row = sqlx::query!(
        "SELECT concat_ws(' ', firstname, middle_name, surname) AS \"name!\", \
                concat_ws(' ', preferred_name, surname) AS \"preferred!\" FROM person WHERE library = $1 AND id = $2",
        staff.library().as_str(),
        person.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(same(name, &row.name) || same(name, &row.preferred))
}

/// Whether the record names this parent or guardian, and whether as one who signed for the card.
async fn named(tx: &mut Tx, staff: &Staff, person: PersonId, name: &str) -> Result<Option<bool>> {
    let rows = sqlx::query!(
        "SELECT guardian_name, cosigner, \
                (SELECT concat_ws(' ', firstname, middle_name, surname) FROM person AS guardian \
                 WHERE guardian.library = $1 AND guardian.id = guardianship.guardian_id) AS \"own_name?\" \
         FROM guardianship WHERE library = $1 AND child_id = $2",
        staff.library().as_str(),
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let is = |on_record: &Option<String>| on_record.as_deref().is_some_and(|on_record| same(name, on_record));
    let found = rows.iter().filter(|row| is(&row.guardian_name) || is(&row.own_name));
    Ok(found.map(|row| row.cosigner).max())
}

/// Whether a written permission is in force for the person of this name.
async fn permitted(tx: &mut Tx, portal: &Portal, staff: &Staff, person: PersonId, name: &str) -> Result<bool> {
    let recipients = sqlx::query_scalar!(
        "SELECT recipient_name AS \"name!\" FROM permission \
         WHERE library = $1 AND person_id = $2 AND state = $3 AND recipient_kind = 'person' \
           AND recipient_name IS NOT NULL AND $4 BETWEEN valid_from AND valid_until",
        staff.library().as_str(),
        person.0,
        State::InForce.code(),
        portal.today(staff.profile()) as NaiveDate,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(recipients.iter().any(|recipient| same(name, recipient)))
}

/// Whether somebody calls from a number that the record has. The last ten digits count: an area code and a number.
async fn is_on_record(tx: &mut Tx, staff: &Staff, person: PersonId, number: &str) -> Result<bool> {
    let Some(number) = last_ten_digits(number) else { return Ok(false) };
    let numbers = sqlx::query!(
        "SELECT phone, mobile, work_phone FROM contact WHERE library = $1 AND person_id = $2",
        staff.library().as_str(),
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut known = numbers.iter().flat_map(|row| [&row.phone, &row.mobile, &row.work_phone]).flatten();
    Ok(known.any(|one| last_ten_digits(one).as_ref() == Some(&number)))
}

async fn note(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    person: PersonId,
    kept: &Kept,
    decision: &Decision,
) -> Result<()> {
    let mut classes: Vec<Class> = Class::ALL.into_iter().filter(|&class| decision.allows(class)).collect();
    if decision.allows_fact(Fact::AmountOwed) && !classes.contains(&Class::Fees) {
        classes.push(Class::Fees);
    }
    let mut detail = serde_json::json!({
        "role": staff.role().code(),
        "asker": kept.voice.code(),
        "refused": matches!(decision, Decision::Refused(_)),
    });
    if let Some(detail) = detail.as_object_mut() {
        if let Some(photo_id) = kept.shown.photo_id {
            detail.insert("photo_id".to_owned(), photo_id.code().into());
        }
        for (what, shown) in [("shown_card", kept.shown.card), ("number", kept.number)] {
            if shown {
                detail.insert(what.to_owned(), true.into());
            }
        }
    }
    let event = Event {
        classes: &classes,
        rules: &codes(decision.rules()),
        purpose: Some(kept.errand.code()),
        detail,
        ..Event::at_desk(staff, portal.clock.now(), Some(person), Action::DeskAnswered)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
