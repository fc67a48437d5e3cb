//! Reading the outbox in development, links and all, and timing what a worker does with it. A production build does not contain
//! this.

use super::{
    Lane,
    claim::{self, Taken},
    pace::Pace,
    render::{Rendered, with_link},
    seal,
};
use crate::{Portal, Result, db::Scope};
use chrono::{DateTime, Utc};
use domain::{ids::LibrarySlug, words::Lang};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A mail as its recipient would read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DevMail {
    /// The row's id.
    pub id: Uuid,
    /// The kind, as `reset`.
    pub kind: String,
    /// To whom.
    pub to: String,
    /// The language it is in.
    pub lang: Lang,
    /// Its subject.
    pub subject: String,
    /// Its text, with the link.
    pub text: String,
    /// Its HTML, with the link.
    pub html: String,
    /// `queued`, `sent` or `failed`.
    pub status: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// The library's last 50 mails, newest first.
///
/// # Errors
/// When the database is away.
pub async fn dev_list(portal: &Portal, library: &LibrarySlug) -> Result<Vec<DevMail>> {
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    let rows = sqlx::query!(
        "SELECT id, kind, recipient, language, subject, body_text, body_html, sealed_link, status, created_at \
         FROM outbox WHERE library = $1 ORDER BY created_at DESC, id LIMIT 50",
        library.as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let lang = Lang::from_tag(&row.language).unwrap_or_default();
            let mut words = Rendered { subject: row.subject, text: row.body_text, html: row.body_html };
            let link = row.sealed_link.and_then(|sealed| seal::open(portal, library, row.id, &sealed));
            if let Some(link) = link {
                words = with_link(&words, lang, &link);
            }
            DevMail {
                id: row.id,
                kind: row.kind,
                to: row.recipient,
                lang,
                subject: words.subject,
                text: words.text,
                html: words.html,
                status: row.status,
                created_at: row.created_at,
            }
        })
        .collect())
}

/// How long each of at most so many claims of this lane's mail takes, one after the other, as a worker makes them. What is claimed
/// stays so until its lease ends.
///
/// # Errors
/// When the database is away.
pub async fn time_claims(portal: &Portal, lane: Lane, times: usize) -> Result<Vec<Duration>> {
    let mut took = Vec::with_capacity(times);
    for _ in 0..times {
        let began = Instant::now();
        if let Taken::None = claim::claim(portal, lane, Pace::a_minute(u32::MAX)).await? {
            break;
        }
        took.push(began.elapsed());
    }
    Ok(took)
}
