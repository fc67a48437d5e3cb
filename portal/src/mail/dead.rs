//! Mail that could not be sent: what the staff see of it, and trying it again.
//!
//! They see what kind it was, when, and what the mail server answered; of the address the part behind the @ alone, which is
//! what somebody who looks after mail can do something about. Whom it was for stands in that person's own record.

use super::{
    letter::{NEWSLETTER, is_circulation},
    outbox::TRIED_FOR,
    seal,
    suspended::lift_of_mail,
};
use crate::{
    Listed, Portal, Result,
    authority::{Keeper, Leaver, Whose},
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{inventory::Class, ledger::Action};
use uuid::Uuid;

/// How many the staff see.
const SHOWN: i64 = 200;

/// A mail that could not be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    /// Its name.
    pub id: Uuid,
    /// Its kind, as `contact-changed`.
    pub kind: String,
    /// The part of the address behind the @.
    pub domain: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: i32,
    /// The reply code of the mail server, or a word of the portal's own.
    pub why: Option<String>,
    /// Whether it can be tried again: a link that opened something is gone with its mail.
    pub can_be_retried: bool,
}

/// What became of trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retried {
    /// It waits to be sent.
    Queued,
    /// It waits already, was sent, or cannot be tried again; nothing was done.
    Nothing,
}

/// The library's mail that could not be sent, newest first, at most 200; and how much mail waits to be sent.
///
/// # Errors
/// When the database is away.
pub async fn given_up(portal: &Portal, keeper: &Keeper) -> Result<(Listed<GivenUp>, i64)> {
    let mut tx = portal.db.begin(keeper.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, kind, (person_id IS NOT NULL OR subscriber_id IS NOT NULL) AS \"whose!\", split_part(recipient, '@', 2) AS \"domain!\", created_at, attempts, last_error, count(*) OVER () AS \"all!\" \
         FROM outbox WHERE library = $1 AND status = 'failed' ORDER BY give_up_at DESC, id LIMIT $2",
        keeper.library().as_str(),
        SHOWN,
    )
    .fetch_all(&mut *tx)
    .await?;
    let waiting = sqlx::query_scalar!(
        "SELECT count(*) AS \"waiting!\" FROM outbox WHERE library = $1 AND status = 'queued'",
        keeper.library().as_str(),
    )
    .fetch_one(&mut *tx)
    .await?;
    let all = Listed::of(
        rows,
        |row| row.all,
        |row| GivenUp {
            id: row.id,
            can_be_retried: !carried_a_link(&row.kind) && (row.kind != NEWSLETTER || row.whose),
            kind: row.kind,
            domain: row.domain,
            written_at: row.created_at,
            attempts: row.attempts,
            why: row.last_error,
        },
    );
    Ok((all, waiting))
}

/// Puts one mail back into the queue, for another five days. Anyone who clicks twice does it once.
///
/// # Errors
/// When the database is away.
pub async fn retry(portal: &Portal, keeper: &Keeper, id: Uuid) -> Result<Retried> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(keeper.scope()).await?;
    let found = sqlx::query!(
        "SELECT kind, coalesce(person_id, subscriber_id) AS whose FROM outbox WHERE library = $1 AND id = $2 AND status = 'failed' FOR UPDATE",
        keeper.library().as_str(),
        id,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(found) = found.filter(|found| !carried_a_link(&found.kind)) else { return Ok(Retried::Nothing) };
    let link = if found.kind == NEWSLETTER {
        let Some(link) = way_out(&mut tx, portal, keeper, id).await? else { return Ok(Retried::Nothing) };
        Some(seal::seal(portal, keeper.library(), id, &link))
    } else {
        None
    };
    sqlx::query!(
        "UPDATE outbox SET status = 'queued', attempts = 0, next_try_at = $3, give_up_at = $4, last_error = NULL, \
                           sealed_link = $5 \
         WHERE library = $1 AND id = $2",
        keeper.library().as_str(),
        id,
        now,
        now + TRIED_FOR,
        link,
    )
    .execute(&mut *tx)
    .await?;
    lift_of_mail(&mut tx, keeper.library(), id, now).await?;
    let event = Event {
        via: keeper.via(),
        classes: &[Class::Notices],
        purpose: Some(&found.kind),
        ..Event::new(keeper.library(), now, found.whose.map(PersonId), Action::MailRetried, keeper.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(Retried::Queued)
}

/// The link that stops a newsletter, made anew for a copy that could not be sent, which waits again. `None`: the newsletter
/// was stopped, or it was a test.
async fn way_out(tx: &mut Tx, portal: &Portal, keeper: &Keeper, id: Uuid) -> Result<Option<String>> {
    let found = sqlx::query!(
        "UPDATE newsletter_delivery AS delivery SET state = 'queued', why = NULL, settled_at = NULL \
         FROM newsletter_issue AS issue \
         WHERE delivery.library = $1 AND delivery.id = $2 AND delivery.state = 'failed' \
           AND issue.library = $1 AND issue.id = delivery.issue_id AND issue.stopped_at IS NULL \
         RETURNING delivery.person_id, delivery.subscriber_id, delivery.list, issue.site AS \"site!\"",
        keeper.library().as_str(),
        id,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.and_then(|found| {
        let whose = Whose::of(found.person_id, found.subscriber_id)?;
        let token = Leaver::token(portal, keeper.library(), whose, &found.list);
        Some(format!("{}/unsubscribe/{token}", found.site))
    }))
}

/// Whether mails of this kind are not tried again: they carry a link that opens something, or what they told may be over.
pub(super) fn carried_a_link(kind: &str) -> bool {
    is_circulation(kind) || matches!(kind, "activation" | "reset" | "verify-email" | "subscribe" | "subscriber-link")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::testing::letters;

    #[test]
    fn the_kinds_that_cannot_be_tried_again_are_those_with_a_link() {
        for letter in letters() {
            let opens = letter.link().is_some() && letter.newsletter().is_none();
            assert_eq!(carried_a_link(letter.code()), opens, "{letter:?}");
        }
    }
}
