//! Keeping an answer: its row and its line in the ledger.

use super::EMAIL;
use crate::{
    Portal, Result,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
    mail::last_answer,
    notice,
};
use domain::{
    consent::{Purpose, State, VERSION, statement},
    inventory::Class,
    ledger::ActorKind,
    profile::Profile,
    words::Lang,
};
use uuid::Uuid;

/// How something was said.
pub(super) struct Record {
    /// Yes or no.
    pub(super) given: bool,
    /// As `consent.means` has it.
    pub(super) means: &'static str,
    /// Who the ledger says it was.
    pub(super) actor: (ActorKind, Option<Uuid>),
    /// By which way, for the ledger.
    pub(super) via: &'static str,
    /// The language of the words.
    pub(super) lang: Lang,
}

/// Keeps an answer, with the exact words in that language and the address on record now. Returns its id.
///
/// # Errors
/// When the database refuses it.
// Test (consent/tests/proof.rs): "an answer is kept with the address of then and found by it when the record has another".
pub(super) async fn record(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    purpose: Purpose<'_>,
    said: Record,
) -> Result<Uuid> {
    let Record { given, means, actor, via, lang } = said;
    let now = portal.clock.now();
    let id = portal.entropy.uuid();
    let before = last_answer(tx, &profile.slug, person, purpose.code()).await?;
    sqlx::query!(
        "INSERT INTO consent (library, id, person_id, purpose, channel, given, words, words_version, language, \
                              decided_at, means, source, sourced_at, address) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $10, \
                 (SELECT nullif(trim(email), '') FROM contact WHERE library = $1 AND person_id = $3))",
        profile.slug.as_str(),
        id,
        person.0,
        purpose.code(),
        EMAIL,
        given,
        statement(&purpose, given, profile, lang),
        VERSION,
        lang.tag(),
        now,
        means,
        if via == "desk" { "desk" } else { "portal" },
    )
    .execute(&mut **tx)
    .await?;
    notice::changed(tx, portal, profile, person, &purpose, given).await?;
    let event = Event {
        via,
        classes: &[Class::Preferences],
        fields: &["consent.given"],
        rules: &purpose.rules(profile),
        purpose: Some(purpose.code()),
        ..Event::new(&profile.slug, now, Some(person), State::after(given, before).action(), actor)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(id)
}
