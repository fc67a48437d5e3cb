//! Changes under way: asked for, and not yet made.

use super::{apply, link_mail::LinkMail};
use crate::{
    Portal, Result,
    authority::Patron,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    contact::Detail,
    ids::LibrarySlug,
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
};
use uuid::Uuid;

/// How long the link to a new address opens.
pub(super) const LINK_LIVES: Duration = Duration::minutes(60);

/// A change under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Which; stands in forms, never in an address.
    pub id: Uuid,
    /// What to name it by at the desk.
    pub reference: Option<String>,
    /// What is to change.
    pub detail: Detail,
    /// To what, as people write it; empty where it is taken away.
    pub new_value: String,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// What it waits for.
    pub stage: Stage,
    /// What became of the mail with its link, where it waits for that.
    pub mail: Option<LinkMail>,
}

/// What a change waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The patron, who is to open the link sent to the new address.
    Link,
    /// Nothing any more: the link was not opened in time.
    LinkLapsed,
    /// The desk.
    Desk,
}

pub(super) async fn under_way(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<Pending>> {
    let rows = sqlx::query!(
        "SELECT change.id, change.reference, change.field, change.new_value, change.asked_at, change.status, \
                mail.status AS \"mail?\", mail.last_error AS \"error?\", mail.attempts AS \"attempts?\", \
                mail.came_back AS \"came_back?\" \
         FROM pending_change AS change \
         LEFT JOIN outbox AS mail ON mail.library = $1 AND mail.idempotency_key = 'verify-email:' || change.id \
              AND change.status = 'unverified' \
         WHERE change.library = $1 AND change.person_id = $2 AND change.status IN ('unverified', 'waiting') \
         ORDER BY change.asked_at DESC, change.id",
        library.as_str(),
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let pending = rows.into_iter().filter_map(|row| {
        Some(Pending {
            id: row.id,
            reference: row.reference,
            detail: Detail::from_code(&row.field)?,
            new_value: row.new_value.unwrap_or_default(),
            asked_at: row.asked_at,
            stage: match row.status.as_str() {
                "waiting" => Stage::Desk,
                _ if row.asked_at + LINK_LIVES <= now => Stage::LinkLapsed,
                _ => Stage::Link,
            },
            mail: row.mail.map(|status| {
                LinkMail::of(&status, row.error.as_deref(), row.attempts.unwrap_or(0), row.came_back.is_some())
            }),
        })
    });
    Ok(pending.collect())
}

/// Takes a change back, and the link that was mailed for it. `false`: no change of this name is under way, nor was one
/// taken back before.
///
/// # Errors
/// When the database is away.
pub async fn take_back(portal: &Portal, patron: &Patron, id: Uuid) -> Result<bool> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(patron.scope()).await?;
    let Some(detail) = close(&mut tx, patron.library(), patron.person(), id, "taken back", now).await? else {
        return Ok(sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM pending_change \
                            WHERE library = $1 AND person_id = $2 AND id = $3 AND status = 'taken back') AS \"before!\"",
            patron.library().as_str(),
            patron.person().0,
            id,
        )
        .fetch_one(&mut *tx)
        .await?);
    };
    note_end(&mut tx, portal, patron.profile(), patron.person(), patron.actor(), detail).await?;
    tx.commit().await?;
    Ok(true)
}

/// Which changes under way end.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ends {
    /// Those whose mailed link was not opened yet.
    Unverified,
    /// These, and those that wait for the desk, except what was asked in this session. `None`: without exception.
    AllBut(Option<Uuid>),
    /// What was asked in this session.
    In(Uuid),
}

/// By the session it was asked in, what ends of what waits for the desk or for a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfSessions {
    /// All but what was asked in this one.
    pub(crate) kept: Option<Uuid>,
    /// Nothing but what was asked in this one.
    pub(crate) only: Option<Uuid>,
}

impl Ends {
    /// `None`: nothing that waits for the desk ends.
    pub(crate) const fn sessions(self) -> Option<OfSessions> {
        match self {
            Self::Unverified => None,
            Self::AllBut(kept) => Some(OfSessions { kept, only: None }),
            Self::In(session) => Some(OfSessions { kept: None, only: Some(session) }),
        }
    }
}

/// Ends changes of a person's before they are made: anyone who asked for them may have been somebody else. Links that were
/// mailed for them end too.
// Test (contact/tests/intruder.rs): "whoever reports the card lost ends the change of address that an intruder asked for".
// Test (contact/tests/intruder.rs): "a change that an intruder has verified ends with every defence of the owner".
pub(crate) async fn end_asked(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    ends: Ends,
    now: DateTime<Utc>,
) -> Result<()> {
    let of = ends.sessions();
    let ended = sqlx::query!(
        "UPDATE pending_change SET status = 'ended', decided_at = $3 \
         WHERE library = $1 AND person_id = $2 \
           AND (status = 'unverified' OR $4 AND status = 'waiting' AND ($5::uuid IS NULL OR asked_in IS DISTINCT FROM $5)) \
           AND ($6::uuid IS NULL OR asked_in = $6) \
         RETURNING id, field",
        profile.slug.as_str(),
        person.0,
        now,
        of.is_some(),
        of.and_then(|of| of.kept),
        of.and_then(|of| of.only),
    )
    .fetch_all(&mut **tx)
    .await?;
    let ids: Vec<Uuid> = ended.iter().map(|row| row.id).collect();
    sqlx::query!(
        "UPDATE one_time_token SET ended_at = $4 \
         WHERE library = $1 AND person_id = $2 AND change_id = ANY($3) AND ended_at IS NULL",
        profile.slug.as_str(),
        person.0,
        &ids,
        now,
    )
    .execute(&mut **tx)
    .await?;
    for detail in ended.iter().filter_map(|row| Detail::from_code(&row.field)) {
        note_end(tx, portal, profile, person, (ActorKind::System, None), detail).await?;
    }
    Ok(())
}

/// What was asked in a session goes on in the one that takes its place.
pub(crate) async fn goes_on_in(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    former: Uuid,
    present: Uuid,
) -> Result<()> {
    sqlx::query!(
        "UPDATE pending_change SET asked_in = $4 \
         WHERE library = $1 AND person_id = $2 AND asked_in = $3 AND status IN ('unverified', 'waiting')",
        library.as_str(),
        person.0,
        former,
        present,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes into the activity that a change ended before it was made.
pub(super) async fn note_end(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    by: (ActorKind, Option<Uuid>),
    detail: Detail,
) -> Result<()> {
    let field = detail.ledger_name();
    let event = Event {
        classes: &[Class::Pending],
        fields: &[&field],
        rules: &apply::rules(profile),
        ..Event::new(&profile.slug, portal.clock.now(), Some(person), Action::ContactChangeTakenBack, by)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// Ends a change that is under way, and its link. Returns what it was to change.
pub(super) async fn close(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    id: Uuid,
    status: &str,
    now: DateTime<Utc>,
) -> Result<Option<Detail>> {
    // The link is locked first, as where it is opened.
    sqlx::query!(
        "UPDATE one_time_token SET ended_at = $4 \
         WHERE library = $1 AND person_id = $2 AND change_id = $3 AND ended_at IS NULL",
        library.as_str(),
        person.0,
        id,
        now,
    )
    .execute(&mut **tx)
    .await?;
    let detail = sqlx::query_scalar!(
        "UPDATE pending_change SET status = $4, decided_at = $5 \
         WHERE library = $1 AND person_id = $2 AND id = $3 AND status IN ('unverified', 'waiting') RETURNING field",
        library.as_str(),
        person.0,
        id,
        status,
        now,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(detail.as_deref().and_then(Detail::from_code))
}
