//! The WebAssembly target: by rustup where its server can be reached, else made once from Debian's packages.

use crate::{
    packages,
    process::{find, output, run},
    step::step,
};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
};

const TARGET: &str = "wasm32-unknown-unknown";
/// Debian's compiler by path: rustup's stand before it on PATH.
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";

/// Makes sure something can compile to WebAssembly.
///
/// # Errors
/// When neither way works; with what to do.
pub fn ensure() -> Result<()> {
    // Steps run side by side: who comes second finds it made.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    if is_installed() || own_is_current() {
        return Ok(());
    }
    step("adding the WebAssembly target", || {
        if find("rustup").is_some() {
            // Where nothing answers, rustup would try for many minutes.
            let added = output(Command::new("timeout").args(["180", "rustup", "target", "add", TARGET]));
            if added.is_ok() && is_installed() {
                return Ok(());
            }
        }
        println!("  rustup cannot add it here: making it from Debian's packages, once");
        make_own().with_context(|| format!("no WebAssembly target: `rustup target add {TARGET}` adds it where it can"))
    })
}

/// The `cargo` that compiles to WebAssembly.
///
/// # Errors
/// When Debian's compiler is to be used and is gone.
pub fn cargo() -> Result<Command> {
    if is_installed() {
        return Ok(crate::process::cargo());
    }
    let mut command = Command::new(CARGO);
    command
        .env("RUSTC", own_folder()?.join("bin/rustc"))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", format!("wasm-ld-{}", llvm_major()?))
        .env_remove("RUSTUP_TOOLCHAIN");
    Ok(command)
}

/// Whether the toolchain in use has the target's standard library.
pub fn is_installed() -> bool {
    output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET])).is_ok_and(|folder| {
        fs::read_dir(folder.trim()).is_ok_and(|mut files| {
            files.any(|file| file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
        })
    })
}

fn own_folder() -> Result<PathBuf> {
    let cache = match std::env::var_os("XDG_CACHE_HOME") {
        Some(cache) => PathBuf::from(cache),
        None => PathBuf::from(std::env::var_os("HOME").context("HOME is not set")?).join(".cache"),
    };
    Ok(cache.join("patron-privacy-portal/wasm"))
}

/// Whether the standard library made here is of the compiler that is there now.
fn own_is_current() -> bool {
    own_folder().and_then(|folder| Ok(fs::read_to_string(folder.join("made-for"))? == compiler()?)).unwrap_or(false)
}

fn compiler() -> Result<String> {
    output(Command::new(RUSTC).arg("-vV"))
}

/// Debian's packages for it. The linker must be of the compiler's LLVM, which is read off the compiler's package where
/// that is not installed yet: anyone who has to install them by hand is told all of them at once.
fn packages_needed() -> Result<[String; 4]> {
    let of_package = || {
        let library = packages::dependency("libstd-rust-web-dev", "libstd-rust-web-")?;
        packages::dependency(&format!("libstd-rust-web-{library}"), "libllvm")
    };
    let major =
        llvm_major().ok().or_else(of_package).context("there is no package rustc-web here (apt-get update?)")?;
    Ok(["rustc-web".into(), "cargo-web".into(), "rust-web-src".into(), format!("lld-{major}")])
}

/// The LLVM of Debian's compiler.
fn llvm_major() -> Result<String> {
    let compiler = compiler()?;
    let version = compiler.lines().find_map(|line| line.strip_prefix("LLVM version: "));
    let major = version.and_then(|version| version.split('.').next()).context("rustc -vV does not say its LLVM")?;
    Ok(major.to_owned())
}

/// Debian packages a compiler and the sources of its standard library. The library is compiled for WebAssembly and put
/// where a wrapper of the compiler finds it; nothing of the system is changed.
fn make_own() -> Result<()> {
    packages::apt(&packages_needed()?.each_ref().map(String::as_str))?;
    let folder = own_folder()?;
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let built = build_standard_library(&folder.join("std"))?;

    let rustlib = folder.join("lib/rustlib");
    let libraries = rustlib.join(TARGET).join("lib");
    fs::create_dir_all(&libraries)?;
    let mut count = 0;
    for entry in fs::read_dir(built)? {
        let file = entry?;
        if file.path().extension().is_some_and(|extension| extension == "rlib") {
            fs::copy(file.path(), libraries.join(file.file_name()))?;
            count += 1;
        }
    }
    ensure!(count > 0, "the standard library has left no .rlib files");
    // Procedural macros and build scripts run here, with the system's own library.
    let sysroot = output(Command::new(RUSTC).args(["--print", "sysroot"]))?;
    for entry in fs::read_dir(Path::new(sysroot.trim()).join("lib/rustlib"))? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with("-linux-gnu") {
            symlink(entry.path(), rustlib.join(entry.file_name()))?;
        }
    }
    let bin = folder.join("bin");
    fs::create_dir_all(&bin)?;
    let wrapper = bin.join("rustc");
    fs::write(&wrapper, format!("#!/bin/sh\nexec {RUSTC} --sysroot '{}' \"$@\"\n", folder.display()))?;
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755))?;
    fs::remove_dir_all(folder.join("std"))?;
    Ok(fs::write(folder.join("made-for"), compiler()?)?)
}

/// Builds it as a dependency of an empty crate. Returns the folder its files are in.
fn build_standard_library(empty: &Path) -> Result<PathBuf> {
    fs::create_dir_all(empty.join("src"))?;
    fs::write(empty.join("src/lib.rs"), "")?;
    fs::write(
        empty.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2024\"\n[profile.release]\npanic = \"abort\"\n[workspace]\n",
    )?;
    run(Command::new(CARGO)
        .current_dir(empty)
        .env("RUSTC", RUSTC)
        // Of all of cargo, only this one flag is unstable.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", "target")
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTUP_TOOLCHAIN")
        .args(["build", "--quiet", "--release", "-Z", "build-std=std,panic_abort", "--target", TARGET]))?;
    Ok(empty.join("target").join(TARGET).join("release/deps"))
}
