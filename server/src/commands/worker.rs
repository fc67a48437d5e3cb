//! `server worker`

use crate::{
    config::Config,
    metrics::{self, Metrics},
    shutdown, start,
};
use anyhow::Result;
use portal::{
    Portal,
    jobs::{self, Means},
};
use tokio_util::sync::CancellationToken;

/// Works until asked to stop.
pub async fn run(config: &Config) -> Result<()> {
    let means = config.means(&start::profiles(config)?)?;
    let portal = start::portal(config).await?;
    start::check_login(config, &portal.db).await?;
    let stop = shutdown::on_signal();
    let figures = metrics::Means { portal: portal.clone(), hasher: None, metrics: Metrics::default() };
    let figures = metrics::start(figures, config.metrics_listen, stop.clone()).await?;
    tracing::info!("working: mail, ledger, clearing up");
    work(means, portal, stop.clone()).await;
    match figures {
        Some(figures) => figures.await?,
        None => Ok(()),
    }
}

/// Does what is due, job by job.
pub async fn work(means: Means, portal: Portal, stop: CancellationToken) {
    jobs::run(&portal, &jobs::all(means), &stop).await;
}
