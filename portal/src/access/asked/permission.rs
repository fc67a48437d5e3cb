//! Permissions that the desk has not confirmed.

use crate::{
    Portal, Result,
    contact::OfSessions,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
    rules::codes,
};

/// Throws drafts away and withdraws what was signed and waits for the desk. What is in force was confirmed with photo ID, and
/// stays.
pub(super) async fn end(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    of: OfSessions,
    now: DateTime<Utc>,
) -> Result<()> {
    let found = sqlx::query!(
        "SELECT id, state = 'draft' AS \"draft!\" FROM permission \
         WHERE library = $1 AND person_id = $2 AND state IN ('draft', 'signed') AND source = 'portal' \
           AND ($3::uuid IS NULL OR asked_in IS DISTINCT FROM $3) AND ($4::uuid IS NULL OR asked_in = $4) \
         ORDER BY started_at, id FOR UPDATE",
        profile.slug.as_str(),
        person.0,
        of.kept,
        of.only,
    )
    .fetch_all(&mut **tx)
    .await?;
    for one in found {
        let action = if one.draft {
            sqlx::query!(
                "DELETE FROM permission WHERE library = $1 AND person_id = $2 AND id = $3 AND state = 'draft'",
                profile.slug.as_str(),
                person.0,
                one.id,
            )
            .execute(&mut **tx)
            .await?;
            Action::PermissionDiscarded
        } else {
            sqlx::query!(
                "UPDATE permission SET state = 'withdrawn', withdrawn_at = $4 \
                 WHERE library = $1 AND person_id = $2 AND id = $3",
                profile.slug.as_str(),
                person.0,
                one.id,
                now,
            )
            .execute(&mut **tx)
            .await?;
            Action::PermissionWithdrawn
        };
        let event = Event {
            via: "portal",
            classes: &[Class::Preferences],
            fields: &["permission.state"],
            rules: &codes(&profile.switches.written_permission.rules),
            detail: serde_json::json!({ "permission": one.id }),
            ..Event::new(&profile.slug, now, Some(person), action, (ActorKind::System, None))
        };
        ledger::append(tx, &*portal.entropy, event).await?;
    }
    Ok(())
}
