//! An answer that is a file to keep, and no page.

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};

/// A table for a spreadsheet, under this name.
pub fn csv(name: &str, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
