//! Writing mail into the outbox.

use super::{
    letter::{Letter, Message, is_asked_for},
    render, seal,
    suspended::is_suspended,
    wanted,
};
use crate::{
    Error, Portal, Result,
    db::{Scope, Tx},
};
use chrono::Duration;
use domain::parse::EmailAddress;
use lettre::Address;

/// How long a mail without a link is tried.
pub(super) const TRIED_FOR: Duration = Duration::days(5);

/// What became of a mail that was to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enqueued {
    /// It is in the outbox and will be sent once the transaction is committed.
    Queued,
    /// One with this key is there already; nothing was written.
    Already,
    /// What the record holds as an e-mail address cannot be one, or mail to it came back; nothing was written. The patron's
    /// change goes on.
    NoAddress,
    /// The person does not want it; nothing was written.
    Unwanted,
}

/// Writes `message` into the outbox as part of `tx`: it is sent if and only if `tx` is committed.
///
/// # Errors
/// When the database refuses it (in a person's own scope also for a message about anyone else), or when the letter's
/// link is not one plain `http(s)` address.
pub(crate) async fn enqueue(tx: &mut Tx, portal: &Portal, message: Message<'_>) -> Result<Enqueued> {
    let Some(address) = sendable(message.to) else { return Ok(Enqueued::NoAddress) };
    let whose = (message.person, message.subscriber);
    if !is_asked_for(message.letter.code()) && is_suspended(tx, message.library, whose, address.as_ref()).await? {
        return Ok(Enqueued::NoAddress);
    }
    let needs = message.letter.needs();
    if let (Some(person), Some(needs)) = (message.person, needs)
        && wanted::why_not(tx, message.library, person, needs.purpose, needs.without_answer).await?.is_some()
    {
        return Ok(Enqueued::Unwanted);
    }
    if let (Some(subscriber), Some(needs)) = (message.subscriber, needs)
        && wanted::why_not_subscriber(tx, message.library, subscriber, needs.purpose, address.as_ref()).await?.is_some()
    {
        return Ok(Enqueued::Unwanted);
    }
    let id = message.letter.id().unwrap_or_else(|| portal.entropy.uuid());
    let now = portal.clock.now();
    let sealed = match message.letter.link() {
        Some((link, _)) if plain(link) => Some(seal::seal(portal, message.library, id, link)),
        Some(_) => return Err(Error::Stored("the link of a mail is not a plain address".to_owned())),
        None => None,
    };
    let words = render::render(&message)?;
    let sent_to: &str = address.as_ref();
    // If it comes back, it is looked for from the record too.
    let on_record = (!message.to.eq_ignore_ascii_case(sent_to)).then_some(message.to);
    let written = sqlx::query!(
        "INSERT INTO outbox (library, id, person_id, kind, idempotency_key, recipient, language, subject, body_text, \
                             body_html, created_at, next_try_at, sealed_link, give_up_at, lane, needs, needs_default, \
                             subscriber_id, needs_each, send_hours, of_address) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) \
         ON CONFLICT (library, idempotency_key) DO NOTHING",
        message.library.as_str(),
        id,
        message.person.map(|person| person.0),
        message.letter.code(),
        message.idempotency_key,
        sent_to,
        message.lang.tag(),
        words.subject,
        words.text,
        words.html,
        now,
        sealed,
        now + tried_for(&message.letter),
        message.letter.lane().code(),
        needs.map(|needs| needs.purpose),
        needs.is_none_or(|needs| needs.without_answer),
        message.subscriber.map(|subscriber| subscriber.0),
        &message.letter.needs_each(),
        message.letter.hours().map(|hours| hours.to_string()),
        on_record,
    )
    .execute(&mut **tx)
    .await?;
    Ok(if written.rows_affected() == 1 { Enqueued::Queued } else { Enqueued::Already })
}

/// The address as it is sent. One parser says what is an address, wherever one is typed, imported or written to; a
/// domain in another script is sent in its ASCII form.
fn sendable(text: &str) -> Option<Address> {
    EmailAddress::parse(text.trim()).ok()?.to_send().parse().ok()
}

/// What a record holds as an address, as it is sent to and kept in the outbox; `None`: mail cannot be sent to it.
pub(crate) fn as_sent(text: &str) -> Option<String> {
    sendable(text).map(|address| address.to_string())
}

/// A mail whose link has ended helps nobody: it is tried no longer than the link lives.
fn tried_for(letter: &Letter) -> Duration {
    letter.link().map_or(TRIED_FOR, |(_, minutes)| Duration::minutes(i64::from(minutes)).min(TRIED_FOR))
}

fn plain(link: &str) -> bool {
    (link.starts_with("https://") || link.starts_with("http://"))
        && link.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>' | b'\\'))
}

/// How many mails there are in each state (`queued`, `sent`, `failed`, `withheld`), over all libraries.
///
/// # Errors
/// When the database is away.
pub async fn by_status(portal: &Portal) -> Result<Vec<(String, i64)>> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let rows = sqlx::query!(r#"SELECT status, count(*) AS "count!" FROM outbox GROUP BY status ORDER BY status"#)
        .fetch_all(&mut *tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.status, row.count)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_typed_is_what_is_sent_to() {
        for (typed, sent) in [
            ("o’connor@example.org", "o'connor@example.org"),
            (" Ana@Example.org ", "Ana@example.org"),
            ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ] {
            assert_eq!(sendable(typed).map(|address| address.to_string()).as_deref(), Some(sent));
        }
        assert!(sendable("a@example.org; b@example.org").is_none());
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_as_an_address_can_be_sent_to(
            local in "[a-zA-Z0-9éß用.!#$%&'*+/=?^_`{|}~-]{1,12}",
            domain in "[a-z0-9éßあ用-]{1,8}\\.[a-z0-9éß司-]{2,6}",
            any in ".{0,20}@.{0,20}",
        ) {
            for text in [format!("{local}@{domain}"), any] {
                if EmailAddress::parse(&text).is_ok() {
                    let address = sendable(&text);
                    prop_assert!(address.is_some(), "{}", text);
                    prop_assert!(address.is_some_and(|address| address.domain().is_ascii()));
                }
            }
        }
    }
}
