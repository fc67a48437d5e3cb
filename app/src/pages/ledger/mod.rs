//! The ledger's proofs: everybody's page, where a receipt is checked, and one's own lines.

mod everybody;
pub mod own;

pub use everybody::{get, get_growth, get_head, post};

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};

/// Text for programs and for keeping.
fn text(text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
