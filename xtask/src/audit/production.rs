//! A build as for production: the demo people, whose passwords are published, are not in it.

use super::Finding;
use crate::process::{cargo, run as run_program};
use anyhow::{Context, Result};
use std::{fs, process::Command};

/// Apart from the builds of every day, which have the demo in them.
const FOLDER: &str = "target/production";

/// Begins what every demo person and demo account signs in with.
const PASSWORD: &str = "violet-harbour";

/// Builds the server without the feature `dev`, asks it for the demo, and looks for the demo's password in it.
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
        "A server for production knows no demo and has no password of the demo in it.".to_owned()
    } else {
        "A server for production has the demo in it:".to_owned()
    };
    Ok(Finding { good: Some(wrong.is_empty()), result, details: wrong })
}

/// What of the demo is there: in the binary, or in what it does and says when it is asked for the demo.
fn wrong(binary: &[u8], demo_ran: bool, said: &str) -> Vec<String> {
    let has_password = binary.windows(PASSWORD.len()).any(|window| window == PASSWORD.as_bytes());
    let knows_demo = demo_ran || !said.contains("unrecognized subcommand");
    [(has_password, "- the demo's password"), (knows_demo, "- the command `demo`")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, what)| what.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::wrong;

    #[test]
    fn the_password_and_the_command_are_each_found() {
        let unknown = "error: unrecognized subcommand 'demo'\n";
        assert!(wrong(b"\x7fELF nothing of it", false, unknown).is_empty());
        assert_eq!(wrong(b"\x7fELF violet-harbour-7781\0", false, unknown), ["- the demo's password"]);
        assert_eq!(wrong(b"\x7fELF", true, ""), ["- the command `demo`"]);
        assert_eq!(wrong(b"\x7fELF", false, "no database"), ["- the command `demo`"]);
    }
}
