//! `server worker`

use crate::{
    config::Config,
    in_force::InForce,
    metrics::{self, Metrics},
    shutdown, start,
};
use anyhow::Result;
use domain::profile::Profiles;
use portal::{
    Portal,
    jobs::{self, Means},
};
use std::{pin::pin, sync::Arc};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// Works until asked to stop.
pub async fn run(config: &Config) -> Result<()> {
    let folder = start::served_profiles(config)?;
    let portal = start::portal(config).await?;
    start::check_login(config, &portal.db).await?;
    let in_force = InForce::read(&portal, folder).await?;
    let means = config.means(&in_force.now())?;
    let follow = in_force.follow();
    let stop = shutdown::on_signal();
    let figures = metrics::Means { portal: portal.clone(), hasher: None, metrics: Metrics::default() };
    let figures = metrics::start(figures, config.metrics_listen, stop.clone()).await?;
    tracing::info!("working: mail, ledger, clearing up");
    tokio::spawn(in_force.keep_looking(stop.clone()));
    work(means, portal, follow, stop.clone()).await;
    match figures {
        Some(figures) => figures.await?,
        None => Ok(()),
    }
}

/// Does what is due, job by job; when another version of a profile is in force, what is in hand is finished and the jobs go on
/// with that one.
pub async fn work(means: Means, portal: Portal, mut in_force: watch::Receiver<Arc<Profiles>>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let libraries = in_force.borrow_and_update().iter().cloned().collect();
        let jobs = jobs::all(Means { libraries, ..means.clone() });
        let round = stop.child_token();
        let mut work = pin!(jobs::run(&portal, &jobs, &round));
        tokio::select! {
            () = &mut work => {}
            () = changed(&mut in_force) => {
                round.cancel();
                work.await;
            }
        }
    }
}

/// Ends when there is another version; never, where nobody looks any more.
async fn changed(in_force: &mut watch::Receiver<Arc<Profiles>>) {
    if in_force.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}
