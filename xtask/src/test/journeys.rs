//! Playwright over a real portal: Postgres, SMTP and Chromium on this machine.

use super::{Count, agree, server_as_tested};
use crate::{
    packages,
    postgres::Cluster,
    process::{Background, find, free_port, output},
    server::Server,
    step::step,
};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const FOLDER: &str = "end2end";
const LOGS: &str = "target/end2end";

/// Every journey runs in these two of the projects of `end2end/playwright.config.ts`.
const TWICE: [&str; 2] = ["--project=script, desktop", "--project=no script, phone"];
/// Those that every patron takes, in two more: they differ in nothing but what the two above try one by one. And what would take
/// long for all the demonstration's people.
const OTHERS: [&str; 3] = ["--project=script, phone", "--project=no script, desktop", "--project=everybody"];

/// Runs the journeys with script on a desktop and without script on a phone; those that match `grep`, in every combination.
///
/// # Errors
/// When something they need is missing or does not start.
pub fn run(grep: Option<&str>) -> Result<Count> {
    match grep {
        Some(grep) => playwright(&[format!("--grep={grep}")]),
        None => playwright(&TWICE.map(str::to_owned)),
    }
}

/// Runs what every patron does in the combinations that [`run`] leaves out, and what it does for some of the people for all.
///
/// # Errors
/// As [`run`].
pub fn others() -> Result<Count> {
    playwright(&OTHERS.map(str::to_owned))
}

/// Takes the pictures of README.md and docs anew, into docs/images.
///
/// # Errors
/// When something they need is missing, does not start, or is not on its page.
pub fn pictures() -> Result<()> {
    let count = playwright(&["--config=pictures.config.ts".to_owned()])?;
    ensure!(count.is_good(), "{} of the pictures could not be taken", count.failed);
    Ok(())
}

/// What the journeys that measure have measured, by name, in milliseconds: walked with script on a desktop, over the server and the
/// browser's half as `bench` has built them for speed.
///
/// # Errors
/// As [`run`], or when one of them fails.
pub fn measured() -> Result<BTreeMap<String, f64>> {
    let arguments = ["--grep=@measures", "--project=script, desktop"];
    let count = walked(true, &arguments.map(str::to_owned))?;
    ensure!(count.is_good(), "{} of the journeys that measure failed", count.failed);
    let mut times = BTreeMap::new();
    times_in(&serde_json::from_str(&fs::read_to_string(report()?)?)?, &mut times);
    Ok(times)
}

/// Each time that a journey has noted (end2end/support/measured.ts); of two by one name the longer.
fn times_in(said: &Value, times: &mut BTreeMap<String, f64>) {
    match said {
        Value::Array(all) => all.iter().for_each(|one| times_in(one, times)),
        Value::Object(object) => {
            let text = |key: &str| object.get(key).and_then(Value::as_str);
            let name = text("type").and_then(|kind| kind.strip_prefix("measured: "));
            let took = text("description").and_then(|took| took.strip_suffix(" ms")?.parse::<f64>().ok());
            if let (Some(name), Some(took)) = (name, took) {
                times.entry(name.to_owned()).and_modify(|most| *most = took.max(*most)).or_insert(took);
            }
            object.values().for_each(|one| times_in(one, times));
        }
        _ => {}
    }
}

fn playwright(arguments: &[String]) -> Result<Count> {
    walked(false, arguments)
}

/// Walks them over the server as it was tested, or over the one that is built for speed already.
fn walked(release: bool, arguments: &[String]) -> Result<Count> {
    ensure!(find("npm").is_some(), "Node 20 or newer is missing: https://nodejs.org or apt-get install nodejs npm");
    let chromium = packages::ensure_chromium()?;
    install()?;
    if !release {
        step("building the server as it was tested", server_as_tested)?;
    }
    let cluster = Cluster::scratch("end2end");
    let counted = cluster.start_anew().and_then(|url| walk(release, url, &chromium, arguments));
    cluster.remove()?;
    counted
}

/// Playwright and what the journeys use, where the lock file has changed since.
fn install() -> Result<()> {
    let lock = fs::read_to_string(Path::new(FOLDER).join("package-lock.json"))?;
    let stamp = Path::new(FOLDER).join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("installing Playwright", || {
        output(Command::new("npm").current_dir(FOLDER).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").args([
            "ci",
            "--no-audit",
            "--no-fund",
        ]))?;
        Ok(fs::write(stamp, lock)?)
    })
}

fn walk(release: bool, url: String, chromium: &Path, arguments: &[String]) -> Result<Count> {
    fs::create_dir_all(LOGS)?;
    let (port, smtp, mailbox, lists) = (free_port()?, free_port()?, free_port()?, free_port()?);
    let mut mail = Background::start(
        Command::new("node")
            .current_dir(FOLDER)
            .arg("support/smtp-sink.mjs")
            .args([smtp, mailbox].map(|port| port.to_string())),
        &Path::new(LOGS).join("smtp.log"),
    )?;
    mail.listens(smtp)?;
    let mut newsletters = Background::start(
        Command::new("node").current_dir(FOLDER).arg("support/newsletter-service.mjs").arg(lists.to_string()),
        &Path::new(LOGS).join("newsletter-service.log"),
    )?;
    newsletters.listens(lists)?;

    let server = Server::new(release, url, port)?
        .with("PORTAL_SMTP__HOST", "127.0.0.1")
        .with("PORTAL_SMTP__PORT", smtp.to_string())
        .with("PORTAL_SMTP__SECURITY", "none")
        // One newsletter of one library is at a service that the portal speaks to; the others there are not.
        .with("PORTAL_LISTMONK__LCI-MEMBER__VENDOR", "newsletter")
        .with("PORTAL_LISTMONK__LCI-MEMBER__URL", format!("http://127.0.0.1:{lists}"))
        .with("PORTAL_LISTMONK__LCI-MEMBER__USER", "portal")
        .with("PORTAL_LISTMONK__LCI-MEMBER__TOKEN", "a-token-of-the-journeys")
        .with("PORTAL_LISTMONK__LCI-MEMBER__LISTS__WEEKLY", "3")
        // Each journey comes from a client address of its own.
        .with("PORTAL_TRUSTED_PROXIES", "127.0.0.1");
    output(&mut server.command(&["migrate"]))?;
    output(&mut server.command(&["demo"]))?;
    let mut portal = Background::start(&mut server.command(&["serve"]), &Path::new(LOGS).join("server.log"))?;
    portal.listens(port)?;

    let report = report()?;
    let _ = fs::remove_file(&report);
    let status = Command::new("npx")
        .current_dir(FOLDER)
        .args(["--no-install", "playwright", "test"])
        .args(arguments)
        // The journeys use the server's own command line, with the settings it runs with.
        .envs(server.settings())
        .env("E2E_SERVER", server.program())
        .env("E2E_PORT", port.to_string())
        .env("E2E_MAILBOX_PORT", mailbox.to_string())
        .env("E2E_NEWSLETTERS_PORT", lists.to_string())
        .env("E2E_CHROMIUM", chromium)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .status()
        .context("npx")?;
    let count = counted(&report)?;
    agree("Playwright", &count, status)?;
    Ok(count)
}

/// Where Playwright writes what came of a walk.
fn report() -> Result<PathBuf> {
    Ok(std::path::absolute(Path::new(LOGS).join("report.json"))?)
}

fn counted(report: &PathBuf) -> Result<Count> {
    let report = fs::read_to_string(report).context("Playwright has left no report")?;
    let report: Value = serde_json::from_str(&report)?;
    let number = |key: &str| report["stats"][key].as_u64().unwrap_or(0);
    Ok(Count { passed: number("expected"), failed: number("unexpected") + number("flaky") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_journey_measured_is_read_from_its_report_wherever_it_stands_and_once() {
        let note = |took: &str| json!({ "type": "measured: slowest key", "description": took });
        let report = json!({ "suites": [{ "specs": [{ "tests": [{
            "annotations": [note("31 ms"), { "type": "words", "description": "/record: 400" }],
            "results": [{ "annotations": [note("44 ms"), note("soon")], "duration": 7 }],
        }] }] }] });
        let mut times = BTreeMap::new();
        times_in(&report, &mut times);
        assert_eq!(times, BTreeMap::from([("slowest key".to_owned(), 44.0)]));
    }
}
