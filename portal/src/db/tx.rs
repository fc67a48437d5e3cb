//! A transaction held to its scope.

use super::{OneReader, Scope, finish, scope::ONE_PLAN};
use crate::{Error, Result, ids::PersonId};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, SqlSafeStr as _, Transaction};
use std::ops::{Deref, DerefMut};

/// A transaction held to its [`Scope`]. Rolled back unless committed; nobody waits for that.
pub(crate) struct Tx {
    inner: Transaction<'static, Postgres>,
    library_wide: bool,
}

/// Whether a transaction was library-wide before it took a step as one patron.
#[must_use]
pub(crate) struct LibraryWide(bool);

/// Whose rows a transaction reached before it took a step as a child.
#[must_use]
pub(crate) struct Reached {
    library_wide: bool,
    reader: String,
    person: String,
}

impl Tx {
    /// Begins one by `begin` (`BEGIN` and what follows it). A connection that was cut while it lay idle is put away, and
    /// the next is tried: asking each whether it lives would cost a round trip.
    ///
    /// # Errors
    /// When no connection can be had, or the roles are missing.
    pub(super) async fn begin(pool: &PgPool, begin: &str, scope: Scope<'_>) -> Result<Self> {
        let statements = scope.statements(begin);
        // At most each connection that lay idle, and then a new one.
        let mut idle = pool.size();
        loop {
            // The scope's own words, which are quoted.
            let statement = AssertSqlSafe(statements.clone()).into_sql_str();
            // Anyone who waits for a connection and hangs up takes none; what has begun is finished all the same, because sqlx
            // rolls back a transaction that is dropped, but not one that is dropped while `BEGIN` is under way.
            // Test (db/tests.rs): "whoever hangs up while a transaction begins leaves no connection within one".
            let connection = pool.acquire().await?;
            match finish::to_the_end(Transaction::begin(connection, Some(statement))).await {
                Ok(inner) => return Ok(Self { inner, library_wide: scope.is_library_wide() }),
                Err(error) if idle > 0 && is_cut(&error) => idle -= 1,
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Narrows a library-wide transaction, which found out whom it is about, to one person's rows as `reader` reaches
    /// them. Nothing widens it again; [`Tx::as_patron`] narrows it for one step, and [`Tx::as_child`] turns it to a linked child
    /// for one.
    ///
    /// # Errors
    /// When it is not library-wide (any more), or the database is away.
    // Test (db/tests.rs): "a transaction that narrowed itself reaches one person and is not widened".
    pub(crate) async fn narrow_to(&mut self, reader: OneReader, person: PersonId) -> Result<()> {
        if !self.library_wide {
            return Err(Error::Stored("only a library-wide transaction can be narrowed".to_owned()));
        }
        self.library_wide = false;
        self.reach(reader.code(), &person.to_string()).await
    }

    /// Lets a library-wide transaction reach, for a step, what this person reaches and nothing else: a draft is its patron's
    /// alone, also where it ends with a defence of its patron's. [`Tx::as_before`] takes what this gives.
    ///
    /// # Errors
    /// When the database is away.
    // Test (db/tests.rs): "a library-wide transaction takes a step as one patron and is library-wide again".
    pub(crate) async fn as_patron(&mut self, person: PersonId) -> Result<LibraryWide> {
        let wide = LibraryWide(self.library_wide);
        if wide.0 {
            self.narrow_to(OneReader::Patron, person).await?;
        }
        Ok(wide)
    }

    /// Ends such a step.
    ///
    /// # Errors
    /// When the database is away.
    pub(crate) async fn as_before(&mut self, wide: LibraryWide) -> Result<()> {
        if wide.0 {
            self.reach("library", "").await?;
            self.library_wide = true;
        }
        Ok(())
    }

    /// Lets a transaction reach, for a step, what this child reaches and nothing else, where this guardian is or was linked to
    /// the child: what a guardian asked for a child ends with a defence of the guardian's. `None`: it reaches no such link, and
    /// nothing has changed. [`Tx::as_reached`] takes what this gives.
    ///
    /// # Errors
    /// When the database is away.
    // Test (db/tests.rs): "a transaction takes a step as a child of the guardian it is for and as nobody else".
    pub(crate) async fn as_child(&mut self, guardian: PersonId, child: PersonId) -> Result<Option<Reached>> {
        let found: Option<(String, String)> = sqlx::query_as(
            "SELECT current_setting('portal.reader'), current_setting('portal.person') \
             WHERE EXISTS (SELECT FROM family_link WHERE library = current_setting('portal.library') \
                                                     AND guardian_id = $1 AND child_id = $2)",
        )
        .bind(guardian.0)
        .bind(child.0)
        .fetch_optional(&mut *self.inner)
        .await?;
        let Some((reader, person)) = found else { return Ok(None) };
        let before = Reached { library_wide: self.library_wide, reader, person };
        self.library_wide = false;
        self.reach(OneReader::Patron.code(), &child.to_string()).await?;
        Ok(Some(before))
    }

    /// Ends such a step.
    ///
    /// # Errors
    /// When the database is away.
    pub(crate) async fn as_reached(&mut self, before: Reached) -> Result<()> {
        self.reach(&before.reader, &before.person).await?;
        self.library_wide = before.library_wide;
        Ok(())
    }

    async fn reach(&mut self, reader: &str, person: &str) -> Result<()> {
        let plans = if person.is_empty() { "auto" } else { ONE_PLAN };
        sqlx::query(
            "SELECT set_config('portal.reader', $1, true), set_config('portal.person', $2, true), \
                    set_config('plan_cache_mode', $3, true)",
        )
        .bind(reader)
        .bind(person)
        .bind(plans)
        .execute(&mut *self.inner)
        .await?;
        Ok(())
    }

    /// Makes everything done in this transaction last.
    ///
    /// # Errors
    /// When the database does not confirm it; then nothing was done.
    pub(crate) async fn commit(self) -> Result<()> {
        self.inner.commit().await.map_err(Error::from)
    }
}

/// Whether the connection was gone before anything was asked of it (SQLSTATE classes 08 and 57P).
fn is_cut(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(said) => {
            said.code().is_some_and(|code| code.starts_with("57P") || code.starts_with("08"))
        }
        _ => false,
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
