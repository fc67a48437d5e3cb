//! Handlers of the desk: they need a member of staff, and say so in their arguments.

use super::{Web, cookies, failure::Failure, site::Site, visit::Visit};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, request::Parts},
    response::Response,
};
use cookie::{Cookie, CookieBuilder, SameSite, time::Duration};
use portal::{authority::Staff, staff};
use secrecy::{ExposeSecret, SecretString};

const NAME: &str = "__Host-desk";

/// A member of staff, signed in. Without one the visitor is led to the desk's sign-in page.
pub struct AtDesk(pub Staff);

impl<S: Send + Sync> FromRequestParts<S> for AtDesk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let next = if parts.method == Method::GET { visit.here.clone() } else { "/desk".to_owned() };
        visit.staff.clone().map(Self).ok_or(Failure::DeskFirst(next))
    }
}

/// Whether an address is one of the desk's.
pub fn is_desk(path: &str) -> bool {
    path == "/desk" || path.starts_with("/desk/")
}

/// Who of the staff is signed in, where it matters. Patrons' pages never ask.
pub async fn current(
    web: &Web,
    site: &Site,
    path: &str,
    headers: &HeaderMap,
) -> portal::Result<Option<staff::Current>> {
    match cookies::read(headers, NAME) {
        Some(value) if is_desk(path) || path.starts_with("/api/") => {
            staff::current(&web.portal, &site.profile, value).await
        }
        _ => Ok(None),
    }
}

/// The desk's cookie, where the browser has one.
pub fn secret(headers: &HeaderMap) -> Option<&str> {
    cookies::read(headers, NAME)
}

/// Gives the browser the session's cookie. It ends with the browser, and no other site's link carries it.
pub fn keep(response: &mut Response, secret: &SecretString) {
    cookies::set(response, ours(secret.expose_secret()));
}

/// Takes the cookie away.
pub fn forget(response: &mut Response) {
    cookies::set(response, ours("").max_age(Duration::ZERO));
}

fn ours(value: &str) -> CookieBuilder<'_> {
    Cookie::build((NAME, value)).path("/").http_only(true).secure(true).same_site(SameSite::Strict)
}
