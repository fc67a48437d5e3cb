//! What the portal does: use cases over Postgres, mail and the library's own system; one module per task.
//!
//! A use case takes the [`Portal`] (its means), an authority ([`authority`]) that says on whose behalf it runs, and
//! values already parsed by `domain`. It opens one transaction ([`db::Tx`]), writes rows and ledger events, commits.

pub mod access;
pub mod audit;
pub mod authority;
pub mod breach;
pub mod choice;
pub mod clock;
pub mod consent;
pub mod contact;
pub mod correction;
pub mod db;
#[cfg(any(test, feature = "dev"))]
pub mod demo;
pub mod entropy;
mod error;
pub mod export;
pub mod family;
pub(crate) mod holders;
pub mod ids;
pub mod ils;
pub mod jobs;
pub mod keys;
pub mod ledger;
pub mod library;
mod limits;
pub(crate) mod links;
mod listed;
pub mod look;
pub mod mail;
mod names;
pub mod newsletter;
pub mod notice;
pub(crate) mod notify;
pub mod password;
mod patience;
pub mod permission;
pub mod post;
pub mod process;
pub mod record;
pub mod retention;
pub mod returned;
pub mod review;
pub mod session;
pub(crate) mod spreadsheet;
pub mod staff;
pub mod statistics;
#[cfg(test)]
pub(crate) mod testing;
pub mod throttle;

pub use error::{Error, Result};
pub use listed::Listed;

use std::sync::Arc;

/// The means every use case works with. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    /// The database.
    pub db: db::Db,
    /// What time it is.
    pub clock: Arc<dyn clock::Clock>,
    /// Where randomness comes from.
    pub entropy: Arc<dyn entropy::Entropy>,
    /// The deployment's secret keys.
    pub keys: keys::Keys,
    /// The newsletter services that the portal speaks to itself.
    pub services: newsletter::service::Services,
}

impl Portal {
    /// Today, where the library is: ages, permissions and deletions count by its days.
    pub fn today(&self, profile: &domain::profile::Profile) -> chrono::NaiveDate {
        self.clock.now().with_timezone(&profile.time_zone).date_naive()
    }
}
