//! Addresses that mail came back from: they are written to no more until that is lifted.

use crate::{
    Portal, Result,
    db::Tx,
    ids::{PersonId, SubscriberId},
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::LibrarySlug,
    inventory::Class,
    ledger::{Action, ActorKind},
};
use uuid::Uuid;

/// Why a mail is not sent, as the outbox keeps it: mail to this address came back.
pub(super) const SUSPENDED: &str = "suspended";

/// A mail that came back for good.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounced<'a> {
    pub(crate) library: &'a LibrarySlug,
    pub(crate) id: Uuid,
    pub(crate) person: Option<PersonId>,
    pub(crate) subscriber: Option<SubscriberId>,
    pub(crate) address: &'a str,
    pub(crate) kind: &'a str,
    /// The enhanced status (RFC 3463).
    pub(crate) code: &'a str,
    /// When its mail server took the mail that came back later; `None`: it has just refused it.
    pub(crate) taken_at: Option<DateTime<Utc>>,
}

/// Notes that mail to this address came back for good; from now on it is written to no more. `false`: it was noted before, or
/// the mail belonged to nobody. One that was tried again and comes back once more is noted anew.
///
/// # Errors
/// When the database refuses it.
pub(crate) async fn suspend(tx: &mut Tx, portal: &Portal, bounced: Bounced<'_>) -> Result<bool> {
    let Bounced { library, id, person, subscriber, address, kind, code, taken_at: _ } = bounced;
    let Some(whose) = person.or(subscriber.map(SubscriberId::as_own)) else { return Ok(false) };
    let now = portal.clock.now();
    let noted = sqlx::query!(
        "INSERT INTO returned_mail (library, id, person_id, subscriber_id, address, code, kind, returned_at, of_address) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, (SELECT of_address FROM outbox WHERE library = $1 AND id = $2)) \
         ON CONFLICT (library, id) DO NOTHING",
        library.as_str(),
        id,
        person.map(|person| person.0),
        subscriber.map(|subscriber| subscriber.0),
        address,
        code,
        kind,
        now,
    )
    .execute(&mut **tx)
    .await?;
    if noted.rows_affected() == 0 && !once_more(tx, portal, bounced).await? {
        return Ok(false);
    }
    sqlx::query!(
        "UPDATE newsletter_delivery SET state = 'failed', why = $3, settled_at = $4 \
         WHERE library = $1 AND id = $2 AND state <> 'failed'",
        library.as_str(),
        id,
        code,
        now,
    )
    .execute(&mut **tx)
    .await?;
    let event = Event {
        via: "worker",
        classes: &[Class::Contact, Class::Notices],
        fields: &["contact.email"],
        purpose: Some(kind),
        ..Event::new(library, now, Some(whose), Action::MailReturned, (ActorKind::System, None))
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(true)
}

/// Notes, under an id of its own, that a mail came back again whose address was written to again meanwhile. `false`: its address
/// is written to no more as it is, or the mail was taken before, so that this tells what was known then.
// Tests (returned/tests.rs): "a mail that is tried again and refused again suspends its address again", "a second copy of a report
// from before the address was written to again suspends nothing".
async fn once_more(tx: &mut Tx, portal: &Portal, bounced: Bounced<'_>) -> Result<bool> {
    let Bounced { library, id, person, subscriber, address, kind, code, taken_at } = bounced;
    // Two that read one report at once are told apart by the mail they are about.
    sqlx::query!("SELECT id FROM outbox WHERE library = $1 AND id = $2 FOR NO KEY UPDATE", library.as_str(), id)
        .fetch_optional(&mut **tx)
        .await?;
    let noted = sqlx::query!(
        "INSERT INTO returned_mail (library, id, person_id, subscriber_id, address, code, kind, returned_at, of_address) \
         SELECT $1, $2::uuid, $3::uuid, $4::uuid, $5, $6::text, $7::text, $8::timestamptz, \
                (SELECT of_address FROM outbox WHERE library = $1 AND id = $9) \
         FROM (SELECT max(lifted_at) AS lifted_at, bool_and(lifted_at IS NOT NULL) AS all_lifted FROM returned_mail \
               WHERE library = $1 AND lower(address) = lower($5) AND (person_id = $3 OR subscriber_id = $4)) AS before \
         WHERE before.all_lifted AND ($10::timestamptz IS NULL OR $10 > before.lifted_at)",
        library.as_str(),
        portal.entropy.uuid(),
        person.map(|person| person.0),
        subscriber.map(|subscriber| subscriber.0),
        address,
        code,
        kind,
        portal.clock.now(),
        id,
        taken_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(noted.rows_affected() == 1)
}

/// Whether mail to this address of the person came back, and the stop that followed still stands.
///
/// # Errors
/// When the database is away.
pub(crate) async fn is_suspended(
    tx: &mut Tx,
    library: &LibrarySlug,
    (person, subscriber): (Option<PersonId>, Option<SubscriberId>),
    address: &str,
) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM returned_mail WHERE library = $1 AND lower(address) = lower($2) AND lifted_at IS NULL \
                        AND (person_id = $3 OR subscriber_id = $4)) AS \"is!\"",
        library.as_str(),
        address,
        person.map(|person| person.0),
        subscriber.map(|subscriber| subscriber.0),
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// The staff try a mail again: its address counts again.
pub(super) async fn lift_of_mail(tx: &mut Tx, library: &LibrarySlug, mail: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE returned_mail AS returned SET lifted_at = $3 FROM outbox \
         WHERE outbox.library = $1 AND outbox.id = $2 AND returned.library = $1 AND returned.lifted_at IS NULL \
           AND lower(returned.address) = lower(outbox.recipient) \
           AND (returned.person_id = outbox.person_id OR returned.subscriber_id = outbox.subscriber_id)",
        library.as_str(),
        mail,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A subscriber used a link that was mailed to their address: mail arrives there, and the address counts again. Where mail came back
/// after `until`, all stays as it is: the link is older, and says nothing of it.
///
/// # Errors
/// When the database refuses it.
pub(crate) async fn lift_of_subscriber(
    tx: &mut Tx,
    portal: &Portal,
    library: &LibrarySlug,
    subscriber: SubscriberId,
    until: DateTime<Utc>,
) -> Result<()> {
    let now = portal.clock.now();
    let lifted = sqlx::query!(
        "UPDATE returned_mail SET lifted_at = $3 \
         WHERE library = $1 AND subscriber_id = $2 AND lifted_at IS NULL \
           AND NOT EXISTS (SELECT FROM returned_mail AS newer WHERE newer.library = $1 AND newer.subscriber_id = $2 \
                                                                AND newer.lifted_at IS NULL AND newer.returned_at > $4)",
        library.as_str(),
        subscriber.0,
        now,
        until,
    )
    .execute(&mut **tx)
    .await?;
    if lifted.rows_affected() == 0 {
        return Ok(());
    }
    let event = Event {
        via: "link",
        classes: &[Class::Contact],
        fields: &["contact.email"],
        ..Event::new(library, now, Some(subscriber.as_own()), Action::MailAddressLifted, (ActorKind::Visitor, None))
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// Whether an enhanced status (RFC 3463) says that the address is of no use any more. A mailbox that is full, a mail that is
/// too large or in signs its server does not know, a server in trouble, a policy and a sender that is not believed say nothing
/// about the address.
pub(crate) fn is_gone(status: &str) -> bool {
    let parts: Vec<&str> = status.split('.').collect();
    match parts[..] {
        // The sender's mailbox (RFC 3463, section 3.2).
        ["5", "1", detail] => detail != "7" && detail != "8",
        ["5", "2", detail] => detail != "2" && detail != "3",
        // A server without codes of its own says the first of an address that it does not know (RFC 3464, section 2.3.4); the
        // second is that there is no such host, and no way to it.
        ["5", "0", _] | ["5", "4", "4"] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_says_that_the_address_is_gone_counts() {
        for gone in ["5.1.1", "5.1.10", "5.2.1", "5.4.4", "5.0.0"] {
            assert!(is_gone(gone), "{gone}");
        }
        for other in [
            "4.2.2", "5.1.8", "5.2.2", "5.2.3", "5.3.4", "5.4.6", "5.5.4", "5.6.7", "5.7.1", "2.0.0", "", "5",
            "5.1.1.1",
        ] {
            assert!(!is_gone(other), "{other}");
        }
    }
}
