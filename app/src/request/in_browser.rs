//! Handlers that begin, renew or end the browser's session say so in their arguments.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use portal::session::Session;

/// The session of the browser that sends the request, whoever is signed in. There is one behind every address of a
/// library.
pub struct InBrowser(pub Session);

impl<S: Sync> FromRequestParts<S> for InBrowser {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        Session::of(&parts.extensions).map(Self).ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
