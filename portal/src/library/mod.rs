//! Libraries in the database, and the versions of their profiles: which one is in force, which one waits for its day, and who is
//! told before the words change that they agreed to
//! ([0059](../../../docs/decisions/0059-versions-of-a-profile.md)).

mod enter;
mod load;
mod serving;
mod tell;
#[cfg(test)]
mod tests;
mod version;

pub use enter::{How, VersionOutcome, enter, enter_version};
pub use load::{Loaded, Withdrawn, load, withdraw};
pub use serving::{AskedFor, Note, Numbers, Serving, numbers_in_force, serving};
pub(crate) use tell::tell;
pub use version::{Coming, Compared, Version, coming, compared, in_force, versions};
