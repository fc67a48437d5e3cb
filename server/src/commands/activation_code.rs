//! `server activation-code`

use crate::{config::Config, start};
use anyhow::{Context, Result, bail};
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
    let profiles = start::profiles(config)?;
    let profile = profiles.get(&arguments.library).with_context(|| format!("no library {}", arguments.library))?;
    let portal = start::portal(config).await?;
    match make_activation_code(&portal, profile, &arguments.card, "command").await? {
        Some(code) => println!("{}", code.expose_secret()),
        None => bail!("no open card with this number at {}", arguments.library),
    }
    Ok(())
}
