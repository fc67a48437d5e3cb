//! `cargo deny`.

use super::{Finding, tools::Tool};
use anyhow::{Context, Result};
use std::process::Command;

const TOOL: Tool = Tool { name: "cargo-deny", version: "0.20.2" };
/// What it says where the list of advisories cannot be fetched.
const NO_LIST: &str = "failed to fetch advisory database";

/// Licences, sources, refused crates; and advisories where their list can be had.
///
/// # Errors
/// When the program cannot be installed.
pub fn run() -> Result<Finding> {
    let (good, text) = check(&["bans", "licenses", "sources"])?;
    let mut details = if good { Vec::new() } else { fenced(&text) };
    let (advised, text) = check(&["advisories"])?;
    let advisories = if text.contains(NO_LIST) {
        "Advisories: not looked at, because their list could not be fetched."
    } else if advised {
        "Advisories: none."
    } else {
        details.extend(fenced(&text));
        "Advisories: some, below."
    };
    let made_of = if good { "Licences, sources and crates are as deny.toml asks." } else { "deny.toml is not kept." };
    let good = good && (advised || text.contains(NO_LIST));
    Ok(Finding { good: Some(good), result: format!("{made_of} {advisories}"), details })
}

fn check(what: &[&str]) -> Result<(bool, String)> {
    let mut command = Command::new(TOOL.path()?);
    command.args(["--locked", "check", "--hide-inclusion-graph"]).args(what);
    let output = command.output().context("cargo-deny cannot be started")?;
    Ok((output.status.success(), String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

fn fenced(text: &str) -> Vec<String> {
    vec!["```text".to_owned(), text.to_owned(), "```".to_owned()]
}
