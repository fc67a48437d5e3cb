//! Leaving a newsletter, or a kind of notice, by the link in it: no signing in, one click, and nothing shown about anybody
//! (L29).
//!
//! The `POST` is also what a mail program sends by itself (RFC 8058): from no page of ours, without a cookie that counts, and
//! answered at once. It is the one form that may come from elsewhere (`router/origin.rs`), and the link it carries does this
//! one thing.
//!
//! A newsletter is passed on. So the page after the click is the same whether its reader had left before or leaves now, and so is
//! the page after taking it back.

use crate::{
    prelude::*,
    request::{Web, failure::Failure, forms::Posted, in_path::InPath, visit::Visit},
    ui::{
        buttons,
        render::{Head, render},
    },
    words::newsletter as words,
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    consent::{Purpose, statement},
    words::Text,
};
use portal::{
    authority::{Leaver, Returner},
    consent::{come_back, leave, stopped_by},
};
use serde::Deserialize;

/// What takes leaving back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct UndoForm {
    undo: String,
}

/// `GET /unsubscribe/{token}`: scanners of mail follow links, so it only asks.
pub async fn get(visit: Visit, State(web): State<Web>, InPath(token): InPath<String>) -> Response {
    let Some(leaver) = Leaver::showing(&web.portal, &visit.site.profile, &token) else { return dead(&visit) };
    let lang = visit.lang;
    let said: Vec<_> =
        said(&visit, leaver.list(), false).into_iter().map(|said| view! { <blockquote>{said}</blockquote> }).collect();
    let title = if is_newsletter(&visit, leaver.list()) { words::LEAVE } else { words::LEAVE_NOTICES };
    render(&visit, Head::new(title.to(lang)), || {
        view! {
            <h1>{title.to(lang)}</h1>
            <p class="lede">{words::LEAVE_WHAT.to(lang)}</p>
            {said}
            <form method="post" action=format!("/unsubscribe/{token}")>{buttons::submit(words::LEAVE_DO, lang)}</form>
        }
    })
}

/// `POST /unsubscribe/{token}`
pub async fn post(visit: Visit, State(web): State<Web>, InPath(token): InPath<String>) -> Result<Response, Failure> {
    let Some(leaver) = Leaver::showing(&web.portal, &visit.site.profile, &token) else { return Ok(dead(&visit)) };
    let lang = visit.lang;
    let undo = leave(&web.portal, &leaver, lang).await?.undo();
    let again = undo.and_then(|undo| Some((undo, said(&visit, leaver.list(), true).pop()?)));
    let title = if is_newsletter(&visit, leaver.list()) { words::LEFT } else { words::LEFT_NOTICES };
    Ok(render(&visit, Head::new(title.to(lang)), || {
        view! {
            <h1>{title.to(lang)}</h1>
            <p class="lede">{words::LEFT_WHAT.to(lang)}</p>
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
    let Some(returner) = Returner::showing(&web.portal, &visit.site.profile, &entered.undo) else {
        return Ok(says(&visit, words::NOT_BACK, words::NOT_BACK_WHAT, StatusCode::UNPROCESSABLE_ENTITY));
    };
    // What became of it is not shown.
    come_back(&web.portal, &returner, visit.lang).await?;
    Ok(says(&visit, words::CAME_BACK, words::CAME_BACK_WHAT, StatusCode::OK))
}

/// What somebody says with the button: the words that are kept, for each kind. None for what the library has no more.
fn said(visit: &Visit, list: &str, given: bool) -> Vec<String> {
    let profile = &visit.site.profile;
    stopped_by(profile, list).iter().map(|purpose| statement(purpose, given, profile, visit.lang)).collect()
}

fn is_newsletter(visit: &Visit, list: &str) -> bool {
    !stopped_by(&visit.site.profile, list).iter().any(|purpose| matches!(purpose, Purpose::Notice(_)))
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
