//! `server card`

use crate::{config::Config, start::CommandLine};
use anyhow::{Result, bail};
use clap::Subcommand;
use domain::{ids::LibrarySlug, parse::CardNumber};
use portal::access::{Closed, Closing, close_card};

/// What to do with a card.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Close a card: anyone who had it is signed out and gets in with it no more. The record stays. From then on the library's
    /// system may give the number to somebody else, and an import takes that.
    Close {
        /// The library.
        #[arg(value_name = "SLUG")]
        library: LibrarySlug,
        /// The number on the card.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// Why, for the patron to read: moved (the number is somebody else's), merged (two records of one person), left
        /// (no longer a patron) or mistake.
        #[arg(long, value_name = "REASON", value_parser = reason)]
        reason: Closing,
    },
}

fn reason(text: &str) -> Result<Closing, String> {
    Closing::from_code(text).ok_or_else(|| {
        let known: Vec<&str> = Closing::ALL.iter().map(|reason| reason.code()).collect();
        format!("one of {}", known.join(", "))
    })
}

/// Runs the command.
pub async fn run(config: &Config, command: Command) -> Result<()> {
    let Command::Close { library, number, reason } = command;
    let line = CommandLine::open(config).await?;
    let operator = line.operator(&library)?;
    let card = CardNumber::parse(&number, &operator.profile().card)?;
    match close_card(&line.portal, &operator, &card, reason).await? {
        Closed::Done => println!("The card {card} is closed."),
        Closed::NoSuchCard => bail!("no open card with this number at {library}"),
        Closed::Several => bail!(
            "nobody at {library} can use a card with this number, and several people had one that was reported lost or replaced: it \
             does not say whose is meant, and nothing is closed"
        ),
    }
    Ok(())
}
