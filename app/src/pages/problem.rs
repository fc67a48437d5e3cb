//! What goes wrong, as pages: a reference number, what to do next, and nothing else.

use crate::{
    prelude::*,
    request::{failure::Failure, visit::Visit},
    ui::render::{Head, render},
    words::problem as words,
};
use axum::{
    http::{StatusCode, header},
    response::Response,
};
use domain::words::{Lang, Text};

/// `response`, or the page for the failure it carries. What the layers and extractors below refuse by themselves, in
/// plain text and English, becomes a page of the library too.
// Test (server/tests/routes/bodies.rs): "whatever is refused is refused with the library's own page".
pub fn rendered(visit: &Visit, response: Response) -> Response {
    if let Some(failure) = response.extensions().get::<Failure>() {
        return page(visit, failure);
    }
    let status = response.status();
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    // A server function answers its island, not a reader.
    let is_islands = visit.path.starts_with("/api/") && status != StatusCode::METHOD_NOT_ALLOWED;
    if is_page || is_islands || !status.is_client_error() {
        return response;
    }
    let mut page = match status {
        StatusCode::NOT_FOUND => page(visit, &Failure::NotFound),
        StatusCode::PAYLOAD_TOO_LARGE => page(visit, &Failure::TooLarge),
        // Forms answer for themselves (`Posted`): what is left is the address.
        StatusCode::BAD_REQUEST => page(visit, &Failure::Address),
        _ => page(visit, &Failure::Malformed),
    };
    *page.status_mut() = status;
    page
}

/// The page for `failure`.
pub fn page(visit: &Visit, failure: &Failure) -> Response {
    let lang = visit.lang;
    let (title, what) = match failure {
        Failure::NotFound => (words::NOT_FOUND, words::NOT_FOUND_WHAT),
        Failure::Malformed | Failure::TooLarge => (words::MALFORMED, words::MALFORMED_WHAT),
        Failure::Address => (words::ADDRESS, words::ADDRESS_WHAT),
        Failure::CrossSite => (words::CROSS_SITE, words::CROSS_SITE_WHAT),
        Failure::SignInFirst { .. } | Failure::DeskFirst(_) => (words::SIGN_IN_FIRST, words::SIGN_IN_FIRST_WHAT),
        Failure::Busy { .. } => (words::BUSY, words::BUSY_WHAT),
        Failure::OneAtATime { .. } => (words::ONE_AT_A_TIME, words::ONE_AT_A_TIME_WHAT),
        Failure::Broken(_) => (words::BROKEN, words::BROKEN_WHAT),
    };
    let reference = if let Failure::Broken(error) = failure {
        tracing::error!(reference = %visit.id, error = %portal::Error::chain(&**error), "a page could not be made");
        Some(visit.id.to_string())
    } else {
        None
    };
    let mut response = render(visit, Head::new(title.to(lang)).status(failure.status()), || {
        body((title, what), reference, true, lang)
    });
    if let Failure::Busy { retry_after_seconds } | Failure::OneAtATime { retry_after_seconds } = failure {
        response.headers_mut().insert(header::RETRY_AFTER, (*retry_after_seconds).into());
    }
    response
}

/// What such a page says: what is wrong, what to do, a number to name it by, and where there is one the way to begin again.
pub fn body((title, what): (Text, Text), reference: Option<String>, start: bool, lang: Lang) -> impl IntoView + use<> {
    view! {
        <div class="problem">
            <h1>{title.to(lang)}</h1>
            <p class="lede">{what.to(lang)}</p>
            {reference.map(|reference| view! {
                <p>{words::REFERENCE.to(lang)} " " <strong class="reference">{reference}</strong></p>
            })}
            {start.then(|| view! { <p><a class="button" href="/">{words::START_AGAIN.to(lang)}</a></p> })}
        </div>
    }
}
