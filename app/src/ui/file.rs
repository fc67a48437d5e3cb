//! An answer that is a text or a file to keep, and no page.

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};

/// A table for a spreadsheet, under this name.
pub fn csv(name: &str, table: String) -> Response {
    named(name, of_kind("text/csv; charset=utf-8", table))
}

/// Text to keep, under this name.
pub fn text(name: &str, said: String) -> Response {
    named(name, plain(said))
}

/// Text to read as it is.
pub fn plain(said: String) -> Response {
    of_kind("text/plain; charset=utf-8", said)
}

fn of_kind(kind: &'static str, said: String) -> Response {
    let mut response = Response::new(Body::from(said));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn named(name: &str, mut response: Response) -> Response {
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
