//! `server serve`

use super::worker;
use crate::{
    config::Config,
    http,
    metrics::{self, Metrics},
    shutdown, start,
};
use anyhow::{Context, Result};
use app::request::{
    Web,
    site::{Addresses, Assets},
};
use portal::password::Hasher;
use std::sync::Arc;

/// Serves until asked to stop; also does the jobs (mail, ledger, clearing up) unless a separate worker does.
pub async fn run(config: &Config) -> Result<()> {
    let web = web(config).await?;
    start::check_login(config, &web.portal.db).await?;
    start::warn_of_what_is_open(&web.profiles);
    let stop = shutdown::on_signal();
    let counted = Metrics::default();
    let figures =
        metrics::Means { portal: web.portal.clone(), hasher: Some(web.hasher.clone()), metrics: counted.clone() };
    let figures = metrics::start(figures, config.metrics_listen, stop.clone()).await?;
    let work = if config.worker_in_server {
        Some(tokio::spawn(worker::work(config.means(&web.profiles)?, web.portal.clone(), stop.clone())))
    } else {
        None
    };
    let router = http::measured(&web, &config.site_root, config.trusted_proxies.clone().into(), counted);
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

/// Everything the pages share.
pub async fn web(config: &Config) -> Result<Web> {
    let profiles = Arc::new(start::profiles(config)?);
    let assets = config.site_root.join("assets.json");
    let assets: Assets = serde_json::from_str(&std::fs::read_to_string(&assets).with_context(|| {
        format!("{} is missing: site_root must hold the browser's half, as built", assets.display())
    })?)
    .with_context(|| format!("{} is not understood", assets.display()))?;
    Ok(Web {
        portal: start::portal(config).await?,
        hasher: Hasher::new(),
        addresses: Arc::new(addresses(config, &profiles)?),
        profiles,
        assets: Arc::new(assets),
    })
}

/// Where each library is found.
pub fn addresses(config: &Config, profiles: &domain::profile::Profiles) -> Result<Addresses> {
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
