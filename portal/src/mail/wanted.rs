//! Whether somebody wants a mail: the last answer they gave, asked when it is written and again when it is sent.

use crate::{
    Result,
    db::Tx,
    ids::{PersonId, SubscriberId},
};
use domain::{consent::ALL_MAIL, ids::LibrarySlug, parse::EmailAddress};

/// The channel of every consent of this portal so far.
pub(crate) const EMAIL: &str = "email";

/// Why a mail is not sent, as the outbox keeps it: no e-mail at all.
const NO_MAIL: &str = "no-mail";

/// Why a mail is not sent, as the outbox keeps it: no yes to this kind.
const NO_CONSENT: &str = "no-consent";

/// Why this person is not sent a mail that depends on their answer to `purpose`; `without_answer` holds where they never
/// gave one. "No e-mail at all" stands above every other answer.
///
/// # Errors
/// When the database is away.
pub(crate) async fn why_not(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    purpose: &str,
    without_answer: bool,
) -> Result<Option<&'static str>> {
    if last_answer(tx, library, person, ALL_MAIL).await? == Some(false) {
        return Ok(Some(NO_MAIL));
    }
    if purpose == ALL_MAIL {
        return Ok(None);
    }
    let wants = last_answer(tx, library, person, purpose).await?.unwrap_or(without_answer);
    Ok((!wants).then_some(NO_CONSENT))
}

/// Why a subscriber without a card is not sent a mail to this address that depends on their answer to `list`.
///
/// # Errors
/// When the database is away.
pub(super) async fn why_not_subscriber(
    tx: &mut Tx,
    library: &LibrarySlug,
    subscriber: SubscriberId,
    list: &str,
    address: &str,
) -> Result<Option<&'static str>> {
    let wants = wants_without_card(tx, library, subscriber, list, address).await?;
    Ok((!wants).then_some(NO_CONSENT))
}

/// Whether a subscriber without a card wants a newsletter at this address: their last answer is yes, and no cardholder with the
/// same address has said no since.
///
/// # Errors
/// When the database is away.
// Tests (newsletter/tests.rs): "l29 a no with a card a moment before the turn holds for the copy without one", "l29 such a no holds
// for an address in another script too".
pub(crate) async fn wants_without_card(
    tx: &mut Tx,
    library: &LibrarySlug,
    subscriber: SubscriberId,
    list: &str,
    address: &str,
) -> Result<bool> {
    if last_of_subscriber(tx, library, subscriber, list).await? != Some(true) {
        return Ok(false);
    }
    // An answer keeps the address as it stood on the record, and a mail has it as it is sent.
    let forms = EmailAddress::parse(address).map_or_else(|_| vec![address.to_owned()], |address| address.forms());
    let no_since = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM consent AS refusal \
             WHERE refusal.library = $1 AND refusal.purpose IN ($3, $5) \
               AND lower(refusal.address) = ANY (ARRAY(SELECT lower(form) FROM unnest($4::text[]) AS form)) \
               AND refusal.channel = $6 AND NOT refusal.given \
               AND refusal.decided_at > (SELECT decided_at FROM subscription \
                                    WHERE library = $1 AND subscriber_id = $2 AND list = $3 \
                                    ORDER BY decided_at DESC, position DESC LIMIT 1) \
               AND NOT EXISTS (SELECT FROM consent AS later \
                               WHERE later.library = $1 AND later.person_id = refusal.person_id AND later.purpose = refusal.purpose \
                                 AND later.channel = $6 \
                                 AND (later.decided_at, later.position) > (refusal.decided_at, refusal.position))) AS \"is!\"",
        library.as_str(),
        subscriber.0,
        list,
        &forms,
        ALL_MAIL,
        EMAIL,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(!no_since)
}

/// The last answer of a subscriber without a card to one newsletter.
pub(crate) async fn last_of_subscriber(
    tx: &mut Tx,
    library: &LibrarySlug,
    subscriber: SubscriberId,
    list: &str,
) -> Result<Option<bool>> {
    Ok(sqlx::query_scalar!(
        "SELECT given FROM subscription WHERE library = $1 AND subscriber_id = $2 AND list = $3 \
         ORDER BY decided_at DESC, position DESC LIMIT 1",
        library.as_str(),
        subscriber.0,
        list,
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// The last answer to one question, by the purpose's code.
pub(crate) async fn last_answer(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    purpose: &str,
) -> Result<Option<bool>> {
    let given = sqlx::query_scalar!(
        "SELECT given FROM consent WHERE library = $1 AND person_id = $2 AND purpose = $3 AND channel = $4 \
         ORDER BY decided_at DESC, position DESC LIMIT 1",
        library.as_str(),
        person.0,
        purpose,
        EMAIL,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(given)
}
