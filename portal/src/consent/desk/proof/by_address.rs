//! What came because an address on record is the yes to notices (L27, C5), of those that nobody had answered by the moment.

use super::{AnswerConsequence, ProofHeld, came};
use crate::{
    Result,
    authority::{Director, Whose},
    consent::EMAIL,
    db::Tx,
    ids::PersonId,
    mail::as_sent,
    notify,
};
use chrono::{DateTime, Utc};
use domain::{
    consent::{ALL_MAIL, Purpose, VERSION, statement},
    parse::EmailAddress,
    words::Lang,
};

/// A kind of notice that an address on record was the yes to: the library's profile has it on, and it was not answered by the
/// moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YesByAddress {
    /// The notice, by its code.
    pub purpose: String,
    /// The address that was asked about, where the record has it and is not known to have got it after the moment.
    pub address: Option<String>,
    /// What a yes to it says, as the profile has it today.
    pub words: String,
    /// The version of these words.
    pub words_version: &'static str,
    /// Their language: the one the person is written to in.
    pub language: Lang,
    /// When it was answered for the first time, which holds from then on.
    pub until: Option<DateTime<Utc>>,
    /// What came of it until then, the newest first, at most 200.
    pub came: Vec<AnswerConsequence>,
    /// Whether there is more than is shown.
    pub more: bool,
}

/// Each of them, but for those that the record has no such address for and nothing came of. `said`: what they had answered by
/// `at`; where that is no e-mail at all, an address is a yes to nothing.
// Test (consent/tests/proof.rs): "l27 c5 a notice that nobody answered is shown as a yes by the address on record".
pub(super) async fn of(
    tx: &mut Tx,
    director: &Director,
    person: PersonId,
    asked: &EmailAddress,
    said: &[ProofHeld],
    at: DateTime<Utc>,
) -> Result<Vec<YesByAddress>> {
    let profile = director.profile();
    if said.iter().any(|held| held.answer.purpose == ALL_MAIL && !held.answer.kept.state.is_given()) {
        return Ok(Vec::new());
    }
    let address = on_record(tx, director, person, at).await?;
    let address = address
        .filter(|address| as_sent(address).is_some_and(|sent| sent.to_lowercase() == asked.to_send().to_lowercase()));
    let language = notify::language(tx, profile, person).await?;
    let mut all = Vec::new();
    for purpose in Purpose::offered(profile).filter(|purpose| purpose.default_of(profile)) {
        if said.iter().any(|held| held.answer.purpose == purpose.code()) {
            continue;
        }
        let until = first_answer(tx, director, person, purpose.code()).await?;
        // Since when the address is on record is not known of most.
        let while_it_held = (DateTime::<Utc>::UNIX_EPOCH, until);
        let whose = Whose::Person(person);
        let (came, more) = came::of(tx, director.library(), whose, purpose.code(), while_it_held).await?;
        if address.is_none() && came.is_empty() {
            continue;
        }
        all.push(YesByAddress {
            purpose: purpose.code().to_owned(),
            address: address.clone(),
            words: statement(&purpose, true, profile, language),
            words_version: VERSION,
            language,
            until,
            came,
            more,
        });
    }
    Ok(all)
}

/// The address on record, unless it is known to be there only since after the moment.
async fn on_record(tx: &mut Tx, director: &Director, person: PersonId, at: DateTime<Utc>) -> Result<Option<String>> {
    let address = sqlx::query_scalar!(
        "SELECT nullif(trim(email), '') FROM contact WHERE library = $1 AND person_id = $2 \
           AND NOT EXISTS (SELECT FROM field_origin WHERE library = $1 AND person_id = $2 AND field = 'contact.email' \
                           AND sourced_at > $3)",
        director.library().as_str(),
        person.0,
        at,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(address.flatten())
}

/// When it was answered for the first time.
async fn first_answer(
    tx: &mut Tx,
    director: &Director,
    person: PersonId,
    purpose: &str,
) -> Result<Option<DateTime<Utc>>> {
    Ok(sqlx::query_scalar!(
        "SELECT min(decided_at) FROM consent WHERE library = $1 AND person_id = $2 AND purpose = $3 AND channel = $4",
        director.library().as_str(),
        person.0,
        purpose,
        EMAIL,
    )
    .fetch_one(&mut **tx)
    .await?)
}
