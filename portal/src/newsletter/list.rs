//! The issues, and how far each has come.

use crate::{Listed, Portal, Result, authority::Editor, db::Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// An issue of a newsletter.
#[derive(Debug, Clone)]
pub struct Issue {
    /// Its id, as it stands in a page's address.
    pub id: Uuid,
    /// The newsletter, by its code.
    pub list: String,
    /// The subject in English.
    pub subject_en: String,
    /// The text in English, in Markdown.
    pub body_en: String,
    /// The subject in Spanish; empty where nobody wrote it.
    pub subject_es: String,
    /// The text in Spanish.
    pub body_es: String,
    /// When it was last changed.
    pub changed_at: DateTime<Utc>,
    /// From when it is sent.
    pub send_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: State,
    /// How many of its mails have come how far.
    pub progress: Progress,
}

/// Where an issue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is being written.
    Draft,
    /// It is to be sent; who gets it is not settled yet.
    Scheduled,
    /// It is being sent.
    Sending,
    /// Every mail was sent, given up or left out.
    Done,
    /// It was stopped; what was sent by then was sent.
    Stopped,
}

/// How many of an issue's mails have come how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Wait to be sent.
    pub waiting: i64,
    /// The mail server took them.
    pub sent: i64,
    /// Were given up.
    pub failed: i64,
    /// Were not sent: no yes any more, no address, or stopped.
    pub left_out: i64,
}

/// The library's issues, the newest first, at most 100.
///
/// # Errors
/// When the database is away.
pub async fn issues(portal: &Portal, editor: &Editor) -> Result<Listed<Issue>> {
    let mut tx = portal.db.begin(editor.scope()).await?;
    read_from(&mut tx, editor, None).await
}

/// One issue.
///
/// # Errors
/// When the database is away.
pub async fn issue(portal: &Portal, editor: &Editor, id: Uuid) -> Result<Option<Issue>> {
    let mut tx = portal.db.begin(editor.scope()).await?;
    Ok(read_from(&mut tx, editor, Some(id)).await?.rows.pop())
}

/// So many people who did not get an issue for the same reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotSent {
    /// Whether it was tried and given up; otherwise they were left out.
    pub given_up: bool,
    /// Why, as `newsletter_delivery.why` has it; `None` where nothing says so.
    pub why: Option<String>,
    /// How many.
    pub people: i64,
}

/// Who did not get an issue, in numbers, by why. Of records that are deleted since only [`Progress`] tells.
///
/// # Errors
/// When the database is away.
pub async fn not_sent(portal: &Portal, editor: &Editor, id: Uuid) -> Result<Vec<NotSent>> {
    let mut tx = portal.db.begin(editor.scope()).await?;
    Ok(sqlx::query_as!(
        NotSent,
        "SELECT state = 'failed' AS \"given_up!\", why, count(*) AS \"people!\" FROM newsletter_delivery \
         WHERE library = $1 AND issue_id = $2 AND state IN ('failed', 'left-out') \
         GROUP BY state, why ORDER BY state DESC, count(*) DESC, why",
        editor.library().as_str(),
        id,
    )
    .fetch_all(&mut *tx)
    .await?)
}

async fn read_from(tx: &mut Tx, editor: &Editor, id: Option<Uuid>) -> Result<Listed<Issue>> {
    let rows = sqlx::query!(
        "SELECT issue.id, issue.list, issue.subject_en, issue.body_en, issue.subject_es, issue.body_es, issue.changed_at, \
                issue.send_at, issue.fixed_at, issue.stopped_at, count(*) OVER () AS \"all!\", \
                come.waiting AS \"waiting!\", issue.gone_sent + come.sent AS \"sent!\", \
                issue.gone_failed + come.failed AS \"failed!\", issue.gone_left_out + come.left_out AS \"left_out!\" \
         FROM newsletter_issue AS issue, LATERAL ( \
             SELECT count(*) FILTER (WHERE state IN ('waiting', 'queued')) AS waiting, \
                    count(*) FILTER (WHERE state = 'sent') AS sent, \
                    count(*) FILTER (WHERE state = 'failed') AS failed, \
                    count(*) FILTER (WHERE state = 'left-out') AS left_out \
             FROM newsletter_delivery WHERE library = issue.library AND issue_id = issue.id) AS come \
         WHERE issue.library = $1 AND ($2::uuid IS NULL OR issue.id = $2) ORDER BY issue.created_at DESC, issue.id LIMIT 100",
        editor.library().as_str(),
        id,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(Listed::of(
        rows,
        |row| row.all,
        |row| {
            let state = match (row.send_at, row.fixed_at, row.stopped_at) {
                (_, _, Some(_)) => State::Stopped,
                (None, _, None) => State::Draft,
                (Some(_), None, None) => State::Scheduled,
                (Some(_), Some(_), None) if row.waiting > 0 => State::Sending,
                (Some(_), Some(_), None) => State::Done,
            };
            Issue {
                id: row.id,
                list: row.list,
                subject_en: row.subject_en,
                body_en: row.body_en,
                subject_es: row.subject_es,
                body_es: row.body_es,
                changed_at: row.changed_at,
                send_at: row.send_at,
                state,
                progress: Progress { waiting: row.waiting, sent: row.sent, failed: row.failed, left_out: row.left_out },
            }
        },
    ))
}
