//! `cargo mutants`: which changes of the code no test notices.

use super::{Finding, tools::Tool};
use crate::{postgres::Cluster, step::step};
use anyhow::{Context, Result, ensure};
use std::{fs, path::Path, process::Command};

const TOOL: Tool = Tool { name: "cargo-mutants", version: "27.1.0" };
const FOUND: &str = "target/mutants";
/// What `timeout` ends with when the time was up (coreutils).
const TIME_UP: i32 = 124;

/// Code that is changed, and the tests that should notice.
struct Place {
    name: &'static str,
    package: &'static str,
    /// Which of the package's files; empty for all.
    files: &'static [&'static str],
    /// Parts of the names of the tests; empty for all.
    tests: &'static [&'static str],
}

const PLACES: [Place; 2] = [
    Place { name: "domain", package: "domain", files: &[], tests: &[] },
    Place {
        name: "portal",
        package: "portal",
        files: &["portal/src/access/**", "portal/src/ledger/**", "portal/src/session/**"],
        tests: &["access::", "ledger::", "session::"],
    },
];

/// Each place for so many minutes. What was noticed in an earlier run is not tried again.
///
/// # Errors
/// When the program cannot be installed, or the tests fail with nothing changed.
pub fn run(minutes: u64) -> Result<Finding> {
    let cluster = Cluster::scratch("mutants");
    let url = cluster.start_anew()?;
    let done = PLACES.iter().map(|place| place.run(minutes, &url)).collect::<Result<Vec<_>>>();
    cluster.remove()?;
    let mut details = Vec::new();
    let mut results = Vec::new();
    for (result, survived) in done? {
        results.push(result);
        details.extend(survived);
    }
    Ok(Finding { good: Some(details.is_empty()), result: results.join(" "), details })
}

impl Place {
    /// One sentence, and what survived.
    fn run(&self, minutes: u64, url: &str) -> Result<(String, Vec<String>)> {
        let folder = Path::new(FOUND).join(self.name);
        fs::create_dir_all(&folder)?;
        let found = folder.join("mutants.out");
        let mut command = Command::new("timeout");
        command.args(["--signal=INT", "--kill-after=30", &format!("{minutes}m")]).arg(TOOL.path()?);
        command.args(["mutants", "--no-times", "--cargo-arg=--locked", "--package", self.package, "--output"]);
        command.arg(&folder).env("DATABASE_URL", url).env("SQLX_OFFLINE", "true");
        if found.is_dir() {
            command.arg("--iterate");
        }
        for files in self.files {
            command.args(["--file", files]);
        }
        command.args(["--", "--lib"]);
        if !self.tests.is_empty() {
            command.arg("--").args(self.tests);
        }
        let status = step(&format!("changing {}, at most {minutes} minutes", self.name), || {
            command.status().context("timeout cannot be started")
        })?;
        // 2: something survived; 3: some tests ran out of time (mutants.rs, "Exit codes").
        ensure!(matches!(status.code(), Some(0 | 2 | 3 | TIME_UP)), "cargo-mutants ended with {status}");
        let lines = |name: &str| -> Vec<String> {
            let text = fs::read_to_string(found.join(name)).unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        };
        let made = fs::read_to_string(found.join("mutants.json")).context("cargo-mutants has left no list")?;
        let made: Vec<serde_json::Value> = serde_json::from_str(&made)?;
        let (caught, survived) = (lines("caught.txt").len() + lines("timeout.txt").len(), lines("missed.txt"));
        let before = lines("previously_caught.txt").len();
        let tried = caught + survived.len() + before;
        ensure!(tried > 0, "no change of {} was tried in {minutes} minutes", self.name);
        let result = format!(
            "{}: of {} changes {tried} were tried, and {} survived.",
            self.name,
            made.len() + before,
            survived.len()
        );
        Ok((result, survived.into_iter().map(|one| format!("- `{one}`")).collect()))
    }
}
