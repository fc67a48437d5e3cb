//! `cargo test`, counted by its closing lines.

use super::{AS_TESTED, Count, agree, arrows::rust_files};
use crate::{packages, postgres::Cluster, process::output, server::Server, step::step};
use anyhow::{Context, Result};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

/// Libraries' and programs' own tests and those in `tests`. Without this, cargo compiles the example too, which only the
/// bench needs and clippy checks, and has rustdoc read every crate for examples in its comments.
const TARGETS: &str = "--tests";

/// Runs the tests on a Postgres of their own.
///
/// # Errors
/// When they do not compile or a test's program breaks off.
pub fn run(grep: Option<&str>) -> Result<Count> {
    step("compiling the tests", || crate::process::run(cargo_test(&AS_TESTED).args([TARGETS, "--no-run"])))?;
    // Reads the portal's mail (portal/src/mail/read_by_python.rs).
    packages::apt(&["python3-dkim"])?;
    let cluster = Cluster::scratch("unit");
    let url = cluster.start_anew()?;
    let counted = migrate_template(&cluster).and_then(|()| {
        let mut sum = Count::default();
        let mut add = |packages: &[&str], targets: &str| -> Result<()> {
            let mut cargo = cargo_test(packages);
            sum.add(count(cargo.env("DATABASE_URL", &url).args([targets, "--no-fail-fast"]).args(grep))?);
            Ok(())
        };
        add(&AS_TESTED, TARGETS)?;
        if has_examples(Path::new("."))? {
            add(&AS_TESTED, "--doc")?;
        }
        // By itself, because this program was compiled by itself: together with the others, cargo would choose other
        // features for what it is made from, and compile that once more.
        add(&["--locked", "--package", "xtask"], TARGETS)?;
        Ok(sum)
    });
    cluster.remove()?;
    counted
}

/// Brings the schema up to date in the database that each test's own is a copy of. A test that asks for migrations then
/// finds them done.
fn migrate_template(cluster: &Cluster) -> Result<()> {
    step("migrating the database that tests copy", || {
        let server = Server::new(false, cluster.template_url()?, 3000)?;
        output(&mut server.command(&["migrate", "--schema-only"])).map(drop)
    })
}

/// Whether a comment in a library holds an example that rustdoc would run, or see refused by the compiler.
fn has_examples(workspace: &Path) -> Result<bool> {
    for library in ["domain", "portal", "app", "server"] {
        for file in rust_files(&workspace.join(library).join("src"))? {
            if holds_example(&fs::read_to_string(file)?) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// A fence opens an example unless it says that it holds something else.
fn holds_example(source: &str) -> bool {
    let comments = source
        .lines()
        .map(str::trim_start)
        .filter_map(|line| line.strip_prefix("///").or_else(|| line.strip_prefix("//!")));
    let fences = comments.filter_map(|comment| comment.trim_start().strip_prefix("```"));
    // Every other one is an end.
    let mut openings = fences.step_by(2);
    openings.any(|kind| {
        ["", "rust", "compile_fail", "no_run", "should_panic"]
            .iter()
            .any(|one| kind.split(',').any(|word| word.trim() == *one))
    })
}

fn cargo_test(arguments: &[&str]) -> Command {
    let mut cargo = crate::process::cargo();
    cargo.env("SQLX_OFFLINE", "true").arg("test").args(arguments);
    cargo
}

fn count(cargo: &mut Command) -> Result<Count> {
    let mut child = cargo.stdout(Stdio::piped()).spawn().context("cargo test")?;
    let mut count = Count::default();
    for line in BufReader::new(child.stdout.take().context("cargo test has no output")?).lines() {
        let line = line?;
        println!("{line}");
        if let Some(closing) = line.strip_prefix("test result: ") {
            count.passed += number_before(closing, " passed");
            count.failed += number_before(closing, " failed");
        }
    }
    agree("cargo test", &count, child.wait()?)?;
    Ok(count)
}

/// The number that stands right before these words.
fn number_before(text: &str, words: &str) -> u64 {
    let before = text.split_once(words).map_or("", |(before, _)| before);
    before.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{holds_example, number_before};

    #[test]
    fn an_example_in_a_comment_is_noticed() {
        assert!(holds_example("/// ```\n/// f();\n/// ```"));
        assert!(holds_example("//! ```text\n//! x\n//! ```\n    /// ```rust,compile_fail\n    /// f();\n    /// ```"));
        assert!(!holds_example("/// ```text\n/// x\n/// ```\nlet text = \"```\";"));
    }

    #[test]
    fn a_closing_line_is_read() {
        let line = "FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 40 filtered out; finished in 0.52s";
        assert_eq!((number_before(line, " passed"), number_before(line, " failed")), (12, 3));
        assert_eq!(number_before("ok.", " passed"), 0);
    }
}
