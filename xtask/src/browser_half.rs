//! The browser's half: WebAssembly, its script, the style, named by what is in them and compressed beforehand.

use crate::{
    packages,
    process::{find, run},
    step::step,
    wasm_target,
};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

const SITE: &str = "target/site";
/// Everything the browser's half is made from.
const SOURCES: [&str; 7] = ["app/src", "app/Cargo.toml", "domain/src", "frontend", "Cargo.lock", "Cargo.toml", "style"];
/// wasm-opt's features by name: with all of them it writes imports that Chromium refuses.
const FEATURES: [&str; 8] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-reference-types",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// Builds it into target/site, unless nothing it is made from has changed.
pub fn build() -> Result<()> {
    let stamp = stamp()?;
    let stamp_file = Path::new(SITE).join("stamp");
    if std::fs::read_to_string(&stamp_file).is_ok_and(|made| made == stamp) {
        return Ok(());
    }
    step("building the browser's half (WebAssembly)", compile)?;
    let (wasm, script) = step("packing it", pack)?;
    step("naming and compressing the files", || {
        let pkg = Path::new(SITE).join("pkg");
        if pkg.exists() {
            std::fs::remove_dir_all(&pkg)?;
        }
        std::fs::create_dir_all(&pkg)?;
        let name = format!("portal.{}", hash(&[&wasm, script.as_bytes()]));
        put(&pkg.join(format!("{name}_bg.wasm")), &wasm)?;
        put(&pkg.join(format!("{name}.js")), script.as_bytes())?;
        let sheet = style()?;
        let style = format!("main.{}.css", hash(&[sheet.as_bytes()]));
        put(&pkg.join(&style), sheet.as_bytes())?;
        assets()?;
        let names = serde_json::json!({ "output_name": name, "style": style });
        std::fs::write(Path::new(SITE).join("assets.json"), names.to_string())?;
        Ok(())
    })?;
    Ok(std::fs::write(stamp_file, stamp)?)
}

fn compile() -> Result<()> {
    run(wasm_target::cargo().env("CARGO_TARGET_DIR", "target/browser").args([
        "build",
        "--locked",
        "--package",
        "frontend",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        "browser",
    ]))
}

/// wasm-bindgen as a library is always the version the lock file asks for.
fn pack() -> Result<(Vec<u8>, String)> {
    let folder = Path::new("target/browser/packed");
    Bindgen::new()
        .input_path("target/browser/wasm32-unknown-unknown/browser/frontend.wasm")
        .web(true)?
        .typescript(false)
        .out_name("portal")
        .generate(folder)
        .context("wasm-bindgen")?;
    let packed = folder.join("portal_bg.wasm");
    if let Some(program) = wasm_opt()? {
        let small = folder.join("small.wasm");
        run(Command::new("node").arg(program).args(FEATURES).arg(&packed).arg("-o").arg(&small))?;
        std::fs::rename(small, &packed)?;
    }
    Ok((std::fs::read(packed)?, std::fs::read_to_string(folder.join("portal.js"))?))
}

/// npm's binaryen, which is newer than most distributions'.
fn wasm_opt() -> Result<Option<PathBuf>> {
    let program = Path::new(".portal/npm/node_modules/binaryen/bin/wasm-opt");
    if !program.exists() && find("npm").is_some() {
        packages::npm(&["binaryen@132"])?;
    }
    if !program.exists() {
        println!("  npm is missing, so the WebAssembly stays twice as large as it could be");
        return Ok(None);
    }
    Ok(Some(program.to_path_buf()))
}

/// The sheets in the order main.css imports them, in one, without comments and needless space.
fn style() -> Result<String> {
    let main = std::fs::read_to_string("style/main.css")?;
    let mut sheet = String::new();
    for line in main.lines() {
        match line.trim().strip_prefix("@import url(\"").and_then(|rest| rest.split('"').next()) {
            Some(file) => sheet.push_str(&std::fs::read_to_string(Path::new("style").join(file))?),
            None => sheet.push_str(line),
        }
        sheet.push('\n');
    }
    Ok(minified(&sheet))
}

/// Comments out; each line's outer space away. What stands inside a line stays as it is.
fn minified(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn assets() -> Result<()> {
    let from = Path::new("style/assets");
    let to = Path::new(SITE).join("assets");
    std::fs::create_dir_all(&to)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        put(&to.join(path.file_name().context("a file without a name")?), &std::fs::read(&path)?)?;
    }
    Ok(())
}

/// Writes a file, and beside it the same in brotli.
fn put(file: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(file, bytes)?;
    let mut small = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut small, &parameters)?;
    let name = format!("{}.br", file.display());
    println!("  {} {} bytes, {} in brotli", file.display(), bytes.len(), small.len());
    Ok(std::fs::write(name, small)?)
}

fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hex::encode(&hasher.finalize()[..8])
}

fn stamp() -> Result<String> {
    let mut hasher = Sha256::new();
    for source in SOURCES {
        digest(Path::new(source), &mut hasher)?;
    }
    Ok(hex::encode(hasher.finalize()))
}

fn digest(path: &Path, hasher: &mut Sha256) -> Result<()> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| digest(entry, hasher));
    }
    hasher.update(path.to_string_lossy().as_bytes());
    hasher.update(std::fs::read(path)?);
    Ok(())
}
