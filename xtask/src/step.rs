//! Progress: a line when a step begins, and one with its time when it is done. Steps may run side by side.

use anyhow::{Context, Result};
use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

/// Each step that took its time, in the order in which they ended: what, and its seconds.
static TOOK: Mutex<Vec<(String, f64)>> = Mutex::new(Vec::new());

/// Steps that took less are not told again.
const WORTH_TELLING: f64 = 10.0;

/// Does `work`, saying what it is before and how long it took after.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("→ {what}");
    let began = Instant::now();
    let done = work().with_context(|| what.to_owned());
    let took = began.elapsed().as_secs_f64();
    TOOK.lock().unwrap_or_else(PoisonError::into_inner).push((what.to_owned(), took));
    let done = done?;
    println!("✓ {what}: {took:.1} s");
    Ok(done)
}

/// The steps of ten seconds and more, in one line: a long run's own lines are far above.
pub fn summary() -> String {
    let took = TOOK.lock().unwrap_or_else(PoisonError::into_inner);
    let long = took.iter().filter(|(_, seconds)| *seconds >= WORTH_TELLING);
    let each: Vec<String> = long.map(|(what, seconds)| format!("{what} {seconds:.0} s")).collect();
    if each.is_empty() { String::new() } else { format!("took: {}", each.join(", ")) }
}
