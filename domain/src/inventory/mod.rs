//! The inventory: every data class and every column held about a patron.
//!
//! The record page, the export, the disclosure decision, the retention job, the privacy page and the data map are all
//! read from here. A test in the portal compares it with the database's own catalogue (`information_schema`): a
//! migration that adds a column and does not enter it here fails.

mod labels;
mod types;

pub use labels::*;
pub use types::*;
