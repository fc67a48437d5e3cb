//! What can go wrong that is nobody's answer: the database is away, a stored value cannot be read.
//!
//! An outcome a person can cause (a wrong PIN, a bad row) is never an [`Error`]: each use case has its own type for it.

/// A failure of the portal's own means.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database did not answer, or refused.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// Reading or writing a file or a stream failed.
    #[error("input or output: {0}")]
    Io(#[from] std::io::Error),
    /// A stored value is not what the code wrote there.
    #[error("a stored value cannot be read: {0}")]
    Stored(String),
    /// A background task was cancelled or panicked.
    #[error("a background task did not finish: {0}")]
    Task(#[from] tokio::task::JoinError),
}

/// The portal's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;
