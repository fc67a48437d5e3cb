//! Listening, and stopping without dropping what has begun.

use anyhow::{Context, Result};
use axum::{Router, serve::ListenerExt};
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Serves `router` until `stop`.
///
/// # Errors
/// When the address is taken or not this machine's.
pub async fn serve(router: Router, listen: SocketAddr, stop: CancellationToken) -> Result<()> {
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    // Without TCP_NODELAY the last packet of a page waits for the client's acknowledgement: 40 ms for nothing.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY not set");
        }
    });
    tracing::info!("listening on http://{listen}");
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stop.cancelled_owned())
        .await
        .context("serving failed")
}
