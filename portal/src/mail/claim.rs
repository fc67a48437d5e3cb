//! Taking due mail out of the outbox, one at a time, and noting what became of it.
//!
//! Suppression lives here: whether the person still wants a mail is asked in the transaction that takes it, a moment before
//! it is sent, whatever was asked when it was written.
//!
//! A claim is a lease: if the worker dies, the mail is due again when the lease ends. `attempts` is counted up by each
//! claim, so a worker that comes back late cannot undo what the next one noted.

use super::{
    lane::Lane,
    letter::NEWSLETTER,
    render::Rendered,
    suspended::{Bounced, SUSPENDED, is_gone, is_suspended, suspend},
    wanted,
};
use crate::{
    Error, Portal, Result,
    db::{Scope, Tx},
    ids::{PersonId, SubscriberId},
    ledger::{self, Event},
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    ids::LibrarySlug,
    inventory::Class,
    ledger::{Action, ActorKind},
    words::Lang,
};
use uuid::Uuid;

/// Longer than sending one mail can take ([`super::transport::SENDING_TAKES_AT_MOST`]).
pub(super) const LEASE: Duration = Duration::minutes(5);

/// A mail this worker alone may send until the lease ends.
#[derive(Debug, Clone)]
pub(super) struct Claimed {
    pub(super) library: LibrarySlug,
    pub(super) library_name: String,
    pub(super) id: Uuid,
    pub(super) person: Option<PersonId>,
    pub(super) subscriber: Option<SubscriberId>,
    pub(super) kind: String,
    pub(super) recipient: String,
    pub(super) lang: Lang,
    pub(super) words: Rendered,
    pub(super) sealed_link: Option<Vec<u8>>,
    pub(super) attempts: i32,
    pub(super) created_at: DateTime<Utc>,
    pub(super) give_up_at: DateTime<Utc>,
}

impl Claimed {
    /// In whose activity it stands that it was sent.
    fn whose(&self) -> Option<PersonId> {
        self.person.or(self.subscriber.map(SubscriberId::as_own))
    }
}

/// What came of asking for a mail of a lane.
#[derive(Debug)]
pub(super) enum Taken {
    /// It is this worker's to send.
    Mail(Box<Claimed>),
    /// The one that was due is not wanted any more: it is withheld, and noted so.
    Withheld,
    /// None is due that no other worker has.
    None,
}

/// Claims the mail of this lane that is due longest, if it is still wanted.
pub(super) async fn claim(portal: &Portal, lane: Lane) -> Result<Taken> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let row = sqlx::query!(
        "UPDATE outbox o SET leased_until = $2, attempts = o.attempts + 1 \
         FROM library l \
         WHERE l.slug = o.library AND (o.library, o.id) = ( \
             SELECT library, id FROM outbox \
             WHERE status = 'queued' AND lane = $3 AND next_try_at <= $1 AND (leased_until IS NULL OR leased_until <= $1) \
             ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) \
         RETURNING o.library, l.name AS library_name, o.id, o.person_id, o.subscriber_id, o.kind, o.recipient, o.language, o.subject, \
                   o.body_text, o.body_html, o.sealed_link, o.attempts, o.created_at, o.give_up_at, o.needs, \
                   o.needs_default",
        now,
        now + LEASE,
        lane.code(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else { return Ok(Taken::None) };
    let mail = Claimed {
        library: row.library.parse().map_err(Error::because("outbox.library"))?,
        library_name: row.library_name,
        id: row.id,
        person: row.person_id.map(PersonId),
        subscriber: row.subscriber_id.map(SubscriberId),
        kind: row.kind,
        recipient: row.recipient,
        lang: Lang::from_tag(&row.language).unwrap_or_default(),
        words: Rendered { subject: row.subject, text: row.body_text, html: row.body_html },
        sealed_link: row.sealed_link,
        attempts: row.attempts,
        created_at: row.created_at,
        give_up_at: row.give_up_at,
    };
    let why_not = match (mail.person, mail.subscriber, &row.needs) {
        (Some(person), _, Some(needs)) => {
            wanted::why_not(&mut tx, &mail.library, person, needs, row.needs_default).await?
        }
        (None, Some(subscriber), Some(needs)) => {
            wanted::why_not_subscriber(&mut tx, &mail.library, subscriber, needs).await?
        }
        _ => None,
    };
    let why_not = match why_not {
        None if is_stopped(&mut tx, &mail).await? => Some(STOPPED),
        None if is_suspended(&mut tx, &mail.library, (mail.person, mail.subscriber), &mail.recipient).await? => {
            Some(SUSPENDED)
        }
        other => other,
    };
    if let Some(why) = why_not {
        settle(&mut tx, &mail, "left-out", Some(why), now).await?;
        sqlx::query!(
            "UPDATE outbox SET status = 'withheld', leased_until = NULL, last_error = $3, sealed_link = NULL \
             WHERE library = $1 AND id = $2",
            mail.library.as_str(),
            mail.id,
            why,
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(if why_not.is_some() { Taken::Withheld } else { Taken::Mail(Box::new(mail)) })
}

/// Notes that the mail was sent, wipes its link, and writes the ledger event. If another worker noted it first, nothing
/// is done. With `keep_link` the sealed link stays, for the development mail page.
pub(super) async fn sent(portal: &Portal, mail: &Claimed, keep_link: bool) -> Result<()> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let noted = sqlx::query!(
        "UPDATE outbox SET status = 'sent', sent_at = $3, leased_until = NULL, last_error = NULL, \
                           sealed_link = CASE WHEN $4 THEN sealed_link END \
         WHERE library = $1 AND id = $2 AND status = 'queued'",
        mail.library.as_str(),
        mail.id,
        now,
        keep_link,
    )
    .execute(&mut *tx)
    .await?;
    if noted.rows_affected() == 1 {
        settle(&mut tx, mail, "sent", None, now).await?;
        let event = Event {
            via: "worker",
            classes: &[Class::Notices],
            purpose: Some(&mail.kind),
            ..Event::new(&mail.library, now, mail.whose(), Action::Mailed, (ActorKind::System, None))
        };
        ledger::append(&mut tx, &*portal.entropy, event).await?;
    }
    tx.commit().await
}

/// Notes that the mail will never be sent, why (a reply code, never words of the server), and wipes its link.
pub(super) async fn failed(portal: &Portal, mail: &Claimed, code: &str) -> Result<()> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let noted = sqlx::query!(
        "UPDATE outbox SET status = 'failed', leased_until = NULL, last_error = $4, sealed_link = NULL \
         WHERE library = $1 AND id = $2 AND status = 'queued' AND attempts = $3",
        mail.library.as_str(),
        mail.id,
        mail.attempts,
        code,
    )
    .execute(&mut *tx)
    .await?;
    if noted.rows_affected() == 1 {
        settle(&mut tx, mail, "failed", Some(code), portal.clock.now()).await?;
        // As `550 5.1.1`: a mail server that has no such mailbox says so at once.
        if let Some(status) = code.split_once(' ').map(|(_, status)| status).filter(|status| is_gone(status)) {
            let Claimed { library, id, person, subscriber, recipient, kind, .. } = mail;
            let (person, subscriber) = (*person, *subscriber);
            let bounced = Bounced { library, id: *id, person, subscriber, address: recipient, kind, code: status };
            suspend(&mut tx, portal, bounced).await?;
        }
    }
    tx.commit().await
}

/// Notes that the mail is to be tried again at `next`, and why it was not sent now.
pub(super) async fn again(portal: &Portal, mail: &Claimed, code: &str, next: DateTime<Utc>) -> Result<()> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    sqlx::query!(
        "UPDATE outbox SET next_try_at = $5, leased_until = NULL, last_error = $4 \
         WHERE library = $1 AND id = $2 AND status = 'queued' AND attempts = $3",
        mail.library.as_str(),
        mail.id,
        mail.attempts,
        code,
        next,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Why a newsletter is not sent: the staff stopped it.
const STOPPED: &str = "stopped";

/// Whether the staff stopped the newsletter that this is a copy of.
async fn is_stopped(tx: &mut Tx, mail: &Claimed) -> Result<bool> {
    if mail.kind != NEWSLETTER {
        return Ok(false);
    }
    let stopped = sqlx::query_scalar!(
        "SELECT issue.stopped_at IS NOT NULL AS \"stopped!\" FROM newsletter_delivery AS delivery \
         JOIN newsletter_issue AS issue ON issue.library = delivery.library AND issue.id = delivery.issue_id \
         WHERE delivery.library = $1 AND delivery.id = $2",
        mail.library.as_str(),
        mail.id,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(stopped.unwrap_or(false))
}

/// Notes in the person's delivery what came of their copy of a newsletter.
async fn settle(tx: &mut Tx, mail: &Claimed, state: &str, why: Option<&str>, now: DateTime<Utc>) -> Result<()> {
    if mail.kind == NEWSLETTER {
        sqlx::query!(
            "UPDATE newsletter_delivery SET state = $3, why = $4, settled_at = $5 WHERE library = $1 AND id = $2",
            mail.library.as_str(),
            mail.id,
            state,
            why,
            now,
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}
