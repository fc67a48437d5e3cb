//! Forms of other sites are refused (SECURITY.md, "Requests"), in words.

use crate::request::failure::Failure;
use axum::{
    Router,
    extract::Request,
    http::header,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower_http::csrf::CsrfLayer;

/// `router`, refusing what another site sent: `Sec-Fetch-Site` must be same-origin or none, or `Origin` this very host.
pub fn around(router: Router) -> Router {
    router
        .layer(CsrfLayer::new().with_rejection_response(|_| Failure::CrossSite.into_response()))
        .layer(middleware::from_fn(named))
}

/// A browser that sends neither header is older than any that is still safe to use, so an unsafe request without both
/// is no browser's.
async fn named(request: Request, next: Next) -> Response {
    let headers = request.headers();
    // Empty ones say nothing, and are as if they were missing.
    // Test (server/tests/routes/cross_site.rs): "a form that comes from another site or from none is refused".
    let has = |name: &str| headers.get_all(name).iter().any(|value| !value.as_bytes().trim_ascii().is_empty());
    if request.method().is_safe() || has("sec-fetch-site") || has(header::ORIGIN.as_str()) {
        next.run(request).await
    } else {
        Failure::CrossSite.into_response()
    }
}
