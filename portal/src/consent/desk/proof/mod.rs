//! Proof: for an address and a moment, who had agreed to what, in which words, how, for which address, and what came of it; and
//! what came without an answer, because an address on record is the yes to it.

mod by_address;
mod came;
mod said;

pub use by_address::YesByAddress;
pub use came::{AnswerConsequence, What};

use crate::{
    Portal, Result,
    authority::{Director, Whose},
    consent::{Answer, subscriber},
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Decision, Purpose as Task, Refused, Wanted},
    inventory::Class,
    ledger::Action,
    parse::EmailAddress,
    rules::codes,
};

/// What is looked at.
const CLASSES: [Class; 4] = [Class::Preferences, Class::Notices, Class::Membership, Class::Pending];

/// What one person had said by the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfOne {
    /// The last four digits of their card, where they have one.
    pub card: Option<String>,
    /// Whether they get newsletters without a card.
    pub without_card: bool,
    /// For each question they had answered by then, the answer that held.
    pub said: Vec<ProofHeld>,
    /// The notices that an address on record was the yes to, of those they had not answered by then.
    pub by_address: Vec<YesByAddress>,
}

/// An answer that held at the moment, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofHeld {
    /// The answer, with its words and the address it was given for.
    pub answer: Answer,
    /// When the same was answered again, which holds from then on.
    pub until: Option<DateTime<Utc>>,
    /// What came of it while it held, the newest first, at most 200.
    pub came: Vec<AnswerConsequence>,
    /// Whether there is more than is shown.
    pub more: bool,
}

/// For everyone whose address this is or was when they answered, or to whom something was written at it: what they had said by
/// `at`. Each of them reads in their activity that it was looked up.
///
/// # Errors
/// When the database is away. `Ok(Err(refused))` when the decision does not allow it.
pub async fn proof(
    portal: &Portal,
    director: &Director,
    address: &EmailAddress,
    at: DateTime<Utc>,
) -> Result<std::result::Result<Vec<OfOne>, Refused>> {
    let allowed = match director.staff().asks(portal, Task::ConsentProof, Wanted::classes(CLASSES)) {
        Decision::Allowed(allowed) => allowed,
        Decision::Refused(refused) => return Ok(Err(refused)),
    };
    let library = director.library();
    let mut tx = portal.db.begin(director.scope()).await?;
    let people = sqlx::query!(
        "WITH asked AS (SELECT array_agg(lower(form)) AS forms FROM unnest($2::text[]) AS form) \
         SELECT person.id AS \"id!\", (SELECT right(card.number, 4) FROM card WHERE card.library = $1 AND card.person_id = person.id \
                            ORDER BY card.status = 'active' DESC, card.id LIMIT 1) AS card \
         FROM person WHERE person.library = $1 AND person.id IN ( \
             SELECT person_id FROM contact, asked WHERE library = $1 AND lower(email) = ANY (forms) \
             UNION SELECT person_id FROM consent, asked WHERE library = $1 AND lower(address) = ANY (forms) \
             UNION SELECT person_id FROM verified_email, asked WHERE library = $1 AND lower(email) = ANY (forms) \
             UNION SELECT person_id FROM newsletter_delivery, asked WHERE library = $1 AND lower(recipient) = ANY (forms) \
             UNION SELECT person_id FROM service_listed, asked WHERE library = $1 AND lower(email) = ANY (forms) \
             UNION SELECT person_id FROM outbox, asked WHERE library = $1 AND lower(recipient) = ANY (forms)) \
         ORDER BY person.id",
        library.as_str(),
        &address.forms(),
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut all = Vec::new();
    let without = subscriber::of_address(&mut tx, library, address).await?.map(|(id, _)| id);
    if let Some(subscriber) = without {
        all.push(OfOne {
            card: None,
            without_card: true,
            said: said::by(&mut tx, director, Whose::Subscriber(subscriber), at).await?,
            by_address: Vec::new(),
        });
        note(&mut tx, portal, director, subscriber.as_own(), &codes(&allowed.rules)).await?;
    }
    for person in people {
        let (id, card) = (PersonId(person.id), person.card);
        let said = said::by(&mut tx, director, Whose::Person(id), at).await?;
        let by_address = by_address::of(&mut tx, director, id, address, &said, at).await?;
        all.push(OfOne { card, without_card: false, said, by_address });
        note(&mut tx, portal, director, id, &codes(&allowed.rules)).await?;
    }
    tx.commit().await?;
    Ok(Ok(all))
}

/// In the activity of the person it is about: that the Director looked.
async fn note(tx: &mut Tx, portal: &Portal, director: &Director, whose: PersonId, rules: &[&str]) -> Result<()> {
    let event = Event {
        classes: &CLASSES,
        fields: &[
            "consent.given",
            "consent.words",
            "consent.address",
            "newsletter_delivery.state",
            "outbox.status",
            "service_listed.email",
            "choice_to_enter.entered_at",
            "card.number",
        ],
        rules,
        purpose: Some(Task::ConsentProof.code()),
        ..Event::at_desk(director.staff(), portal.clock.now(), Some(whose), Action::Viewed)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
