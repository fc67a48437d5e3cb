//! `cargo xtask bench`: pages, sign-in, import and memory, measured side by side in one run.

use anyhow::Result;

/// Measures.
pub fn bench(_patrons: usize, _seconds: u64) -> Result<()> {
    anyhow::bail!("not yet")
}
