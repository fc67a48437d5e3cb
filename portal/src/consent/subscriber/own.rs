//! What a subscriber sees, says and removes, by the link that was mailed to their address.

use super::{Said, last_row, lock, record};
use crate::{
    Portal, Result,
    authority::Subscriber,
    consent::at_service::{self, AtService},
    db::Tx,
    ledger::{self, Event},
    mail::lift_of_subscriber,
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    inventory::Class,
    ledger::{Action, ActorKind},
    words::Lang,
};
use uuid::Uuid;

/// All that is held about a subscriber.
#[derive(Debug, Clone)]
pub struct SubscriberHeld {
    /// The name they are greeted by.
    pub name: String,
    /// The address.
    pub email: String,
    /// The language they are written to in.
    pub lang: Lang,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Each newsletter that they decide about, and whether they get it.
    pub lists: Vec<OfList>,
    /// When mail to the address came back, so that no newsletter is sent to it until they show that it works.
    pub came_back: Option<CameBack>,
    /// Links to confirm this address that were asked for within a week, the newest first, each with a mail.
    pub wishes: Vec<WishHeld>,
    /// Each answer, the newest first.
    pub answers: Vec<AnswerHeld>,
    /// Each copy of a newsletter, the newest first.
    pub copies: Vec<CopyHeld>,
    /// What newsletter services have, the newest first.
    pub at_services: Vec<AtService>,
    /// Each mail that is still kept, the newest first.
    pub mails: Vec<MailHeld>,
    /// What happened, the newest first.
    pub lines: Vec<LineHeld>,
}

/// When mail to an address came back last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameBack {
    /// Before the link that opened the page was mailed: the link arrived, and a yes has the address written to again.
    BeforeTheLink,
    /// Since then: only a new link can show that the address works.
    SinceTheLink,
}

/// A newsletter, and whether it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfList {
    /// Its code.
    pub code: String,
    /// Whether it comes.
    pub on: bool,
    /// Whether they said yes before a service sent it: it does not come until they say yes to words that name that service.
    pub other_words: bool,
}

/// A link that was asked for, by the person who typed the address.
#[derive(Debug, Clone)]
pub struct WishHeld {
    /// The name that was typed.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct AnswerHeld {
    /// The newsletter, by its code.
    pub list: String,
    /// Yes or no.
    pub given: bool,
    /// The words.
    pub words: String,
    /// Their language.
    pub lang: Lang,
    /// When.
    pub at: DateTime<Utc>,
    /// How, as `subscription.means` has it.
    pub means: String,
}

/// A copy of a newsletter.
#[derive(Debug, Clone)]
pub struct CopyHeld {
    /// The newsletter, by its code.
    pub list: String,
    /// What came of it, as `newsletter_delivery.state` has it.
    pub state: String,
    /// When it was settled who gets it.
    pub at: DateTime<Utc>,
}

/// A mail.
#[derive(Debug, Clone)]
pub struct MailHeld {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// A line of the ledger.
#[derive(Debug, Clone)]
pub struct LineHeld {
    /// What.
    pub action: Action,
    /// Who.
    pub actor: ActorKind,
    /// When.
    pub at: DateTime<Utc>,
}

/// How many of each are shown.
const SHOWN: i64 = 200;

/// All that is held; that it was looked at is a line. `None`: there is nothing any more.
///
/// # Errors
/// When the database is away.
pub async fn held(portal: &Portal, subscriber: &Subscriber) -> Result<Option<SubscriberHeld>> {
    let profile = subscriber.profile();
    let mut tx = portal.db.begin(subscriber.scope()).await?;
    let found = sqlx::query!(
        "SELECT name, email, language, confirmed_at AS \"since!\" FROM subscriber \
         WHERE library = $1 AND id = $2 AND confirmed_at IS NOT NULL",
        profile.slug.as_str(),
        subscriber.id().0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let mut lists = Vec::new();
    for list in &profile.newsletters {
        let last = last_row(&mut tx, &profile.slug, subscriber.id(), &list.code).await?;
        let on = last.as_ref().is_some_and(|row| row.brings(list, profile));
        let other_words = !on && last.is_some_and(|row| row.given);
        lists.push(OfList { code: list.code.clone(), on, other_words });
    }
    let came_back = sqlx::query_scalar!(
        "SELECT max(returned_at) FROM returned_mail WHERE library = $1 AND subscriber_id = $2 AND lifted_at IS NULL",
        profile.slug.as_str(),
        subscriber.id().0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let came_back =
        came_back.map(|at| if at <= arrived_by(subscriber) { CameBack::BeforeTheLink } else { CameBack::SinceTheLink });
    let mut held = SubscriberHeld {
        name: found.name,
        email: found.email,
        lang: Lang::from_tag(&found.language).unwrap_or_default(),
        since: found.since,
        lists,
        came_back,
        wishes: Vec::new(),
        answers: answers(&mut tx, subscriber).await?,
        copies: copies(&mut tx, subscriber).await?,
        at_services: at_service::of(&mut tx, &profile.slug, None, Some(subscriber.id())).await?,
        mails: mails(&mut tx, subscriber).await?,
        lines: lines(&mut tx, subscriber).await?,
    };
    note(&mut tx, portal, subscriber, Action::Viewed).await?;
    tx.commit().await?;
    // In a transaction of its own, once the first has given its connection back.
    held.wishes = wishes(portal, subscriber, &held.email).await?;
    Ok(Some(held))
}

/// What else there is for the address: rows that belong to nobody until the link in their mail is used.
async fn wishes(portal: &Portal, subscriber: &Subscriber, address: &str) -> Result<Vec<WishHeld>> {
    let mut tx = portal.db.begin(subscriber.address_scope()).await?;
    Ok(sqlx::query_as!(
        WishHeld,
        "SELECT name, asked_at AS at FROM subscriber \
         WHERE library = $1 AND lower(email) = lower($2) AND confirmed_at IS NULL ORDER BY asked_at DESC, id LIMIT $3",
        subscriber.profile().slug.as_str(),
        address,
        SHOWN,
    )
    .fetch_all(&mut *tx)
    .await?)
}

async fn answers(tx: &mut Tx, subscriber: &Subscriber) -> Result<Vec<AnswerHeld>> {
    let rows = sqlx::query!(
        "SELECT list, given, words, language, decided_at, means FROM subscription \
         WHERE library = $1 AND subscriber_id = $2 ORDER BY decided_at DESC, position DESC LIMIT $3",
        subscriber.profile().slug.as_str(),
        subscriber.id().0,
        SHOWN,
    )
    .fetch_all(&mut **tx)
    .await?;
    let each = rows.into_iter().map(|row| AnswerHeld {
        list: row.list,
        given: row.given,
        words: row.words,
        lang: Lang::from_tag(&row.language).unwrap_or_default(),
        at: row.decided_at,
        means: row.means,
    });
    Ok(each.collect())
}

async fn copies(tx: &mut Tx, subscriber: &Subscriber) -> Result<Vec<CopyHeld>> {
    Ok(sqlx::query_as!(
        CopyHeld,
        "SELECT list, state, fixed_at AS at FROM newsletter_delivery \
         WHERE library = $1 AND subscriber_id = $2 ORDER BY fixed_at DESC, id LIMIT $3",
        subscriber.profile().slug.as_str(),
        subscriber.id().0,
        SHOWN,
    )
    .fetch_all(&mut **tx)
    .await?)
}

async fn mails(tx: &mut Tx, subscriber: &Subscriber) -> Result<Vec<MailHeld>> {
    let rows = sqlx::query!(
        "SELECT subject, body_text, language, created_at FROM outbox \
         WHERE library = $1 AND subscriber_id = $2 ORDER BY created_at DESC, id LIMIT $3",
        subscriber.profile().slug.as_str(),
        subscriber.id().0,
        SHOWN,
    )
    .fetch_all(&mut **tx)
    .await?;
    let each = rows.into_iter().map(|row| MailHeld {
        subject: row.subject,
        text: row.body_text,
        lang: Lang::from_tag(&row.language).unwrap_or_default(),
        at: row.created_at,
    });
    Ok(each.collect())
}

async fn lines(tx: &mut Tx, subscriber: &Subscriber) -> Result<Vec<LineHeld>> {
    let rows = sqlx::query!(
        "SELECT action, actor_kind, at FROM ledger_event \
         WHERE library = $1 AND subject_id = $2 ORDER BY at DESC, position DESC LIMIT $3",
        subscriber.profile().slug.as_str(),
        subscriber.id().0,
        SHOWN,
    )
    .fetch_all(&mut **tx)
    .await?;
    let known = |row: &(String, String, DateTime<Utc>)| {
        Some(LineHeld { action: Action::from_code(&row.0)?, actor: ActorKind::from_code(&row.1)?, at: row.2 })
    };
    Ok(rows.into_iter().filter_map(|row| known(&(row.action, row.actor_kind, row.at))).collect())
}

/// Up to when the link says that mail arrives: it was mailed within this second.
fn arrived_by(subscriber: &Subscriber) -> DateTime<Utc> {
    subscriber.mailed_at() + Duration::seconds(1)
}

/// Says yes or no to one newsletter. `false`: there is no such newsletter, or nothing is held any more; what holds already is
/// not written again. With a yes the address is written to again where mail came back before the link was mailed to it: the link
/// arrived.
///
/// # Errors
/// When the database is away; then nothing is kept.
// Test (consent/subscriber/tests/suspended.rs): "c5 whoever says yes on their own page after mail came back gets the next issue".
pub async fn say(portal: &Portal, subscriber: &Subscriber, list: &str, given: bool, lang: Lang) -> Result<bool> {
    let profile = subscriber.profile();
    let Some(list) = profile.newsletters.iter().find(|one| one.code == list) else { return Ok(false) };
    let mut tx = portal.db.begin(subscriber.scope()).await?;
    if !lock(&mut tx, &profile.slug, subscriber.id()).await? {
        return Ok(false);
    }
    let before = last_row(&mut tx, &profile.slug, subscriber.id(), &list.code).await?;
    let holds = match &before {
        Some(row) if given => row.brings(list, profile),
        Some(row) => !row.given,
        None => !given,
    };
    if given {
        lift_of_subscriber(&mut tx, portal, &profile.slug, subscriber.id(), arrived_by(subscriber)).await?;
    }
    if !holds {
        let said = Said { given, means: "subscriber-link", actor: subscriber.actor(), via: "link", lang };
        record(&mut tx, portal, profile, subscriber.id(), list, said).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Removes all that is held: the name, the address, the answers, the copies and the mails. What stays is that it was done,
/// under a number that leads to nobody.
///
/// # Errors
/// When the database is away; then nothing is removed.
pub async fn remove(portal: &Portal, subscriber: &Subscriber) -> Result<()> {
    let profile = subscriber.profile();
    let mut tx = portal.db.begin(subscriber.address_scope()).await?;
    if !lock(&mut tx, &profile.slug, subscriber.id()).await? {
        return Ok(());
    }
    note(&mut tx, portal, subscriber, Action::RecordDeleted).await?;
    // With the row goes what hangs on it (ON DELETE CASCADE), and so do wishes for the same address.
    sqlx::query!(
        "DELETE FROM subscriber WHERE library = $1 \
           AND lower(email) = (SELECT lower(email) FROM subscriber WHERE library = $1 AND id = $2)",
        profile.slug.as_str(),
        subscriber.id().0,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

async fn note(tx: &mut Tx, portal: &Portal, subscriber: &Subscriber, action: Action) -> Result<Uuid> {
    let event = Event {
        via: "link",
        classes: &[Class::Preferences, Class::Notices],
        ..Event::new(
            &subscriber.profile().slug,
            portal.clock.now(),
            Some(subscriber.id().as_own()),
            action,
            subscriber.actor(),
        )
    };
    ledger::append(tx, &*portal.entropy, event).await
}
