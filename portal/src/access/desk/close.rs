//! Closing a card: one that is lost, whose patron has left, or whose number is somebody else's. The command line does it by
//! the number, the desk within a look.

use super::in_system;
use crate::{
    Portal, Result,
    access::token,
    authority::{Look, Operator},
    db::{Scope, Tx, lock_person},
    ids::PersonId,
    ledger::{self, Event},
    mail::What,
    notify, session,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    decision::{Decision, Purpose, Refused, Wanted},
    inventory::{CARD_CLOSINGS, Class},
    ledger::{Action, ActorKind},
    parse::CardNumber,
    profile::Profile,
    rules::{Ground, codes},
    words::Text,
};
use uuid::Uuid;

/// Why a card is closed. The patron reads it (`inventory::CARD_CLOSINGS`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// The number was given to somebody else.
    Moved,
    /// Two records of one person were put together.
    Merged,
    /// No longer a patron.
    Left,
    /// The card was made by mistake.
    Mistake,
}

impl Closing {
    /// What the patron reads.
    pub fn label(self) -> Text {
        let known = CARD_CLOSINGS.iter().find(|(code, _)| *code == self.code());
        known.map_or(Text::new("", ""), |&(_, label)| label)
    }
}

impl Closing {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Moved, Self::Merged, Self::Left, Self::Mistake];

    /// As it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Merged => "merged",
            Self::Left => "left",
            Self::Mistake => "mistake",
        }
    }

    /// Whether the library's own system does not know yet. What moved or was merged began there.
    pub const fn begins_here(self) -> bool {
        matches!(self, Self::Left | Self::Mistake)
    }

    /// The reason with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The card is closed; sessions, known devices, codes and links of its holder have ended.
    Done,
    /// No card that could be closed has this number.
    NoSuchCard,
    /// Nobody can use a card with this number, and several people had one that is not closed: whose is meant is not known.
    /// Nothing is closed.
    Several,
}

/// Closes a card at once, with the moment and the reason. The record stays as it is, and so does what else the patron
/// has; from now on the number may be given to somebody else, and a file that does is taken.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn close_card(portal: &Portal, operator: &Operator, card: &CardNumber, because: Closing) -> Result<Closed> {
    let (profile, now) = (operator.profile(), portal.clock.now());
    let mut tx = portal.db.begin(operator.scope()).await?;
    // The card in use is meant, on purpose (crate::holders); where none is, the only one that could still be closed.
    let mut holders = sqlx::query!(
        "SELECT person_id, bool_or(status = 'active') AS \"in_use!\" FROM card \
         WHERE library = $1 AND number = $2 AND status <> 'closed' GROUP BY person_id",
        profile.slug.as_str(),
        card.expose(),
    )
    .fetch_all(&mut *tx)
    .await?;
    if holders.iter().any(|one| one.in_use) {
        holders.retain(|one| one.in_use);
    }
    let holder = match holders.as_slice() {
        [one] => PersonId(one.person_id),
        [] => return Ok(Closed::NoSuchCard),
        _ => return Ok(Closed::Several),
    };
    // The person is locked first, as in every use case that ends ways in: when two run at once, one waits for the
    // other.
    lock_person(&mut tx, &profile.slug, holder).await?;
    let closed = sqlx::query!(
        "UPDATE card SET status = 'closed', closed_at = $4, closed_because = $5, source = 'portal', sourced_at = $4 \
         WHERE library = $1 AND number = $2 AND person_id = $3 AND status <> 'closed'",
        profile.slug.as_str(),
        card.expose(),
        holder.0,
        now,
        because.code(),
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if closed == 0 {
        return Ok(Closed::NoSuchCard);
    }
    end_ways_in(&mut tx, portal, profile, holder, now).await?;
    if because.begins_here() {
        in_system::enter(&mut tx, portal, &profile.slug, (holder, Some(because)), None).await?;
    }
    let event = Event {
        via: "command",
        classes: &[Class::Membership],
        fields: &["card.status"],
        detail: serde_json::json!({ "closed": because.code() }),
        ..Event::new(&profile.slug, now, Some(holder), Action::CardClosed, operator.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(Closed::Done)
}

/// What ends with the last card of a person, which the library's own system says is lost or stolen: all that ends where its owner
/// reports it (L19), but the mail, and nothing is to be closed there any more.
pub(crate) async fn lost_by_file(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    lock_person(tx, &profile.slug, person).await?;
    end_ways_in(tx, portal, profile, person, now).await?;
    let event = Event {
        via: "import",
        classes: &[Class::Membership],
        fields: &["card.status"],
        rules: &codes(profile.grounds.of(Ground::LostCard)),
        ..Event::new(&profile.slug, now, Some(person), Action::CardReportedLost, (ActorKind::System, None))
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// Sessions, known devices, codes and links.
async fn end_ways_in(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    holder: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    session::end_of(tx, profile.slug.as_str(), holder.0, None).await?;
    token::end_all(tx, portal, profile, holder, None, now).await
}

/// A card that can be closed at the desk, with as much of it as tells it from another of the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCard {
    /// Its row, in forms.
    pub id: Uuid,
    /// The end of its number.
    pub last_digits: String,
    /// When it was issued.
    pub issued_on: Option<NaiveDate>,
    /// Whether it is a staff card with special privileges (W8).
    pub staff_card: bool,
}

/// What became of closing a card at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosedAtDesk {
    /// It is closed, now or by the same clerk a moment ago; sessions, known devices, codes and links have ended.
    Done,
    /// The record has no such card that is in use.
    NoSuchCard,
    /// The decision says no.
    NotYours(Refused),
}

/// The cards of the record that a clerk has open, where closing them is their work.
///
/// # Errors
/// When the database is away.
pub async fn cards_in_use(portal: &Portal, look: &Look) -> Result<std::result::Result<Vec<OpenCard>, Refused>> {
    if let Decision::Refused(refused) = may_close(portal, look) {
        return Ok(Err(refused));
    }
    let mut tx = portal.db.begin(look.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, right(number, 4) AS \"last_digits!\", issued_on, staff_card FROM card \
         WHERE library = $1 AND person_id = $2 AND status = 'active' ORDER BY issued_on DESC NULLS LAST, id",
        look.library().as_str(),
        look.person().0,
    )
    .fetch_all(&mut *tx)
    .await?;
    let cards = rows.into_iter().map(|row| OpenCard {
        id: row.id,
        last_digits: row.last_digits,
        issued_on: row.issued_on,
        staff_card: row.staff_card,
    });
    Ok(Ok(cards.collect()))
}

/// Closes a card of the record that a clerk has open (L19 where it is lost). `because`: why, for the patron to read; without
/// a reason it is lost or stolen. The patron is told of a lost card by mail, where they have an address. `in_system`: the clerk
/// has closed it in the library's own system too; otherwise that is a line of the desk's work.
///
/// # Errors
/// When the database is away; then nothing is done.
// Test (look/tests.rs): "l19 the desk closes a lost card with its moment and a line the patron reads".
pub async fn close_at_desk(
    portal: &Portal,
    look: &Look,
    card: Uuid,
    because: Option<Closing>,
    in_system: bool,
    site: &str,
) -> Result<ClosedAtDesk> {
    let decision = may_close(portal, look);
    if let Decision::Refused(refused) = decision {
        return Ok(ClosedAtDesk::NotYours(refused));
    }
    let (profile, person, now) = (look.profile(), look.person(), portal.clock.now());
    // Library-wide, because what ends with a card may be others' too: links that a parent made with it.
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    lock_person(&mut tx, &profile.slug, person).await?;
    let status = if because.is_some() { "closed" } else { "lost" };
    let closed = sqlx::query!(
        "UPDATE card SET status = $5, closed_at = $4, closed_because = $6, source = 'desk', sourced_at = $4 \
         WHERE library = $1 AND person_id = $2 AND id = $3 AND status = 'active'",
        profile.slug.as_str(),
        person.0,
        card,
        now,
        status,
        because.map(Closing::code),
    )
    .execute(&mut *tx)
    .await?;
    if closed.rows_affected() == 0 {
        let before = sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM card WHERE library = $1 AND person_id = $2 AND id = $3 AND status = $4 \
                            AND source = 'desk' AND closed_at > $5) AS \"before!\"",
            profile.slug.as_str(),
            person.0,
            card,
            status,
            now - crate::clock::SECOND_CLICK,
        )
        .fetch_one(&mut *tx)
        .await?;
        return Ok(if before { ClosedAtDesk::Done } else { ClosedAtDesk::NoSuchCard });
    }
    end_ways_in(&mut tx, portal, profile, person, now).await?;
    let mut rules = decision.rules().to_vec();
    if because.is_none() {
        rules.extend(profile.grounds.of(Ground::LostCard).iter().cloned());
    }
    let action = if because.is_some() { Action::CardClosed } else { Action::CardReportedLost };
    let event = Event {
        via: "desk",
        classes: &[Class::Membership],
        fields: &["card.status"],
        rules: &codes(&rules),
        purpose: Some(Purpose::Registration.code()),
        detail: serde_json::json!({ "role": look.staff().role().code(), "closed": because.map(Closing::code) }),
        ..Event::new(&profile.slug, now, Some(person), action, look.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    if because.is_none_or(Closing::begins_here) {
        let by = in_system.then(|| look.staff());
        in_system::enter(&mut tx, portal, &profile.slug, (person, because), by).await?;
    }
    if because.is_none() {
        let usual = profile.usual_language();
        notify::tell(&mut tx, portal, profile, person, usual, site, What::CardReportedLost).await?;
    }
    tx.commit().await?;
    Ok(ClosedAtDesk::Done)
}

/// Whether closing a card is this role's work, in this look: anyone who issues cards closes them.
pub(super) fn may_close(portal: &Portal, look: &Look) -> Decision {
    look.asks(portal, Purpose::Registration, Wanted::class(Class::Membership))
}
