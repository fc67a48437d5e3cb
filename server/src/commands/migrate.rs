//! `server migrate`

use crate::{config::Config, start};
use anyhow::{Context, Result};

/// The schema, compiled in, so that a server and its schema never part.
static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// Applies what has not been applied, and enters the configured libraries.
pub async fn run(config: &Config) -> Result<()> {
    let profiles = start::profiles(config)?;
    let pool = start::pool(config).await?;
    MIGRATOR.run(&pool).await.context("the schema could not be brought up to date")?;
    for profile in profiles.iter() {
        portal::library::enter(&pool, profile).await?;
    }
    println!("The schema is up to date; {} libraries are entered.", profiles.iter().count());
    Ok(())
}
