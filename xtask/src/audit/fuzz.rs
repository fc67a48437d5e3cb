//! `cargo fuzz`, without sanitizers: the code is safe Rust, and the stable compiler has none.

use super::{Finding, tools::Tool};
use crate::{process::output, step::step};
use anyhow::{Context, Result, ensure};
use std::{fs, path::Path, process::Command};

const TOOL: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };
const TARGETS: &str = "fuzz/targets";
/// What was found useful to try, kept for the next run; and what broke something.
const FOUND: &str = "target/fuzz";

/// Each reader for so many seconds.
///
/// # Errors
/// When the readers do not compile.
pub fn run(seconds: u64) -> Result<Finding> {
    let program = TOOL.path()?;
    let cargo_fuzz = |action: &str| {
        let mut command = Command::new(&program);
        command.args(["fuzz", action, "--sanitizer=none", "--target-dir=target/fuzz/build"]);
        command
    };
    step("compiling the readers", || output(&mut cargo_fuzz("build")).map(drop))?;
    let mut broken = Vec::new();
    let mut tried = Vec::new();
    for target in targets()? {
        let (corpus, artifacts) = (folder("corpus", &target)?, folder("artifacts", &target)?);
        let ran = step(&format!("{target}, {seconds} s"), || {
            cargo_fuzz("run")
                .args([target.as_str(), &corpus, "--", "-print_final_stats=1", "-len_control=20", "-max_len=512"])
                .args([format!("-max_total_time={seconds}"), format!("-artifact_prefix={artifacts}/")])
                .output()
                .context("cargo-fuzz cannot be started")
        })?;
        let said = String::from_utf8_lossy(&ran.stderr);
        let times = word_after(&said, "stat::number_of_executed_units:");
        tried.push(format!("- `{target}`: {} texts", times.unwrap_or("no")));
        if !ran.status.success() {
            let why =
                said.lines().find(|line| line.contains("panicked at") || line.contains("ERROR")).unwrap_or_default();
            let text = word_after(&said, "Test unit written to").unwrap_or_default();
            broken.push(format!("- `{target}` breaks: {why} (`{text}`)"));
        }
    }
    ensure!(!tried.is_empty(), "{TARGETS} is empty");
    let result = if broken.is_empty() {
        format!("Nothing broke, {seconds} seconds each.")
    } else {
        format!("{} of {} break.", broken.len(), tried.len())
    };
    Ok(Finding { good: Some(broken.is_empty()), result, details: [broken, tried].concat() })
}

/// The names of the readers.
fn targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(TARGETS)? {
        names.extend(entry?.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

fn folder(kind: &str, target: &str) -> Result<String> {
    let folder = std::path::absolute(Path::new(FOUND).join(kind).join(target))?;
    fs::create_dir_all(&folder)?;
    Ok(folder.to_str().context("the path of this checkout is not UTF-8")?.to_owned())
}

/// The word after these on their line.
fn word_after<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    text.split_once(words)?.1.split_whitespace().next()
}
