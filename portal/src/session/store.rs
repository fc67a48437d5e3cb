//! tower-sessions kept in Postgres, one store for each library.
//!
//! The cookie's value is stored as a SHA-256 digest: a stolen copy of the table opens nothing. When a session ends is
//! decided here, by the portal's clock, and not by the cookie.

use super::{BORN, WHO, Who, idle, whole};
use crate::{Portal, db::Scope, keys::digest};
use chrono::Duration;
use domain::ids::LibrarySlug;
use std::fmt;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// Reading a session extends its idle time; this is the shortest time between two updates of it.
pub(super) const WRITTEN_EVERY: Duration = Duration::seconds(30);

/// The sessions of one library.
#[derive(Clone)]
pub struct PgSessionStore {
    portal: Portal,
    library: LibrarySlug,
}

impl PgSessionStore {
    /// A store for this library's sessions and no other's.
    pub fn new(portal: Portal, library: LibrarySlug) -> Self {
        Self { portal, library }
    }
}

impl fmt::Debug for PgSessionStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PgSessionStore({})", self.library)
    }
}

fn hashed(id: Id) -> [u8; 32] {
    digest(&id.0.to_le_bytes())
}

/// tower-sessions keeps no source, so the whole chain goes into the words it does keep.
fn failed(error: impl Into<crate::Error>) -> Error {
    Error::Backend(crate::Error::chain(&error.into()).to_string())
}

#[async_trait::async_trait]
impl SessionStore for PgSessionStore {
    /// Begins a session only while the secret that was given is the person's and one of their cards is open: if another
    /// secret is chosen or the card is reported lost at this moment, that ends this session too. The locks make one
    /// wait for the other. Where the session does not begin, the cookie opens nothing.
    // Test (session/tests.rs): "signing in while the secret is changed or the card is reported lost begins no session".
    async fn create(&self, record: &mut Record) -> Result<()> {
        // Only sessions of somebody signed in are ever stored.
        let Some(who) = record.data.get(WHO) else { return Ok(()) };
        let data = who.clone();
        let who: Who =
            serde_json::from_value(data.clone()).map_err(crate::Error::because("session.data")).map_err(failed)?;
        let now = self.portal.clock.now();
        let mut bytes = [0; 16];
        self.portal.entropy.fill(&mut bytes);
        record.id = Id(i128::from_le_bytes(bytes));
        let mut tx = self.portal.db.begin(Scope::Library(&self.library)).await.map_err(failed)?;
        sqlx::query!(
            "INSERT INTO session (library, id, secret_hash, person_id, data, shared, device, created_at, \
                                  last_seen_at, idle_ends_at, ends_at) \
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 \
             FROM credential JOIN card USING (library, person_id) \
             WHERE library = $1 AND person_id = $4 AND credential.set_at = $12 AND card.status = 'active' \
             LIMIT 1 FOR SHARE",
            self.library.as_str(),
            who.id,
            &hashed(record.id),
            who.person,
            data,
            who.shared,
            who.device,
            who.started_at,
            now,
            now + idle(who.shared),
            who.started_at + whole(who.shared),
            who.secret_set_at,
        )
        .execute(&mut *tx)
        .await
        .map_err(failed)?;
        tx.commit().await.map_err(failed)
    }

    /// Updates and never inserts: a session that was ended meanwhile stays ended.
    async fn save(&self, record: &Record) -> Result<()> {
        let Some(who) = record.data.get(WHO) else { return self.delete(&record.id).await };
        let mut tx = self.portal.db.begin(Scope::Library(&self.library)).await.map_err(failed)?;
        sqlx::query!(
            "UPDATE session SET data = $3 WHERE library = $1 AND secret_hash = $2",
            self.library.as_str(),
            &hashed(record.id),
            who,
        )
        .execute(&mut *tx)
        .await
        .map_err(failed)?;
        tx.commit().await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = self.portal.clock.now();
        let secret_hash = hashed(*id);
        let mut tx = self.portal.db.begin(Scope::Library(&self.library)).await.map_err(failed)?;
        let row = sqlx::query!(
            "SELECT data, shared, last_seen_at, (SELECT date_of_birth FROM person \
                    WHERE library = session.library AND id = session.person_id) AS \"born?\" FROM session \
             WHERE library = $1 AND secret_hash = $2 AND idle_ends_at > $3 AND ends_at > $3",
            self.library.as_str(),
            &secret_hash,
            now,
        )
        .fetch_optional(&mut *tx)
        .await
        .map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        if row.last_seen_at + WRITTEN_EVERY <= now {
            sqlx::query!(
                "UPDATE session SET last_seen_at = $3, idle_ends_at = $4 WHERE library = $1 AND secret_hash = $2",
                self.library.as_str(),
                &secret_hash,
                now,
                now + idle(row.shared),
            )
            .execute(&mut *tx)
            .await
            .map_err(failed)?;
            tx.commit().await.map_err(failed)?;
        }
        // tower-sessions wants a date; the one that counts is in the table.
        let expiry_date = time::OffsetDateTime::from_unix_timestamp((now + Duration::days(1)).timestamp())
            .map_err(crate::Error::because("a session's end"))
            .map_err(failed)?;
        let born = row.born.map(|born| (BORN.to_owned(), serde_json::Value::String(born.to_string())));
        let data = [(WHO.to_owned(), row.data)].into_iter().chain(born).collect();
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut tx = self.portal.db.begin(Scope::Library(&self.library)).await.map_err(failed)?;
        sqlx::query!(
            "DELETE FROM session WHERE library = $1 AND secret_hash = $2",
            self.library.as_str(),
            &hashed(*id),
        )
        .execute(&mut *tx)
        .await
        .map_err(failed)?;
        tx.commit().await.map_err(failed)
    }
}
