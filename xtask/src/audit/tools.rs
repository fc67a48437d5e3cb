//! The audit's programs: installed once, into target/tools.

use crate::{process::cargo, step::step};
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};

/// A program of crates.io.
#[derive(Debug, Clone, Copy)]
pub struct Tool {
    /// The crate, which the program is named after.
    pub name: &'static str,
    /// Its version, so that a result can be had again.
    pub version: &'static str,
}

impl Tool {
    /// Where it is, installed if it was not.
    ///
    /// # Errors
    /// When it does not compile, or crates.io cannot be reached.
    pub fn path(self) -> Result<PathBuf> {
        let Self { name, version } = self;
        let root = std::path::absolute(Path::new("target/tools").join(format!("{name}-{version}")))?;
        let program = root.join("bin").join(name);
        if !program.is_file() {
            step(&format!("installing {name} {version}"), || {
                // Unoptimized: it runs for seconds, and would compile for minutes.
                let mut install = cargo();
                install.args(["install", "--quiet", "--locked", "--debug", "--version", version, "--root"]).arg(&root);
                crate::process::run(install.arg(name).env("CARGO_TARGET_DIR", "target/tools/build"))
            })?;
            ensure!(program.is_file(), "{} is missing", program.display());
        }
        Ok(program)
    }
}

#[cfg(test)]
mod tests {
    use crate::test::arrows::rust_files;
    use std::{fs, path::Path};

    #[test]
    fn a_decision_names_everything_that_the_audit_installs() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let decision = here.join("../docs/decisions/0018-libraries-instead-of-our-own.md");
        let decision = fs::read_to_string(decision).unwrap();
        let mut installed = 0;
        for file in rust_files(&here.join("src/audit")).unwrap() {
            let text = fs::read_to_string(&file).unwrap();
            let lines = text.lines().map(|line| line.strip_prefix("pub ").unwrap_or(line));
            let constants = lines.filter(|line| line.starts_with("const "));
            let quoted = constants.filter_map(|line| {
                let quoted = line.split('"').nth(1)?;
                if line.contains("Tool {") { Some(quoted) } else { Some(quoted.split_once('@')?.0) }
            });
            for name in quoted {
                assert!(decision.contains(&format!("`{name}`")), "{name}, of {}", file.display());
                installed += 1;
            }
        }
        assert!(installed >= 8, "{installed}");
    }
}
