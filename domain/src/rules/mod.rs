//! The rules of the policies by id, with citation and the project's own words.

mod id;

pub use id::{RuleId, Series, UnknownRule};
