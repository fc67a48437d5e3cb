//! Signing out, and the page that says so.

use crate::{
    web::{
        Web, device,
        failure::Failure,
        render::{Head, render},
        visit::Visit,
    },
    words::access as words,
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use portal::session;
use tower_sessions::Session;

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// `POST /sign-out`
pub async fn post(
    visit: Visit,
    State(web): State<Web>,
    session: Session,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let shared = match &visit.patron {
        Some(patron) => {
            session::sign_out(&web.portal, patron, &session).await?;
            visit.shared
        }
        // The session has lapsed, and what it knew of the computer with it. Only one's own is ever a known device, and
        // it stays one.
        // Test (server/tests/routes/sessions.rs): "signing out after the session has lapsed leaves the device known".
        None => device::read(&headers).is_none(),
    };
    Ok(forget(Redirect::to("/signed-out").into_response(), shared))
}

/// Asks the browser to forget what it has of this site; on a shared computer everything, on one's own all but the
/// cookies (the device stays known, the session's cookie opens nothing any more).
pub fn forget(mut response: Response, shared: bool) -> Response {
    let what = if shared { "\"cache\", \"cookies\", \"storage\"" } else { "\"cache\", \"storage\"" };
    response.headers_mut().insert(CLEAR_SITE_DATA, HeaderValue::from_static(what));
    response
}

/// `GET /signed-out`
pub async fn get(visit: Visit) -> Response {
    let lang = visit.lang;
    render(&visit, Head::new(words::SIGNED_OUT.to(lang)), || {
        view! {
            <h1>{words::SIGNED_OUT.to(lang)}</h1>
            <p class="lede">{words::SIGNED_OUT_WHAT.to(lang)}</p>
            <p class="buttons"><a class="button" href="/sign-in">{words::SIGN_IN_AGAIN.to(lang)}</a></p>
        }
    })
}
