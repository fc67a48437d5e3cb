//! A transaction held to its scope.

use super::{OneReader, Scope, finish};
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
    /// them. Nothing widens it again; [`Tx::as_patron`] narrows it for one step.
    ///
    /// # Errors
    /// When it is not library-wide (any more), or the database is away.
    // Test (db/tests.rs): "a transaction that narrowed itself reaches one person and is not widened".
    pub(crate) async fn narrow_to(&mut self, reader: OneReader, person: PersonId) -> Result<()> {
        if !self.library_wide {
            return Err(Error::Stored("only a library-wide transaction can be narrowed".to_owned()));
        }
        self.library_wide = false;
        sqlx::query("SELECT set_config('portal.reader', $1, true), set_config('portal.person', $2, true)")
            .bind(reader.code())
            .bind(person.to_string())
            .execute(&mut *self.inner)
            .await?;
        Ok(())
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
            sqlx::query("SELECT set_config('portal.reader', 'library', true), set_config('portal.person', '', true)")
                .execute(&mut *self.inner)
                .await?;
            self.library_wide = true;
        }
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
