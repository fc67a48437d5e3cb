//! `server migrate`

use crate::{config::Config, start};
use anyhow::{Context, Result};
use clap::Args;

/// The schema, compiled in, so that a server and its schema never part.
static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// What is brought up to date.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Leave out the libraries: the tables stay empty.
    #[arg(long)]
    schema_only: bool,
}

/// Applies what has not been applied, and enters the configured libraries.
pub async fn run(config: &Config, arguments: &Arguments) -> Result<()> {
    let profiles = if arguments.schema_only { None } else { Some(start::profiles(config)?) };
    let pool = start::pool(config).await?;
    MIGRATOR.run(&pool).await.context("the schema could not be brought up to date")?;
    let Some(profiles) = profiles else {
        println!("The schema is up to date.");
        return Ok(());
    };
    for profile in profiles.iter() {
        portal::library::enter(&pool, profile).await?;
    }
    println!("The schema is up to date; {} libraries are entered.", profiles.iter().count());
    Ok(())
}
