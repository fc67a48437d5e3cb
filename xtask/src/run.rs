//! `cargo xtask run`: from a bare machine to a portal that answers.

use crate::{
    browser_half, packages,
    postgres::Cluster,
    process::{cargo as cargo_command, output, run as execute},
    step::step,
    wasm_target,
};
use anyhow::{Context, Result};
use std::{io::Read, path::Path, process::Command, time::Instant};

const SECRET: &str = ".portal/secret";

/// Sets up, builds, loads the demo libraries, serves.
pub fn run(release: bool, port: u16) -> Result<()> {
    let began = Instant::now();
    let url = match std::env::var("DATABASE_URL") {
        Ok(url) => url,
        Err(_) => step("starting a private Postgres", || {
            packages::ensure_postgres()?;
            let cluster = Cluster::private();
            cluster.start()?;
            Ok(cluster.url("portal"))
        })?,
    };
    wasm_target::ensure()?;
    browser_half::build()?;
    step("building the server", || build(release))?;
    let server = Server { program: program(release), url, port };
    step("bringing the schema up to date", || execute(&mut server.command(&["migrate"])?))?;
    step("loading the demo libraries", || execute(&mut server.command(&["demo"])?))?;
    println!("\nReady after {:.0} s. Choose a library at http://localhost:{port}, or:", began.elapsed().as_secs_f64());
    for library in ["mansfield", "lci-member", "putnam", "canton", "wethersfield"] {
        println!("  http://{library}.localhost:{port}    mail: http://{library}.localhost:{port}/dev/mail");
    }
    println!("\nDemo sign-ins:\n{}", output(&mut server.command(&["demo", "--list"])?)?);
    println!("Ctrl-C stops the portal; its Postgres stays (cargo xtask db stop).");
    execute(&mut server.command(&["serve"])?)
}

/// Writes the data map.
pub fn write_data_map() -> Result<()> {
    build(false)?;
    let map = output(Command::new(program(false)).arg("data-map"))?;
    Ok(std::fs::write("docs/privacy/data-map.md", map)?)
}

/// Compiles the server, with the development mail page.
pub fn build(release: bool) -> Result<()> {
    let mut cargo = cargo_command();
    cargo.env("SQLX_OFFLINE", "true").args(["build", "--locked", "--package", "server", "--features", "dev"]);
    if release {
        cargo.arg("--release");
    }
    execute(&mut cargo)
}

/// The compiled server.
pub fn program(release: bool) -> String {
    format!("target/{}/server", if release { "release" } else { "debug" })
}

/// The server's program with the settings of development.
pub struct Server {
    /// The compiled server.
    pub program: String,
    /// The database.
    pub url: String,
    /// The port.
    pub port: u16,
}

impl Server {
    /// A command of it.
    pub fn command(&self, arguments: &[&str]) -> Result<Command> {
        let mut command = Command::new(Path::new(&self.program).canonicalize()?);
        command
            .args(arguments)
            .env("DATABASE_URL", &self.url)
            .env("PORTAL_SECRET_KEY", secret()?)
            .env("PORTAL_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("PORTAL_PUBLIC_URL", format!("http://localhost:{}", self.port))
            .env("PORTAL_SITE_ROOT", "target/site")
            .env("PORTAL_LIBRARIES", "libraries");
        Ok(command)
    }
}

/// The deployment's secret key: made once, kept for this user alone.
fn secret() -> Result<String> {
    if let Ok(secret) = std::fs::read_to_string(SECRET) {
        return Ok(secret);
    }
    let mut bytes = [0; 32];
    std::fs::File::open("/dev/urandom").context("no source of randomness")?.read_exact(&mut bytes)?;
    std::fs::create_dir_all(".portal")?;
    std::fs::write(SECRET, hex::encode(bytes))?;
    execute(Command::new("chmod").args(["600", SECRET]))?;
    Ok(hex::encode(bytes))
}
