//! Listening, and stopping without dropping what has begun.
//!
//! In place of `axum::serve`, which lets a client take for ever to send its headers and any number of clients connect.

use super::networks::Networks;
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
use std::{
    net::{IpAddr, SocketAddr},
    pin::pin,
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// What a connection may take.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How long a client may take to send the headers of a request; also how long a connection may stay idle.
    pub headers: Duration,
    /// How many connections there may be; further ones wait until one ends.
    pub connections: usize,
    /// How many of them one network may have (IPv4 /24, IPv6 /64), and all networks of an IPv6 /48 four times that; a further one
    /// takes the place of the one that has rested longest.
    pub per_network: usize,
    /// Addresses that may have any number: the proxies in front.
    pub proxies: Arc<[IpAddr]>,
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
    let networks = Networks::new(limits.per_network, limits.proxies);
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
        let Some(here) = networks.enter(peer.ip()).map(Arc::new) else {
            tracing::debug!(limits.per_network, "a network has all of its connections, and all are at work");
            continue;
        };
        let end = here.end();
        let router = router.clone();
        let service = tower::service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            let (answer, at_work) = (router.clone().oneshot(request), here.at_work());
            async move { answer.await.map(|answer| answer.map(|body| at_work.until_sent(body))) }
        });
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            tokio::select! {
                served = &mut connection => if let Err(error) = served {
                    // A client that hung up, or took too long.
                    tracing::debug!(%error, "a connection ended early");
                },
                () = end.cancelled() => {}
            }
            drop(place);
        });
    }
    drop(listener);
    open.shutdown().await;
    Ok(())
}
