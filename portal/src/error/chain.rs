//! An error and its sources in words fit for the log: codes and places, never an SQL statement or a value.
//!
//! What the libraries below say of a failure holds what they were given: Postgres quotes the row it refuses, a JSON
//! reader the text it cannot read, a panic whatever it was formatted with. Of those only codes and places are said.

use sqlx::error::DatabaseError;
use std::{error::Error as Cause, fmt, io};
use tokio::task::JoinError;
use tower_sessions::session::Error as SessionError;

/// See [`super::Error::chain`]. Written as `what failed: why: why that`.
#[derive(Debug, Clone, Copy)]
pub struct Chain<'a>(&'a (dyn Cause + 'static));

impl<'a> Chain<'a> {
    pub(super) fn of(error: &'a (dyn Cause + 'static)) -> Self {
        Self(error)
    }
}

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut next = Some(self.0);
        while let Some(error) = next {
            if let Some(said) = guarded(error) {
                return f.write_str(&said);
            }
            write!(f, "{error}")?;
            next = error.source();
            if next.is_some() {
                f.write_str(": ")?;
            }
        }
        Ok(())
    }
}

/// What is said of an error whose own words may hold anything, its sources included.
fn guarded(error: &(dyn Cause + 'static)) -> Option<String> {
    use crate::Error;
    if let Some(error) = error.downcast_ref::<Error>() {
        return match error {
            Error::Database(error) => Some(format!("the database: {}", database(error))),
            Error::Io(error) => Some(format!("input or output: {}", input(error))),
            Error::Session(error) => Some(format!("a session could not be read or written: {}", session(error))),
            Error::Task(error) => Some(format!("a background task did not finish: {}", task(error))),
            Error::Stored(_) | Error::Because { .. } => None,
        };
    }
    if let Some(error) = error.downcast_ref::<sqlx::Error>() {
        return Some(database(error));
    }
    if let Some(error) = error.downcast_ref::<serde_json::Error>() {
        return Some(json(error));
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return Some(input(error));
    }
    if let Some(error) = error.downcast_ref::<JoinError>() {
        return Some(task(error).to_owned());
    }
    error.downcast_ref::<SessionError>().map(session)
}

fn session(error: &SessionError) -> String {
    match error {
        SessionError::SerdeJson(error) => json(error),
        // Our own words (`session::store`).
        SessionError::Store(error) => error.to_string(),
    }
}

fn task(error: &JoinError) -> &'static str {
    if error.is_panic() { "it panicked" } else { "it was cancelled" }
}

fn database(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => refused(&**error),
        sqlx::Error::Io(error) => input(error),
        sqlx::Error::ColumnDecode { index, .. } => format!("column {index} cannot be read"),
        sqlx::Error::Encode(_) => "a value cannot be sent".to_owned(),
        sqlx::Error::Decode(_) => "a value cannot be read".to_owned(),
        error @ (sqlx::Error::RowNotFound
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed
        | sqlx::Error::Tls(_)) => error.to_string(),
        _ => "the connection to the database broke".to_owned(),
    }
}

/// SQLSTATE (PostgreSQL, appendix A), table and constraint; the server's own words only in the classes where they tell
/// of the server and not of what it was given.
fn refused(error: &dyn DatabaseError) -> String {
    const ABOUT_THE_SERVER: [&str; 8] = ["08", "25", "28", "40", "53", "55", "57", "58"];
    let code = error.code().unwrap_or_default();
    let mut said = vec![format!("SQLSTATE {code}")];
    said.extend(error.table().map(|table| format!("table {table}")));
    said.extend(error.constraint().map(|constraint| format!("constraint {constraint}")));
    if ABOUT_THE_SERVER.iter().any(|class| code.starts_with(class)) {
        said.push(error.message().to_owned());
    }
    said.join(", ")
}

fn json(error: &serde_json::Error) -> String {
    format!("JSON, {:?} error at line {} column {}", error.classify(), error.line(), error.column())
}

fn input(error: &io::Error) -> String {
    // The system's words, where they are; what else stands in it, somebody put there.
    if error.raw_os_error().is_some() { error.to_string() } else { error.kind().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn a_chain_says_every_link_and_nothing_that_was_read() {
        let bad = serde_json::from_str::<Vec<u8>>("[\"Canaryname\"]").unwrap_err();
        assert!(bad.to_string().contains("Canaryname"), "the reader's own words hold it");
        let error = Error::because("ledger_event.detail")(bad);
        assert_eq!(Error::chain(&error).to_string(), "ledger_event.detail: JSON, Data error at line 1 column 13");

        let full = Error::Io(io::Error::other("Canaryname"));
        assert_eq!(Error::chain(&full).to_string(), "input or output: other error");
        let gone = Error::Database(sqlx::Error::PoolTimedOut);
        assert!(Error::chain(&gone).to_string().starts_with("the database: pool timed out"));
        let decoded = Error::Database(sqlx::Error::Decode("Canaryname".into()));
        assert!(!Error::chain(&decoded).to_string().contains("Canaryname"));
        let session = Error::from(SessionError::from(serde_json::from_str::<u8>("\"Canaryname\"").unwrap_err()));
        assert!(!Error::chain(&session).to_string().contains("Canaryname"));
    }

    #[sqlx::test(migrations = "../migrations")]
    async fn what_the_database_says_is_told_by_code_table_and_constraint(pool: sqlx::PgPool) {
        for (sql, said) in [
            ("SELECT 'Canaryname'::uuid", "SQLSTATE 22P02"),
            ("SELECT canaryname FROM library", "SQLSTATE 42703"),
            (
                "INSERT INTO library (slug, name) VALUES ('Canaryname', '')",
                "SQLSTATE 23514, table library, constraint library_slug_check",
            ),
        ] {
            let error = sqlx::query(sql).execute(&pool).await.map(drop).unwrap_err();
            assert!(error.to_string().to_lowercase().contains("canaryname") || sql.contains("INSERT"), "{error}");
            let error = Error::from(error);
            let chain = Error::chain(&error).to_string();
            assert_eq!(chain, format!("the database: {said}"));
        }
    }
}
