//! What every subcommand starts from: logging, the database, the libraries.

use crate::config::Config;
use anyhow::{Context, Result};
use domain::profile::Profiles;
use portal::{Portal, clock::SystemClock, db::Db, entropy::SystemEntropy, keys::Keys};
use secrecy::ExposeSecret;
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{sync::Arc, time::Duration};
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

/// Sends log lines to standard error; `RUST_LOG` says how much.
pub fn logging(json: bool) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,tower_sessions=warn,tower_sessions_core=warn"));
    let registry = tracing_subscriber::registry().with(filter);
    if json {
        registry.with(fmt::layer().json().with_writer(std::io::stderr)).init();
    } else {
        registry.with(fmt::layer().with_writer(std::io::stderr).with_target(false)).init();
    }
}

/// A pool of connections to the configured database.
///
/// # Errors
/// When the address is not understood or the database does not answer within ten seconds.
pub async fn pool(config: &Config) -> Result<PgPool> {
    let options: PgConnectOptions = config
        .database_url
        .expose_secret()
        .parse()
        .context("database_url (DATABASE_URL) is not a postgres:// address")?;
    PgPoolOptions::new()
        .max_connections(config.database_connections)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.application_name("patron-privacy-portal"))
        .await
        .context("the database does not answer (database_url, DATABASE_URL)")
}

/// The portal's means over the configured database.
///
/// # Errors
/// As [`pool`], or when the secret key is not understood.
pub async fn portal(config: &Config) -> Result<Portal> {
    Ok(Portal {
        db: Db::new(pool(config).await?),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        keys: Keys::new(config.key()?),
    })
}

/// Every library profile in the configured folder, checked.
///
/// # Errors
/// When the folder is empty or a profile is refused; the message names file, key and reason.
pub fn profiles(config: &Config) -> Result<Profiles> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&config.libraries).context("the libraries folder cannot be read")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(&path).with_context(|| format!("{name} cannot be read"))?;
            files.push((name, text));
        }
    }
    files.sort();
    anyhow::ensure!(!files.is_empty(), "{} holds no library profile (*.toml)", config.libraries.display());
    Ok(Profiles::load_all(files)?)
}
