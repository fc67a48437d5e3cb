//! A build as for production: the demonstration, whose staff's password is published and whose people are made up, is not in it.

use super::Finding;
use crate::process::{cargo, run as run_program};
use anyhow::{Context, Result};
use std::{fs, process::Command};

/// Apart from the builds of every day, which have the demo in them.
const FOLDER: &str = "target/production";

/// What only the demonstration has, each with where it stands. (What a demo person signs in with is made from a seed, word by
/// word, and stands nowhere; its people are looked for by one of their streets.)
const TEXTS: [(&str, &str, &str); 3] = [
    ("- the password of the demo's staff", "catalogue-drawer-7781", "portal/src/demo/staff.rs"),
    ("- the password that `demo --many` gives to everyone", "violet-harbour-7781", "server/src/commands/demo.rs"),
    ("- the people of the demo", "Old Spindle Lane", "portal/src/demo/people.rs"),
];

/// Builds the server without the feature `dev`, asks it for the demo, and looks for the demo's texts in it.
///
/// # Errors
/// When it cannot be built, read or started.
pub fn run() -> Result<Finding> {
    run_program(cargo().args(["build", "--quiet", "--locked", "--package", "server", "--target-dir", FOLDER]))?;
    let binary = format!("{FOLDER}/debug/server");
    let bytes = fs::read(&binary).with_context(|| binary.clone())?;
    let asked = Command::new(&binary).arg("demo").output().with_context(|| binary.clone())?;
    let said = String::from_utf8_lossy(&asked.stderr);
    let wrong = wrong(&bytes, asked.status.success(), &said);
    let result = if wrong.is_empty() {
        "A server for production knows no demo, and has neither a password nor the people of the demo in it.".to_owned()
    } else {
        "A server for production has the demo in it:".to_owned()
    };
    Ok(Finding { good: Some(wrong.is_empty()), result, details: wrong })
}

/// What of the demo is there: in the binary, or in what it does and says when it is asked for the demo.
fn wrong(binary: &[u8], demo_ran: bool, said: &str) -> Vec<String> {
    let has = |text: &str| binary.windows(text.len()).any(|window| window == text.as_bytes());
    let mut wrong: Vec<_> =
        TEXTS.iter().filter(|(_, text, _)| has(text)).map(|(what, ..)| (*what).to_owned()).collect();
    if demo_ran || !said.contains("unrecognized subcommand") {
        wrong.push("- the command `demo`".to_owned());
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::{TEXTS, wrong};
    use crate::test::arrows::rust_files;
    use std::{fs, path::Path};

    #[test]
    fn each_text_and_the_command_are_found() {
        let unknown = "error: unrecognized subcommand 'demo'\n";
        assert!(wrong(b"\x7fELF nothing of it", false, unknown).is_empty());
        for (what, text, _) in TEXTS {
            let binary = [&b"\x7fELF "[..], text.as_bytes(), b"\0"].concat();
            assert_eq!(wrong(&binary, false, unknown), [what]);
        }
        assert_eq!(wrong(b"\x7fELF", true, ""), ["- the command `demo`"]);
        assert_eq!(wrong(b"\x7fELF", false, "no database"), ["- the command `demo`"]);
    }

    /// A password that is changed there is to be looked for here.
    #[test]
    fn each_text_stands_where_the_demo_has_it_and_in_no_other_source_of_the_server() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for (what, text, file) in TEXTS {
            let has = |source: &Path| fs::read_to_string(source).unwrap().contains(text);
            assert!(has(&root.join(file)), "{what}");
            for folder in ["domain/src", "portal/src", "app/src", "server/src"] {
                let sources = rust_files(&root.join(folder)).unwrap();
                let others = sources.iter().filter(|source| !source.ends_with(file) && !is_for_tests(source));
                let found: Vec<_> = others.filter(|source| has(source)).collect();
                assert!(found.is_empty(), "{what}: {found:?}");
            }
        }
    }

    fn is_for_tests(source: &Path) -> bool {
        source.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs" | "testing")))
    }
}
