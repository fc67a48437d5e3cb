//! Progress: a line when a step begins, and one with its time when it is done. Steps may run side by side.

use anyhow::{Context, Result};
use std::time::Instant;

/// Does `work`, saying what it is before and how long it took after.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("→ {what}");
    let began = Instant::now();
    let done = work().with_context(|| what.to_owned())?;
    println!("✓ {what}: {:.1} s", began.elapsed().as_secs_f64());
    Ok(done)
}
