//! Corrections that wait: the patron's own, and those that a parent or guardian asked for a child.

use crate::{
    Portal, Result,
    contact::OfSessions,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::LibrarySlug,
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
    rules::{Ground, codes},
};
use uuid::Uuid;

/// Ends what the patron asked for in such a session and waits. What a guardian of theirs asked for stays.
pub(super) async fn end(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    of: OfSessions,
    now: DateTime<Utc>,
) -> Result<()> {
    let ended = sqlx::query_scalar!(
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
    note(tx, portal, profile, person, &ended, now).await
}

/// Ends what this guardian asked for each child in such a session of the guardian's and waits, with a line in the child's
/// activity. What the child or another guardian asked for stays.
pub(super) async fn end_for_children(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    guardian: PersonId,
    of: OfSessions,
    now: DateTime<Utc>,
) -> Result<()> {
    for child in children(tx, &profile.slug, guardian).await? {
        let Some(before) = tx.as_child(guardian, child).await? else { continue };
        let ended = sqlx::query_scalar!(
            "UPDATE correction SET status = 'ended', decided_at = $3, ended_at = $3 \
             WHERE library = $1 AND person_id = $2 AND status = 'waiting' AND asked_by = 'guardian' \
               AND asked_link IN (SELECT id FROM family_link WHERE library = $1 AND child_id = $2 AND guardian_id = $6) \
               AND ($4::uuid IS NULL OR asked_in IS DISTINCT FROM $4) AND ($5::uuid IS NULL OR asked_in = $5) \
             RETURNING about[2] AS \"field!\"",
            profile.slug.as_str(),
            child.0,
            now,
            of.kept,
            of.only,
            guardian.0,
        )
        .fetch_all(&mut **tx)
        .await?;
        note(tx, portal, profile, child, &ended, now).await?;
        tx.as_reached(before).await?;
    }
    Ok(())
}

/// What a guardian asked for a child in a session goes on in the one that takes its place.
pub(super) async fn go_on_for_children_in(
    tx: &mut Tx,
    library: &LibrarySlug,
    guardian: PersonId,
    former: Uuid,
    present: Uuid,
) -> Result<()> {
    for child in children(tx, library, guardian).await? {
        let Some(before) = tx.as_child(guardian, child).await? else { continue };
        sqlx::query!(
            "UPDATE correction SET asked_in = $4 \
             WHERE library = $1 AND person_id = $2 AND asked_in = $3 AND status = 'waiting' AND asked_by = 'guardian'",
            library.as_str(),
            child.0,
            former,
            present,
        )
        .execute(&mut **tx)
        .await?;
        tx.as_reached(before).await?;
    }
    Ok(())
}

/// Every child to whom this person is or was linked: what was asked for may wait longer than the link holds.
async fn children(tx: &mut Tx, library: &LibrarySlug, guardian: PersonId) -> Result<Vec<PersonId>> {
    let found = sqlx::query_scalar!(
        "SELECT DISTINCT child_id FROM family_link WHERE library = $1 AND guardian_id = $2 ORDER BY child_id",
        library.as_str(),
        guardian.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found.into_iter().map(PersonId).collect())
}

async fn note(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    fields: &[String],
    now: DateTime<Utc>,
) -> Result<()> {
    for field in fields {
        let event = Event {
            classes: &[Class::Pending],
            fields: &[field],
            rules: &codes(profile.grounds.of(Ground::OwnRecord)),
            ..Event::new(&profile.slug, now, Some(person), Action::CorrectionTakenBack, (ActorKind::System, None))
        };
        ledger::append(tx, &*portal.entropy, event).await?;
    }
    Ok(())
}
