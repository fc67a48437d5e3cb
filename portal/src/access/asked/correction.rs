//! Corrections that wait.

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
    rules::{Ground, codes},
};

/// Ends what the patron asked for in such a session and waits. What a guardian asked for stays.
pub(super) async fn end(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    of: OfSessions,
    now: DateTime<Utc>,
) -> Result<()> {
    let ended = sqlx::query!(
        "UPDATE correction SET status = 'ended', decided_at = $3, ended_at = $3 \
         WHERE library = $1 AND person_id = $2 AND status = 'waiting' AND asked_by = 'patron' \
           AND ($4::uuid IS NULL OR asked_in IS DISTINCT FROM $4) AND ($5::uuid IS NULL OR asked_in = $5) \
         RETURNING about[2] AS \"field!\"",
        profile.slug.as_str(),
        person.0,
        now,
        of.kept,
        of.only,
    )
    .fetch_all(&mut **tx)
    .await?;
    for one in ended {
        let event = Event {
            classes: &[Class::Pending],
            fields: &[&one.field],
            rules: &codes(profile.grounds.of(Ground::OwnRecord)),
            ..Event::new(&profile.slug, now, Some(person), Action::CorrectionTakenBack, (ActorKind::System, None))
        };
        ledger::append(tx, &*portal.entropy, event).await?;
    }
    Ok(())
}
