//! `cargo xtask test`: everything that is checked, and one line that counts it.

use crate::{
    browser_half, packages,
    postgres::Cluster,
    process::{Background, cargo as cargo_command, find, free_port, run as execute, wait_for_port},
    run::{Server, build, program},
    step::step,
    wasm_target,
};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

/// A part of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Formatting and clippy.
    Lint,
    /// Unit, property, database and route tests.
    Unit,
    /// Journeys in Chromium.
    E2e,
}

#[derive(Debug, Default)]
struct Count {
    passed: u64,
    failed: u64,
}

/// Checks everything, or a part.
pub fn test(only: Option<Part>, grep: Option<&str>) -> Result<()> {
    let mut count = Count::default();
    let wanted = |part| only.is_none_or(|only| only == part);
    if wanted(Part::Lint) {
        count.one("formatting", step("formatting", || execute(cargo_command().args(["fmt", "--all", "--check"]))));
        count.one("clippy", step("clippy", clippy));
    }
    if wanted(Part::Unit) {
        match step("unit, property, database and route tests", || unit(grep)) {
            Ok(units) => count.add(&units),
            Err(error) => count.one("unit tests", Err(error)),
        }
    }
    if wanted(Part::E2e) {
        match step("journeys in Chromium", || journeys(grep)) {
            Ok(journeys) => count.add(&journeys),
            Err(error) => count.one("journeys", Err(error)),
        }
    }
    println!("{} passed, {} failed", count.passed, count.failed);
    if count.failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

impl Count {
    fn one(&mut self, what: &str, result: Result<()>) {
        match result {
            Ok(()) => self.passed += 1,
            Err(error) => {
                println!("FAILED {what}: {error:#}");
                self.failed += 1;
            }
        }
    }

    fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

fn clippy() -> Result<()> {
    execute(
        cargo_command()
            .env("SQLX_OFFLINE", "true")
            .args(["clippy", "--locked", "--workspace", "--exclude", "frontend", "--all-targets"])
            .args(["--features", "server/dev", "--", "-D", "warnings"]),
    )
}

/// `cargo test`, its closing lines counted.
fn unit(grep: Option<&str>) -> Result<Count> {
    packages::ensure_postgres()?;
    let cluster = Cluster::throw_away("unit");
    cluster.remove()?;
    cluster.start()?;
    let url = cluster.fresh("unit")?;
    let mut cargo = cargo_command();
    cargo
        .env("SQLX_OFFLINE", "true")
        .env("DATABASE_URL", url)
        .args(["test", "--locked", "--workspace", "--exclude", "frontend", "--exclude", "xtask"])
        .args(["--features", "server/dev", "--no-fail-fast"]);
    if let Some(grep) = grep {
        cargo.arg(grep);
    }
    let mut child = cargo.stdout(Stdio::piped()).spawn().context("cargo test")?;
    let mut count = Count::default();
    for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
        let line = line?;
        println!("{line}");
        if let Some(closing) = line.strip_prefix("test result: ") {
            count.passed += number_before(closing, " passed");
            count.failed += number_before(closing, " failed");
        }
    }
    let status = child.wait()?;
    cluster.remove()?;
    if !status.success() && count.failed == 0 {
        bail!("cargo test ended with {status}");
    }
    Ok(count)
}

fn number_before(text: &str, word: &str) -> u64 {
    text.split_once(word)
        .and_then(|(before, _)| before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
        .unwrap_or(0)
}

/// Playwright over a real portal: Postgres, SMTP and Chromium on this machine.
fn journeys(grep: Option<&str>) -> Result<Count> {
    packages::ensure_postgres()?;
    let chromium = packages::ensure_chromium()?;
    wasm_target::ensure()?;
    browser_half::build()?;
    build(false)?;
    if find("npm").is_none() {
        bail!("Node 20 or newer is missing: https://nodejs.org, or apt-get install nodejs npm");
    }
    let folder = Path::new("end2end");
    execute(Command::new("npm").current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--silent",
    ]))?;

    let cluster = Cluster::throw_away("end2end");
    cluster.remove()?;
    cluster.start()?;
    let (port, smtp, mailbox) = (free_port()?, free_port()?, free_port()?);
    let server = Server { program: program(false), url: cluster.fresh("end2end")?, port };
    execute(&mut server.command(&["migrate"])?)?;
    execute(&mut server.command(&["demo"])?)?;
    let logs = Path::new("target/end2end");
    std::fs::create_dir_all(logs)?;
    let mail = Background::start(
        Command::new("node").current_dir(folder).args([
            "support/smtp-sink.mjs",
            &smtp.to_string(),
            &mailbox.to_string(),
        ]),
        &logs.join("smtp.log"),
    )?;
    wait_for_port(smtp, 20)?;
    let mut serve = server.command(&["serve"])?;
    with_mail(&mut serve, smtp);
    let portal = Background::start(&mut serve, &logs.join("server.log"))?;
    wait_for_port(port, 30)?;

    let report = std::env::current_dir()?.join(logs).join("report.json");
    let _ = std::fs::remove_file(&report);
    let mut playwright = Command::new("npx");
    playwright.current_dir(folder).args(["playwright", "test"]);
    if let Some(grep) = grep {
        playwright.args(["--grep", grep]);
    }
    // The journeys use the server's own command line, with the settings it runs with.
    let settings = server.command(&[])?;
    for (name, value) in settings.get_envs() {
        if let Some(value) = value {
            playwright.env(name, value);
        }
    }
    with_mail(&mut playwright, smtp);
    let status = playwright
        .env("E2E_SERVER", Path::new(&server.program).canonicalize()?)
        .env("E2E_PORT", port.to_string())
        .env("E2E_MAILBOX_PORT", mailbox.to_string())
        .env("E2E_CHROMIUM", chromium)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .status()?;
    drop(portal);
    drop(mail);
    cluster.remove()?;
    let report: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&report).context("Playwright left no report")?)?;
    let of = |key: &str| report["stats"][key].as_u64().unwrap_or(0);
    let count = Count { passed: of("expected") + of("flaky"), failed: of("unexpected") };
    if !status.success() && count.failed == 0 {
        bail!("Playwright ended with {status}");
    }
    Ok(count)
}

fn with_mail(command: &mut Command, smtp: u16) {
    command
        .env("PORTAL_SMTP__HOST", "127.0.0.1")
        .env("PORTAL_SMTP__PORT", smtp.to_string())
        .env("PORTAL_SMTP__SECURITY", "none")
        // Each journey comes from an address of its own.
        .env("PORTAL_TRUSTED_PROXIES", "127.0.0.1");
}
