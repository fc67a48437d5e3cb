//! Closing a card whose patron has left, or whose number is somebody else's.

use crate::{
    Portal, Result,
    access::token,
    authority::Operator,
    db::lock_person,
    ids::PersonId,
    ledger::{self, Event},
    session,
};
use domain::{inventory::Class, ledger::Action, parse::CardNumber};

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
    /// Nobody's card that could be closed has this number.
    NoSuchCard,
}

/// Closes a card at once, with the moment and the reason. The record stays as it is, and so does what else the patron
/// has; from now on the number may be given to somebody else, and a file that does is taken.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn close_card(portal: &Portal, operator: &Operator, card: &CardNumber, because: Closing) -> Result<Closed> {
    let (profile, now) = (operator.profile(), portal.clock.now());
    let mut tx = portal.db.begin(operator.scope()).await?;
    let holder = sqlx::query_scalar!(
        "SELECT person_id FROM card WHERE library = $1 AND number = $2 AND status <> 'closed' \
         ORDER BY status = 'active' DESC, sourced_at DESC LIMIT 1",
        profile.slug.as_str(),
        card.expose(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(holder) = holder.map(PersonId) else { return Ok(Closed::NoSuchCard) };
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
    session::end_of(&mut tx, profile.slug.as_str(), holder.0, None).await?;
    token::end_all(&mut tx, portal, profile, holder, None, now).await?;
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
