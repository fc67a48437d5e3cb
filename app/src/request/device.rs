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
