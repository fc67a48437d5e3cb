//! `server ledger`

use super::witness;
use crate::{config::Config, start};
use anyhow::{Context, Result, bail};
use clap::Subcommand;
use domain::{ids::LibrarySlug, ledger::proof::Head};
use portal::ledger;
use std::{collections::BTreeSet, fs, path::PathBuf};

/// What to do with the ledger.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the chain of every library (or one) and name the first link that does not hold.
    ///
    /// By itself it cannot show that a chain's end was cut off, or that all of it was rewritten: it compares with the file of
    /// heads that `ledger_heads` names, or with the one given here, kept elsewhere.
    Verify {
        /// Only this library.
        #[arg(long, value_name = "SLUG")]
        library: Option<LibrarySlug>,
        /// Compare with the heads kept in this file; without it, in the one that `ledger_heads` names.
        #[arg(long, value_name = "FILE")]
        against: Option<PathBuf>,
        /// Also compare with this signed head of a tree, or receipt; may be given again.
        #[arg(long, value_name = "FILE")]
        signed: Vec<PathBuf>,
    },
    /// Print the signed head of a library's tree: what `/ledger/head` answers. Keep it where the database's owner is not.
    Head {
        /// Of which library.
        #[arg(long, value_name = "SLUG")]
        library: LibrarySlug,
    },
    /// Print the public key that verifies the signatures of a library's heads.
    Key {
        /// Of which library.
        #[arg(long, value_name = "SLUG")]
        library: LibrarySlug,
    },
    /// Print the newest link of every chain: library, number, digest, moment. Keep it where the database's owner is not.
    Heads {
        /// Add those that are new to this file instead, which is made if it is not there.
        #[arg(long, value_name = "FILE")]
        write: Option<PathBuf>,
    },
    /// Sign a library's ledger from another machine, so that it cannot be rewritten in secret. It needs no configuration.
    #[command(subcommand)]
    Witness(witness::Command),
}

/// Runs the command; of a witness, who has no configuration, [`witness::run`] does.
pub async fn run(config: &Config, command: &Command) -> Result<()> {
    match command {
        Command::Verify { library, against, signed } => {
            // Whoever keeps heads is not told that all is well without them.
            // Test (server/tests/routes/ledger_heads.rs): "a chain that was cut off does not verify where heads are kept".
            let against = against.as_ref().or(config.ledger_heads.as_ref());
            verify(config, library.as_ref(), against, signed).await
        }
        Command::Head { library } => {
            let head = ledger::head(&start::portal(config).await?, library).await?;
            print!("{}", head.context("the ledger of this library has no lines yet")?);
            Ok(())
        }
        Command::Key { library } => {
            println!("{}", ledger::verifier(&start::portal(config).await?, library));
            Ok(())
        }
        Command::Heads { write } => heads(config, write.as_ref()).await,
        Command::Witness(command) => witness::run(command),
    }
}

async fn verify(
    config: &Config,
    library: Option<&LibrarySlug>,
    against: Option<&PathBuf>,
    signed: &[PathBuf],
) -> Result<()> {
    let profiles = start::profiles(config)?;
    let kept = match against {
        None => Vec::new(),
        Some(file) => {
            let name = file.display();
            let text = fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
            ledger::read_heads(&text).with_context(|| format!("{name} is not a file of heads"))?
        }
    };
    let portal = start::portal(config).await?;
    let signed = signed.iter().map(read_signed).collect::<Result<Vec<_>>>()?;
    // A library whose heads were kept is looked for even where its profile is gone.
    let libraries: BTreeSet<&LibrarySlug> = match library {
        Some(one) => [one].into(),
        None => profiles.iter().map(|profile| &profile.slug).chain(kept.iter().map(|head| &head.library)).collect(),
    };
    let (mut broken, mut compared) = (0, 0);
    for library in libraries {
        let key = ledger::verifier(&portal, library);
        let own = signed.iter().filter_map(|note| Head::signed(note, &key).ok()).collect::<Vec<_>>();
        compared += own.len();
        let verified = ledger::verify_against(&portal, library, &kept, &own).await?;
        println!("{verified}");
        broken += usize::from(verified.broken.is_some());
    }
    if against.is_some() && kept.is_empty() {
        bail!("the file of heads is empty: there is nothing to compare with");
    }
    if compared < signed.len() {
        bail!("{} of the signed heads are of no library here, or not signed by its key", signed.len() - compared);
    }
    if broken > 0 {
        bail!("the ledger of {broken} librar{} does not hold", if broken == 1 { "y" } else { "ies" });
    }
    Ok(())
}

fn read_signed(file: &PathBuf) -> Result<String> {
    let name = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
    Head::read(&text).ok().with_context(|| format!("{name} is no signed head"))?;
    Ok(text)
}

async fn heads(config: &Config, write: Option<&PathBuf>) -> Result<()> {
    let heads = ledger::heads(&start::portal(config).await?).await?;
    match write {
        None => heads.iter().for_each(|head| println!("{head}")),
        Some(file) => println!("{} heads added to {}", ledger::keep_heads(file, &heads)?, file.display()),
    }
    Ok(())
}
