//! Deleting wishes that nobody confirmed, and anyone who gets no newsletter any more.

use super::{KEPT_AFTER, WISH_LASTS};
use crate::{
    Portal, Result,
    db::Scope,
    ids::SubscriberId,
    ledger::{self, Event},
};
use domain::{
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
};

/// What was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cleared {
    /// Wishes whose week was over.
    pub wishes: u64,
    /// Subscribers whose last newsletter was stopped long enough ago.
    pub subscribers: u64,
}

/// Deletes what is over at this library, with all that hangs on it.
///
/// # Errors
/// When the database is away; then nothing is deleted.
pub async fn clear(portal: &Portal, profile: &Profile) -> Result<Cleared> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Retention(&profile.slug)).await?;
    let wishes = sqlx::query!(
        "DELETE FROM subscriber WHERE library = $1 AND confirmed_at IS NULL AND asked_at <= $2",
        profile.slug.as_str(),
        now - WISH_LASTS,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    let gone = sqlx::query_scalar!(
        "DELETE FROM subscriber AS one WHERE one.library = $1 AND one.confirmed_at <= $2 \
           AND NOT EXISTS (SELECT FROM ( \
               SELECT DISTINCT ON (list) given, decided_at FROM subscription \
               WHERE library = one.library AND subscriber_id = one.id ORDER BY list, decided_at DESC, position DESC) AS last \
               WHERE last.given OR last.decided_at > $2) \
         RETURNING one.id",
        profile.slug.as_str(),
        now - KEPT_AFTER,
    )
    .fetch_all(&mut *tx)
    .await?;
    for &id in &gone {
        let subject = SubscriberId(id).as_own();
        let event = Event {
            via: "worker",
            classes: &[Class::Preferences, Class::Notices],
            ..Event::new(&profile.slug, now, Some(subject), Action::RecordDeleted, (ActorKind::System, None))
        };
        ledger::append(&mut tx, &*portal.entropy, event).await?;
    }
    tx.commit().await?;
    Ok(Cleared { wishes, subscribers: gone.len() as u64 })
}
