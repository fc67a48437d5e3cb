//! The one way to the tables: a transaction that says for whom it is.
//!
//! Row-level security holds every query to what that reader may reach, and the runtime role owns nothing. Role, reader,
//! library and person are set for the transaction alone, so a pooled connection (PgBouncer too) carries nothing over.
//! This keeps a query that forgets its `WHERE`, and a use case that begins for the wrong person, from doing harm; anyone who
//! can run SQL of their own could set all four.

mod login;
mod scope;
mod tx;

pub use login::Login;
pub(crate) use scope::{OneReader, Scope};
pub(crate) use tx::Tx;

mod finish;

use crate::{
    Error, Result,
    ids::PersonId,
    limits::{LinkPlaces, Spent},
};
use domain::ids::LibrarySlug;
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    pool: PgPool,
    shares: Shares,
}

/// How many of the pool's connections may be held at once by work that strangers or slow readers could hold up, so that
/// pages always find one.
#[derive(Clone, Debug)]
struct Shares {
    /// Throttling counters, where attempts at one card wait for one another: a third.
    counters: Arc<Semaphore>,
    /// Archives, which are made as quickly as they are read: half, at most four.
    archives: Arc<Semaphore>,
    /// Networks that are over their allowance, so that refusing them again takes none.
    spent: Arc<Spent>,
    /// Who waits for a mailed link to be written.
    links: Arc<LinkPlaces>,
    /// Whose archives are being made.
    takers: Arc<Mutex<HashSet<(LibrarySlug, PersonId)>>>,
}

impl Db {
    /// A database over this pool.
    pub fn new(pool: PgPool) -> Self {
        let connections = pool.options().get_max_connections() as usize;
        let shares = Shares {
            counters: Arc::new(Semaphore::new((connections / 3).max(1))),
            archives: Arc::new(Semaphore::new((connections / 2).clamp(1, 4))),
            spent: Arc::default(),
            links: Arc::default(),
            takers: Arc::default(),
        };
        Self { pool, shares }
    }

    /// Connects: at most `connections` at once, each waited for at most ten seconds. A connection is not asked whether it
    /// lives before it is used; [`Db::begin`] tries another if it does not.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn connect(options: PgConnectOptions, connections: u32) -> Result<Self> {
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        Ok(Self::new(pool))
    }

    /// As whom it is connected.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn login(&self) -> Result<Login> {
        login::read(&self.pool).await
    }

    /// Waits for a turn at the throttling counters.
    pub(crate) async fn turn_at_counters(&self) -> Result<OwnedSemaphorePermit> {
        turn(&self.shares.counters).await
    }

    /// The networks that this server knows to be over their allowance.
    pub(crate) fn spent(&self) -> &Spent {
        &self.shares.spent
    }

    /// The places of those who wait for a mailed link.
    pub(crate) fn link_places(&self) -> &LinkPlaces {
        &self.shares.links
    }

    /// Notes that this person is taking an archive from this server; `None`: they are taking one already.
    pub(crate) fn taker(&self, library: &LibrarySlug, person: PersonId) -> Option<Taker> {
        let whose = (library.clone(), person);
        let takers = self.shares.takers.clone();
        let first = takers.lock().unwrap_or_else(PoisonError::into_inner).insert(whose.clone());
        // Made only for the first: what is made and dropped would give the place of the first back.
        first.then(|| Taker { whose, takers })
    }

    /// Waits for a turn at making an archive.
    pub(crate) async fn turn_at_archives(&self) -> Result<OwnedSemaphorePermit> {
        turn(&self.shares.archives).await
    }

    /// Begins a transaction for `scope`.
    ///
    /// # Errors
    /// When no connection can be had or the roles are missing (`server migrate` makes them).
    pub(crate) async fn begin(&self, scope: Scope<'_>) -> Result<Tx> {
        Tx::begin(&self.pool, "BEGIN", scope).await
    }

    /// Begins a transaction for `scope` that only reads and in which every query sees the same moment.
    ///
    /// # Errors
    /// As [`Db::begin`].
    pub(crate) async fn snapshot(&self, scope: Scope<'_>) -> Result<Tx> {
        Tx::begin(&self.pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", scope).await
    }

    /// Whether the database answers and its schema is there.
    ///
    /// # Errors
    /// When it does not or is not.
    pub async fn ready(&self) -> Result<()> {
        sqlx::query("SELECT 1 FROM library LIMIT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// How many connections there are, and how many of them are idle.
    pub fn connections(&self) -> (u32, usize) {
        (self.pool.size(), self.pool.num_idle())
    }

    /// Ends every connection once it is idle.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Someone who is taking an archive, until this is dropped.
pub(crate) struct Taker {
    whose: (LibrarySlug, PersonId),
    takers: Arc<Mutex<HashSet<(LibrarySlug, PersonId)>>>,
}

impl Drop for Taker {
    fn drop(&mut self) {
        self.takers.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.whose);
    }
}

async fn turn(share: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit> {
    share.clone().acquire_owned().await.map_err(Error::because("a turn"))
}

/// Holds a person's row until the transaction ends: anyone who decides something about a person, and anyone who makes, uses or
/// ends a way in to their record, begins here. Of two at once one waits, so that what the first did is seen by the second
/// and what a stop ended does not come back. (Not `FOR UPDATE`: that would keep every row about the person from being
/// written meanwhile, and a code that is being used from ending.)
///
/// # Errors
/// When the database is away.
pub(crate) async fn lock_person(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<()> {
    sqlx::query!("SELECT id FROM person WHERE library = $1 AND id = $2 FOR NO KEY UPDATE", library.as_str(), person.0,)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(())
}

/// Keeps what is decided about a person as it is until the transaction ends: a transaction that is to change it ([`lock_person`])
/// waits for those that only read, and they wait for one that is changing it. It is a statement of its own, because a statement
/// that waits for one row still reads the others as they were when it began: only the next statement sees what was waited for.
///
/// # Errors
/// When the database is away.
pub(crate) async fn keep_person(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<()> {
    sqlx::query!("SELECT id FROM person WHERE library = $1 AND id = $2 FOR SHARE", library.as_str(), person.0,)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod readers;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trips;
