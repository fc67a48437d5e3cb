//! Leaving a newsletter by the link in it: no signing in, one click, and nothing shown about anybody (L29).
//!
//! The `POST` is also what a mail program sends by itself (RFC 8058): from no page of ours, without a cookie that counts, and
//! answered at once. It is the one form that may come from elsewhere (`router/origin.rs`), and the link it carries does this
//! one thing.

use crate::{
    request::{Web, failure::Failure, forms::Posted, visit::Visit},
    ui::{
        buttons,
        render::{Head, render},
    },
    words::newsletter as words,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    consent::{Purpose, statement},
    words::Text,
};
use leptos::prelude::*;
use portal::{
    authority::{Leaver, Returner},
    consent::{Left, come_back, leave},
};
use serde::Deserialize;

/// What takes leaving back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct UndoForm {
    undo: String,
}

/// `GET /unsubscribe/{token}`: scanners of mail follow links, so it only asks.
pub async fn get(visit: Visit, State(web): State<Web>, Path(token): Path<String>) -> Response {
    let Some(leaver) = Leaver::showing(&web.portal, &visit.site.profile, &token) else { return dead(&visit) };
    let lang = visit.lang;
    let said = said(&visit, leaver.list(), false);
    render(&visit, Head::new(words::LEAVE.to(lang)), || {
        view! {
            <h1>{words::LEAVE.to(lang)}</h1>
            <p class="lede">{words::LEAVE_WHAT.to(lang)}</p>
            {said.map(|said| view! { <blockquote>{said}</blockquote> })}
            <form method="post" action=format!("/unsubscribe/{token}")>{buttons::submit(words::LEAVE_DO, lang)}</form>
        }
    })
}

/// `POST /unsubscribe/{token}`
pub async fn post(visit: Visit, State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Failure> {
    let Some(leaver) = Leaver::showing(&web.portal, &visit.site.profile, &token) else { return Ok(dead(&visit)) };
    let left = leave(&web.portal, &leaver, visit.lang).await?;
    let lang = visit.lang;
    let (what, undo) = match left {
        Left::Now { undo } => (words::LEFT_WHAT, undo),
        Left::Before => (words::LEFT_BEFORE, None),
    };
    let again = undo.and_then(|undo| Some((undo, said(&visit, leaver.list(), true)?)));
    Ok(render(&visit, Head::new(words::LEFT.to(lang)), || {
        view! {
            <h1>{words::LEFT.to(lang)}</h1>
            <p class="lede">{what.to(lang)}</p>
            {again.map(|(undo, said)| view! {
                <section class="sheet" aria-labelledby="mistake">
                    <h2 id="mistake">{words::BY_MISTAKE.to(lang)}</h2>
                    <p>{words::BY_MISTAKE_WHAT.to(lang)}</p>
                    <blockquote>{said}</blockquote>
                    <form method="post" action="/resubscribe">
                        <input type="hidden" name="undo" value=undo/>
                        {buttons::submit(words::BACK_DO, lang)}
                    </form>
                </section>
            })}
            {to_choices(lang)}
        }
    }))
}

/// `POST /resubscribe`
pub async fn post_undo(
    visit: Visit,
    State(web): State<Web>,
    Posted(entered): Posted<UndoForm>,
) -> Result<Response, Failure> {
    let back = match Returner::showing(&web.portal, &visit.site.profile, &entered.undo) {
        Some(returner) => come_back(&web.portal, &returner, visit.lang).await?,
        None => false,
    };
    Ok(if back {
        says(&visit, words::CAME_BACK, words::CAME_BACK_WHAT, StatusCode::OK)
    } else {
        says(&visit, words::NOT_BACK, words::NOT_BACK_WHAT, StatusCode::UNPROCESSABLE_ENTITY)
    })
}

/// What somebody says with the button: the words that are kept. None for a newsletter that the library has no more.
fn said(visit: &Visit, list: &str, given: bool) -> Option<String> {
    let profile = &visit.site.profile;
    let list = profile.newsletters.iter().find(|one| one.code == list)?;
    Some(statement(&Purpose::Newsletter(list), given, profile, visit.lang))
}

fn dead(visit: &Visit) -> Response {
    says(visit, words::DEAD, words::DEAD_WHAT, StatusCode::UNPROCESSABLE_ENTITY)
}

fn says(visit: &Visit, title: Text, what: Text, status: StatusCode) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(title.to(lang)).status(status), || {
        view! {
            <h1>{title.to(lang)}</h1>
            <p class="lede">{what.to(lang)}</p>
            {to_choices(lang)}
        }
    })
}

fn to_choices(lang: domain::words::Lang) -> impl IntoView {
    view! { <p class="buttons"><a class="button secondary" href="/consents">{words::CHOOSE.to(lang)}</a></p> }
}
