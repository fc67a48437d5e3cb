//! Formatting, arrows and clippy.

use super::arrows;
use crate::{coverage, process::run, wasm_target};
use anyhow::Result;

/// A check that passes or says why not.
type Check = fn() -> Result<()>;

/// The checks, with their names.
pub const CHECKS: [(&str, Check); 5] = [
    ("formatting", formatting),
    ("who uses whom", arrows::check),
    ("every rule with its tests", coverage::check),
    ("clippy, server's half", server_half),
    ("clippy, browser's half", browser_half),
];

fn formatting() -> Result<()> {
    run(crate::process::cargo().args(["fmt", "--all", "--check"]))
}

/// Without the browser's half: it needs other features of the same crates.
fn server_half() -> Result<()> {
    run(crate::process::cargo()
        .env("SQLX_OFFLINE", "true")
        .args(["clippy", "--locked", "--workspace", "--exclude", "frontend", "--all-targets"])
        .args(["--features", "server/dev", "--", "-D", "warnings"]))
}

fn browser_half() -> Result<()> {
    wasm_target::ensure()?;
    if !wasm_target::is_installed() {
        println!("  left out: Debian's compiler for WebAssembly comes without clippy");
        return Ok(());
    }
    run(wasm_target::cargo()?
        .env("CARGO_TARGET_DIR", "target/browser")
        .args([
            "clippy",
            "--locked",
            "--package",
            "frontend",
            "--package",
            "app",
            "--features",
            "app/hydrate,frontend/core,app/forms,app/tools,app/permission,app/proof,app/desk,app/letter",
        ])
        .args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]))
}
