//! Counts of registration and use (S4, S6, M5): made once a day by a job, kept without anybody's record, published so that no
//! small number can be worked out.
//!
//! Whatever is counted or read here is counted and read as `portal_statistics` ([`crate::db::Scope::Statistics`]), a role of
//! the database that may read the columns of `columns.md` and no other: no name, no number, no address, no e-mail.

mod annual;
mod count;
mod processes;
mod report;
#[cfg(test)]
mod tests;

pub use annual::annual;
pub(crate) use count::count;
pub use processes::{HalfYearCounts, process_counts};
pub use report::{Half, Month, Report, Table, for_anybody, for_director, measures};
