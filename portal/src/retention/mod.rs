//! Deleting what a library no longer keeps, by the same function that tells patrons the day
//! (`domain::profile::retention`).
//!
//! A [`plan`] counts what is due, by class and reason, and names nobody. A run deletes it, person by person in batches, each
//! batch whole or not at all, and a line in the ledger for each person it touched; one that was cut off goes on where it
//! was. Where the profile asks for it (`leaving.approval`), a run needs a plan that a person has [approved](approve). What is
//! under a [legal hold](holds) stays.
//!
//! It works as a reader of its own (`Scope::Retention`), which can look and delete, and write nothing but what it did.

mod batch;
pub mod holds;
pub mod past;
mod plan;
mod run;
mod series;
#[cfg(test)]
mod tests;

pub use plan::{Approval, Line, Plan, Planned, approve, keep, plan, planned};
pub(crate) use run::run_step;
pub use run::{Done, Step, run};
