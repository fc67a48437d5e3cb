//! A newsletter to thousands, its workers killed at random: the same test as in every run of the tests, with more recipients.

use super::Finding;
use crate::{postgres::Cluster, step::step};
use anyhow::{Context, Result, ensure};
use std::time::Instant;

const TEST: &str = "newsletter::tests::whatever_dies_everyone_who_agrees_has_one_message_and_nobody_else";

/// To so many people.
///
/// # Errors
/// When the test does not compile, or no test has this name.
pub fn run(recipients: u32) -> Result<Finding> {
    let test = || {
        let mut cargo = crate::process::cargo();
        cargo.env("SQLX_OFFLINE", "true").args(["test", "--locked", "--package", "portal", "--lib"]);
        cargo
    };
    step("compiling the test", || crate::process::run(test().arg("--no-run")))?;
    let cluster = Cluster::scratch("audit-mail");
    let url = cluster.start_anew()?;
    let began = Instant::now();
    let ran = step(&format!("{recipients} recipients"), || {
        let mut cargo = test();
        cargo.env("DATABASE_URL", &url).env("RECIPIENTS", recipients.to_string()).args(["--", "--exact", TEST]);
        cargo.output().context("cargo test cannot be started")
    });
    cluster.remove()?;
    let ran = ran?;
    let (said, seconds) = (String::from_utf8_lossy(&ran.stdout), began.elapsed().as_secs());
    let passed = said.contains(" 1 passed;");
    ensure!(passed || said.contains(" 1 failed;"), "there is no test {TEST}");
    let why = said.lines().skip_while(|line| !line.contains("panicked at")).take(3);
    Ok(Finding {
        good: Some(passed),
        result: if passed {
            format!(
                "{recipients} recipients, in {seconds} seconds: whoever agreed until their turn has one message, and nobody else has any."
            )
        } else {
            format!("With {recipients} recipients it does not hold.")
        },
        details: why.map(|line| format!("- `{}`", line.trim())).collect(),
    })
}
