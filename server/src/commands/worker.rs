//! `server worker`

use crate::{config::Config, shutdown, start};
use anyhow::Result;
use portal::{
    Portal,
    mail::{self, Transport},
};
use tokio_util::sync::CancellationToken;

/// Works until asked to stop.
pub async fn run(config: &Config) -> Result<()> {
    let transport = config.mail_transport()?;
    let portal = start::portal(config).await?;
    start::check_login(config, &portal.db).await?;
    let stop = shutdown::on_signal();
    tracing::info!("working: mail, ledger, clearing up");
    work(transport, portal, stop).await;
    Ok(())
}

/// Delivers mail, seals the ledger, clears up; one pass every few seconds.
pub async fn work(transport: Option<Transport>, portal: Portal, stop: CancellationToken) {
    mail::run(&portal, transport.as_ref(), stop.cancelled_owned()).await;
}
