//! `cargo xtask run`: from a bare machine to a portal that answers.

use crate::{
    browser_half::{self, For},
    postgres::Cluster,
    process::{is_free, output},
    server::{self, Server},
    step::step,
    wasm_target,
};
use anyhow::{Context, Result, bail, ensure};
use std::{os::unix::process::CommandExt, time::Instant};

/// Sets up, builds, loads the demo libraries, serves.
///
/// # Errors
/// When something is missing and cannot be installed, or does not build; with what to do.
pub fn run(release: bool, port: u16) -> Result<()> {
    let began = Instant::now();
    ensure!(is_free(port), "port {port} is in use: stop what uses it, or take another with --port");
    let url = match std::env::var("DATABASE_URL") {
        Ok(url) => url,
        Err(_) => step("starting a private Postgres", || Cluster::private().start())?,
    };
    let whom = if release { For::Visitors } else { For::Development };
    build(release, whom)?;
    let server = Server::new(release, url, port)?.with("PORTAL_SITE_ROOT", whom.site());
    step("bringing the schema up to date", || output(&mut server.command(&["migrate"])).map(drop))?;
    step("loading the demo libraries", || output(&mut server.command(&["demo"])).map(drop))?;
    println!("\nReady after {:.0} s. Choose a library at http://localhost:{port}, or:", began.elapsed().as_secs_f64());
    for library in server::libraries()? {
        println!("  http://{library}.localhost:{port}    mail: http://{library}.localhost:{port}/dev/mail");
    }
    println!("\nDemo sign-ins:\n{}", output(&mut server.command(&["demo", "--list"]))?);
    println!(
        "Staff sign in at /desk as desk, director or admin (at Wethersfield also manager) with catalogue-drawer-7781 and the code of"
    );
    println!("  cargo xtask staff-code mansfield desk\n");
    println!("Ctrl-C stops the portal; its Postgres goes on (cargo xtask db stop).");
    // In place of this process, so that signals reach it and its last words are seen.
    let failed = server.command(&["serve"]).exec();
    bail!("the server cannot be started: {failed}")
}

/// Prints the code of this moment for a demo account of the staff.
///
/// # Errors
/// When the server was not built, or there is no such account.
pub fn staff_code(library: &str, login: &str) -> Result<()> {
    let url = std::env::var("DATABASE_URL").or_else(|_| Cluster::private().start())?;
    let server = Server::new(false, url, 3000)?;
    print!("{}", output(&mut server.command(&["staff", "code", library, login]))?);
    Ok(())
}

/// Compiles both halves at the same time.
///
/// # Errors
/// When one does not compile.
fn build(release: bool, whom: For) -> Result<()> {
    wasm_target::ensure()?;
    std::thread::scope(|scope| {
        let browser = scope.spawn(move || browser_half::build(whom));
        let server = step("building the server", || server::build(release));
        browser.join().ok().context("building the browser's half panicked")??;
        server
    })
}

/// Writes docs/privacy/data-map.md.
///
/// # Errors
/// When the server does not build.
pub fn write_data_map() -> Result<()> {
    server::build(false)?;
    Ok(std::fs::write(server::DATA_MAP, server::data_map()?)?)
}

/// Builds the browser's half alone, as it is served.
///
/// # Errors
/// When it does not compile.
pub fn site() -> Result<()> {
    wasm_target::ensure()?;
    browser_half::build(For::Visitors)
}
