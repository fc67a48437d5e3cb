//! The server's program: compiled, and run with the settings of development.

use crate::{
    process::{output, run},
    secret,
};
use anyhow::{Context, Result};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The data map, made from the inventory.
pub const DATA_MAP: &str = "docs/privacy/data-map.md";

/// Compiles the server, with the development mail page.
///
/// # Errors
/// When it does not compile.
pub fn build(release: bool) -> Result<()> {
    let mut cargo = crate::process::cargo();
    cargo.env("SQLX_OFFLINE", "true").args(["build", "--locked", "--package", "server", "--features", "dev"]);
    if release {
        cargo.arg("--release");
    }
    run(&mut cargo)
}

/// A compiled program: `server`, or `examples/bare`.
///
/// # Errors
/// When it is not there.
pub fn program(release: bool, name: &str) -> Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let path = target.join(if release { "release" } else { "debug" }).join(name);
    path.canonicalize().with_context(|| format!("{} is missing", path.display()))
}

/// The data map as the compiled server prints it.
///
/// # Errors
/// When the server has not been built.
pub fn data_map() -> Result<String> {
    output(Command::new(program(false, "server")?).arg("data-map"))
}

/// The names of the libraries that have a profile.
///
/// # Errors
/// When the folder of profiles cannot be read.
pub fn libraries() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir("libraries")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    Ok(names)
}

/// A server's program with its settings.
pub struct Server {
    program: PathBuf,
    settings: Vec<(&'static str, String)>,
}

impl Server {
    /// The compiled server on this database and port.
    ///
    /// # Errors
    /// When it has not been built, or there is no secret key and none can be made.
    pub fn new(release: bool, url: String, port: u16) -> Result<Self> {
        let settings = vec![
            ("DATABASE_URL", url),
            ("PORTAL_SECRET_KEY", secret::key()?),
            ("PORTAL_LISTEN", format!("127.0.0.1:{port}")),
            ("PORTAL_PUBLIC_URL", format!("http://localhost:{port}")),
            ("PORTAL_SITE_ROOT", "target/site".to_owned()),
            ("PORTAL_LIBRARIES", "libraries".to_owned()),
        ];
        Ok(Self { program: program(release, "server")?, settings })
    }

    /// With one more setting.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.push((name, value.into()));
        self
    }

    /// A command of it.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// The program.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The settings, by the names of their variables.
    pub fn settings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.settings.iter().map(|(name, value)| (*name, value.as_str()))
    }
}
