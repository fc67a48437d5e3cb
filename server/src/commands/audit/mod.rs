//! `server audit`

mod packet;
mod principles;

use crate::{config::Config, start::CommandLine};
use anyhow::Result;
use clap::Subcommand;
use domain::ids::LibrarySlug;
use portal::audit::facts;

pub use packet::packet;

/// What to show a board or an auditor.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print one document (Markdown) with a date: what is held, who gets what, how long it is kept and what was deleted, how the
    /// staff looked, what each rule comes to, the profile's versions and what is open in it, and the privacy principles of ALA and
    /// NISO point by point. It names no patron and no clerk.
    Packet {
        /// The library.
        #[arg(value_name = "SLUG")]
        library: LibrarySlug,
    },
}

/// Runs the command.
pub async fn run(config: &Config, command: &Command) -> Result<()> {
    let Command::Packet { library } = command;
    let line = CommandLine::open(config).await?;
    let operator = line.operator(library)?;
    let facts = facts(&line.portal, &operator).await?;
    print!("{}", packet(operator.profile(), line.portal.today(operator.profile()), &facts));
    Ok(())
}
