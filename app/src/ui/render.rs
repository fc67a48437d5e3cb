//! From a view to an answer.

pub use crate::request::head::Head;

use super::marks::tidied;
use crate::{request::visit::Visit, ui::shell};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use hydration_context::SsrSharedContext;
use leptos::{nonce::Nonce, prelude::*};
use std::sync::Arc;

/// Renders `body` inside the shell, whole, in one piece.
#[expect(clippy::needless_pass_by_value, reason = "each page builds its head where it calls this")]
pub fn render<V: IntoView + 'static>(visit: &Visit, head: Head, body: impl FnOnce() -> V) -> Response {
    let status = head.status;
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| {
        provide_context(Nonce::from_value(visit.nonce.as_str()));
        tidied(&shell::document(visit, &head, body().into_any()).to_html())
    });
    owner.unset_with_forced_cleanup();
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Ok(policy) = HeaderValue::from_str(&policy(&visit.nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if carries_token(&visit.here) {
        // Not `no-referrer`: with that a browser sends `Origin: null` with the form, and one too old for
        // `Sec-Fetch-Site` could not choose its PIN.
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    }
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    response
}

/// A part of a page, to be put in the place of what it was before (the islands).
pub fn fragment<V: IntoView + 'static>(body: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| tidied(&body().to_html()));
    owner.unset_with_forced_cleanup();
    html
}

/// The same answer, whose page shows documents of this host in frames ([`framed`]).
pub fn with_frames(visit: &Visit, mut page: Response) -> Response {
    let policy = format!("{}; frame-src 'self'", policy(&visit.nonce));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    page
}

/// A whole HTML document that is looked at in a frame of our own pages: it has the styles that stand in it, and can run, load
/// and send nothing, whatever is in it.
// Test (server/tests/routes/messages.rs): "a message in its frame can run load and send nothing and stands in our pages alone".
pub fn framed(html: String) -> Response {
    let mut response = Response::new(Body::from(html));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
        ),
    );
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    response
}

/// Whether the address opens something by itself (`t=…`, from a mailed link): then it must not stand in the `Referer` of
/// what the page loads and links to, which ends up in the logs of whatever stands in front.
// Test (server/tests/routes/requests.rs): "an address with a token in it is never sent on as a referrer".
fn carries_token(here: &str) -> bool {
    if here.starts_with("/unsubscribe/") {
        return true;
    }
    here.split_once('?').is_some_and(|(_, query)| query.split('&').any(|pair| pair.starts_with("t=")))
}

/// The content security policy of a page: nothing runs, styles or loads but what carries this answer's nonce or comes
/// from this host.
pub fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'none'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; manifest-src 'self'"
    )
}
