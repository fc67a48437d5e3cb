//! What they said yes and no to, in the very words that are asked today; one of them in the words of some years ago.

use super::{Ink, Part, Patron};
use crate::{
    Portal, Result,
    ids::PersonId,
    ledger::{self, Event},
    mail::EMAIL,
};
use chrono::Duration;
use domain::{
    consent::{Purpose, State, VERSION, statement},
    inventory::Class,
    ledger::ActorKind,
    profile::NoticeKind,
    words::Lang,
};

/// The circulation notices that people have answered.
const NOTICES: [NoticeKind; 3] = [NoticeKind::HoldReady, NoticeKind::AlmostDue, NoticeKind::Overdue];

/// Whoever stays away longest said yes to a hold's notice before the words were those of today.
const OLDER: (Part, NoticeKind) = (Part::ExpiredCard, NoticeKind::HoldReady);
const OLDER_WORDS: &str = "E-mail me when a hold is ready.";
const OLDER_VERSION: &str = "2021-03-01";
/// So many days before the others.
const OLDER_BY: i64 = 1_100;

/// Writes what a patron with an e-mail address has answered.
pub(super) async fn write(portal: &Portal, ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    if patron.email.is_none() || patron.part == Part::NotActivated {
        return Ok(());
    }
    let profile = ink.profile;
    for purpose in Purpose::offered(profile).filter(|purpose| has_answered(patron.part, purpose)) {
        answer(portal, ink, patron, purpose).await?;
    }
    Ok(())
}

fn has_answered(part: Part, purpose: &Purpose<'_>) -> bool {
    match purpose {
        // Whoever borrows every day wants to have it in writing.
        Purpose::Notice(NoticeKind::Receipt) => part == Part::Collector,
        Purpose::Notice(kind) => NOTICES.contains(kind),
        Purpose::Newsletter(_) => matches!(part, Part::Reader | Part::Parent | Part::SpanishReader),
        Purpose::AllMail => false,
    }
}

/// One answer, and its line in the ledger.
async fn answer(portal: &Portal, ink: &mut Ink<'_>, patron: &Patron<'_>, purpose: Purpose<'_>) -> Result<()> {
    let profile = ink.profile;
    let lang = if patron.spanish() { Lang::Es } else { Lang::En };
    let given = patron.part != Part::LostCard || purpose != Purpose::Notice(NoticeKind::Overdue);
    let recently = ink.now - Duration::days(100 + ink.dice.days(300));
    let (part, kind) = OLDER;
    let (words, version, decided_at) = if patron.part == part && purpose == Purpose::Notice(kind) {
        (OLDER_WORDS.to_owned(), OLDER_VERSION, recently - Duration::days(OLDER_BY))
    } else {
        (statement(&purpose, given, profile, lang), VERSION, recently)
    };
    sqlx::query!(
        "INSERT INTO consent (library, id, person_id, purpose, channel, given, words, words_version, language, \
                              decided_at, means, source, sourced_at, address) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'portal', 'portal', $10, $11)",
        ink.place.slug,
        ink.dice.uuid(),
        patron.id,
        purpose.code(),
        EMAIL,
        given,
        words,
        version,
        lang.tag(),
        decided_at,
        patron.email,
    )
    .execute(&mut *ink.tx)
    .await?;
    let said = Event {
        classes: &[Class::Preferences],
        fields: &["consent.given"],
        rules: &purpose.rules(profile),
        purpose: Some(purpose.code()),
        ..Event::new(
            &profile.slug,
            decided_at,
            Some(PersonId(patron.id)),
            State::after(given, None).action(),
            (ActorKind::Patron, Some(patron.id)),
        )
    };
    ledger::append(&mut ink.tx, portal.entropy.as_ref(), said).await?;
    Ok(())
}
