//! The browser's half: WebAssembly, its script, the style, named by what is in them and compressed beforehand.

mod style;

use crate::{
    packages::npm_file,
    process::{output, run},
    step::step,
    wasm_target,
};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

/// Everything the browser's half is made from, and what makes it.
const SOURCES: [&str; 10] = [
    "app/src",
    "app/Cargo.toml",
    "domain/src",
    "domain/Cargo.toml",
    "frontend",
    "Cargo.lock",
    "Cargo.toml",
    "style",
    "xtask/src/browser_half.rs",
    "xtask/src/browser_half",
];
const PACKED: &str = "target/browser/packed";
/// The version of npm's binaryen; Debian's is too old.
const BINARYEN: &str = "binaryen@132.0.0";
/// wasm-opt's features by name: with all of them it writes imports that Chromium refuses.
const WASM_OPT: [&str; 8] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-reference-types",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// What a page may load when it is idle: the first, or one that has the islands of a few pages as well; and beside the first what
/// weighs most, when it is touched (frontend/Cargo.toml).
#[derive(Clone, Copy)]
struct Module {
    /// The name in assets.json.
    name: &'static str,
    features: &'static str,
}

const MODULES: [Module; 7] = [
    Module { name: "output_name", features: "core" },
    Module { name: "forms", features: "forms" },
    Module { name: "tools", features: "tools" },
    Module { name: "permission", features: "forms,permission" },
    Module { name: "proof", features: "core,proof" },
    Module { name: "desk", features: "core,forms,desk" },
    Module { name: "letter", features: "core,forms,letter" },
];

/// In place of all of them where somebody develops.
const WHOLE: Module = Module { name: "whole", features: "core,forms,tools,permission,proof,desk,letter" };

impl Module {
    fn folder(self) -> PathBuf {
        Path::new(PACKED).join(self.name)
    }
}

/// For whom the browser's half is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// As it is served: each module by itself, as small as it gets.
    Visitors,
    /// For whoever tries a change: one module that has everything and is built in a fraction of the time, under the names of all.
    Development,
}

impl For {
    /// The folder of what is built.
    pub const fn site(self) -> &'static str {
        match self {
            Self::Visitors => "target/site",
            Self::Development => "target/site-development",
        }
    }

    const fn profile(self) -> &'static str {
        match self {
            Self::Visitors => "browser",
            Self::Development => "browser-development",
        }
    }

    fn built(self) -> &'static [Module] {
        match self {
            Self::Visitors => &MODULES,
            Self::Development => &[WHOLE],
        }
    }
}

/// Builds it into the folder of its site, unless nothing it is made from has changed.
///
/// # Errors
/// When it does not compile or cannot be packed.
pub fn build(whom: For) -> Result<()> {
    let optimizer = match whom {
        For::Visitors => npm_file(BINARYEN, "binaryen/bin/wasm-opt")?,
        For::Development => None,
    };
    let made_from = digest(optimizer.is_some())?;
    let stamp = Path::new(whom.site()).join("made-from");
    if fs::read_to_string(&stamp).is_ok_and(|before| before == made_from) {
        return Ok(());
    }
    for module in whom.built() {
        step(&format!("building the browser's half (WebAssembly, {})", module.name), || compile(*module, whom))?;
        step("packing it", || pack(*module, whom, optimizer.as_deref()))?;
    }
    step("naming and compressing its files", || write_site(whom))?;
    Ok(fs::write(stamp, made_from)?)
}

/// In a folder of its own, so that the server can be compiled meanwhile; its output is shown only when it fails.
fn compile(module: Module, whom: For) -> Result<()> {
    let mut cargo = wasm_target::cargo()?;
    cargo.env("CARGO_TARGET_DIR", "target/browser").args(["build", "--locked", "--package", "frontend"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--profile", whom.profile(), "--features", module.features]);
    output(&mut cargo).map(drop)
}

/// wasm-bindgen as a library is always the version the lock file asks for.
fn pack(module: Module, whom: For, optimizer: Option<&Path>) -> Result<()> {
    let folder = module.folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Bindgen::new()
        .input_path(format!("target/browser/wasm32-unknown-unknown/{}/frontend.wasm", whom.profile()))
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name("portal")
        .generate(&folder)
        .context("wasm-bindgen")?;
    ensure!(!folder.join("snippets").exists(), "a crate brings JavaScript of its own, which is not packed");
    let Some(optimizer) = optimizer else {
        if whom == For::Visitors {
            println!("  npm is missing, so the WebAssembly stays twice as large as it could be");
        }
        return Ok(());
    };
    let (large, small) = (folder.join("portal_bg.wasm"), folder.join("small.wasm"));
    run(Command::new("node").arg(optimizer).args(WASM_OPT).arg(&large).arg("-o").arg(&small))?;
    Ok(fs::rename(small, large)?)
}

fn write_site(whom: For) -> Result<()> {
    let sheet = style::bundle(Path::new("style/main.css"))?;
    let style = format!("main.{}.css", hash(&[sheet.as_bytes()]));

    let site = Path::new(whom.site());
    let pkg = site.join("pkg");
    let assets = site.join("assets");
    for folder in [&pkg, &assets] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    let mut names = serde_json::Map::new();
    for module in whom.built() {
        let wasm = fs::read(module.folder().join("portal_bg.wasm"))?;
        let script = fs::read(module.folder().join("portal.js"))?;
        let name = format!("portal.{}", hash(&[&wasm, &script]));
        put(&pkg.join(format!("{name}_bg.wasm")), &wasm, whom)?;
        put(&pkg.join(format!("{name}.js")), &script, whom)?;
        let standing_for: &[Module] = if whom == For::Development { &MODULES } else { std::slice::from_ref(module) };
        names.extend(standing_for.iter().map(|one| (one.name.to_owned(), name.clone().into())));
    }
    put(&pkg.join(&style), sheet.as_bytes(), whom)?;
    for file in files(Path::new("style/assets"))? {
        let to = assets.join(file.strip_prefix("style/assets")?);
        fs::create_dir_all(to.parent().context("a file without a folder")?)?;
        put(&to, &fs::read(&file)?, whom)?;
    }
    names.insert("style".to_owned(), style.into());
    Ok(fs::write(site.join("assets.json"), serde_json::Value::Object(names).to_string())?)
}

/// Writes a file, and for visitors beside it the same in brotli where that is smaller.
fn put(file: &Path, bytes: &[u8], whom: For) -> Result<()> {
    fs::write(file, bytes)?;
    if whom == For::Development {
        return Ok(());
    }
    let mut small = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut small, &parameters)?;
    if small.len() < bytes.len() {
        fs::write(format!("{}.br", file.display()), &small)?;
    }
    println!("  {}: {} bytes, {} in brotli", file.display(), bytes.len(), small.len());
    Ok(())
}

fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hex::encode(&hasher.finalize()[..8])
}

/// A digest over the sources' names and content.
fn digest(optimized: bool) -> Result<String> {
    let mut hasher = Sha256::new();
    hasher.update([u8::from(optimized)]);
    for source in SOURCES {
        for file in files(Path::new(source))? {
            hasher.update(file.as_os_str().as_encoded_bytes());
            hasher.update(Sha256::digest(fs::read(&file)?));
        }
    }
    Ok(hex::encode(hasher.finalize()))
}

/// Every file in a folder and those below, in order; a file is itself.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    entries.sort();
    Ok(entries.iter().map(|entry| files(entry)).collect::<Result<Vec<_>>>()?.concat())
}
