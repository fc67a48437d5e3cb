//! A line for each time a clerk asks for something by a card number, a reference or a photo ID, whatever the answer: trying numbers
//! one after the other leaves a line for each.

use super::{Event, append};
use crate::{Portal, Result, authority::Staff, db::Tx, holders, ids::PersonId};
use chrono::Duration;
use domain::{
    decision::Refused,
    ledger::Action,
    parse::CardNumber,
    rules::{RuleId, codes},
};

/// Asking again for the same person's card or reference in one session adds no line for so long. A number that belongs
/// to nobody is a line each time.
const ONE_LINE_FOR: Duration = Duration::minutes(15);

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// A card, by its number.
    Card,
    /// A change or a permission, by its reference.
    Reference,
    /// A person, by the name and birth date on a photo ID.
    PhotoId,
    /// A person, by their name and the number that calls.
    Number,
    /// A person, by the name and house number that a payer gives.
    Payer,
}

impl Named {
    const fn code(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Reference => "reference",
            Self::PhotoId => "identified",
            Self::Number => "called",
            Self::Payer => "payer_named",
        }
    }
}

/// What a clerk asked for, and what they were told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lookup {
    pub(crate) named: Named,
    /// Whose it is; `None` where no record has it, several had it and nobody has it now, or it was not looked up.
    pub(crate) person: Option<PersonId>,
    /// `in-use`, `closed`, `found`, `none` or [`REFUSED`].
    pub(crate) told: &'static str,
}

/// Told where it was not this role's to ask: nothing was looked up, which is not the same as finding nobody.
const REFUSED: &str = "refused";

/// Writes the line.
///
/// # Errors
/// When the database is away.
pub(crate) async fn note_asked(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    asked: Lookup,
    rules: &[RuleId],
) -> Result<()> {
    let Lookup { named, person, told } = asked;
    let now = portal.clock.now();
    let session = staff.session().to_string();
    let noted = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM ledger_event \
                        WHERE library = $1 AND subject_id = $2 AND at > $3 AND action = $4 AND actor_id = $5 \
                              AND detail ->> 'session' = $6 AND detail ->> $7 = $8) AS \"noted!\"",
        staff.library().as_str(),
        person.map(|person| person.0),
        now - ONE_LINE_FOR,
        Action::CardLookedUp.code(),
        staff.account(),
        session,
        named.code(),
        told,
    )
    .fetch_one(&mut **tx)
    .await?;
    if noted {
        return Ok(());
    }
    let mut detail = serde_json::json!({ "role": staff.role().code(), "session": session, named.code(): told });
    if told == REFUSED {
        detail["refused"] = true.into();
    }
    let event = Event { rules: &codes(rules), detail, ..Event::at_desk(staff, now, person, Action::CardLookedUp) };
    append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// Whose card this is, where it is in use, and the line that it was asked for, whatever the answer; both last until the
/// transaction is over, and the line once it is committed. A card reported lost, replaced or closed proves nothing (L19).
///
/// # Errors
/// When the database is away.
pub(crate) async fn whose_card(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    card: &CardNumber,
    rules: &[RuleId],
) -> Result<Option<PersonId>> {
    // By the card in use, on purpose: it is in somebody's hand today (crate::holders).
    let found = sqlx::query_scalar!(
        "SELECT person_id FROM card WHERE library = $1 AND number = $2 AND status = 'active' FOR SHARE",
        staff.library().as_str(),
        card.expose(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    let in_use = found.map(PersonId);
    let (person, told) = if in_use.is_some() {
        (in_use, "in-use")
    } else {
        let had = holders::ever(tx, staff.library(), card).await?;
        (holders::only(&had), if had.is_empty() { "none" } else { "closed" })
    };
    note_asked(tx, portal, staff, Lookup { named: Named::Card, person, told }, rules).await?;
    Ok(in_use)
}

/// The line of a reference under which nothing was found, at the end of the transaction that looked for it.
///
/// # Errors
/// When the database is away.
pub(crate) async fn no_such_reference(mut tx: Tx, portal: &Portal, staff: &Staff, rules: &[RuleId]) -> Result<()> {
    let asked = Lookup { named: Named::Reference, person: None, told: "none" };
    note_asked(&mut tx, portal, staff, asked, rules).await?;
    tx.commit().await
}

/// The line of a reference that this member of the staff may not open: nothing was looked up.
///
/// # Errors
/// When the database is away.
pub(crate) async fn refused_asking(portal: &Portal, staff: &Staff, refused: &Refused) -> Result<()> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let asked = Lookup { named: Named::Reference, person: None, told: REFUSED };
    note_asked(&mut tx, portal, staff, asked, &refused.rules).await?;
    tx.commit().await
}
