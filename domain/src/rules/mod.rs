//! The rules of the policies by id, with citation and the project's own words.

mod id;
pub mod privacy;

pub use id::{RuleId, Series, UnknownRule};
