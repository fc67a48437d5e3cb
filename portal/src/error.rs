//! What can go wrong through no fault of the person who asks: the database is away, a stored value cannot be read.
//!
//! An outcome a person can cause (a wrong PIN, a bad row) is never an [`Error`]: each use case has its own type for it.

mod chain;

pub use chain::Chain;

/// A failure of the portal's own means. Its words may hold what was read or written: they are for anyone who runs a
/// command. The log gets [`Error::chain`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database did not answer, or refused.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// Reading or writing a file or a stream failed.
    #[error("input or output: {0}")]
    Io(#[from] std::io::Error),
    /// A session could not be read or written.
    #[error("a session could not be read or written: {0}")]
    Session(#[from] tower_sessions::session::Error),
    /// A stored value is not what the code wrote there.
    #[error("a stored value cannot be read: {0}")]
    Stored(String),
    /// Something below failed; made by [`Error::because`].
    #[error("{what}")]
    Because {
        /// What could not be done or read, as `outbox.library`.
        what: &'static str,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A background task was cancelled or panicked.
    #[error("a background task did not finish: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl Error {
    /// For `map_err`: what could not be done or read, with the error that says why as its source. That error's words go
    /// to the log ([`Error::chain`]), so they must say nothing about anybody.
    pub fn because<E: std::error::Error + Send + Sync + 'static>(what: &'static str) -> impl FnOnce(E) -> Self {
        move |source| Self::Because { what, source: Box::new(source) }
    }

    /// An error and all that it comes from, in words fit for the log.
    pub fn chain<'a>(error: &'a (dyn std::error::Error + 'static)) -> Chain<'a> {
        Chain::of(error)
    }
}

/// The portal's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;
