//! `server serve`

use super::worker;
use crate::{
    config::Config,
    http::{self, Pages},
    in_force::InForce,
    metrics::{self, Metrics},
    shutdown, start,
};
use anyhow::{Context, Result};
use app::request::{
    Web,
    site::{Addresses, Assets},
};
use domain::profile::Profiles;
use portal::password::Hasher;
use std::sync::Arc;
use tokio::sync::watch;

/// Serves until asked to stop; also does the jobs (mail, ledger, clearing up) unless a separate worker does.
pub async fn run(config: &Config) -> Result<()> {
    let folder = start::served_profiles(config)?;
    let assets = assets(config)?;
    let portal = start::portal(config).await?;
    start::check_login(config, &portal.db).await?;
    let in_force = InForce::read(&portal, folder).await?;
    let profiles = in_force.now();
    start::warn_of_what_is_open(&profiles);
    let web = Web {
        portal,
        hasher: Hasher::new(),
        addresses: Arc::new(addresses(config, &profiles)?),
        profiles,
        assets: Arc::new(assets),
    };
    let stop = shutdown::on_signal();
    let counted = Metrics::default();
    let figures =
        metrics::Means { portal: web.portal.clone(), hasher: Some(web.hasher.clone()), metrics: counted.clone() };
    let figures = metrics::start(figures, config.metrics_listen, stop.clone()).await?;
    let work = if config.worker_in_server {
        let means = config.means(&web.profiles)?;
        Some(tokio::spawn(worker::work(means, web.portal.clone(), in_force.follow(), stop.clone())))
    } else {
        None
    };
    let pages = Pages::of(&web);
    tokio::spawn(take_up(pages.clone(), in_force.follow()));
    tokio::spawn(in_force.keep_looking(stop.clone()));
    let router = http::measured(&pages, &config.site_root, config.trusted_proxies.clone().into(), counted);
    http::listen_and_serve(router, config.listen, config.limits(), stop).await?;
    if let Some(work) = work {
        work.await?;
    }
    if let Some(figures) = figures {
        figures.await??;
    }
    web.portal.db.close().await;
    Ok(())
}

/// Serves the profiles in force, as they change.
async fn take_up(pages: Pages, mut in_force: watch::Receiver<Arc<Profiles>>) {
    while in_force.changed().await.is_ok() {
        let profiles = in_force.borrow_and_update().clone();
        pages.take_up(profiles);
    }
}

/// The browser's half, as built.
fn assets(config: &Config) -> Result<Assets> {
    let assets = config.site_root.join("assets.json");
    serde_json::from_str(&std::fs::read_to_string(&assets).with_context(|| {
        format!("{} is missing: site_root must hold the browser's half, as built", assets.display())
    })?)
    .with_context(|| format!("{} is not understood", assets.display()))
}

/// Where each library is found.
pub fn addresses(config: &Config, profiles: &Profiles) -> Result<Addresses> {
    let (scheme, host, port) = config.public_parts()?;
    for slug in config.hosts.values() {
        anyhow::ensure!(
            profiles.iter().any(|profile| profile.slug.as_str() == slug),
            "hosts names a library without a profile: {slug}"
        );
    }
    let mut all = profiles.iter();
    let only = match (all.next(), all.next()) {
        (Some(only), None) => Some(only.slug.clone()),
        _ => None,
    };
    Ok(Addresses {
        scheme: scheme.to_owned(),
        bare_host: host.to_owned(),
        port: port.to_owned(),
        own_hosts: config.hosts.clone(),
        only,
    })
}
