//! Sessions on Postgres: the tower-sessions store, ending them; makes the authorities.

mod browser;
mod own;
mod store;

pub use browser::Session;
pub(crate) use own::{end_of, end_others, lives};
pub use store::PgSessionStore;

use crate::{Result, authority::Patron, ids::PersonId};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::{ids::LibrarySlug, profile::Profile};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Where the one thing kept in a session's data stands.
const WHO: &str = "who";

/// Where the person's date of birth stands in a session that was read: it is the record's of this moment, and never kept
/// in the session.
const BORN: &str = "born";

/// What a session holds. Nothing else is kept in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Who {
    library: LibrarySlug,
    person: Uuid,
    /// The session's public name.
    id: Uuid,
    shared: bool,
    device: Option<String>,
    started_at: DateTime<Utc>,
    authenticated_at: DateTime<Utc>,
    /// When the secret that was given had been set: a session begins only while that secret is still in use.
    secret_set_at: DateTime<Utc>,
}

/// Who is signed in, and at what kind of computer.
#[derive(Debug, Clone)]
pub struct Current {
    /// The authority.
    pub patron: Patron,
    /// Whether the computer is shared.
    pub shared: bool,
    /// When the session is over, whatever is done in it.
    pub ends_at: DateTime<Utc>,
}

impl Current {
    /// How long it lasts from `now` if nothing more is done. Activity is written down at most once in
    /// [`store::WRITTEN_EVERY`], so the idle time may have begun that much earlier.
    pub fn left(&self, now: DateTime<Utc>) -> Duration {
        (idle(self.shared) - store::WRITTEN_EVERY).min(self.ends_at - now)
    }
}

/// How long a session lasts without activity.
pub const fn idle(shared: bool) -> Duration {
    if shared { Duration::minutes(6) } else { Duration::minutes(30) }
}

/// How long a session lasts at most.
pub const fn whole(shared: bool) -> Duration {
    if shared { Duration::hours(1) } else { Duration::hours(12) }
}

/// Who is signed in by this session, if anyone. The store has already refused a session that is over. A session that
/// another version wrote and this one cannot read signs nobody in: signing in again makes a new one.
///
/// # Errors
/// When the database is away.
pub async fn current(session: &Session, profile: &Arc<Profile>) -> Result<Option<Current>> {
    // Test (session/tests.rs): "a session that another version wrote signs nobody in".
    let who: Option<Who> = match session.0.get(WHO).await {
        Err(tower_sessions::session::Error::SerdeJson(_)) => None,
        other => other?,
    };
    let Some(who) = who.filter(|who| who.library == profile.slug) else { return Ok(None) };
    let born: Option<NaiveDate> = session.0.get(BORN).await?;
    Ok(Some(Current {
        patron: Patron::new(profile.clone(), PersonId(who.person), who.id, who.authenticated_at).born(born),
        shared: who.shared,
        ends_at: who.started_at + whole(who.shared),
    }))
}

/// Someone who has just proved who they are.
pub(crate) struct Proven<'a> {
    pub(crate) library: &'a LibrarySlug,
    pub(crate) person: PersonId,
    pub(crate) shared: bool,
    pub(crate) device: Option<String>,
    pub(crate) now: DateTime<Utc>,
    /// A fresh public name.
    pub(crate) id: Uuid,
    /// When the secret that they gave had been set.
    pub(crate) secret_set_at: DateTime<Utc>,
}

/// Begins a session under a new id, whatever id the browser came with.
pub(crate) async fn start(session: &Session, proven: Proven<'_>) -> Result<()> {
    let Proven { library, person, shared, device, now, id, secret_set_at } = proven;
    let library = library.clone();
    let who =
        Who { library, person: person.0, id, shared, device, started_at: now, authenticated_at: now, secret_set_at };
    session.0.cycle_id().await?;
    Ok(session.0.insert(WHO, who).await?)
}

/// Gives the session a new id and notes that the secret was given again.
pub(crate) async fn renew(session: &Session, now: DateTime<Utc>, id: Uuid, secret_set_at: DateTime<Utc>) -> Result<()> {
    if let Some(mut who) = session.0.get::<Who>(WHO).await? {
        who.authenticated_at = now;
        who.id = id;
        who.secret_set_at = secret_set_at;
        session.0.cycle_id().await?;
        session.0.insert(WHO, who).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
