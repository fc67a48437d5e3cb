//! Serving the figures.

use super::{Figures, Metrics};
use crate::http::{self, Limits};
use ::http::{StatusCode, header};
use anyhow::{Context, Result};
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use portal::{Portal, password::Hasher};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

/// What the figures tell of.
pub struct Means {
    /// The portal.
    pub portal: Portal,
    /// The queue for hashing, in a process that has one.
    pub hasher: Option<Hasher>,
    /// Where requests are counted.
    pub metrics: Metrics,
}

/// Serves `/metrics` at `listen`, where it is set, until `stop`.
///
/// # Errors
/// When the address is taken or not this machine's.
pub async fn start(
    means: Means,
    listen: Option<SocketAddr>,
    stop: CancellationToken,
) -> Result<Option<JoinHandle<Result<()>>>> {
    let Some(listen) = listen else { return Ok(None) };
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen} (metrics_listen, PORTAL_METRICS_LISTEN)"))?;
    tracing::info!("figures on http://{listen}/metrics");
    Ok(Some(tokio::spawn(serve(means, listener, stop))))
}

/// As [`start`], on a socket that already listens.
///
/// # Errors
/// As [`http::serve`](crate::http::serve).
pub async fn serve(means: Means, listener: TcpListener, stop: CancellationToken) -> Result<()> {
    // A collector or two ask here, and nobody else.
    let limits = Limits { headers: Duration::from_secs(10), connections: 16, per_network: 16, proxies: Arc::from([]) };
    let figures = Arc::new(Figures::new(means.portal, means.hasher, &means.metrics));
    let router = Router::new().route("/metrics", get(written)).with_state(figures);
    http::serve(router, listener, limits, stop).await
}

async fn written(State(figures): State<Arc<Figures>>) -> Response {
    const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    match figures.written().await {
        Ok(text) => ([(header::CONTENT_TYPE, KIND)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
