//! Orders of silence: while one holds, only the Director can read the lines of its process (migrations/0160).
//! It has a last day, which the Director reviews; when nobody has put it off, it ends by itself, and whom it concerns is
//! told.

use super::register::{locked, note};
use crate::{
    Portal, Result,
    authority::Director,
    db::{Scope, Tx},
    ids::PersonId,
    ledger::{self, Event},
    mail::What,
    notify,
};
use chrono::NaiveDate;
use domain::{
    ledger::{Action, ActorKind},
    parse::ShortText,
    profile::Profile,
    rules::{Ground, codes},
};
use uuid::Uuid;

/// What became of recording an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SilenceSet {
    /// It holds.
    Done,
    /// Its last day is past.
    Past,
    /// There is no such entry.
    NoEntry,
}

/// Records that somebody ordered silence about a process until this day, or that the day was reviewed and is another now.
/// From this moment nobody whom it concerns sees a line of it. A process that is closed can be under one too.
///
/// # Errors
/// When the database is away; then nothing changes.
pub async fn keep_silent(
    portal: &Portal,
    director: &Director,
    id: Uuid,
    by: &ShortText<200>,
    until: NaiveDate,
) -> Result<SilenceSet> {
    if until < portal.today(director.profile()) {
        return Ok(SilenceSet::Past);
    }
    let mut tx = portal.db.begin(director.scope()).await?;
    let Some(entry) = locked(&mut tx, director, id).await? else { return Ok(SilenceSet::NoEntry) };
    sqlx::query!(
        "UPDATE legal_process SET silence_by = $3, silence_until = $4, silence_set_at = $5, silence_set_by = $6, \
                silence_ended_at = NULL \
         WHERE library = $1 AND id = $2",
        director.library().as_str(),
        id,
        by.as_str(),
        until,
        portal.clock.now(),
        director.staff().account(),
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("DELETE FROM process_told WHERE library = $1 AND process_id = $2", director.library().as_str(), id)
        .execute(&mut *tx)
        .await?;
    note(&mut tx, portal, director, id, if entry.is_silent() { "silence-reviewed" } else { "silence" }).await?;
    tx.commit().await?;
    Ok(SilenceSet::Done)
}

/// Ends an order of silence before its day: anyone who ordered it took it back. Whom it concerns is told. `false`: none holds.
///
/// # Errors
/// When the database is away; then it holds on.
pub async fn break_silence(portal: &Portal, director: &Director, id: Uuid, site: &str) -> Result<bool> {
    let mut tx = portal.db.begin(director.scope()).await?;
    if !locked(&mut tx, director, id).await?.is_some_and(|entry| entry.is_silent()) {
        return Ok(false);
    }
    tell(&mut tx, portal, director.profile(), id, (director.staff().actor(), "desk"), site).await?;
    note(&mut tx, portal, director, id, "silence-over").await?;
    tx.commit().await?;
    Ok(true)
}

/// Ends every order of silence whose last day is past, and tells whom they concern. How many.
///
/// # Errors
/// When the database is away; what was ended until then is.
pub async fn end_what_is_over(portal: &Portal, profile: &Profile, site: &str) -> Result<u64> {
    let mut over = 0;
    loop {
        let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
        let next = sqlx::query_scalar!(
            "SELECT id FROM legal_process WHERE library = $1 AND silence_until < $2 AND silence_ended_at IS NULL \
             ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED",
            profile.slug.as_str(),
            portal.today(profile),
        )
        .fetch_optional(&mut *tx)
        .await?;
        let Some(id) = next else { return Ok(over) };
        tell(&mut tx, portal, profile, id, ((ActorKind::System, None), "worker"), site).await?;
        tx.commit().await?;
        over += 1;
    }
}

/// From now on whom it concerns reads its lines, and is written to.
async fn tell(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    id: Uuid,
    (actor, via): ((ActorKind, Option<Uuid>), &'static str),
    site: &str,
) -> Result<()> {
    let (library, now) = (&profile.slug, portal.clock.now());
    sqlx::query!(
        "UPDATE legal_process SET silence_ended_at = $3 WHERE library = $1 AND id = $2",
        library.as_str(),
        id,
        now,
    )
    .execute(&mut **tx)
    .await?;
    let concerned = sqlx::query_scalar!(
        "INSERT INTO process_told (library, process_id, person_id, since) \
         SELECT DISTINCT hold.library, hold.process_id, hold.person_id, $3::timestamptz \
         FROM legal_hold AS hold WHERE hold.library = $1 AND hold.process_id = $2 \
         ON CONFLICT DO NOTHING RETURNING person_id",
        library.as_str(),
        id,
        now,
    )
    .fetch_all(&mut **tx)
    .await?;
    for person in concerned.into_iter().map(PersonId) {
        let event = Event {
            via,
            rules: &codes(profile.grounds.of(Ground::OwnRecord)),
            detail: serde_json::json!({ "process": id }),
            ..Event::new(library, now, Some(person), Action::SilenceOver, actor)
        };
        ledger::append(tx, &*portal.entropy, event).await?;
        notify::tell(tx, portal, profile, person, profile.usual_language(), site, What::LegalProcess).await?;
    }
    Ok(())
}
