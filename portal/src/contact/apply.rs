//! Making a change: the record, the ledger, the mail about it.

use super::row;
use crate::{
    Portal, Result,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{
    contact::{Change, Detail},
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
    rules::codes,
};
use uuid::Uuid;

/// Writes a change into the record. `source`: `portal`, or `desk` where a clerk confirmed it; a file that is loaded
/// later leaves such a value alone.
pub(super) async fn apply(
    tx: &mut Tx,
    profile: &Profile,
    person: PersonId,
    change: &Change,
    source: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    row::write(tx, &profile.slug, person, change, source, now).await?;
    if change.detail == Detail::Email {
        // What was mailed to the old address opens nothing any more.
        sqlx::query!(
            "UPDATE one_time_token SET ended_at = $3 \
             WHERE library = $1 AND person_id = $2 AND ended_at IS NULL AND purpose IN ('activation', 'reset') \
               AND expires_at - created_at < interval '24 hours'",
            profile.slug.as_str(),
            person.0,
            now,
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// The rules on which the library's way of making changes rests.
pub(super) fn rules(profile: &Profile) -> Vec<&str> {
    codes(&profile.switches.contact_edits.rules)
}

/// Writes a change into the ledger, without its value.
pub(super) async fn note(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    change: &Change,
    action: Action,
    actor: (ActorKind, Option<Uuid>),
) -> Result<()> {
    let fields = change.detail.ledger_names();
    let event = Event {
        classes: &[Class::Contact],
        fields: &fields.iter().map(String::as_str).collect::<Vec<_>>(),
        rules: &rules(profile),
        via: if actor.0 == ActorKind::Staff { "desk" } else { "portal" },
        ..Event::new(&profile.slug, portal.clock.now(), Some(person), action, actor)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
