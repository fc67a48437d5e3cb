//! Handlers that need a patron say so in their arguments.

use super::{failure::Failure, visit::Visit};
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
        // Each form under /permissions is its page's own: whoever signs in again is led back to it, and what was saved is
        // there.
        let comes_back = parts.method == Method::GET || visit.path.starts_with("/permissions/");
        let next = if comes_back { visit.here.clone() } else { "/record".to_owned() };
        visit.patron.clone().map(Self).ok_or(Failure::SignInFirst(next))
    }
}
