//! `server ledger`

use crate::{config::Config, start};
use anyhow::{Result, bail};
use clap::Subcommand;
use domain::ids::LibrarySlug;
use portal::ledger;

/// What to do with the ledger.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the chain of every library (or one) and name the first link that does not hold.
    Verify {
        /// Only this library.
        #[arg(long, value_name = "SLUG")]
        library: Option<LibrarySlug>,
    },
}

/// Runs the command.
pub async fn run(config: &Config, command: &Command) -> Result<()> {
    let Command::Verify { library } = command;
    let profiles = start::profiles(config)?;
    let portal = start::portal(config).await?;
    let mut broken = 0;
    for profile in profiles.iter().filter(|profile| library.as_ref().is_none_or(|one| *one == profile.slug)) {
        let verified = ledger::verify(&portal, &profile.slug).await?;
        println!("{verified}");
        broken += usize::from(verified.broken.is_some());
    }
    if broken > 0 {
        bail!("the ledger of {broken} librar{} does not hold", if broken == 1 { "y" } else { "ies" });
    }
    Ok(())
}
