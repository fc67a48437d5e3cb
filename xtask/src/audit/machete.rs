//! `cargo machete`.

use super::{Finding, tools::Tool};
use anyhow::{Context, Result, ensure};
use std::process::Command;

const TOOL: Tool = Tool { name: "cargo-machete", version: "0.9.2" };

/// Dependencies that no file of their crate names.
///
/// # Errors
/// When the program cannot be installed or breaks off.
pub fn run() -> Result<Finding> {
    let output = Command::new(TOOL.path()?).arg(".").output().context("cargo-machete cannot be started")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let unused = unused(&text);
    ensure!(
        output.status.success() || !unused.is_empty(),
        "cargo-machete: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let result = if unused.is_empty() { "Every dependency is used.".to_owned() } else { "Unused:".to_owned() };
    Ok(Finding { good: Some(unused.is_empty()), result, details: unused })
}

/// `server -- ./server/Cargo.toml:`, then a tab and a name on each line.
fn unused(text: &str) -> Vec<String> {
    let mut of = "";
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some((name, _)) = line.split_once(" -- ") {
            of = name;
        } else if let Some(dependency) = line.strip_prefix('\t') {
            found.push(format!("- `{dependency}` of `{of}`"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::unused;

    #[test]
    fn each_unused_dependency_is_named_with_its_crate() {
        let text = "cargo-machete found the following unused dependencies in this directory:\n\
                    app -- ./app/Cargo.toml:\n\tfutures\n\ttokio\nportal -- ./portal/Cargo.toml:\n\tsubtle\n\nDone!\n";
        assert_eq!(unused(text), ["- `futures` of `app`", "- `tokio` of `app`", "- `subtle` of `portal`"]);
        assert!(unused("cargo-machete didn't find any unused dependencies in this directory. Good job!").is_empty());
    }
}
