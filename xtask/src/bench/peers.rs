//! The record overview in other languages' frameworks, on the same database and with the same session.
//!
//! They stand in xtask/peers and are installed only for this, below target/bench. Each is given what it takes to be
//! quick: a process for each core, and as many connections to Postgres in all as the portal has.

use crate::{
    http::{Connection, get},
    packages,
    process::{Background, apart, find, free_port, is_root, output},
    step::step,
};
use anyhow::{Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const SOURCES: &str = "xtask/peers";
const INSTALLED: &str = "target/bench";
/// The portal's own, unless told otherwise (`database_connections`).
const CONNECTIONS: usize = 10;

/// A peer that runs.
pub struct Peer {
    /// Its name, for the table.
    pub name: &'static str,
    /// Where it listens.
    pub port: u16,
    /// Ends with this.
    _process: Background,
}

/// What peers are told.
pub struct Settings<'a> {
    /// The database's address.
    pub url: &'a str,
    /// The library.
    pub library: &'a str,
    /// The file that says what to ask the database, and what of the page is not a patron's.
    pub overview: &'a Path,
}

/// Installs and starts those whose language is here, and says which is not.
///
/// # Errors
/// When one cannot be installed or does not start.
pub fn start(settings: &Settings<'_>) -> Result<Vec<Peer>> {
    let mut peers = Vec::new();
    if find("python3").is_some() {
        peers.push(fastapi(settings)?);
    } else {
        println!("  left out: FastAPI, because python3 is missing");
    }
    if find("npm").is_some() {
        peers.push(express(settings)?);
    } else {
        println!("  left out: Express, because npm is missing");
    }
    Ok(peers)
}

fn fastapi(settings: &Settings<'_>) -> Result<Peer> {
    let source = Path::new(SOURCES).join("fastapi");
    let folder = installed("fastapi", &source.join("requirements.txt"), |folder| {
        let make = || output(Command::new("python3").args(["-m", "venv"]).arg(folder));
        if make().is_err() && is_root() && find("apt-get").is_some() {
            packages::apt(&["python3-venv"])?;
        }
        make()?;
        let mut pip = Command::new(folder.join("bin/pip"));
        output(
            pip.args(["install", "--quiet", "--disable-pip-version-check", "-r"]).arg(source.join("requirements.txt")),
        )
    })?;
    let port = free_port()?;
    let mut command = Command::new(folder.join("bin/uvicorn"));
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command.args(["main:app", "--no-access-log", "--log-level=warning", "--loop=uvloop", "--http=httptools"]);
    command.args([
        format!("--port={port}"),
        format!("--workers={}", cores()),
        format!("--app-dir={}", source.display()),
    ]);
    started("FastAPI", port, command, settings)
}

fn express(settings: &Settings<'_>) -> Result<Peer> {
    let source = Path::new(SOURCES).join("express");
    let folder = installed("express", &source.join("package-lock.json"), |folder| {
        fs::create_dir_all(folder)?;
        for file in ["package.json", "package-lock.json"] {
            fs::copy(source.join(file), folder.join(file))?;
        }
        output(Command::new("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))
    })?;
    let port = free_port()?;
    let mut command = Command::new("node");
    command.arg(source.join("main.cjs"));
    command.env("NODE_ENV", "production").env("NODE_PATH", folder.join("node_modules"));
    command.env("PEER_PORT", port.to_string()).env("PEER_PROCESSES", cores().to_string());
    started("Express", port, command, settings)
}

/// A peer's folder of libraries, made anew where their list has changed.
fn installed(name: &str, list: &Path, install: impl FnOnce(&Path) -> Result<String>) -> Result<PathBuf> {
    let folder = std::path::absolute(Path::new(INSTALLED).join(name))?;
    let stamp = folder.join(".installed");
    let wanted = fs::read_to_string(list)?;
    if fs::read_to_string(&stamp).is_ok_and(|there| there == wanted) {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    step(&format!("installing the peer {name}"), || install(&folder).map(drop))?;
    fs::write(stamp, wanted)?;
    Ok(folder)
}

fn started(name: &'static str, port: u16, mut command: Command, settings: &Settings<'_>) -> Result<Peer> {
    command
        .env("DATABASE_URL", settings.url)
        .env("PEER_LIBRARY", settings.library)
        .env("PEER_OVERVIEW", std::path::absolute(settings.overview)?)
        .env("PEER_CONNECTIONS", (CONNECTIONS / cores()).max(1).to_string());
    let log = Path::new(INSTALLED).join(format!("{}.log", name.to_lowercase()));
    let mut process = Background::start(&mut apart(&command), &log)?;
    process.listens(port)?;
    Ok(Peer { name, port, _process: process })
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

impl Peer {
    /// Compares its pages with the portal's, number by number: what is measured must be the same work. Returns how long
    /// they are, in percent of the portal's.
    ///
    /// # Errors
    /// When it answers something else, or with other numbers.
    pub fn answers_like(&self, portal: u16, host: &str, cookies: &[String]) -> Result<f64> {
        let page = |port: u16, cookie: &str| -> Result<String> {
            let answer = Connection::open(port)?.ask(&get(host, "/record", cookie))?;
            ensure!(answer.status == 200, "{}: /record answered {} at port {port}", self.name, answer.status);
            Ok(String::from_utf8_lossy(&answer.body).into_owned())
        };
        let (mut bytes, mut their_bytes) = (0_u32, 0_u32);
        for cookie in cookies {
            let (ours, theirs) = (page(portal, cookie)?, page(self.port, cookie)?);
            let (said, expected) = (numbers(&theirs), numbers(&ours));
            ensure!(!said.is_empty() && said == expected, "{} says {said:?}, the portal {expected:?}", self.name);
            bytes += u32::try_from(ours.len())?;
            their_bytes += u32::try_from(theirs.len())?;
        }
        Ok(f64::from(their_bytes) / f64::from(bytes) * 100.0)
    }
}

/// The numbers in the words of a page's main part, in their order: how much there is, days, amounts.
fn numbers(page: &str) -> Vec<&str> {
    let main = page.split_once("<main").map_or("", |(_, rest)| rest);
    let main = main.split_once("</main>").map_or("", |(main, _)| main);
    let words = main.split('>').skip(1).filter_map(|part| part.split('<').next());
    // `&#39;` is a sign and no number.
    let runs = words.flat_map(|words| words.split(|sign: char| !sign.is_ascii_digit() && sign != '#'));
    runs.filter(|run| !run.is_empty() && !run.starts_with('#')).collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn the_numbers_in_the_words_of_a_page_are_found() {
        let page =
            r#"<p>1</p><main id="m2"><h1 class="x3">3,000 entries</h1><p>O&#39;Neil, <b>Nov 7<!></b></p></main>8"#;
        assert_eq!(numbers(page), ["3", "000", "7"]);
        assert_eq!(numbers("<p>1</p>"), [] as [&str; 0]);
    }
}
