//! An issue while it is written.

use super::own_lists;
use crate::{Portal, Result, authority::Editor};
use domain::parse::ShortText;
use uuid::Uuid;

/// What the staff write.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The newsletter, by its code.
    pub list: String,
    /// The subject in English.
    pub subject_en: ShortText<150>,
    /// The text in English, in Markdown.
    pub body_en: String,
    /// Subject and text in Spanish; without it everyone gets the English.
    pub spanish: Option<(ShortText<150>, String)>,
}

/// What became of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is kept.
    Done,
    /// It is to be sent already, or was, and stays as it is; or the library does not send such a newsletter itself.
    TooLate,
}

/// Keeps what was written under the form's own name, so that the same form sent twice is one issue.
///
/// # Errors
/// When the database is away; then nothing is kept.
pub async fn save(portal: &Portal, editor: &Editor, id: Uuid, draft: Draft) -> Result<Saved> {
    if !own_lists(editor.profile()).any(|list| list.code == draft.list) {
        return Ok(Saved::TooLate);
    }
    let (subject_es, body_es) = match &draft.spanish {
        Some((subject, body)) => (subject.as_str(), body.as_str()),
        None => ("", ""),
    };
    let mut tx = portal.db.begin(editor.scope()).await?;
    let kept = sqlx::query!(
        "INSERT INTO newsletter_issue (library, id, list, subject_en, body_en, subject_es, body_es, written_by, created_at, \
                                       changed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) \
         ON CONFLICT (library, id) DO UPDATE SET list = excluded.list, subject_en = excluded.subject_en, \
             body_en = excluded.body_en, subject_es = excluded.subject_es, body_es = excluded.body_es, \
             changed_at = excluded.changed_at \
         WHERE newsletter_issue.send_at IS NULL",
        editor.library().as_str(),
        id,
        draft.list,
        draft.subject_en.as_str(),
        draft.body_en,
        subject_es,
        body_es,
        editor.account(),
        portal.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(if kept.rows_affected() == 1 { Saved::Done } else { Saved::TooLate })
}

/// Throws a draft away. What is to be sent, or was, stays.
///
/// # Errors
/// When the database is away.
pub async fn discard(portal: &Portal, editor: &Editor, id: Uuid) -> Result<()> {
    let mut tx = portal.db.begin(editor.scope()).await?;
    sqlx::query!(
        "DELETE FROM newsletter_issue WHERE library = $1 AND id = $2 AND send_at IS NULL",
        editor.library().as_str(),
        id,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}
