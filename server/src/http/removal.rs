//! Taking a cookie back.

use axum::response::Response;
use http::{HeaderValue, header};

/// Adds `Secure` where a `__Host-` cookie is set or removed without it: a browser ignores such a line, so the cookie
/// would stay.
// Test (server/tests/routes/sessions.rs): "the removal of the session cookie is one that a browser obeys".
pub async fn of_host_cookies(mut response: Response) -> Response {
    for (name, value) in response.headers_mut() {
        if *name == header::SET_COOKIE
            && let Some(secure) = secured(value)
        {
            *value = secure;
        }
    }
    response
}

fn secured(value: &HeaderValue) -> Option<HeaderValue> {
    let text = value.to_str().ok().filter(|text| text.starts_with("__Host-"))?;
    let is_secure = text.split(';').any(|part| part.trim().eq_ignore_ascii_case("secure"));
    if is_secure { None } else { HeaderValue::from_str(&format!("{text}; Secure")).ok() }
}
