//! Server functions: what islands ask.

use crate::{
    pages::{consent::in_place::switched, record::listing::listing},
    request::{failure::Failure, forms::BODY_LIMIT, lists::Lists, switched::Switches, visit},
};
use axum::{
    Extension,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::{prelude::provide_context, server_fn::axum::server_fn_paths};

/// A server function of an island, with the visit and the session it is called in.
pub async fn server_function(Extension(visit): Extension<visit::Visit>, request: Request) -> Result<Response, Failure> {
    // Read here: a body that is too large, or no text, would be an error on our side below.
    let (mut parts, body) = request.into_parts();
    if !server_fn_paths().any(|(path, _)| path == parts.uri.path()) {
        return Err(Failure::NotFound);
    }
    // Islands read data. Anyone who wants a page would be led to wherever the request says it came from, which another site
    // may have written.
    // Test (server/tests/routes/server_functions.rs): "a server function leads nobody to another address".
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    parts.headers.remove(header::REFERER);
    let body = to_bytes(body, BODY_LIMIT).await.map_err(|_| Failure::TooLarge)?;
    let body = String::from_utf8(body.into()).map_err(|_| Failure::Malformed)?;
    let request = Request::from_parts(parts, Body::from(body));
    let context = move || {
        provide_context(visit.clone());
        provide_context(Lists(|visit, name| Box::pin(listing(visit, name))));
        provide_context(Switches(|visit, said| Box::pin(switched(visit, said))));
    };
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return Ok(response);
    }
    let (mut parts, body) = response.into_parts();
    let said = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    // Below, arguments that cannot be read are an error on our side like any other; they are the sender's.
    if [&b"Args|"[..], b"MissingArg|", b"Deserialization|"].iter().any(|kind| said.starts_with(kind)) {
        parts.status = StatusCode::BAD_REQUEST;
    }
    Ok(Response::from_parts(parts, Body::from(said)))
}
