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

/// What became of a place's changes.
struct Outcome {
    name: &'static str,
    made: usize,
    tried: usize,
    survived: Vec<String>,
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
    let done = done?;
    let details = done.iter().flat_map(|one| &one.survived).map(|one| format!("- `{one}`")).collect::<Vec<_>>();
    // That nothing survived is well only where everything was tried.
    let good =
        if details.is_empty() { done.iter().all(|one| one.tried == one.made).then_some(true) } else { Some(false) };
    Ok(Finding { good, result: done.iter().map(Outcome::sentence).collect::<Vec<_>>().join(" "), details })
}

impl Place {
    fn run(&self, minutes: u64, url: &str) -> Result<Outcome> {
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
        let (survived, before) = (lines("missed.txt"), lines("previously_caught.txt").len());
        let caught = lines("caught.txt").len() + lines("timeout.txt").len() + lines("unviable.txt").len();
        let (tried, made) = (caught + survived.len() + before, made.len() + before);
        Ok(Outcome { name: self.name, made, tried, survived })
    }
}

impl Outcome {
    fn sentence(&self) -> String {
        let Self { name, made, tried, survived } = self;
        format!("{name}: of {made} changes {tried} were tried, and {} survived.", survived.len())
    }
}
