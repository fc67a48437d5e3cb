//! From a host name to a library's pages, with the layers around them.

use super::{
    client, headers, ready, removal,
    request::{self, Watched},
};
use crate::metrics::Metrics;
use app::{
    pages::bare::{chooser, problem},
    request::{
        Web,
        site::{Host, Site},
    },
    router::{self, Uncompressed},
};
use axum::{
    Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::profile::Profiles;
use http::{StatusCode, header};
use portal::{password::RETRY_AFTER_SECONDS, session::PgSessionStore};
use std::{
    any::Any,
    collections::HashMap,
    net::IpAddr,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};
use tower::ServiceExt;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate},
    services::ServeDir,
    set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};
use tower_sessions::{SessionManagerLayer, cookie::SameSite};

/// The pages of every library and the chooser, as the profiles in force make them. Cheap to clone; a clone follows.
#[derive(Clone)]
pub struct Pages {
    web: Web,
    built: Arc<RwLock<Built>>,
}

struct Built {
    libraries: HashMap<String, Router>,
    chooser: Router,
}

impl Pages {
    /// The pages of the libraries that `web` has.
    pub fn of(web: &Web) -> Self {
        Self { web: web.clone(), built: Arc::new(RwLock::new(Built::of(web))) }
    }

    /// Serves other versions of the same libraries' profiles from the next request on; requests that have begun end as they
    /// began.
    pub fn take_up(&self, profiles: Arc<Profiles>) {
        let built = Built::of(&Web { profiles, ..self.web.clone() });
        *self.built.write().unwrap_or_else(PoisonError::into_inner) = built;
    }

    fn find(&self, host: &Host<'_>) -> Option<Router> {
        let built = self.built.read().unwrap_or_else(PoisonError::into_inner);
        match host {
            Host::Library(slug) => built.libraries.get(*slug).cloned(),
            Host::Chooser => Some(built.chooser.clone()),
            Host::Unknown => None,
        }
    }
}

impl Built {
    fn of(web: &Web) -> Self {
        let each = web.profiles.iter();
        let libraries =
            each.map(|profile| (profile.slug.to_string(), library(web, &Site { profile: profile.clone() }))).collect();
        let nothing = || async { StatusCode::NOT_FOUND };
        let chooser = Router::new().route("/", get(chooser::get)).fallback(nothing).with_state(web.clone());
        Self { libraries, chooser: chooser.layer(middleware::from_fn(request::routed)) }
    }
}

/// Everything that is served: the libraries by host name, the browser's half, the health checks.
pub fn service(web: &Web, site_root: &Path, proxies: Arc<[IpAddr]>) -> Router {
    measured(&Pages::of(web), site_root, proxies, Metrics::default())
}

/// As [`service`], with pages that can be taken up anew; what is served is counted in `metrics`.
pub fn measured(pages: &Pages, site_root: &Path, proxies: Arc<[IpAddr]>, metrics: Metrics) -> Router {
    let web = &pages.web;
    let dynamic = Router::new()
        .fallback(by_host)
        .with_state(pages.clone())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .layer(CatchPanicLayer::custom(broke_off))
        .layer(middleware::from_fn_with_state(web.clone(), problem::layer))
        .layer(middleware::map_response(come_back))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(
            |_: StatusCode, _: http::Version, _: &http::HeaderMap, extensions: &http::Extensions| {
                extensions.get::<Uncompressed>().is_none()
            },
        )));
    let router = Router::new()
        .nest_service("/pkg", immutable(site_root.join("pkg"), "/pkg/{file}"))
        .nest_service("/assets", immutable(site_root.join("assets"), "/assets/{file}"))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready::get).with_state((web.clone(), ready::LastAnswer::default())))
        .layer(middleware::from_fn(one_host))
        .fallback_service(dynamic)
        .layer(middleware::from_fn(request::routed))
        .layer(middleware::from_fn_with_state(proxies, client::layer));
    let watched = Watched { entropy: web.portal.entropy.clone(), metrics };
    headers::around(router, web.addresses.scheme == "https")
        .layer(middleware::from_fn_with_state(watched, request::around))
}

/// Files whose names carry a hash of what is in them, compressed beforehand.
fn immutable(folder: impl AsRef<Path>, template: &'static str) -> Router {
    let cache = |response: &http::Response<_>| {
        // A file that is not there yet (a server of the version before answers) must not stay away for a year.
        let is_there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
        is_there.then_some(http::HeaderValue::from_static("public, max-age=31536000, immutable"))
    };
    Router::new()
        .fallback_service(ServeDir::new(folder).precompressed_br())
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, cache))
        .layer(middleware::from_fn_with_state(template, request::in_folder))
}

fn library(web: &Web, site: &Site) -> Router {
    let sessions = SessionManagerLayer::new(PgSessionStore::new(web.portal.clone(), site.slug().clone()))
        .with_name("__Host-session")
        .with_same_site(SameSite::Lax)
        .with_http_only(true)
        .with_secure(true);
    router::of_library(web.clone(), site.clone())
        .layer(sessions)
        .layer(middleware::from_fn(request::routed))
        .layer(middleware::map_response(removal::of_host_cookies))
}

/// What is the same for every library is refused like its pages where a request names two hosts.
async fn one_host(request: Request, next: Next) -> Response {
    let names_one = host(&request).is_some();
    if names_one { next.run(request).await } else { StatusCode::BAD_REQUEST.into_response() }
}

async fn by_host(State(pages): State<Pages>, request: Request) -> Response {
    let Some(host) = host(&request) else { return StatusCode::BAD_REQUEST.into_response() };
    let found = pages.find(&pages.web.addresses.read(host));
    match found {
        Some(pages) => pages.oneshot(request).await.into_response(),
        None => StatusCode::MISDIRECTED_REQUEST.into_response(),
    }
}

/// The host that a request names, where it names one and no other (RFC 9112, 3.2): two would let a proxy in front and this
/// server read the same request as two libraries'.
// Test (server/tests/routes/requests.rs): "a request that names two hosts is refused".
fn host(request: &Request) -> Option<&str> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (named, further) = (hosts.next(), hosts.next());
    if further.is_some() {
        return None;
    }
    let named = named.and_then(|host| host.to_str().ok()).unwrap_or_default();
    match request.uri().authority() {
        // HTTP/2 may leave the header out; otherwise both say the same.
        Some(authority) if named.is_empty() => Some(authority.as_str()),
        Some(authority) if !authority.as_str().eq_ignore_ascii_case(named) => None,
        _ => Some(named),
    }
}

/// A panic is an answer like any other that failed: the layer outside makes it a page.
fn broke_off(_: Box<dyn Any + Send>) -> Response {
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Who is told that something is not available now is told when to come back.
async fn come_back(mut response: Response) -> Response {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().entry(header::RETRY_AFTER).or_insert(RETRY_AFTER_SECONDS.into());
    }
    response
}
