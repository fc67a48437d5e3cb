//! What goes wrong, and where somebody is led who has to sign in first.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;

/// What is written as it is in the value of a query; a path stays readable.
const IN_A_QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_');

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
    /// Someone has to sign in first.
    SignInFirst {
        /// Where they were going.
        next: String,
        /// Whether they were sending a form.
        sent: Sent,
    },
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
    /// The portal's own means failed; why, with all it comes from, for the log.
    Broken(Arc<portal::Error>),
}

/// What somebody who has to sign in first was sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Nothing: they asked for a page.
    Nothing,
    /// A form, which is not done.
    InVain,
    /// A form that ends the session itself: it is not done now, and was if it was sent before.
    PerhapsTwice,
}

impl From<portal::Error> for Failure {
    fn from(error: portal::Error) -> Self {
        Self::Broken(Arc::new(error))
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Self::SignInFirst { next, sent } = &self {
            let address = sign_in_address(next);
            let glue = if address.contains('?') { '&' } else { '?' };
            let address = match sent {
                Sent::Nothing => address,
                Sent::InVain => format!("{address}{glue}unsent=yes"),
                Sent::PerhapsTwice => format!("{address}{glue}unsent=perhaps"),
            };
            return Redirect::to(&address).into_response();
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
    /// The status it is answered with.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Malformed | Self::Address => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::SignInFirst { .. } | Self::DeskFirst(_) => StatusCode::SEE_OTHER,
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
            format!("{page}?next={}", utf8_percent_encode(next, IN_A_QUERY))
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
