//! Trying an issue out, sending it, stopping it.

use super::{list::State, own_lists};
use crate::{
    Portal, Result,
    authority::Editor,
    ledger::{self, Event},
    mail::{Enqueued, Letter, Message, NewsletterIssue, enqueue, markdown},
};
use chrono::{DateTime, Utc};
use domain::{inventory::Class, ledger::Action, parse::EmailAddress, words::Lang};
use uuid::Uuid;

/// What became of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tested {
    /// It is on its way.
    Queued,
    /// There is no such issue.
    NotFound,
}

/// What became of scheduling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheduled {
    /// It is sent from that moment on, or was scheduled before.
    Done,
    /// There is no such issue.
    NotFound,
}

/// What became of stopping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// Nothing more of it is sent.
    Done,
    /// It is a draft, or all of it was sent before.
    Nothing,
}

/// Sends the issue to an address that the editor types, as anyone who gets it will see it, in each language it is written in.
/// The link to leave that it carries takes nobody off the list, and says so once it is used.
///
/// # Errors
/// When the database is away.
pub async fn send_test(
    portal: &Portal,
    editor: &Editor,
    id: Uuid,
    to: &EmailAddress,
    form: Uuid,
    site: &str,
) -> Result<Tested> {
    let Some(issue) = super::issue(portal, editor, id).await? else { return Ok(Tested::NotFound) };
    let profile = editor.profile();
    let Some(list) = own_lists(profile).find(|list| list.code == issue.list) else { return Ok(Tested::NotFound) };
    let mut tx = portal.db.begin(editor.scope()).await?;
    let langs: &[Lang] = if issue.body_es.is_empty() { &[Lang::En] } else { &Lang::ALL };
    for &lang in langs {
        let (subject, body) = match lang {
            Lang::En => (&issue.subject_en, &issue.body_en),
            Lang::Es => (&issue.subject_es, &issue.body_es),
        };
        let message = Message {
            library: &profile.slug,
            library_name: &profile.name,
            accent: profile.accent,
            site,
            person: None,
            subscriber: None,
            to: to.as_str(),
            first_name: None,
            card: None,
            lang,
            idempotency_key: format!("newsletter-test:{form}:{}", lang.tag()),
            letter: Letter::Newsletter(Box::new(NewsletterIssue {
                delivery: None,
                list: list.code.clone(),
                list_name: list.name.to(lang).to_owned(),
                subject: subject.clone(),
                body: markdown(body),
                body_lang: lang,
                card: None,
                without_card: false,
                link: format!("{site}/unsubscribe/test"),
            })),
        };
        let written = enqueue(&mut tx, portal, message).await?;
        debug_assert_ne!(written, Enqueued::NoAddress, "one parser says what is an address");
    }
    tx.commit().await?;
    Ok(Tested::Queued)
}

/// Has the issue sent from this moment on. Anyone who clicks twice does it once. `site` is the address of the library's portal,
/// where its links lead.
///
/// # Errors
/// When the database is away; then nothing is sent.
pub async fn schedule(portal: &Portal, editor: &Editor, id: Uuid, at: DateTime<Utc>, site: &str) -> Result<Scheduled> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(editor.scope()).await?;
    let done = sqlx::query!(
        "UPDATE newsletter_issue SET send_at = $3, sent_by = $4, site = $5 \
         WHERE library = $1 AND id = $2 AND send_at IS NULL",
        editor.library().as_str(),
        id,
        at.max(now),
        editor.account(),
        site,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        drop(tx);
        let there = super::issue(portal, editor, id).await?.is_some();
        return Ok(if there { Scheduled::Done } else { Scheduled::NotFound });
    }
    note(&mut tx, portal, editor, id, Action::NewsletterScheduled).await?;
    tx.commit().await?;
    Ok(Scheduled::Done)
}

/// Stops the issue: the outbox sends none of its mails any more, from the next one on.
///
/// # Errors
/// When the database is away.
pub async fn stop(portal: &Portal, editor: &Editor, id: Uuid) -> Result<Stopped> {
    let state = super::issue(portal, editor, id).await?.map(|issue| issue.state);
    if !matches!(state, Some(State::Scheduled | State::Sending)) {
        return Ok(Stopped::Nothing);
    }
    let now = portal.clock.now();
    let mut tx = portal.db.begin(editor.scope()).await?;
    let done = sqlx::query!(
        "UPDATE newsletter_issue SET stopped_at = $3, stopped_by = $4 \
         WHERE library = $1 AND id = $2 AND send_at IS NOT NULL AND stopped_at IS NULL",
        editor.library().as_str(),
        id,
        now,
        editor.account(),
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(Stopped::Nothing);
    }
    // Copies that are not in the outbox yet are never put there.
    sqlx::query!(
        "UPDATE newsletter_delivery SET state = 'left-out', why = 'stopped', settled_at = $3 \
         WHERE library = $1 AND issue_id = $2 AND state = 'waiting'",
        editor.library().as_str(),
        id,
        now,
    )
    .execute(&mut *tx)
    .await?;
    note(&mut tx, portal, editor, id, Action::NewsletterStopped).await?;
    tx.commit().await?;
    Ok(Stopped::Done)
}

async fn note(tx: &mut crate::db::Tx, portal: &Portal, editor: &Editor, issue: Uuid, action: Action) -> Result<()> {
    let event = Event {
        via: "desk",
        classes: &[Class::Notices],
        detail: serde_json::json!({ "issue": issue }),
        ..Event::new(editor.library(), portal.clock.now(), None, action, editor.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
