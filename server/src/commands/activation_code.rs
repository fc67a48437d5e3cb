//! `server activation-code`

use crate::{config::Config, start::CommandLine};
use anyhow::{Result, bail};
use clap::Args;
use domain::ids::LibrarySlug;
use portal::access::make_activation_code;
use secrecy::ExposeSecret;

/// Whose code.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The library.
    #[arg(value_name = "SLUG")]
    library: LibrarySlug,
    /// The patron's card number.
    #[arg(value_name = "CARD")]
    card: String,
}

/// Makes a code and prints it.
pub async fn run(config: &Config, arguments: Arguments) -> Result<()> {
    let line = CommandLine::open(config).await?;
    let operator = line.operator(&arguments.library)?;
    match make_activation_code(&line.portal, &operator, &arguments.card).await? {
        Some(code) => println!("{}", code.expose_secret()),
        None => bail!("no open card with this number at {}", arguments.library),
    }
    Ok(())
}
