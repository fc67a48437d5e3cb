//! The cookie that says a device is known, so that someone guessing at the card cannot lock its owner out.

use super::visit::cookie;
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use secrecy::{ExposeSecret, SecretString};

const NAME: &str = "__Host-device";
const SECONDS: u32 = 180 * 24 * 60 * 60;

/// The device's secret, where the browser has one.
pub fn read(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, NAME)
}

/// Gives the browser the device's secret.
pub fn keep(response: &mut Response, secret: &SecretString) {
    let text = format!("{NAME}={}; Path=/; Max-Age={SECONDS}; HttpOnly; Secure; SameSite=Lax", secret.expose_secret());
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The mark of a browser in which a mailed link or a code from the desk was shown within the hour.
const MARK: &str = "__Host-shown";

/// The mark, where the browser has one.
pub fn mark(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, MARK)
}

/// Gives the browser the mark.
pub fn keep_mark(response: &mut Response, mark: &SecretString) {
    let text = format!("{MARK}={}; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax", mark.expose_secret());
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
