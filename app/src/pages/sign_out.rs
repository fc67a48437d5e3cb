//! Signing out, and the page that says so.

use crate::{
    web::{
        Web,
        failure::Failure,
        render::{Head, render},
        visit::Visit,
    },
    words::access as words,
};
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use portal::session;
use tower_sessions::Session;

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// `POST /sign-out`
pub async fn post(visit: Visit, State(web): State<Web>, session: Session) -> Result<Response, Failure> {
    if let Some(patron) = &visit.patron {
        session::sign_out(&web.portal, patron, &session).await?;
    }
    Ok(forget(Redirect::to("/signed-out").into_response(), visit.shared))
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
