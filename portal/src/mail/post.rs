//! A letter on paper, where there is no e-mail address: written with the change that causes it, printed by the desk
//! ([`crate::post`]).

use super::{letter::Message, render};
use crate::{Portal, Result, db::Tx, ids::PersonId};

/// Writes `message`, whose address does not count, as a letter to `person` in `tx`: to what their record holds when it is
/// printed, or to `lines`. One of a kind waits at most: where one does, nothing is written (`false`).
///
/// # Errors
/// When the database refuses it.
pub(crate) async fn by_post(
    tx: &mut Tx,
    portal: &Portal,
    person: PersonId,
    lines: Option<&str>,
    message: &Message<'_>,
) -> Result<bool> {
    let (subject, body) = render::on_paper(message)?;
    let written = sqlx::query!(
        "INSERT INTO postal_letter (library, id, person_id, kind, language, subject, body, written_at, sent_to) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (library, person_id, kind) WHERE posted_at IS NULL DO NOTHING",
        message.library.as_str(),
        portal.entropy.uuid(),
        person.0,
        message.letter.code(),
        message.lang.tag(),
        subject,
        body,
        portal.clock.now(),
        lines,
    )
    .execute(&mut **tx)
    .await?;
    Ok(written.rows_affected() == 1)
}
