//! What the staff see of the answers.

mod report;

pub use report::{Report, report};
