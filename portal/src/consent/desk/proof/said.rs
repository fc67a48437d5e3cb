//! The answers that held at a moment, each with the moment from which another holds.

use super::{ProofHeld, came};
use crate::{
    Result,
    authority::{Director, Whose},
    consent::{Answer, EMAIL},
    db::Tx,
    ids::{PersonId, SubscriberId},
};
use chrono::{DateTime, Utc};
use domain::{
    consent::{KeptAnswer, State},
    words::Lang,
};
use uuid::Uuid;

/// An answer as it stands in its table.
struct Row {
    id: Uuid,
    purpose: String,
    given: bool,
    /// The answer before it.
    before: Option<bool>,
    /// When the same was answered again.
    until: Option<DateTime<Utc>>,
    words: String,
    words_version: String,
    language: String,
    decided_at: DateTime<Utc>,
    means: String,
    address: Option<String>,
}

/// For each question that somebody had answered by then, the answer that held.
pub(super) async fn by(tx: &mut Tx, director: &Director, whose: Whose, at: DateTime<Utc>) -> Result<Vec<ProofHeld>> {
    let rows = match whose {
        Whose::Person(person) => with_card(tx, director, person, at).await?,
        Whose::Subscriber(subscriber) => without_card(tx, director, subscriber, at).await?,
    };
    let mut said = Vec::new();
    for row in rows {
        let while_it_held = (row.decided_at, row.until);
        let (came, more) = came::of(tx, director.library(), whose, &row.purpose, while_it_held).await?;
        said.push(ProofHeld { until: row.until, answer: row.answer(whose), came, more });
    }
    Ok(said)
}

// The window is over every answer, also those after the moment: what holds until when is known only from them.
async fn with_card(tx: &mut Tx, director: &Director, person: PersonId, at: DateTime<Utc>) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        "SELECT DISTINCT ON (purpose) id AS \"id!\", purpose AS \"purpose!\", given AS \"given!\", before, until, \
                words AS \"words!\", words_version AS \"words_version!\", language AS \"language!\", \
                decided_at AS \"decided_at!\", means AS \"means!\", address \
         FROM (SELECT *, lag(given) OVER said AS before, lead(decided_at) OVER said AS until FROM consent \
               WHERE library = $1 AND person_id = $2 AND channel = $3 \
               WINDOW said AS (PARTITION BY purpose ORDER BY decided_at, position)) AS answer \
         WHERE decided_at <= $4 ORDER BY purpose, decided_at DESC, position DESC",
        director.library().as_str(),
        person.0,
        EMAIL,
        at,
    )
    .fetch_all(&mut **tx)
    .await?)
}

async fn without_card(
    tx: &mut Tx,
    director: &Director,
    subscriber: SubscriberId,
    at: DateTime<Utc>,
) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        "SELECT DISTINCT ON (list) id AS \"id!\", list AS \"purpose!\", given AS \"given!\", before, until, \
                words AS \"words!\", words_version AS \"words_version!\", language AS \"language!\", \
                decided_at AS \"decided_at!\", means AS \"means!\", address \
         FROM (SELECT *, lag(given) OVER said AS before, lead(decided_at) OVER said AS until FROM subscription \
               WHERE library = $1 AND subscriber_id = $2 \
               WINDOW said AS (PARTITION BY list ORDER BY decided_at, position)) AS answer \
         WHERE decided_at <= $3 ORDER BY list, decided_at DESC, position DESC",
        director.library().as_str(),
        subscriber.0,
        at,
    )
    .fetch_all(&mut **tx)
    .await?)
}

impl Row {
    fn answer(self, whose: Whose) -> Answer {
        let (person, subscriber) = whose.columns();
        Answer {
            purpose: self.purpose,
            means: self.means,
            kept: KeptAnswer {
                id: self.id,
                person: person.or(subscriber).unwrap_or_default(),
                without_card: subscriber.is_some(),
                address: self.address,
                state: State::after(self.given, self.before),
                words: self.words,
                words_version: self.words_version,
                language: Lang::from_tag(&self.language).unwrap_or_default(),
                decided_at: self.decided_at,
            },
        }
    }
}
