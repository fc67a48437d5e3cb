//! Serving the figures.

use super::{Figures, Metrics};
use crate::http::{Limits, listen_and_serve};
use anyhow::Result;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use http::{StatusCode, header};
use portal::{Portal, password::Hasher};
use std::{net::SocketAddr, sync::Arc, time::Duration};
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

/// Serves `/metrics` at `listen` until `stop`.
///
/// # Errors
/// When the address is taken or not this machine's.
pub async fn serve(means: Means, listen: SocketAddr, stop: CancellationToken) -> Result<()> {
    // A collector or two ask here, and nobody else.
    let limits = Limits { headers: Duration::from_secs(10), connections: 16, per_network: 16, proxies: Arc::from([]) };
    let figures = Arc::new(Figures::new(means.portal, means.hasher, &means.metrics));
    let router = Router::new().route("/metrics", get(written)).with_state(figures);
    listen_and_serve(router, listen, limits, stop).await
}

async fn written(State(figures): State<Arc<Figures>>) -> Response {
    const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    match figures.written().await {
        Ok(text) => ([(header::CONTENT_TYPE, KIND)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
