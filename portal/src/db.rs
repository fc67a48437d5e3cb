//! The one way to the tables: a transaction that says whose data it is for.
//!
//! Row-level security holds every query to that library and person, and the runtime role owns nothing. Both are set by
//! `set_config(.., is_local)`, which ends with the transaction, so a pooled connection (PgBouncer too) carries nothing
//! over.

mod finish;

use crate::{
    Error, Result,
    limits::{LinkPlaces, Spent},
};
use domain::ids::{LibrarySlug, PersonId};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};
use std::{
    collections::HashSet,
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, PoisonError},
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

/// Whose data a transaction may touch.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope<'a> {
    /// One person of one library.
    Person(&'a LibrarySlug, PersonId),
    /// One person of one library, read by their parent or guardian: without what stays the child's own.
    Guardian(&'a LibrarySlug, PersonId),
    /// A whole library: signing in, importing, the desk.
    Library(&'a LibrarySlug),
    /// All libraries, but only what the worker role is granted: mail, sealing, clearing up.
    Worker,
}

/// A transaction held to its [`Scope`]. Rolled back unless committed.
pub(crate) struct Tx {
    inner: Transaction<'static, Postgres>,
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
        first.then_some(Taker { whose, takers })
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
        Self::scoped(self.transaction(None).await?, scope).await
    }

    /// Begins a transaction for `scope` that only reads and in which every query sees the same moment.
    ///
    /// # Errors
    /// As [`Db::begin`].
    pub(crate) async fn snapshot(&self, scope: Scope<'_>) -> Result<Tx> {
        Self::scoped(self.transaction(Some("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")).await?, scope).await
    }

    /// A transaction begun with `statement`, or plainly.
    ///
    /// sqlx rolls back a transaction that is dropped, but not one that is dropped while `BEGIN` is under way: the
    /// connection would go back to the pool within a transaction, and the next one's would be of this one's kind, read
    /// only perhaps. So what has begun is finished even when whoever asked hangs up, and rolled back then.
    // Test: "whoever hangs up while a transaction begins leaves no connection within one".
    async fn transaction(&self, statement: Option<&'static str>) -> Result<Transaction<'static, Postgres>> {
        // Whoever waits for a connection and hangs up takes none.
        let connection = self.pool.acquire().await?;
        Ok(finish::to_the_end(Transaction::begin(connection, statement.map(sqlx::SqlStr::from_static))).await?)
    }

    async fn scoped(mut inner: Transaction<'static, Postgres>, scope: Scope<'_>) -> Result<Tx> {
        let reader = if let Scope::Guardian(..) = scope { "guardian" } else { "" };
        let (role, library, person) = match scope {
            Scope::Person(library, person) | Scope::Guardian(library, person) => {
                ("portal_app", library.as_str(), person.to_string())
            }
            Scope::Library(library) => ("portal_app", library.as_str(), "*".to_owned()),
            Scope::Worker => ("portal_worker", "", "*".to_owned()),
        };
        sqlx::query(
            "SELECT set_config('portal.library', $2, true), set_config('portal.person', $3, true), \
                    set_config('portal.reader', $4, true), set_config('role', $1, true)",
        )
        .bind(role)
        .bind(library)
        .bind(person)
        .bind(reader)
        .execute(&mut *inner)
        .await?;
        Ok(Tx { inner })
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

impl Tx {
    /// Makes everything done in this transaction last.
    ///
    /// # Errors
    /// When the database does not confirm it; then nothing was done.
    pub(crate) async fn commit(self) -> Result<()> {
        self.inner.commit().await.map_err(Error::from)
    }
}

impl Deref for Tx {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.inner
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.inner
    }
}

/// Holds a person's row until the transaction ends: whoever decides something about a person, and whoever makes, uses or
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

#[cfg(test)]
mod tests {
    use super::*;
    use futures::poll;
    use sqlx::postgres::PgPoolOptions;

    #[sqlx::test(migrations = "../migrations")]
    async fn whoever_hangs_up_while_a_transaction_begins_leaves_no_connection_within_one(pool: PgPool) {
        let one =
            PgPoolOptions::new().max_connections(1).connect_with((*pool.connect_options()).clone()).await.unwrap();
        let db = Db::new(one);
        let library: LibrarySlug = "mansfield".parse().unwrap();
        let mut hung_up = 0;
        for polls in 1.. {
            let mut asked = Box::pin(db.snapshot(Scope::Library(&library)));
            let mut begun = false;
            for _ in 0..polls {
                begun = poll!(asked.as_mut()).is_ready();
                if begun {
                    break;
                }
                // What another connection is asked for gives this one's answers the time to come.
                sqlx::query("SELECT 1").execute(&pool).await.unwrap();
            }
            drop(asked);
            let mut tx = db.begin(Scope::Library(&library)).await.unwrap();
            let kind: (String, String) = sqlx::query_as(
                "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')",
            )
            .fetch_one(&mut *tx)
            .await
            .unwrap();
            assert_eq!(kind, ("read committed".to_owned(), "off".to_owned()), "after {polls} polls");
            if begun {
                break;
            }
            hung_up += 1;
        }
        assert!(hung_up >= 2, "it was left while it began: {hung_up}");
    }
}
