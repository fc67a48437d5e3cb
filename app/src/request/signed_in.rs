//! Handlers that need a patron say so in their arguments.

use super::{
    failure::{Failure, Sent},
    page_of::page_of,
    visit::Visit,
};
use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
};
use portal::authority::Patron;

/// A patron, signed in. Without one the visitor is led to the sign-in page, and back afterwards.
pub struct SignedIn(pub Patron);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let next = if parts.method == Method::GET { visit.here.clone() } else { page_of(&visit.path).to_owned() };
        let sent = match (&parts.method, visit.path.as_str()) {
            (&Method::GET, _) => Sent::Nothing,
            (_, "/security/change" | "/security/end-all" | "/security/lost") => Sent::PerhapsTwice,
            _ => Sent::InVain,
        };
        visit.patron.clone().map(Self).ok_or(Failure::SignInFirst { next, sent })
    }
}
