//! The arrows of docs/ARCHITECTURE.md: crates use one another in one direction, and modules never in a circle.
//!
//! A crate's arrows are its dependencies, as cargo knows them. A module's are the paths in its code (`crate::…` and
//! `super::…`, in `use` trees and elsewhere); what is compiled for tests alone is left out, because a test may look at
//! its crate from any side.

mod circles;
#[cfg(test)]
mod desk;
mod paths;
mod tokens;

use crate::process::{cargo, output};
use anyhow::{Context, Result, ensure};
use circles::Arrows;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Modules that stand beside one another and must not use one another in a circle.
struct Siblings {
    /// The folder of the crate's source.
    root: &'static str,
    /// The module they stand in, as a path from the crate's root; empty for the crate's first level.
    inside: &'static [&'static str],
}

/// Which modules are held to it.
const SIBLINGS: [Siblings; 3] = [
    Siblings { root: "portal/src", inside: &[] },
    Siblings { root: "app/src", inside: &[] },
    Siblings { root: "app/src", inside: &["pages"] },
];

/// The services of `portal`, which know of no task. (`jobs` does what tasks ask for, and stands above them.)
const SERVICES: [&str; 11] =
    ["authority", "clock", "db", "entropy", "keys", "ledger", "mail", "notify", "password", "session", "throttle"];

/// The small helpers of `portal` that stand beside the services, and know of no task either.
const HELPERS: [&str; 9] = ["error", "holders", "ids", "limits", "links", "listed", "names", "patience", "spreadsheet"];

/// What each crate may use of the others.
const CRATES: [(&str, &[&str]); 6] = [
    ("domain", &[]),
    ("portal", &["domain"]),
    ("app", &["portal", "domain"]),
    ("server", &["app", "portal", "domain"]),
    ("frontend", &["app"]),
    ("xtask", &[]),
];

/// What a crate may not use of others' crates, and why not.
const FOREIGN: [(&str, &str, &str); 1] = [(
    "app",
    "tower-sessions",
    "what is written into its sessions makes a patron: pages hold portal::session::Session",
)];

/// Compares the crates' dependencies with [`CRATES`] and [`FOREIGN`], and looks for circles among [`SIBLINGS`] and for arrows from
/// [`SERVICES`] and [`HELPERS`] to anything else of `portal`: that is a room, whether somebody has entered it here or not.
///
/// # Errors
/// When a crate uses one that it may not, or modules use one another in a circle.
pub fn check() -> Result<()> {
    crates()?;
    let mut found = 0;
    for siblings in &SIBLINGS {
        let arrows = siblings.arrows()?;
        let circles = arrows.circles();
        for circle in &circles {
            println!("  a circle in {}: {}", siblings.root, arrows.text(circle));
        }
        found += circles.len();
        if siblings.root == "portal/src" {
            let upward = arrows.upward(&[&SERVICES[..], &HELPERS].concat());
            for arrow in &upward {
                println!("  a service that knows of a task: {arrow}");
            }
            found += upward.len();
        }
    }
    ensure!(found == 0, "{found} arrows that may not be there");
    Ok(())
}

fn crates() -> Result<()> {
    let text = output(cargo().args(["metadata", "--locked", "--no-deps", "--format-version", "1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&text)?;
    let names = |list: &serde_json::Value| -> Vec<String> {
        let packages = list.as_array().into_iter().flatten();
        packages.filter_map(|package| Some(package["name"].as_str()?.to_owned())).collect()
    };
    let ours = names(&metadata["packages"]);
    for package in metadata["packages"].as_array().context("cargo metadata names no packages")? {
        let name = package["name"].as_str().unwrap_or_default();
        let (_, allowed) = CRATES
            .iter()
            .find(|(one, _)| *one == name)
            .with_context(|| format!("the crate {name} is new: say in xtask/src/test/arrows.rs what it may use"))?;
        let uses = names(&package["dependencies"]);
        for (_, used, why) in FOREIGN.iter().filter(|(one, _, _)| *one == name) {
            ensure!(!uses.iter().any(|one| one == used), "{name} may not use {used}: {why}");
        }
        for used in uses.iter().filter(|used| ours.contains(used)) {
            ensure!(allowed.contains(&used.as_str()), "{name} may not use {used} (docs/ARCHITECTURE.md)");
        }
    }
    Ok(())
}

impl Siblings {
    fn arrows(&self) -> Result<Arrows> {
        let root = Path::new(self.root);
        let mut sources = Vec::new();
        let mut only_tests = BTreeSet::new();
        for file in rust_files(root)? {
            let module = module_of(file.strip_prefix(root)?);
            let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let read = paths::read(&module, &tokens::read(&text));
            only_tests.extend(read.only_tests);
            sources.push((file, module, read.uses));
        }
        let mut arrows = Arrows::default();
        for (file, module, uses) in sources {
            if (1..=module.len()).any(|length| only_tests.contains(&module[..length])) {
                continue;
            }
            for one in uses {
                if let (Some(from), Some(to)) = (self.sibling(&one.inside), self.sibling(&one.path)) {
                    arrows.add(from, to, format!("{}:{}", file.display(), one.line));
                }
            }
        }
        let modules: Vec<_> =
            rust_files(root)?.iter().filter_map(|file| Some(module_of(file.strip_prefix(root).ok()?))).collect();
        // What stands at the crate's root itself (`crate::Error`) is no module's sibling.
        arrows.keep(|name| modules.iter().any(|module| self.sibling(module) == Some(name)));
        Ok(arrows)
    }

    /// Which of the siblings a path leads to or stands in.
    fn sibling<'a>(&self, path: &'a [String]) -> Option<&'a str> {
        let inside = path.len() > self.inside.len() && path.iter().zip(self.inside).all(|(one, other)| one == other);
        inside.then(|| path[self.inside.len()].as_str())
    }
}

/// The module a file is: `access/tell.rs` is `access::tell`, `access/mod.rs` is `access`, `lib.rs` is the root.
fn module_of(file: &Path) -> Vec<String> {
    let mut module: Vec<String> =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        module.pop();
    }
    module
}

/// Every Rust file in a folder and those below, in order.
///
/// # Errors
/// When a folder cannot be read.
pub fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut entries = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            found.extend(rust_files(&entry)?);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is beneath the tasks knows of none, also of one that nobody has entered anywhere.
    #[test]
    fn a_service_that_uses_a_new_room_is_named_and_one_that_uses_services_and_helpers_is_not() {
        let mut arrows = Arrows::default();
        for (from, to) in [("mail", "db"), ("db", "ids"), ("newest-room", "mail"), ("newest-room", "older-room")] {
            arrows.add(from, to, String::new());
        }
        let beneath = [&SERVICES[..], &HELPERS].concat();
        assert!(arrows.upward(&beneath).is_empty());
        arrows.add("mail", "newest-room", "mail/mod.rs:7".to_owned());
        arrows.add("links", "newest-room", "links.rs:3".to_owned());
        assert_eq!(arrows.upward(&beneath), ["links → newest-room (links.rs:3)", "mail → newest-room (mail/mod.rs:7)"]);
    }

    #[test]
    fn every_service_and_helper_is_there() {
        let portal = Path::new(env!("CARGO_MANIFEST_DIR")).join("../portal/src");
        for name in [&SERVICES[..], &HELPERS].concat() {
            let there = portal.join(name).is_dir() || portal.join(format!("{name}.rs")).is_file();
            assert!(there, "{name}");
        }
    }

    /// A crate of these files, in a folder of its own.
    fn circles_of(name: &str, inside: &'static [&'static str], sources: &[(&str, &str)]) -> Vec<String> {
        let root = std::env::temp_dir().join(format!("portal-arrows-{name}-{}", std::process::id()));
        for (file, text) in sources {
            let file = root.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let here: &'static str = Box::leak(root.display().to_string().into_boxed_str());
        let arrows = Siblings { root: here, inside }.arrows().unwrap();
        let found = arrows.circles().iter().map(|circle| arrows.text(circle).replace(here, "src")).collect();
        fs::remove_dir_all(root).unwrap();
        found
    }

    #[test]
    fn a_circle_is_named_with_the_lines_it_rests_on() {
        let found = circles_of(
            "two",
            &[],
            &[
                ("lib.rs", "mod access;\nmod consent;"),
                ("access/mod.rs", "mod tell;\nuse crate::Error;"),
                ("access/tell.rs", "//\nuse crate::{Portal, consent::{self, Answer}};"),
                ("consent.rs", "fn f() {\n super::access::open() }"),
            ],
        );
        assert_eq!(found, ["access → consent (src/access/tell.rs:2) → access (src/consent.rs:2)"]);
    }

    #[test]
    fn what_only_tests_use_closes_no_circle() {
        let found = circles_of(
            "tests",
            &[],
            &[
                ("a.rs", "use crate::b;\n#[cfg(test)]\nmod kit;"),
                ("a/kit.rs", "use crate::b;"),
                ("b.rs", "#[cfg(test)]\nmod tests { use crate::a; }\n#[cfg(test)]\nmod more;\n// crate::a::x"),
                ("b/more.rs", "use crate::a;"),
            ],
        );
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn circles_of_three_and_below_another_module_are_found() {
        let found = circles_of(
            "three",
            &["pages"],
            &[
                ("pages/mod.rs", "use crate::web; mod one; mod two; mod three;"),
                ("pages/one.rs", "use super::two::x;"),
                ("pages/two.rs", "use crate::pages::three;"),
                ("pages/three.rs", "fn f() -> &'static str { let c = 'a'; super::one::f::<u8>(\"super::two\") }"),
            ],
        );
        assert_eq!(found, ["one → two (src/pages/one.rs:1) → three (src/pages/two.rs:1) → one (src/pages/three.rs:1)"]);
    }

    #[test]
    fn every_crate_uses_only_what_it_may() {
        std::env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap();
        crates().unwrap();
    }
}
