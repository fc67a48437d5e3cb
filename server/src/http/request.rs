//! What a request is called, how long it took and how it ended: its span in the log, and the metrics.

use crate::metrics::Metrics;
use app::request::request_id::RequestId;
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use http::Method;
use portal::entropy::Entropy;
use std::{
    sync::{Arc, OnceLock},
    time::Instant,
};
use tracing::{Instrument, Span, field};

/// What the layer needs.
#[derive(Clone)]
pub struct Watched {
    /// Where names come from.
    pub entropy: Arc<dyn Entropy>,
    /// Where requests are counted.
    pub metrics: Metrics,
}

/// The route of a request, filled in by the router that finds it. A template, `/permissions/{id}`: what stands in the
/// address itself is somebody's.
#[derive(Clone)]
struct Route {
    span: Span,
    path: Arc<OnceLock<String>>,
}

impl Route {
    fn found(&self, path: &str) {
        if self.path.set(path.to_owned()).is_ok() {
            self.span.record("route", path);
        }
    }
}

/// The outermost layer: gives the request its name, and its span, in which everything is logged that is logged meanwhile.
// Tests: server/tests/routes/watched.rs.
pub async fn around(State(watched): State<Watched>, mut request: Request, next: Next) -> Response {
    let id = RequestId::new(&*watched.entropy);
    let method = known(request.method());
    // Of the highest level, so that no setting of RUST_LOG parts a line from its request.
    let span = tracing::error_span!("request", %id, method, route = field::Empty);
    let route = Route { span: span.clone(), path: Arc::default() };
    request.extensions_mut().insert(id);
    request.extensions_mut().insert(route.clone());
    let begun = Instant::now();
    let response = next.run(request).instrument(span.clone()).await;
    let took = begun.elapsed();
    let path = route.path.get().map_or("none", String::as_str);
    watched.metrics.answered((method, path, response.status()), took);
    span.in_scope(|| tracing::debug!(status = response.status().as_u16(), ms = took.as_millis(), "answered"));
    response
}

/// The layer of each router that knows its routes: notes which one it was.
pub async fn routed(request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    if let (Some(route), Some(path)) = (extensions.get::<Route>(), extensions.get::<MatchedPath>()) {
        route.found(path.as_str());
    }
    next.run(request).await
}

/// As [`routed`], of a folder of files, whose requests match no route.
pub async fn in_folder(State(template): State<&'static str>, request: Request, next: Next) -> Response {
    if let Some(route) = request.extensions().get::<Route>() {
        route.found(template);
    }
    next.run(request).await
}

/// A method as a label: a client may send any word.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}
