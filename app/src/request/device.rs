//! The cookie that says a device is known, so that someone guessing at the card cannot lock its owner out.

use super::cookies;
use axum::{http::HeaderMap, response::Response};
use cookie::{Cookie, SameSite, time::Duration};
use secrecy::{ExposeSecret, SecretString};

const NAME: &str = "__Host-device";
const KEPT_FOR: Duration = Duration::days(180);

/// The device's secret, where the browser has one.
pub fn read(headers: &HeaderMap) -> Option<&str> {
    cookies::read(headers, NAME)
}

/// Gives the browser the device's secret.
pub fn keep(response: &mut Response, secret: &SecretString) {
    let cookie = Cookie::build((NAME, secret.expose_secret())).path("/").max_age(KEPT_FOR).same_site(SameSite::Lax);
    cookies::set(response, cookie.http_only(true).secure(true));
}

/// The mark of a browser in which a mailed link or a code from the desk was shown within the hour.
const MARK: &str = "__Host-shown";

/// The mark, where the browser has one.
pub fn mark(headers: &HeaderMap) -> Option<&str> {
    cookies::read(headers, MARK)
}

/// Gives the browser the mark.
pub fn keep_mark(response: &mut Response, mark: &SecretString) {
    let cookie = Cookie::build((MARK, mark.expose_secret())).path("/").max_age(Duration::hours(1));
    cookies::set(response, cookie.http_only(true).secure(true).same_site(SameSite::Lax));
}
