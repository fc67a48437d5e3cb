//! Where the link to a new e-mail address leads. It works signed in or not: the mail may be read on another device.

use crate::{
    pages::access::new_secret::tidy,
    prelude::*,
    request::{Web, failure::Failure, forms::Posted, visit::Visit},
    ui::{
        buttons,
        render::{Head, render},
    },
    words::contact as words,
};
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::words::Text;
use portal::{
    authority::LinkShown,
    contact::{Verified, link_shown, verified_before, verify},
};
use serde::Deserialize;

/// What the link carries.
#[derive(Debug, Default, Deserialize)]
pub struct ConfirmQuery {
    /// The token.
    t: Option<String>,
}

/// The form's field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    token: String,
}

/// `GET /contact/confirm?t=…`. Looking uses nothing up: mail scanners follow links.
pub async fn get(visit: Visit, State(web): State<Web>, Query(asked): Query<ConfirmQuery>) -> Result<Response, Failure> {
    let token = tidy(&asked.t.unwrap_or_default());
    match link_shown(&web.portal, &visit.site.profile, &token).await? {
        LinkShown::Live(_) => {}
        LinkShown::Used(used) => {
            let before = verified_before(&web.portal, &visit.site.profile, &used).await?;
            return Ok(answer(&visit, &before));
        }
        LinkShown::Dead => return Ok(dead(&visit)),
    }
    let lang = visit.lang;
    Ok(render(&visit, Head::new(words::CONFIRM.to(visit.young, lang)), || {
        view! {
            <h1>{words::CONFIRM.to(visit.young, lang)}</h1>
            <p class="lede">{words::CONFIRM_WHAT.to(visit.young, lang)}</p>
            <form method="post" action="/contact/confirm">
                <input type="hidden" name="token" value=token/>
                {buttons::submit(words::CONFIRM_DO, lang)}
            </form>
        }
    }))
}

/// `POST /contact/confirm`
pub async fn post(
    visit: Visit,
    State(web): State<Web>,
    Posted(entered): Posted<ConfirmForm>,
) -> Result<Response, Failure> {
    let token = tidy(&entered.token);
    let verified = match link_shown(&web.portal, &visit.site.profile, &token).await? {
        LinkShown::Live(holder) => verify(&web.portal, &holder, visit.lang, &visit.address()).await?,
        LinkShown::Used(used) => verified_before(&web.portal, &visit.site.profile, &used).await?,
        LinkShown::Dead => Verified::Refused,
    };
    Ok(answer(&visit, &verified))
}

/// What the link did, now or when it was opened before.
fn answer(visit: &Visit, verified: &Verified) -> Response {
    match verified {
        Verified::Made => said(visit, words::CONFIRMED_WHAT, None),
        Verified::WaitsForDesk { reference } => {
            said(visit, words::CONFIRMED_WAITS, reference.as_ref().map(ToString::to_string))
        }
        Verified::Refused => dead(visit),
    }
}

fn said(visit: &Visit, what: Text, reference: Option<String>) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::CONFIRMED.to(visit.young, lang)), || {
        view! {
            <h1>{words::CONFIRMED.to(visit.young, lang)}</h1>
            <p class="lede">{what.to(lang)}</p>
            {reference.map(|reference| view! {
                <p>{words::REFERENCE.to(lang)} " " <strong class="reference">{reference}</strong></p>
            })}
            <p class="buttons"><a class="button" href="/contact">{words::TO_CONTACT.to(visit.young, lang)}</a></p>
        }
    })
}

fn dead(visit: &Visit) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::LINK_DEAD.to(lang)).status(StatusCode::UNPROCESSABLE_ENTITY), || {
        view! {
            <h1>{words::LINK_DEAD.to(lang)}</h1>
            <p class="lede">{words::LINK_DEAD_WHAT.to(visit.young, lang)}</p>
            <p class="buttons"><a class="button" href="/contact">{words::TO_CONTACT.to(visit.young, lang)}</a></p>
        }
    })
}
