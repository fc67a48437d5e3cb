//! One patron's way through the portal in Debian's Firefox, driven over `WebDriver` `BiDi`, which it speaks by itself: no driver beside it.

use super::demonstration::Demonstration;
use crate::process::find;
use anyhow::{Context, Result};
use std::{path::Path, process::Command};

/// What drives it: the last version for Node 20, of pure JavaScript and with no browser of its own.
pub const PUPPETEER: (&str, &str) = ("puppeteer-core@24.43.1", "puppeteer-core/lib/esm/puppeteer/puppeteer-core.js");
const WALK: &str = "end2end/firefox/walk.mjs";

/// Walks it. `None`: it came to its end; otherwise what did not come.
///
/// # Errors
/// When Node or Firefox is missing, or nobody of the demonstration can sign in.
pub fn walked(portal: &Demonstration, puppeteer: &Path) -> Result<Option<String>> {
    let (card, secret) = portal.patron()?;
    let said = Command::new("node")
        .arg(WALK)
        .arg(puppeteer)
        .arg(find("firefox-esr").context("firefox-esr is missing")?)
        .args([portal.url(""), card, secret])
        .output()
        .context("node")?;
    let why = String::from_utf8_lossy(&said.stderr).into_owned();
    Ok((!said.status.success()).then(|| format!("- Firefox, walking: {}", complaint(&why))))
}

/// The line of Node's last words that says what went wrong.
fn complaint(said: &str) -> &str {
    let line = said.lines().map(str::trim).find(|line| line.split_once(": ").is_some_and(|(kind, _)| is_error(kind)));
    line.or_else(|| said.lines().map(str::trim).find(|line| !line.is_empty())).unwrap_or("it says nothing")
}

/// As `Error`, or `AssertionError [ERR_ASSERTION]`.
fn is_error(kind: &str) -> bool {
    kind.split(' ').next().is_some_and(|name| name.ends_with("Error"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_wrong_is_found_in_what_node_says() {
        let thrown = "file:///x/walk.mjs:40\n    throw new Error(`${what}: not`);\n          ^\n\nError: the page /record: not after 60 s\n    at x";
        assert_eq!(complaint(thrown), "Error: the page /record: not after 60 s");
        let refused = "node:internal/process:1\n\nAssertionError [ERR_ASSERTION]: saved in place\n+ actual";
        assert_eq!(complaint(refused), "AssertionError [ERR_ASSERTION]: saved in place");
        assert_eq!((complaint("\nKilled\n"), complaint("")), ("Killed", "it says nothing"));
    }
}
