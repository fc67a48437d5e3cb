//! What the tests' journeys leave out for their time: two combinations, and the widths of every person's pages at every library.

use super::Finding;
use crate::test::journeys;
use anyhow::Result;

/// Walks them.
///
/// # Errors
/// When something they need is missing or does not start.
pub fn run() -> Result<Finding> {
    let count = journeys::others()?;
    let result = format!("{} passed, {} failed.", count.passed, count.failed);
    Ok(Finding { good: Some(count.failed == 0), result, details: Vec::new() })
}
