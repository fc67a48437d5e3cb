//! Changing one's PIN or password.

use crate::{
    pages::access::new_secret::{differing, fields},
    prelude::*,
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems, busy},
        in_browser::InBrowser,
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{access, security as words},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::words::Lang;
use portal::access::{Change, Changed, change_secret, number_to_keep};
use serde::Deserialize;

/// The form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    current: String,
    new_secret: String,
    again: String,
}

/// `GET /security/change`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, State(web): State<Web>) -> Result<Response, Failure> {
    let card = number_to_keep(&web.portal, &patron).await?;
    Ok(form(&visit, card, &Problems::none(), StatusCode::OK))
}

/// `POST /security/change`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    InBrowser(session): InBrowser,
    Posted(entered): Posted<ChangeForm>,
) -> Result<Response, Failure> {
    let card = number_to_keep(&web.portal, &patron).await?;
    let mut problems = differing(&visit, &entered.new_secret, &entered.again);
    if entered.current.is_empty() {
        problems.add("current", access::SECRET_MISSING.of(visit.young));
    }
    if !problems.is_empty() {
        return Ok(form(&visit, card, &problems, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let changed = change_secret(
        &web.portal,
        &web.hasher,
        &patron,
        &session,
        Change {
            current: entered.current.into(),
            new: entered.new_secret.into(),
            lang: visit.lang,
            site: &visit.address(),
        },
    )
    .await?;
    let problems = match changed {
        Changed::Done => return Ok(Redirect::to("/security?done=changed").into_response()),
        Changed::Before => return Ok(Redirect::to("/chosen?before=changed").into_response()),
        Changed::SignedOut => return Err(visit.signed_out()),
        Changed::Weak(why) => Problems::one("new_secret", why),
        Changed::WrongCurrent => Problems::one("current", words::CURRENT_WRONG.of(visit.young)),
        Changed::Busy { retry_after_seconds } => {
            let problems = Problems::one("current", access::BUSY_NOW.of(visit.young));
            return Ok(busy(form(&visit, card, &problems, StatusCode::SERVICE_UNAVAILABLE), retry_after_seconds));
        }
    };
    Ok(form(&visit, card, &problems, StatusCode::UNPROCESSABLE_ENTITY))
}

fn form(visit: &Visit, card: Option<String>, problems: &Problems, status: StatusCode) -> Response {
    let lang = visit.lang;
    let head = Head::new(words::CHANGE.to(visit.young, lang)).problems(!problems.is_empty()).status(status).islands();
    render(visit, head, || {
        view! {
            {buttons::back("/security", words::TITLE, lang)}
            {summary(problems, lang)}
            <h1>{words::CHANGE.to(visit.young, lang)}</h1>
            <p class="lede">{words::CHANGE_WHAT.to(visit.young, lang)}</p>
            <form method="post" action="/security/change" class="sheet" novalidate>
                {card.map(|card| kept_under(card, lang))}
                {Field {
                    name: "current",
                    label: words::CURRENT.of(visit.young),
                    hint: None,
                    autocomplete: "current-password",
                    inputmode: "text",
                    size: 0,
                }.secret(problems, lang)}
                {fields(visit, problems)}
                {buttons::submit(access::SAVE_SECRET, lang)}
            </form>
        }
    })
}

/// Whose secret it is, for a password manager, so that it mends the entry it has and makes no second one: a family often has
/// several cards in one browser. It has no name, and is not sent.
// Test (end2end/journeys/security.spec.ts): "password managers know whose secret is changed, and keep a child’s for nobody".
pub fn kept_under(card: String, lang: Lang) -> impl IntoView + use<> {
    view! { <input type="text" autocomplete="username" value=card aria-label=access::CARD.to(lang) readonly hidden/> }
}
