//! `cargo test`, counted by its closing lines.

use super::{Count, agree};
use crate::postgres::Cluster;
use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader},
    process::Stdio,
};

/// Runs the tests on a Postgres of their own.
///
/// # Errors
/// When they do not compile or a test's program breaks off.
pub fn run(grep: Option<&str>) -> Result<Count> {
    let cluster = Cluster::scratch("unit");
    let url = cluster.start_anew()?;
    let counted = count(&url, grep);
    cluster.remove()?;
    counted
}

fn count(url: &str, grep: Option<&str>) -> Result<Count> {
    let mut child = crate::process::cargo()
        .env("SQLX_OFFLINE", "true")
        .env("DATABASE_URL", url)
        .args(["test", "--locked", "--workspace", "--exclude", "frontend"])
        .args(["--features", "server/dev", "--no-fail-fast"])
        .args(grep)
        .stdout(Stdio::piped())
        .spawn()
        .context("cargo test")?;
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
    use super::number_before;

    #[test]
    fn a_closing_line_is_read() {
        let line = "FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 40 filtered out; finished in 0.52s";
        assert_eq!((number_before(line, " passed"), number_before(line, " failed")), (12, 3));
        assert_eq!(number_before("ok.", " passed"), 0);
    }
}
