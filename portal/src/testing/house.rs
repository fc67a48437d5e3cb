//! A library to test in.

use super::{NewPerson, seed};
use crate::{Portal, clock::SetClock, db::Db, entropy::SeededEntropy, keys::Keys, password::Hasher};
use chrono::{DateTime, Utc};
use domain::{ids::LibrarySlug, profile::Profile};
use sqlx::{AssertSqlSafe, PgPool};
use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

/// One library in a test's database, and what the portal works with there. Several may share a database: see
/// [`House::beside`].
pub(crate) struct House {
    /// The database, as its owner sees it: past row-level security.
    pub(crate) pool: PgPool,
    /// The means of every use case.
    pub(crate) portal: Portal,
    /// The clock the portal goes by. It stands still until it is moved.
    pub(crate) clock: Arc<SetClock>,
    /// Hashes as the portal does, and cheaply.
    pub(crate) hasher: Hasher,
    /// The library's profile.
    pub(crate) profile: Arc<Profile>,
    opened: DateTime<Utc>,
    people: AtomicU32,
}

/// The deployment's key in tests.
pub(crate) const KEY: [u8; 32] = [7; 32];

/// A library before it opens.
pub(crate) struct Plan {
    profile: Profile,
    at: DateTime<Utc>,
}

/// The profile of one of the libraries that come with the portal; of one that is made up, Mansfield's under its name.
pub(crate) fn profile(slug: &str) -> Arc<Profile> {
    Arc::new(read(slug))
}

fn read(slug: &str) -> Profile {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../libraries");
    let file = folder.join(format!("{slug}.toml"));
    let (name, file) = if file.exists() { (slug, file) } else { ("mansfield", folder.join("mansfield.toml")) };
    let mut profile = Profile::parse(name, &fs::read_to_string(file).unwrap()).unwrap();
    profile.slug = slug.parse().unwrap();
    profile
}

impl House {
    /// The library with this slug, as [`profile`] has it, at noon UTC of 23 November 2026.
    pub(crate) fn at(slug: &str) -> Plan {
        Plan { profile: read(slug), at: moment("2026-11-23T12:00:00Z") }
    }

    /// Another library of the same deployment: the same database, clock and keys.
    pub(crate) async fn beside(&self, slug: &str) -> Self {
        let profile = profile(slug);
        crate::library::enter(&self.pool, &profile).await.unwrap();
        Self {
            pool: self.pool.clone(),
            portal: self.portal.clone(),
            clock: self.clock.clone(),
            hasher: self.hasher.clone(),
            profile,
            opened: self.opened,
            people: AtomicU32::new(0),
        }
    }

    /// The same library at another server of the deployment: connections of its own, the same database, clock and keys.
    pub(crate) async fn another_server(&self) -> Self {
        let pool = self.pool.options().clone().connect_with((*self.pool.connect_options()).clone()).await.unwrap();
        Self {
            portal: Portal { db: Db::new(pool.clone()), ..self.portal.clone() },
            pool,
            clock: self.clock.clone(),
            hasher: self.hasher.clone(),
            profile: self.profile.clone(),
            opened: self.opened,
            people: AtomicU32::new(0),
        }
    }

    /// The library's slug.
    pub(crate) fn slug(&self) -> &LibrarySlug {
        &self.profile.slug
    }

    /// What time it is here.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.portal.clock.now()
    }

    /// What time it was when the library opened.
    pub(crate) fn opened(&self) -> DateTime<Utc> {
        self.opened
    }

    /// Somebody with this first name, who has nothing else until the test adds it.
    pub(crate) fn person(&self, first_name: &str) -> NewPerson<'_> {
        NewPerson::of(self, Some(first_name))
    }

    /// Somebody whose name the record does not hold.
    pub(crate) fn somebody(&self) -> NewPerson<'_> {
        NewPerson::of(self, None)
    }

    /// The number of the next person: 1, 2, 3.
    pub(super) fn next_person(&self) -> u32 {
        self.people.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Runs these statements as the database's owner.
    pub(crate) async fn run(&self, sql: impl Into<String>) {
        seed::run(&self.pool, sql).await;
    }

    /// The one value that this query finds.
    pub(crate) async fn one<T>(&self, sql: &str) -> T
    where
        T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
    {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&self.pool).await.unwrap()
    }

    /// The first column of what this query finds.
    pub(crate) async fn all<T>(&self, sql: &str) -> Vec<T>
    where
        T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
    {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_all(&self.pool).await.unwrap()
    }

    /// How many rows there are of this: a table, and `WHERE` what.
    pub(crate) async fn count(&self, of: &str) -> i64 {
        self.one(&format!("SELECT count(*) FROM {of}")).await
    }
}

impl Plan {
    /// The same library with another profile.
    pub(crate) fn with(mut self, alter: impl FnOnce(&mut Profile)) -> Self {
        alter(&mut self.profile);
        self
    }

    /// The moment the clock stands at to begin with, as `2026-11-23T17:00:00Z`.
    pub(crate) fn when(self, at: &str) -> Self {
        Self { at: moment(at), ..self }
    }

    /// Enters the library into the database.
    pub(crate) async fn open(self, pool: &PgPool) -> House {
        crate::library::enter(pool, &self.profile).await.unwrap();
        let clock = Arc::new(SetClock::at(self.at));
        // Two libraries of one database draw different ids.
        let seed = self.profile.slug.as_str().bytes().map(u64::from).sum();
        let portal = Portal {
            db: Db::new(pool.clone()),
            clock: clock.clone(),
            entropy: Arc::new(SeededEntropy::new(seed)),
            keys: Keys::new(KEY.to_vec().into()),
            services: crate::newsletter::service::Services::default(),
        };
        House {
            pool: pool.clone(),
            portal,
            clock,
            hasher: Hasher::for_tests(),
            profile: Arc::new(self.profile),
            opened: self.at,
            people: AtomicU32::new(0),
        }
    }
}

pub(super) fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}
