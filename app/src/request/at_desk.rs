//! Handlers of the desk: they need a member of staff, and say so in their arguments.

use super::{Web, cookies, failure::Failure, site::Site, visit::Visit};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, request::Parts},
    response::Response,
};
use cookie::{Cookie, CookieBuilder, SameSite, time::Duration};
use portal::{
    authority::{Director, Staff},
    staff,
};
use secrecy::{ExposeSecret, SecretString};

const NAME: &str = "__Host-desk";

/// Says that somebody is signed in at the desk in this browser, or was within the hour: it chooses no patron's secret.
const MARK: &str = "__Host-desk-browser";
/// A day at the desk and the hour after it.
const MARKED: Duration = Duration::hours(staff::WHOLE.num_hours() + 1);
const AFTERWARDS: Duration = Duration::hours(1);

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

/// The Director among the staff. For others there is no such page.
pub fn director(staff: &Staff) -> Result<Director, Failure> {
    Director::of(staff).ok_or(Failure::NotFound)
}

/// Where an open work list asks for itself, without anybody there.
pub const RENEWED: &str = "/desk/work";

/// Whether an address is one of the desk's.
pub fn is_desk(path: &str) -> bool {
    path == "/desk" || path.starts_with("/desk/")
}

/// Who of the staff is signed in, where it matters: on the desk's pages, and where somebody is signed in as a patron with
/// the same browser.
pub async fn current(
    web: &Web,
    site: &Site,
    path: &str,
    patron: bool,
    headers: &HeaderMap,
) -> portal::Result<Option<staff::Current>> {
    match cookies::read(headers, NAME) {
        Some(value) if patron || is_desk(path) || path.starts_with("/api/") => {
            let kept = if path == RENEWED { staff::Kept::AsItWas } else { staff::Kept::Longer };
            staff::current(&web.portal, &site.profile, value, kept).await
        }
        _ => Ok(None),
    }
}

/// The desk's cookie, where the browser has one.
pub fn secret(headers: &HeaderMap) -> Option<&str> {
    cookies::read(headers, NAME)
}

/// Whether the browser is or was lately the desk's. Anyone who takes the cookies away is not found out by this: what a clerk
/// cannot do alone is made sure of by the second member of staff and by the mail to the patron.
pub fn is_desks(headers: &HeaderMap) -> bool {
    cookies::read(headers, NAME).or_else(|| cookies::read(headers, MARK)).is_some_and(|value| !value.is_empty())
}

fn mark(response: &mut Response, kept_for: Duration) {
    cookies::set(response, ours(MARK, "1").max_age(kept_for));
}

/// Gives the browser the session's cookie. It ends with the browser, and no other site's link carries it.
pub fn keep(response: &mut Response, secret: &SecretString) {
    cookies::set(response, ours(NAME, secret.expose_secret()));
    mark(response, MARKED);
}

/// Takes the cookie away.
pub fn forget(response: &mut Response) {
    cookies::set(response, ours(NAME, "").max_age(Duration::ZERO));
    mark(response, AFTERWARDS);
}

fn ours<'a>(name: &'a str, value: &'a str) -> CookieBuilder<'a> {
    Cookie::build((name, value)).path("/").http_only(true).secure(true).same_site(SameSite::Strict)
}
