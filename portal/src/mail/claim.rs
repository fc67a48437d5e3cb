//! Taking due mail out of the outbox, one at a time, and noting what became of it.
//!
//! Suppression lives here: whether the person still wants a mail is asked in the transaction that takes it, a moment before
//! it is sent, whatever was asked when it was written. So are the hours in which the library sends notices, and how much mail
//! went to the domain just now.
//!
//! A claim is a lease: if the worker dies, the mail is due again when the lease ends. `attempts` is counted up by each
//! claim, so a worker that comes back late cannot undo what the next one noted.

use super::{
    hours::Hours,
    lane::Lane,
    letter::{NEWSLETTER, is_asked_for},
    pace::Pace,
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
    /// The one that was due waits: for the library's hours, or for its place among those to its domain.
    PutOff,
    /// None is due that no other worker has.
    None,
}

/// What is asked about a mail before it goes.
struct Asks {
    /// The question whose answer it depends on, and what holds without one.
    needs: Option<(String, bool)>,
    /// Of a mail of several kinds, each.
    each: Vec<String>,
    hours: Option<Hours>,
    /// Whether it has waited for its place.
    has_place: bool,
}

/// Claims the mail of this lane that is due longest, if it is still wanted and may go now.
pub(super) async fn claim(portal: &Portal, lane: Lane, pace: Option<Pace>) -> Result<Taken> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let Some((mail, asks)) = lease(&mut tx, lane, now).await? else { return Ok(Taken::None) };
    if let Some(why) = why_not(&mut tx, &mail, &asks).await? {
        withhold(&mut tx, &mail, why, now).await?;
        tx.commit().await?;
        return Ok(Taken::Withheld);
    }
    if let Some(wait) = wait(&mut tx, (lane, pace), &mail, &asks, now).await? {
        put_off(&mut tx, &mail, wait).await?;
        tx.commit().await?;
        return Ok(Taken::PutOff);
    }
    tx.commit().await?;
    Ok(Taken::Mail(Box::new(mail)))
}

/// The mail of this lane that is due longest, with a lease on it.
async fn lease(tx: &mut Tx, lane: Lane, now: DateTime<Utc>) -> Result<Option<(Claimed, Asks)>> {
    let row = sqlx::query!(
        "UPDATE outbox o SET leased_until = $2, attempts = o.attempts + 1 \
         FROM library l \
         WHERE l.slug = o.library AND (o.library, o.id) = ( \
             SELECT library, id FROM outbox \
             WHERE status = 'queued' AND lane = $3 AND next_try_at <= $1 AND (leased_until IS NULL OR leased_until <= $1) \
             ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) \
         RETURNING o.library, l.name AS library_name, o.id, o.person_id, o.subscriber_id, o.kind, o.recipient, o.language, o.subject, \
                   o.body_text, o.body_html, o.sealed_link, o.attempts, o.created_at, o.give_up_at, o.needs, \
                   o.needs_default, o.needs_each, o.send_hours, \
                   coalesce(o.slot_at = o.next_try_at, false) AS \"has_place!\"",
        now,
        now + LEASE,
        lane.code(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
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
    let default = row.needs_default;
    let asks = Asks {
        needs: row.needs.map(|needs| (needs, default)),
        each: row.needs_each,
        hours: row.send_hours.as_deref().and_then(Hours::read),
        has_place: row.has_place,
    };
    Ok(Some((mail, asks)))
}

/// Why this mail is not sent any more, a moment before it would be.
async fn why_not(tx: &mut Tx, mail: &Claimed, asks: &Asks) -> Result<Option<&'static str>> {
    let (library, whose) = (&mail.library, (mail.person, mail.subscriber));
    if let (Some(person), Some((needs, default))) = (mail.person, &asks.needs) {
        if let Some(why) = wanted::why_not(tx, library, person, needs, *default).await? {
            return Ok(Some(why));
        }
        for kind in &asks.each {
            if let Some(why) = wanted::why_not(tx, library, person, kind, true).await? {
                return Ok(Some(why));
            }
        }
    }
    if let (None, Some(subscriber), Some((needs, _))) = (mail.person, mail.subscriber, &asks.needs)
        && let Some(why) = wanted::why_not_subscriber(tx, library, subscriber, needs, &mail.recipient).await?
    {
        return Ok(Some(why));
    }
    if is_stopped(tx, mail).await? {
        return Ok(Some(STOPPED));
    }
    if is_asked_for(&mail.kind) {
        return Ok(None);
    }
    Ok(is_suspended(tx, library, whose, &mail.recipient).await?.then_some(SUSPENDED))
}

async fn withhold(tx: &mut Tx, mail: &Claimed, why: &str, now: DateTime<Utc>) -> Result<()> {
    settle(tx, mail, "left-out", Some(why), now).await?;
    sqlx::query!(
        "UPDATE outbox SET status = 'withheld', leased_until = NULL, last_error = $3, sealed_link = NULL \
         WHERE library = $1 AND id = $2",
        mail.library.as_str(),
        mail.id,
        why,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Until when a mail waits, and whether it is at its place then.
#[derive(Clone, Copy)]
struct Wait {
    until: DateTime<Utc>,
    has_place: bool,
}

/// Until when this mail waits: for the library's hours, or for its place among those to its domain. `None`: it may go.
async fn wait(
    tx: &mut Tx,
    (lane, pace): (Lane, Option<Pace>),
    mail: &Claimed,
    asks: &Asks,
    now: DateTime<Utc>,
) -> Result<Option<Wait>> {
    // One whose time is over waits for nothing: it is given up.
    if now >= mail.give_up_at {
        return Ok(None);
    }
    let begins = asks.hours.map_or(now, |hours| hours.next(now));
    if begins > now {
        return Ok(Some(Wait { until: begins, has_place: false }));
    }
    let Some(pace) = pace.filter(|_| !asks.has_place) else { return Ok(None) };
    let until = pace.place(tx, lane, &mail.recipient, now).await?;
    Ok((until > now).then_some(Wait { until, has_place: true }))
}

/// Gives the mail back until then. It was not tried.
async fn put_off(tx: &mut Tx, mail: &Claimed, wait: Wait) -> Result<()> {
    sqlx::query!(
        "UPDATE outbox SET next_try_at = $3, slot_at = CASE WHEN $4 THEN $3::timestamptz END, leased_until = NULL, \
                           attempts = attempts - 1 \
         WHERE library = $1 AND id = $2",
        mail.library.as_str(),
        mail.id,
        wait.until,
        wait.has_place,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
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
            let bounced = Bounced {
                library,
                id: *id,
                person,
                subscriber,
                address: recipient,
                kind,
                code: status,
                taken_at: None,
            };
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
