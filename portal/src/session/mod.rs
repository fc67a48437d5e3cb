//! stub
use crate::{Portal, Result, authority::Patron};
use chrono::{DateTime, Duration, Utc};
use domain::ids::LibrarySlug;
use tower_sessions::{Session, session::{Id, Record}, session_store};
use uuid::Uuid;
pub struct Current { pub patron: Patron, pub shared: bool }
pub async fn current(_: &Session, _: &LibrarySlug, _: DateTime<Utc>) -> Result<Option<Current>> { todo!() }
pub fn idle(_: bool) -> Duration { Duration::minutes(6) }
pub async fn touch(_: &Session, _: DateTime<Utc>, _: bool) -> Result<()> { todo!() }
pub async fn sign_out(_: &Portal, _: &Patron, _: &Session) -> Result<()> { todo!() }
pub struct SessionLine { pub id: Uuid, pub device: Option<String>, pub shared: bool, pub created_at: DateTime<Utc>, pub last_seen_at: DateTime<Utc>, pub current: bool }
pub async fn list(_: &Portal, _: &Patron) -> Result<Vec<SessionLine>> { todo!() }
pub async fn end(_: &Portal, _: &Patron, _: Uuid) -> Result<bool> { todo!() }
pub async fn end_all(_: &Portal, _: &Patron) -> Result<()> { todo!() }
#[derive(Clone)] pub struct PgSessionStore;
impl std::fmt::Debug for PgSessionStore { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }
impl PgSessionStore { pub fn new(_: Portal, _: LibrarySlug) -> Self { Self } }
#[async_trait::async_trait]
impl tower_sessions::SessionStore for PgSessionStore {
    async fn save(&self, _: &Record) -> session_store::Result<()> { todo!() }
    async fn load(&self, _: &Id) -> session_store::Result<Option<Record>> { todo!() }
    async fn delete(&self, _: &Id) -> session_store::Result<()> { todo!() }
}
