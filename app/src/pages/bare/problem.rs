//! What went wrong where no library's page could say it: an address of no library, a time-out, a fault of ours.

use super::{Guest, render};
use crate::{
    pages::problem::body,
    request::{Web, request_id::RequestId},
    words::problem as words,
};
use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::Response,
};

/// The layer that puts a page in the reader's language in place of an answer that failed and says nothing.
pub async fn layer(State(web): State<Web>, request: Request, next: Next) -> Response {
    let guest = Guest::read(request.headers(), request.uri());
    let id = request.extensions().get().cloned().unwrap_or_else(|| RequestId::new(&*web.portal.entropy));
    let response = next.run(request).await;
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    page(&web, &guest, status, &id)
}

fn page(web: &Web, guest: &Guest, status: StatusCode, id: &RequestId) -> Response {
    let lang = guest.lang;
    let (title, what) = match status {
        StatusCode::MISDIRECTED_REQUEST => (words::NO_LIBRARY, words::NO_LIBRARY_WHAT),
        StatusCode::SERVICE_UNAVAILABLE => (words::BUSY, words::LATE_WHAT),
        _ if status.is_client_error() => (words::NOT_FOUND, words::NOT_FOUND_WHAT),
        _ => (words::BROKEN, words::BROKEN_WHAT),
    };
    let reference = (status == StatusCode::INTERNAL_SERVER_ERROR).then(|| {
        tracing::error!(reference = %id, "a request broke off; where stands above");
        id.to_string()
    });
    // Nothing here leads to a library that is not there.
    let start = status != StatusCode::MISDIRECTED_REQUEST;
    render(web, guest, (title.to(lang), status), String::new(), || body((title, what), reference, start, lang))
}
