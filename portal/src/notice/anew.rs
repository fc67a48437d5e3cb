//! What was told in a mail of several kinds that was withheld at its turn, because one of them was not wanted any more, waits to
//! be told again: without that kind, and with the others.

use crate::{Result, db::Tx};
use domain::profile::Profile;

/// Has it wait again; how much. Of a mail of one kind there is nothing else to tell.
///
/// # Errors
/// When the database refuses it.
// Test (notice/tests/several.rs): "l27 a no to one of several kinds holds the mail back and the others are told without it".
pub(super) async fn waits_again(tx: &mut Tx, profile: &Profile) -> Result<u64> {
    let again = sqlx::query!(
        "UPDATE notice_due AS due SET state = 'waiting', mail_id = NULL, settled_at = NULL FROM outbox \
         WHERE outbox.library = $1 AND outbox.status = 'withheld' AND outbox.needs_each <> '{}' \
           AND due.library = $1 AND due.mail_id = outbox.id AND due.state = 'written'",
        profile.slug.as_str(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(again.rows_affected())
}
