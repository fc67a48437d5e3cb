//! Switching on online access: with a code from the desk, or a link by e-mail.

use super::{forgot, new_secret, sign_in::card_number};
use crate::{
    prelude::*,
    request::{
        Web,
        client::Client,
        failure::Failure,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::{
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::access as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use portal::{
    access::{Purpose, link_or_code_shown},
    authority::LinkShown,
};
use serde::Deserialize;

/// The form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ActivateForm {
    code: String,
    card_number: String,
}

/// `GET /activate`
pub async fn get(visit: Visit) -> Response {
    form(&visit, &ActivateForm::default(), &Problems::none(), &Problems::none())
}

/// `POST /activate`: a code from the desk leads to choosing a PIN or password.
pub async fn post_code(
    visit: Visit,
    State(web): State<Web>,
    Client(client): Client,
    Posted(entered): Posted<ActivateForm>,
) -> Result<Response, Failure> {
    let code = new_secret::tidy(&entered.code);
    if code.is_empty() {
        return Ok(form(&visit, &entered, &Problems::one("code", words::CODE_MISSING), &Problems::none()));
    }
    Ok(match link_or_code_shown(&web.portal, &visit.site.profile, &code, client).await? {
        LinkShown::Live(_) => new_secret::form(&visit, &code, &Problems::none()),
        LinkShown::Used(_) => new_secret::before(),
        LinkShown::Dead => form(&visit, &entered, &Problems::one("code", words::TOKEN_DEAD), &Problems::none()),
    })
}

/// `POST /activate/link`: a link to the address on record.
pub async fn post_link(
    visit: Visit,
    client: Client,
    Posted(entered): Posted<ActivateForm>,
) -> Result<Response, Failure> {
    if entered.card_number.trim().is_empty() {
        return Ok(form(&visit, &entered, &Problems::none(), &Problems::one("card_number", words::CARD_MISSING)));
    }
    forgot::send(&visit, client, &entered.card_number, Purpose::Activation).await?;
    Ok(Redirect::to("/link-sent").into_response())
}

fn form(visit: &Visit, entered: &ActivateForm, code: &Problems, link: &Problems) -> Response {
    let lang = visit.lang;
    let wrong = !code.is_empty() || !link.is_empty();
    render(visit, Head::new(words::ACTIVATE.to(lang)).problems(wrong).islands(), || {
        view! {
            {summary(code, lang)}
            {summary(link, lang)}
            <h1>{words::ACTIVATE.to(lang)}</h1>
            <p class="lede">{words::ACTIVATE_LEDE.to(lang)}</p>
            <form method="post" action="/activate" class="sheet" novalidate>
                <h2>{words::HAVE_CODE.to(lang)}</h2>
                {Field {
                    name: "code",
                    label: words::CODE,
                    hint: Some(words::CODE_HINT),
                    autocomplete: "one-time-code",
                    inputmode: "text",
                    size: 12,
                }.text(&entered.code, code, lang)}
                {buttons::submit(words::GO_ON, lang)}
            </form>
            <form method="post" action="/activate/link" class="sheet" novalidate>
                <h2>{words::BY_MAIL.to(lang)}</h2>
                <p>{words::BY_MAIL_WHAT.to(lang)}</p>
                {card_number(visit).text(&entered.card_number, link, lang)}
                {buttons::submit(words::SEND_LINK, lang)}
            </form>
        }
    })
}
