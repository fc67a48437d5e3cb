//! What goes wrong, as pages: a reference number, what to do next, and nothing else.

use super::{
    render::{Head, render},
    visit::Visit,
};
use crate::words::problem as words;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;

/// Why a handler could not answer. Details go to the log under the reference number, never to the page.
#[derive(Debug, Clone)]
pub enum Failure {
    /// There is no such page, or it is not this person's to see: the two are not told apart.
    NotFound,
    /// The form's fields could not be read.
    Malformed,
    /// The address's path or query could not be read.
    Address,
    /// The form is larger than any of ours.
    TooLarge,
    /// The form came from another site.
    CrossSite,
    /// Someone has to sign in first; where they were going.
    SignInFirst(String),
    /// Someone of the staff has to sign in first; where they were going.
    DeskFirst(String),
    /// Too much at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
    /// The same person is doing the same already, and it is heavy.
    OneAtATime {
        /// When to come back.
        retry_after_seconds: u32,
    },
    /// The portal's own means failed.
    Broken(String),
}

impl From<portal::Error> for Failure {
    fn from(error: portal::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Self::SignInFirst(next) = &self {
            return Redirect::to(&sign_in_address(next)).into_response();
        }
        if let Self::DeskFirst(next) = &self {
            return Redirect::to(&desk_address(next)).into_response();
        }
        // The visit layer turns this into a page in the visitor's language.
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl Failure {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Malformed | Self::Address => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::SignInFirst(_) | Self::DeskFirst(_) => StatusCode::SEE_OTHER,
            Self::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::OneAtATime { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The sign-in page's address, with the way back.
pub fn sign_in_address(next: &str) -> String {
    with_way_back("/sign-in", "/record", next)
}

/// The desk's sign-in page, with the way back.
pub fn desk_address(next: &str) -> String {
    with_way_back("/desk/sign-in", "/desk", next)
}

fn with_way_back(page: &str, home: &str, next: &str) -> String {
    match safe_next(next) {
        Some(next) if next != home => {
            let encoded: String = next
                .bytes()
                .map(|b| match b {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' => char::from(b).to_string(),
                    other => format!("%{other:02X}"),
                })
                .collect();
            format!("{page}?next={encoded}")
        }
        _ => page.to_owned(),
    }
}

/// `next` where it is a path on this very host; anything a browser might take for another site is refused.
pub fn safe_next(next: &str) -> Option<&str> {
    let on_this_host = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control)
        && next.len() <= 200;
    on_this_host.then_some(next)
}

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
        Failure::SignInFirst(_) | Failure::DeskFirst(_) => (words::SIGN_IN_FIRST, words::SIGN_IN_FIRST_WHAT),
        Failure::Busy { .. } => (words::BUSY, words::BUSY_WHAT),
        Failure::OneAtATime { .. } => (words::ONE_AT_A_TIME, words::ONE_AT_A_TIME_WHAT),
        Failure::Broken(_) => (words::BROKEN, words::BROKEN_WHAT),
    };
    let reference = matches!(failure, Failure::Broken(_)).then(|| {
        let reference: String =
            visit.nonce.chars().filter(char::is_ascii_alphanumeric).take(8).collect::<String>().to_uppercase();
        if let Failure::Broken(reason) = failure {
            tracing::error!(reference, reason, "a page could not be made");
        }
        reference
    });
    let mut response = render(visit, Head::new(title.to(lang)).status(failure.status()), || {
        view! {
            <div class="problem">
                <h1>{title.to(lang)}</h1>
                <p class="lede">{what.to(lang)}</p>
                {reference.map(|reference| view! {
                    <p>{words::REFERENCE.to(lang)} " " <strong class="reference">{reference}</strong></p>
                })}
                <p><a class="button" href="/">{words::START_AGAIN.to(lang)}</a></p>
            </div>
        }
    });
    if let Failure::Busy { retry_after_seconds } | Failure::OneAtATime { retry_after_seconds } = failure {
        response.headers_mut().insert(header::RETRY_AFTER, (*retry_after_seconds).into());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site_after_signing_in() {
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb", "evil"] {
            assert_eq!(safe_next(bad), None, "{bad}");
            assert_eq!(sign_in_address(bad), "/sign-in");
        }
        assert_eq!(sign_in_address("/record/history?page=2"), "/sign-in?next=/record/history%3Fpage%3D2");
    }
}
