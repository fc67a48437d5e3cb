//! `cargo xtask test`: everything that is checked, and one line that counts it.

pub mod arrows;
mod count;
pub mod journeys;
mod lint;
mod unit;

use crate::{
    run::site,
    step::{step, summary},
};
use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;
use count::Count;
use std::fs::{File, create_dir_all};

/// What is tested, and with which features of what it is made from. The tests and the server that the journeys walk
/// through are compiled by the same list: by another one cargo would choose other features, and compile Leptos, sqlx and
/// everything above them once more.
const AS_TESTED: [&str; 6] =
    ["--locked", "--workspace", "--exclude=frontend", "--exclude=xtask", "--features", "server/dev"];

/// A part of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Formatting, who uses whom, and clippy.
    Lint,
    /// Unit, property, database and route tests.
    Unit,
    /// Journeys in Chromium.
    E2e,
}

/// Checks everything, or a part; prints the counting line last. Returns whether all is well.
///
/// # Errors
/// When another run is under way here. What fails in the checks is counted and named, and the rest goes on.
pub fn test(only: Option<Part>, grep: Option<&str>) -> Result<bool> {
    create_dir_all("target")?;
    let lock = File::create("target/xtask-test.lock")?;
    lock.try_lock().context("another `cargo xtask test` is under way in this checkout")?;

    let mut count = Count::default();
    let wanted = |part| only.is_none_or(|only| only == part);
    std::thread::scope(|scope| {
        // The browser's half is compiled meanwhile, in a folder of its own: compiling the rest leaves a core idle often.
        let site = wanted(Part::E2e).then(|| scope.spawn(site));
        if wanted(Part::Lint) {
            for (name, check) in
                lint::CHECKS.into_iter().filter(|(name, _)| grep.is_none_or(|grep| name.contains(grep)))
            {
                count.one(name, step(name, check));
            }
        }
        if wanted(Part::Unit) {
            let name = "unit, property, database and route tests";
            count.all(name, step(name, || unit::run(grep)));
        }
        if let Some(site) = site {
            let name = "journeys in Chromium";
            let site = site.join().unwrap_or_else(|_| bail!("building the browser's half panicked"));
            count.all(name, site.and_then(|()| step(name, || journeys::run(grep))));
        }
    });
    count.nothing_ran();
    println!("{}", summary());
    println!("{count}");
    Ok(count.is_good())
}

/// Builds the server, from what the tests have compiled already. (A test's program is named because cargo gives what
/// tests need its features only where one is compiled.)
///
/// # Errors
/// When it does not compile.
pub fn server_as_tested() -> Result<()> {
    let mut cargo = crate::process::cargo();
    cargo.env("SQLX_OFFLINE", "true").arg("build").args(AS_TESTED).args(["--bin", "server", "--test", "security"]);
    crate::process::run(&mut cargo)
}

/// Takes the pictures of README.md and docs anew.
///
/// # Errors
/// When something they need does not build or start, or is not on its page.
pub fn pictures() -> Result<()> {
    crate::run::site()?;
    journeys::pictures()
}

/// Fails when a program's own count says all is well but its exit says otherwise.
fn agree(name: &str, count: &Count, status: std::process::ExitStatus) -> Result<()> {
    ensure!(status.success() || !count.is_good(), "{name} ended with {status}");
    Ok(())
}
