//! `cargo mutants`: which changes of the code no test notices.

use super::{Finding, tools::Tool};
use crate::{postgres::Cluster, step::step};
use anyhow::{Context, Result, ensure};
use std::{collections::BTreeMap, fs, path::Path, process::Command};

const TOOL: Tool = Tool { name: "cargo-mutants", version: "27.1.0" };
const FOUND: &str = "target/mutants";
/// The survivors that no test needs to notice, each with its reason.
const EXPLAINED: &str = "docs/mutants.md";
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
    let explained = explained(&fs::read_to_string(EXPLAINED).with_context(|| format!("{EXPLAINED} cannot be read"))?);
    let survived: Vec<&str> = done.iter().flat_map(|one| &one.survived).map(String::as_str).collect();
    let all_tried = done.iter().all(|one| one.tried == one.made);
    let Joined { findings, with_reason } = joined(&survived, &explained, all_tried);
    // That nothing survived is well only where everything was tried.
    let good = if findings.is_empty() { all_tried.then_some(true) } else { Some(false) };
    let result = done.iter().map(Outcome::sentence).collect::<Vec<_>>().join(" ");
    Ok(Finding { good, result, details: [findings, with_reason].concat() })
}

/// What is said of the survivors, as lines of Markdown.
#[derive(Debug, PartialEq, Eq)]
struct Joined {
    /// Those without a reason, and reasons without a survivor.
    findings: Vec<String>,
    /// The others, each with its reason.
    with_reason: Vec<String>,
}

/// The survivors with what is said of them. A reason whose change did not survive is a finding once all were tried.
fn joined(survived: &[&str], explained: &BTreeMap<String, String>, all_tried: bool) -> Joined {
    let (mut findings, mut with_reason) = (Vec::new(), Vec::new());
    for one in survived {
        match explained.get(&without_place(one)) {
            Some(reason) => with_reason.push(format!("- `{one}` survives, and may: {reason}")),
            None => findings.push(format!("- `{one}`")),
        }
    }
    let names: Vec<String> = survived.iter().map(|one| without_place(one)).collect();
    let idle = explained.keys().filter(|name| all_tried && !names.contains(name));
    findings.extend(idle.map(|name| format!("- `{name}` is explained in {EXPLAINED}, and does not survive")));
    Joined { findings, with_reason }
}

/// `domain/src/age.rs:12:5: replace f with g` without the line and the column, which move.
fn without_place(change: &str) -> String {
    let (place, what) = change.split_once(": ").unwrap_or((change, ""));
    let file = place.split(':').next().unwrap_or(place);
    format!("{file}: {what}")
}

/// The rows of the table: the change between backquotes, and the reason. The first two are its head.
fn explained(text: &str) -> BTreeMap<String, String> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "));
    rows.map(|(change, reason)| (change.to_owned(), reason.to_owned())).collect()
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
        // Each change is compiled and tested anew: without what helps to find why a test failed, and with as many random cases as
        // find what they are there to find, three times as many are tried in the same time.
        command.env("RUST_BACKTRACE", "0").env("PROPTEST_CASES", "32");
        command.env("CARGO_PROFILE_DEV_DEBUG", "none").env("CARGO_PROFILE_TEST_DEBUG", "none");
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

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# Head\n\n| change | why |\n|---|---|\n\
        | `domain/src/age.rs: replace < with <= in is_minor` | Nobody is born at that moment |\n\
        | `domain/src/a.rs: replace f -> bool with a || b` | It says the same |\n";

    #[test]
    fn a_survivor_with_a_reason_is_told_with_it_and_any_other_is_a_finding() {
        let explained = explained(TABLE);
        assert_eq!(explained.len(), 2, "{explained:?}");
        let survived = [
            "domain/src/age.rs:12:5: replace < with <= in is_minor",
            "domain/src/age.rs:99:1: replace < with > in is_minor",
        ];
        let some = joined(&survived, &explained, false);
        assert_eq!(some.findings, ["- `domain/src/age.rs:99:1: replace < with > in is_minor`"]);
        assert_eq!(
            some.with_reason,
            [
                "- `domain/src/age.rs:12:5: replace < with <= in is_minor` survives, and may: Nobody is born at that moment"
            ]
        );
        // What is explained and was noticed says so, once nothing is left to try.
        let all = joined(&survived[..1], &explained, true);
        assert_eq!(
            all.findings,
            [
                "- `domain/src/a.rs: replace f -> bool with a || b` is explained in docs/mutants.md, and does not survive"
            ]
        );
        assert_eq!(joined(&[], &BTreeMap::new(), true), Joined { findings: vec![], with_reason: vec![] });
    }

    #[test]
    fn the_file_of_reasons_is_read() {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(EXPLAINED)).unwrap();
        let rows = text.lines().filter(|line| line.starts_with("| `")).count();
        assert_eq!(explained(&text).len(), rows, "each once, with a reason");
    }
}
