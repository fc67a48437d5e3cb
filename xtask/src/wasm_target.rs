//! The WebAssembly target: by rustup where its server can be reached, else built once from Debian's packages.

use crate::{
    packages,
    process::{find, is_root, output, run},
    step::step,
};
use anyhow::{Context, Result, bail};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which rustup knows the toolchain made here.
const OWN: &str = "portal-wasm";

/// Makes sure something can compile to WebAssembly.
pub fn ensure() -> Result<()> {
    if installed() || own_folder().join("stamp").exists() {
        return Ok(());
    }
    step("adding the WebAssembly target", || {
        let added = Command::new("rustup").args(["target", "add", TARGET]).output();
        if added.is_ok_and(|added| added.status.success()) && installed() {
            return Ok(());
        }
        println!("  rustup cannot add it here; building it from Debian's packages instead (once, about two minutes)");
        build_own().with_context(|| {
            format!("no WebAssembly target: run `rustup target add {TARGET}` where its server can be reached")
        })
    })
}

/// The `cargo` that compiles to WebAssembly.
pub fn cargo() -> Command {
    let mut command = crate::process::cargo();
    if !installed() {
        command.arg(format!("+{OWN}")).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-22");
    }
    // A toolchain chosen for this process by `cargo run` must not win over the one named here.
    command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO").env_remove("RUSTC");
    command
}

/// Whether the toolchain in use has the target's standard library.
fn installed() -> bool {
    output(Command::new("rustc").args(["--print", "sysroot"]))
        .is_ok_and(|root| Path::new(root.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

fn own_folder() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    cache.unwrap_or_else(|| PathBuf::from("/tmp")).join("patron-privacy-portal").join(OWN)
}

/// Debian's rustc with a standard library built from its own sources, linked as a rustup toolchain.
fn build_own() -> Result<()> {
    if !is_root() || find("apt-get").is_none() {
        bail!("as root: apt-get install rustc-web cargo-web rust-web-src lld-22, then again");
    }
    packages::apt(&["rustc-web", "cargo-web", "rust-web-src", "lld-22"])?;
    let folder = own_folder();
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let empty = folder.join("std");
    std::fs::create_dir_all(empty.join("src"))?;
    std::fs::write(empty.join("src/lib.rs"), "")?;
    std::fs::write(
        empty.join("Cargo.toml"),
        "[package]\nname = \"std-build\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\
         [profile.release]\npanic = \"abort\"\n[workspace]\n",
    )?;
    run(Command::new("/usr/bin/cargo")
        .current_dir(&empty)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", "/usr/bin/rustc")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("RUSTFLAGS")
        .args(["build", "--release", "-Z", "build-std=std,panic_abort", "--target", TARGET]))?;

    let bin = folder.join("bin");
    let libraries = folder.join("lib/rustlib");
    std::fs::create_dir_all(&bin)?;
    std::fs::create_dir_all(libraries.join(TARGET).join("lib"))?;
    for program in ["rustc", "rustdoc"] {
        let wrapper = bin.join(program);
        std::fs::write(
            &wrapper,
            format!("#!/bin/sh\nexec /usr/bin/{program} --sysroot {} \"$@\"\n", folder.display()),
        )?;
        run(Command::new("chmod").arg("+x").arg(wrapper))?;
    }
    std::os::unix::fs::symlink("/usr/bin/cargo", bin.join("cargo"))?;
    let host = "x86_64-unknown-linux-gnu";
    let system = output(Command::new("/usr/bin/rustc").args(["--print", "sysroot"]))?;
    std::os::unix::fs::symlink(Path::new(system.trim()).join("lib/rustlib").join(host), libraries.join(host))?;
    for entry in std::fs::read_dir(empty.join("target").join(TARGET).join("release/deps"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rlib") {
            let name = path.file_name().context("a library without a name")?;
            std::fs::copy(&path, libraries.join(TARGET).join("lib").join(name))?;
        }
    }
    run(Command::new("rustup").args(["toolchain", "link", OWN]).arg(&folder))?;
    std::fs::write(folder.join("stamp"), output(Command::new("/usr/bin/rustc").arg("-vV"))?)?;
    Ok(())
}
