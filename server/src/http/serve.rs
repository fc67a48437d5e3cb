//! Listening, and stopping without dropping what has begun.
//!
//! In place of `axum::serve`, which lets a client take for ever to send its headers and any number of clients connect.

use anyhow::{Context, Result};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    serve::{Listener, ListenerExt},
};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// What a connection may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long a client may take to send the headers of a request; also how long a connection may stay idle.
    pub headers: Duration,
    /// How many connections there may be; further ones wait until one ends.
    pub connections: usize,
}

/// Serves `router` until `stop`.
///
/// # Errors
/// When the address is taken or not this machine's.
pub async fn listen_and_serve(
    router: Router,
    listen: SocketAddr,
    limits: Limits,
    stop: CancellationToken,
) -> Result<()> {
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    tracing::info!("listening on http://{listen}");
    serve(router, listener, limits, stop).await
}

/// As [`listen_and_serve`], on a socket that already listens.
///
/// # Errors
/// Never, as long as nobody closes the semaphore within.
// Tests: server/tests/routes/connections.rs.
pub async fn serve(router: Router, listener: TcpListener, limits: Limits, stop: CancellationToken) -> Result<()> {
    // Without TCP_NODELAY the last packet of a page waits for the client's acknowledgement: 40 ms for nothing.
    let mut listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY not set");
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.headers);
    let places = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    loop {
        let next = async {
            if places.available_permits() == 0 {
                tracing::warn!(limits.connections, "every connection is taken; others wait");
            }
            let place = places.clone().acquire_owned().await?;
            // It waits out errors such as too many open files by itself.
            anyhow::Ok((place, listener.accept().await))
        };
        let (place, (stream, peer)) = tokio::select! {
            () = stop.cancelled() => break,
            next = next => next?,
        };
        let service = router.clone().map_request(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        });
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                // A client that hung up, or took too long.
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    open.shutdown().await;
    Ok(())
}
