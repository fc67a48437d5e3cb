//! Signing out, and the page that says so.

use crate::{
    prelude::*,
    request::{Web, device, failure::Failure, in_browser::InBrowser, visit::Visit},
    ui::render::{Head, render},
    words::access as words,
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use portal::{access, session::Session};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Where anyone who leaves quickly goes: the National Weather Service.
const ELSEWHERE: &str = "https://www.weather.gov/";

/// `POST /sign-out`
pub async fn post(
    visit: Visit,
    State(web): State<Web>,
    InBrowser(session): InBrowser,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let shared = end(&visit, &web, &session, &headers).await?;
    Ok(forget(Redirect::to("/signed-out").into_response(), shared))
}

/// `POST /leave`: signs out and is gone, to a page that tells nothing to anyone who looks over the shoulder. The answer
/// takes the place of the page in the browser's history, and no page of ours is kept to go back to.
pub async fn leave(
    visit: Visit,
    State(web): State<Web>,
    InBrowser(session): InBrowser,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    end(&visit, &web, &session, &headers).await?;
    let body = words::ELSEWHERE.to(visit.lang);
    let page = format!(
        "<!DOCTYPE html><html lang=\"{}\"><meta charset=\"utf-8\"><title>{body}</title>\
         <p><a href=\"{ELSEWHERE}\">{body}</a></p></html>",
        visit.lang.tag()
    );
    let mut response = forget(Html(page).into_response(), true);
    let refresh = HeaderValue::from_str(&format!("0; url={ELSEWHERE}"));
    if let Ok(refresh) = refresh {
        response.headers_mut().insert(header::REFRESH, refresh);
    }
    Ok(response)
}

/// Ends the session; says whether the computer was a shared one.
async fn end(visit: &Visit, web: &Web, session: &Session, headers: &HeaderMap) -> Result<bool, Failure> {
    Ok(match &visit.patron {
        Some(patron) => {
            access::sign_out(&web.portal, patron, session).await?;
            visit.shared
        }
        // The session has lapsed, and what it knew of the computer with it. Only one's own is ever a known device, and
        // it stays one.
        // Test (server/tests/routes/sessions.rs): "signing out after the session has lapsed leaves the device known".
        None => device::read(headers).is_none(),
    })
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
