//! Signing in and out at the desk.

use crate::{
    pages::access::sign_out,
    prelude::*,
    request::{
        Web, at_desk,
        client::Client,
        failure::{Failure, safe_next},
        forms::{Posted, Problems},
        in_browser::InBrowser,
        visit::Visit,
    },
    ui::{
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::desk as words,
};
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use portal::staff::{self, StaffAttempt, StaffSignIn};
use serde::Deserialize;

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub struct DeskSignInQuery {
    /// Where to go afterwards.
    next: Option<String>,
    /// Set when a session ended by itself.
    ended: Option<String>,
}

/// The form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DeskSignInForm {
    login: String,
    secret: String,
    code: String,
    next: String,
}

/// `GET /desk/sign-in`
pub async fn get(visit: Visit, Query(asked): Query<DeskSignInQuery>) -> Response {
    if visit.staff.is_some() {
        return Redirect::to(asked.next.as_deref().and_then(desk_page).unwrap_or("/desk")).into_response();
    }
    let entered = DeskSignInForm { next: asked.next.unwrap_or_default(), ..DeskSignInForm::default() };
    form(&visit, &entered, &Problems::none(), asked.ended.is_some())
}

/// `POST /desk/sign-in`
pub async fn post(
    visit: Visit,
    State(web): State<Web>,
    Client(client): Client,
    InBrowser(session): InBrowser,
    headers: HeaderMap,
    Posted(entered): Posted<DeskSignInForm>,
) -> Result<Response, Failure> {
    let mut problems = Problems::none();
    for (name, value, missing) in [
        ("login", &entered.login, words::LOGIN_MISSING),
        ("secret", &entered.secret, words::PASSWORD_MISSING),
        ("code", &entered.code, words::CODE_MISSING),
    ] {
        if value.trim().is_empty() {
            problems.add(name, missing);
        }
    }
    if !problems.is_empty() {
        return Ok(form(&visit, &entered, &problems, false));
    }
    let attempt = StaffAttempt {
        login: &entered.login,
        password: entered.secret.clone().into(),
        code: entered.code.clone().into(),
        client,
    };
    match staff::sign_in(&web.portal, &web.hasher, &visit.site.profile, attempt).await? {
        StaffSignIn::Welcome(cookie) => {
            // One browser is a patron's or the desk's, never both.
            session.end().await?;
            if let Some(secret) = at_desk::secret(&headers) {
                staff::leave(&web.portal, visit.site.slug(), secret).await?;
            }
            let mut response = Redirect::to(desk_page(&entered.next).unwrap_or("/desk")).into_response();
            at_desk::keep(&mut response, &cookie);
            Ok(response)
        }
        StaffSignIn::Refused => Ok(form(&visit, &entered, &Problems::one("login", words::REFUSED), false)),
        StaffSignIn::Busy { retry_after_seconds } => Err(Failure::Busy { retry_after_seconds }),
    }
}

/// `POST /desk/sign-out`
pub async fn sign_out(visit: Visit, State(web): State<Web>) -> Result<Response, Failure> {
    if let Some(staff) = &visit.staff {
        staff::sign_out(&web.portal, staff).await?;
    }
    let mut response = sign_out::forget(Redirect::to("/desk/sign-in").into_response(), true);
    at_desk::forget(&mut response);
    Ok(response)
}

/// `next` where it is a page of the desk.
fn desk_page(next: &str) -> Option<&str> {
    safe_next(next).filter(|next| at_desk::is_desk(next.split('?').next().unwrap_or_default()))
}

fn form(visit: &Visit, entered: &DeskSignInForm, problems: &Problems, ended: bool) -> Response {
    let lang = visit.lang;
    let head = Head::new(words::SIGN_IN.to(lang)).problems(!problems.is_empty()).islands();
    let field =
        |name, label, hint, autocomplete, inputmode| Field { name, label, hint, autocomplete, inputmode, size: 20 };
    render(visit, head, || {
        view! {
            {summary(problems, lang)}
            <h1>{words::SIGN_IN.to(lang)}</h1>
            {ended.then(|| view! { <p class="notice" role="status">{words::ENDED.to(lang)}</p> })}
            <p class="lede">{words::SIGN_IN_LEDE.to(lang)}</p>
            <form method="post" action="/desk/sign-in" class="sheet" novalidate>
                <input type="hidden" name="next" value=entered.next.clone()/>
                {field("login", words::LOGIN, None, "username", "text").text(&entered.login, problems, lang)}
                {field("secret", words::PASSWORD, None, "current-password", "text").secret(problems, lang)}
                {field("code", words::CODE, Some(words::CODE_HINT), "one-time-code", "numeric").text("", problems, lang)}
                {buttons::submit(words::SIGN_IN, lang)}
            </form>
            <ul class="ways"><li><a href="/sign-in">{words::FOR_PATRONS.to(lang)}</a></li></ul>
        }
    })
}
