//! Forms as they arrive, and what is wrong with them.

use super::{Web, failure::Failure};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    parse::typed_day,
    words::{Lang, Text},
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// A form's own name as it was sent, given when its page was shown, so that what is sent twice is done once; a new one where
/// there is none.
pub fn form_name(web: &Web, sent: &str) -> Uuid {
    sent.parse().unwrap_or_else(|_| web.portal.entropy.uuid())
}

/// What was typed into a box of several lines, as one line: line ends, tabs and runs of spaces are one space each.
pub fn one_line(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The day that was typed into a field. What is wrong with it is said as the browser says it when the field is left; `missing`
/// where nothing is typed.
pub fn day_needed(field: &'static str, typed: &str, missing: Text, problems: &mut Problems) -> Option<NaiveDate> {
    typed_day(typed).and_then(|day| day.ok_or(missing)).map_err(|wrong| problems.add(field, wrong)).ok()
}

/// The same for a day that may be left empty.
pub fn day_or_none(field: &'static str, typed: &str, problems: &mut Problems) -> Option<NaiveDate> {
    typed_day(typed).map_err(|wrong| problems.add(field, wrong)).ok().flatten()
}

/// No form of ours comes near this (bytes).
pub const BODY_LIMIT: usize = 64 * 1024;

/// The fields of a posted form (`application/x-www-form-urlencoded` only: a `text/plain` body is how other sites
/// imitate one).
pub struct Posted<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Posted<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Failure::Malformed);
        }
        let body = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
            _ => Failure::Malformed,
        })?;
        axum::Form::<T>::from_request(
            Request::builder()
                .method("POST")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(axum::body::Body::from(body))
                .map_err(|_| Failure::Malformed)?,
            state,
        )
        .await
        .map(|axum::Form(fields)| Self(fields))
        .map_err(|_| Failure::Malformed)
    }
}

/// What is wrong with a form, field by field, in the order of the page.
#[derive(Debug, Clone, Default)]
pub struct Problems(Vec<Problem>);

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The field's `id`, where the summary's link leads.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub text: Text,
}

/// A form that comes back because there is too much at once: what was typed is kept, and the browser is told when to send
/// it again.
pub fn busy(mut form: Response, retry_after_seconds: u32) -> Response {
    *form.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    form.headers_mut().insert(header::RETRY_AFTER, retry_after_seconds.into());
    form
}

impl Problems {
    /// Nothing is wrong.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// One thing is wrong.
    pub fn one(field: &'static str, text: Text) -> Self {
        Self(vec![Problem { field, text }])
    }

    /// One more thing is wrong.
    pub fn add(&mut self, field: &'static str, text: Text) {
        self.0.push(Problem { field, text });
    }

    /// Whether the form may be used.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with one field.
    pub fn of(&self, field: &str, lang: Lang) -> Option<&'static str> {
        self.0.iter().find(|problem| problem.field == field).map(|problem| problem.text.to(lang))
    }

    /// Each thing that is wrong.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }
}
