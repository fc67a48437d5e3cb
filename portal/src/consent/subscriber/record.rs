//! Keeping an answer of a subscriber's: its row and its line in the ledger.

use crate::{
    Portal, Result,
    consent::leave::LastRow,
    db::Tx,
    ids::SubscriberId,
    ledger::{self, Event},
    mail::last_of_subscriber,
};
use chrono::{DateTime, Utc};
use domain::{
    consent::{Purpose, State, VERSION, without_card},
    ids::LibrarySlug,
    inventory::Class,
    ledger::ActorKind,
    parse::EmailAddress,
    profile::{Newsletter, Profile},
    words::Lang,
};
use uuid::Uuid;

/// How something was said.
pub(in crate::consent) struct Said {
    /// Yes or no.
    pub(in crate::consent) given: bool,
    /// As `subscription.means` has it.
    pub(in crate::consent) means: &'static str,
    /// Who the ledger says it was.
    pub(in crate::consent) actor: (ActorKind, Option<Uuid>),
    /// By which way, for the ledger.
    pub(in crate::consent) via: &'static str,
    /// The language of the words.
    pub(in crate::consent) lang: Lang,
}

/// Keeps an answer, with the exact words in that language and the address it was said for. Returns its id.
pub(in crate::consent) async fn record(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    subscriber: SubscriberId,
    list: &Newsletter,
    said: Said,
) -> Result<Uuid> {
    let Said { given, means, actor, via, lang } = said;
    let now = portal.clock.now();
    let id = portal.entropy.uuid();
    let before = last_of_subscriber(tx, &profile.slug, subscriber, &list.code).await?;
    sqlx::query!(
        "INSERT INTO subscription (library, id, subscriber_id, list, given, words, words_version, language, decided_at, \
                                   means, address) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, \
                 (SELECT email FROM subscriber WHERE library = $1 AND id = $3))",
        profile.slug.as_str(),
        id,
        subscriber.0,
        list.code,
        given,
        without_card(list, given, profile, lang),
        VERSION,
        lang.tag(),
        now,
        means,
    )
    .execute(&mut **tx)
    .await?;
    let event = Event {
        via,
        classes: &[Class::Preferences],
        fields: &["subscription.given"],
        rules: &Purpose::Newsletter(list).rules(profile),
        purpose: Some(&list.code),
        ..Event::new(&profile.slug, now, Some(subscriber.as_own()), State::after(given, before).action(), actor)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(id)
}

/// Locks a confirmed subscriber's row until the transaction ends; `false`: there is no such subscriber any more.
pub(in crate::consent) async fn lock(tx: &mut Tx, library: &LibrarySlug, subscriber: SubscriberId) -> Result<bool> {
    let found = sqlx::query!(
        "SELECT id FROM subscriber WHERE library = $1 AND id = $2 AND confirmed_at IS NOT NULL FOR NO KEY UPDATE",
        library.as_str(),
        subscriber.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.is_some())
}

/// The newest answer to one newsletter.
pub(in crate::consent) async fn last_row(
    tx: &mut Tx,
    library: &LibrarySlug,
    subscriber: SubscriberId,
    list: &str,
) -> Result<Option<LastRow>> {
    Ok(sqlx::query_as!(
        LastRow,
        "SELECT id AS \"id!\", given AS \"given!\", means AS \"means!\", words AS \"words!\", decided_at AS \"decided_at!\", \
                before, given_before \
         FROM (SELECT *, lag(id) OVER said AS before, lag(given) OVER said AS given_before FROM subscription \
               WHERE library = $1 AND subscriber_id = $2 AND list = $3 \
               WINDOW said AS (ORDER BY decided_at, position)) AS all_said \
         ORDER BY decided_at DESC, position DESC LIMIT 1",
        library.as_str(),
        subscriber.0,
        list,
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// The subscriber with this address, and since when.
pub(in crate::consent) async fn of_address(
    tx: &mut Tx,
    library: &LibrarySlug,
    address: &EmailAddress,
) -> Result<Option<(SubscriberId, DateTime<Utc>)>> {
    let found = sqlx::query!(
        "SELECT id, confirmed_at AS \"confirmed_at!\" FROM subscriber \
         WHERE library = $1 AND lower(email) = lower($2) AND confirmed_at IS NOT NULL",
        library.as_str(),
        address.as_str(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.map(|found| (SubscriberId(found.id), found.confirmed_at)))
}
