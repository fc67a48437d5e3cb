//! Proof: for an address and a moment, who had agreed to what, in which words, how, and what came of it.

use super::{Answer, EMAIL, subscriber};
use crate::{
    Portal, Result,
    authority::Director,
    db::Tx,
    ids::{PersonId, SubscriberId},
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{
    consent::{Kept, State},
    decision::{Decision, Purpose as Task, Refused, Wanted},
    inventory::Class,
    ledger::Action,
    parse::EmailAddress,
    rules::codes,
    words::Lang,
};

/// How many mails are shown for one answer.
const SHOWN: i64 = 50;

/// What one person had said by the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfOne {
    /// The last four digits of their card, where they have one.
    pub card: Option<String>,
    /// Whether they get newsletters without a card.
    pub without_card: bool,
    /// For each question they had answered by then, the answer that held.
    pub said: Vec<Held>,
}

/// An answer that held at the moment, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The answer, with its words.
    pub answer: Answer,
    /// The newsletters for which it was asked, the newest first.
    pub came: Vec<Came>,
}

/// What came of one copy of a newsletter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// When it was settled who gets it.
    pub at: DateTime<Utc>,
    /// `sent`, `failed`, `left-out` or `queued`.
    pub state: String,
    /// Why it was not sent.
    pub why: Option<String>,
}

/// For everyone whose address this is, or to whom something was written at it: what they had said by `at`. Each of them reads
/// in their activity that it was looked up.
///
/// # Errors
/// When the database is away. `Ok(Err(refused))` when the decision does not allow it.
pub async fn proof(
    portal: &Portal,
    director: &Director,
    address: &EmailAddress,
    at: DateTime<Utc>,
) -> Result<std::result::Result<Vec<OfOne>, Refused>> {
    let wanted = Wanted::classes([Class::Preferences, Class::Notices, Class::Membership]);
    let allowed = match director.staff().asks(portal, Task::ConsentProof, wanted) {
        Decision::Allowed(allowed) => allowed,
        Decision::Refused(refused) => return Ok(Err(refused)),
    };
    let library = director.library();
    let mut tx = portal.db.begin(director.scope()).await?;
    let people = sqlx::query!(
        "SELECT person.id, (SELECT right(card.number, 4) FROM card WHERE card.library = $1 AND card.person_id = person.id \
                            ORDER BY card.status = 'active' DESC, card.id LIMIT 1) AS card \
         FROM person WHERE person.library = $1 AND person.id IN ( \
             SELECT person_id FROM contact WHERE library = $1 AND lower(email) = lower($2) \
             UNION SELECT person_id FROM verified_email WHERE library = $1 AND lower(email) = lower($2) \
             UNION SELECT person_id FROM newsletter_delivery WHERE library = $1 AND lower(recipient) = lower($2) \
             UNION SELECT person_id FROM outbox WHERE library = $1 AND lower(recipient) = lower($2)) \
         ORDER BY person.id",
        library.as_str(),
        address.as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut all = Vec::new();
    let without = subscriber::of_address(&mut tx, library, address).await?.map(|(id, _)| id);
    if let Some(subscriber) = without {
        all.push(OfOne {
            card: None,
            without_card: true,
            said: said_without_card(&mut tx, director, subscriber, at).await?,
        });
        note(&mut tx, portal, director, subscriber.as_own(), &codes(&allowed.rules)).await?;
    }
    for person in people {
        let (id, card) = (PersonId(person.id), person.card);
        all.push(OfOne { card, without_card: false, said: said(&mut tx, director, id, at).await? });
        note(&mut tx, portal, director, id, &codes(&allowed.rules)).await?;
    }
    tx.commit().await?;
    Ok(Ok(all))
}

/// In the activity of whoever it is about: that the Director looked.
async fn note(tx: &mut Tx, portal: &Portal, director: &Director, whose: PersonId, rules: &[&str]) -> Result<()> {
    let event = Event {
        via: "desk",
        classes: &[Class::Preferences, Class::Notices, Class::Membership],
        fields: &["consent.given", "consent.words", "newsletter_delivery.state", "card.number"],
        rules,
        purpose: Some(Task::ConsentProof.code()),
        detail: serde_json::json!({ "role": director.staff().role().code() }),
        ..Event::new(director.library(), portal.clock.now(), Some(whose), Action::Viewed, director.staff().actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

async fn said_without_card(
    tx: &mut Tx,
    director: &Director,
    subscriber: SubscriberId,
    at: DateTime<Utc>,
) -> Result<Vec<Held>> {
    let rows = sqlx::query!(
        "SELECT DISTINCT ON (list) id AS \"id!\", list AS \"list!\", given AS \"given!\", before, words AS \"words!\", \
                words_version AS \"words_version!\", language AS \"language!\", decided_at AS \"decided_at!\", \
                means AS \"means!\" \
         FROM (SELECT *, lag(given) OVER (PARTITION BY list ORDER BY decided_at, position) AS before FROM subscription \
               WHERE library = $1 AND subscriber_id = $2 AND decided_at <= $3) AS answer \
         ORDER BY list, decided_at DESC, position DESC",
        director.library().as_str(),
        subscriber.0,
        at,
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut said = Vec::new();
    for row in rows {
        let came = sqlx::query_as!(
            Came,
            "SELECT fixed_at AS at, state, why FROM newsletter_delivery \
             WHERE library = $1 AND subscriber_id = $2 AND list = $3 AND fixed_at >= $4 \
             ORDER BY fixed_at DESC, id LIMIT $5",
            director.library().as_str(),
            subscriber.0,
            row.list,
            row.decided_at,
            SHOWN,
        )
        .fetch_all(&mut **tx)
        .await?;
        let kept = Kept {
            id: row.id,
            person: subscriber.0,
            state: State::after(row.given, row.before),
            words: row.words,
            words_version: row.words_version,
            language: Lang::from_tag(&row.language).unwrap_or_default(),
            decided_at: row.decided_at,
        };
        said.push(Held { answer: Answer { purpose: row.list, means: row.means, kept }, came });
    }
    Ok(said)
}

async fn said(tx: &mut Tx, director: &Director, person: PersonId, at: DateTime<Utc>) -> Result<Vec<Held>> {
    let rows = sqlx::query!(
        "SELECT DISTINCT ON (purpose) id AS \"id!\", purpose AS \"purpose!\", given AS \"given!\", before, \
                words AS \"words!\", words_version AS \"words_version!\", language AS \"language!\", \
                decided_at AS \"decided_at!\", means AS \"means!\" \
         FROM (SELECT *, lag(given) OVER (PARTITION BY purpose ORDER BY decided_at, position) AS before FROM consent \
               WHERE library = $1 AND person_id = $2 AND channel = $3 AND decided_at <= $4) AS answer \
         ORDER BY purpose, decided_at DESC, position DESC",
        director.library().as_str(),
        person.0,
        EMAIL,
        at,
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut said = Vec::new();
    for row in rows {
        let came = sqlx::query_as!(
            Came,
            "SELECT fixed_at AS at, state, why FROM newsletter_delivery \
             WHERE library = $1 AND person_id = $2 AND list = $3 AND fixed_at >= $4 ORDER BY fixed_at DESC, id LIMIT $5",
            director.library().as_str(),
            person.0,
            row.purpose,
            row.decided_at,
            SHOWN,
        )
        .fetch_all(&mut **tx)
        .await?;
        said.push(Held {
            answer: Answer {
                purpose: row.purpose,
                means: row.means,
                kept: Kept {
                    id: row.id,
                    person: person.0,
                    state: State::after(row.given, row.before),
                    words: row.words,
                    words_version: row.words_version,
                    language: Lang::from_tag(&row.language).unwrap_or_default(),
                    decided_at: row.decided_at,
                },
            },
            came,
        });
    }
    Ok(said)
}
