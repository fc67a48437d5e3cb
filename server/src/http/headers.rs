//! Headers every answer carries (SECURITY.md, "Requests").

use axum::Router;
use http::{HeaderName, HeaderValue, header};
use tower_http::set_header::SetResponseHeaderLayer;

const ALWAYS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

const UNLESS_SET: [(HeaderName, &str); 4] = [
    // What stands in a frame of our own says so.
    (header::X_FRAME_OPTIONS, "DENY"),
    // A page whose address carries a token says less.
    (header::REFERRER_POLICY, "same-origin"),
    // A page's own policy carries its nonce; what is no page needs nothing.
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::CACHE_CONTROL, "no-store"),
];

/// `router` with the headers; `secure` adds strict transport security.
pub fn around(mut router: Router, secure: bool) -> Router {
    for (name, value) in ALWAYS {
        router = router.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)));
    }
    for (name, value) in UNLESS_SET {
        router = router.layer(SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value)));
    }
    if secure {
        let value = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        router = router.layer(SetResponseHeaderLayer::overriding(header::STRICT_TRANSPORT_SECURITY, value));
    }
    router
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use http::Request;
    use tower::ServiceExt;

    #[tokio::test]
    async fn over_https_the_browser_is_told_to_stay_there() {
        for secure in [true, false] {
            let answer = around(Router::new(), secure).oneshot(Request::new(Body::empty())).await.unwrap();
            let told = answer.headers().get(header::STRICT_TRANSPORT_SECURITY);
            let told = told.map(|value| value.to_str().unwrap());
            assert_eq!(told, secure.then_some("max-age=63072000; includeSubDomains"));
        }
    }
}
