//! `server ledger witness`: another machine that signs a library's heads, and remembers what it has signed.

use anyhow::{Context, Result};
use clap::Subcommand;
use portal::{entropy::SystemEntropy, ledger};
use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// What a witness does. It needs no database and no configuration: it is meant for a machine that is not the library's.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a key for a witness, and print the public half of it.
    Key {
        /// What the witness is called: an address without spaces.
        #[arg(long, value_name = "NAME")]
        name: String,
        /// Where the secret half goes. The file must not be there yet.
        #[arg(long, value_name = "FILE")]
        write: PathBuf,
    },
    /// Read on standard input what `/ledger/growth?from=N` answers, and sign its head if it contains the one signed last.
    Sign {
        /// The library's public key (`server ledger key`, or its page `/ledger`).
        #[arg(long, value_name = "KEY")]
        library_key: String,
        /// The file with the witness's own secret key.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The file with the head signed last. It is made the first time, and replaced each time.
        #[arg(long, value_name = "FILE")]
        seen: PathBuf,
    },
}

/// Runs the command.
pub fn run(command: &Command) -> Result<()> {
    match command {
        Command::Key { name, write } => key(name, write),
        Command::Sign { library_key, key, seen } => sign(library_key, key, seen),
    }
}

fn key(name: &str, write: &Path) -> Result<()> {
    let (secret, public) =
        ledger::new_witness(&SystemEntropy, name).context("a name has no spaces and no plus in it")?;
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(write);
    let mut file = file.with_context(|| format!("{} cannot be made", write.display()))?;
    writeln!(file, "{secret}")?;
    println!("{public}");
    Ok(())
}

fn sign(library_key: &str, key: &Path, seen: &Path) -> Result<()> {
    let own = fs::read_to_string(key).with_context(|| format!("{} cannot be read", key.display()))?;
    let former = match fs::read_to_string(seen) {
        Ok(former) => Some(former),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", seen.display())),
    };
    let mut asked = String::new();
    std::io::stdin().read_to_string(&mut asked).context("standard input is no text")?;
    let signed = ledger::witness(&asked, former.as_deref(), library_key, &own)?;
    // Beside it first: a witness that forgets what it has signed would sign anything.
    let new = seen.with_extension("new");
    fs::write(&new, &signed).with_context(|| format!("{} cannot be written", new.display()))?;
    fs::rename(&new, seen).with_context(|| format!("{} cannot be replaced", seen.display()))?;
    print!("{signed}");
    Ok(())
}
