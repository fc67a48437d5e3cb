//! From a host name to a library's pages, with the layers around them.

use super::{client, headers};
use app::{
    pages::chooser,
    web::{
        Web, router,
        site::{Host, Site},
        visit::Uncompressed,
    },
};
use axum::{
    Router,
    extract::{Request, State},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use http::{StatusCode, header};
use portal::session::PgSessionStore;
use std::{collections::HashMap, net::IpAddr, path::Path, sync::Arc, time::Duration};
use tower::ServiceExt;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate},
    limit::RequestBodyLimitLayer,
    services::ServeDir,
    set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};
use tower_sessions::{SessionManagerLayer, cookie::SameSite};

/// No form of ours comes near this.
const BODY_LIMIT: usize = 64 * 1024;

#[derive(Clone)]
struct Libraries {
    web: Web,
    pages: Arc<HashMap<String, Router>>,
    chooser: Router,
}

/// Everything that is served: the libraries by host name, the browser's half, the health checks.
pub fn service(web: &Web, site_root: &Path, proxies: Arc<[IpAddr]>) -> Router {
    let pages = web
        .profiles
        .iter()
        .map(|profile| (profile.slug.to_string(), library(web, &Site { profile: profile.clone() })))
        .collect();
    let chooser = Router::new().route("/", get(chooser::get)).with_state(web.clone());
    let libraries = Libraries { web: web.clone(), pages: Arc::new(pages), chooser };
    let dynamic = Router::new()
        .fallback(by_host)
        .with_state(libraries)
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(
            |_: StatusCode, _: http::Version, _: &http::HeaderMap, extensions: &http::Extensions| {
                extensions.get::<Uncompressed>().is_none()
            },
        )));
    let router = Router::new()
        .nest_service("/pkg", immutable(site_root.join("pkg")))
        .nest_service("/assets", immutable(site_root.join("assets")))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready).with_state(web.clone()))
        .fallback_service(dynamic)
        .layer(middleware::from_fn_with_state(proxies, client::layer))
        .layer(CatchPanicLayer::new());
    headers::around(router, web.addresses.scheme == "https")
}

/// Files whose names carry a hash of what is in them, compressed beforehand.
fn immutable(folder: impl AsRef<Path>) -> Router {
    let cache = http::HeaderValue::from_static("public, max-age=31536000, immutable");
    Router::new()
        .fallback_service(ServeDir::new(folder).precompressed_br())
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, cache))
}

fn library(web: &Web, site: &Site) -> Router {
    let sessions = SessionManagerLayer::new(PgSessionStore::new(web.portal.clone(), site.slug().clone()))
        .with_name("__Host-session")
        .with_same_site(SameSite::Lax)
        .with_http_only(true)
        .with_secure(true);
    router::of_library(web.clone(), site.clone()).layer(sessions)
}

async fn by_host(State(libraries): State<Libraries>, request: Request) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let pages = match libraries.web.addresses.read(host) {
        Host::Library(slug) => libraries.pages.get(slug).cloned(),
        Host::Chooser => Some(libraries.chooser.clone()),
        Host::Unknown => None,
    };
    match pages {
        Some(pages) => pages.oneshot(request).await.into_response(),
        None => (StatusCode::MISDIRECTED_REQUEST, "There is no library at this address.\n").into_response(),
    }
}

async fn ready(State(web): State<Web>) -> Response {
    match web.portal.db.ready().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}
