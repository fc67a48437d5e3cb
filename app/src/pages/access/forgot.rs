//! A forgotten PIN or password: a link to the address on record. The answer is the same for every card number.

use super::sign_in::card_number;
use crate::{
    prelude::*,
    request::{
        client::Client,
        failure::Failure,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::{
        buttons,
        render::{Head, render},
        summary::summary,
    },
    words::access as words,
};
use axum::response::{IntoResponse, Redirect, Response};
use portal::{
    access::{LinkWanted, Purpose, TooManyAsk, ask_for_link},
    password::RETRY_AFTER_SECONDS,
};
use serde::Deserialize;

/// The form's field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ForgotForm {
    card_number: String,
}

/// `GET /forgot`
pub async fn get(visit: Visit) -> Response {
    form(&visit, &ForgotForm::default(), &Problems::none())
}

/// `POST /forgot`
pub async fn post(visit: Visit, client: Client, Posted(entered): Posted<ForgotForm>) -> Result<Response, Failure> {
    if entered.card_number.trim().is_empty() {
        return Ok(form(&visit, &entered, &Problems::one("card_number", words::CARD_MISSING)));
    }
    send(&visit, client, &entered.card_number, Purpose::Reset).await?;
    Ok(Redirect::to("/link-sent").into_response())
}

/// Asks for a link; says nothing about whether one was sent.
///
/// # Errors
/// When too many ask at once.
pub async fn send(visit: &Visit, Client(client): Client, card: &str, purpose: Purpose) -> Result<(), Failure> {
    let wanted = LinkWanted { card_number: card.to_owned(), purpose, lang: visit.lang, site: visit.address(), client };
    ask_for_link(&visit.web.portal, &visit.site.profile, wanted)
        .await?
        .map_err(|TooManyAsk| Failure::Busy { retry_after_seconds: RETRY_AFTER_SECONDS })
}

/// `GET /link-sent`
pub async fn sent(visit: Visit) -> Response {
    let lang = visit.lang;
    render(&visit, Head::new(words::LINK_SENT.to(lang)), || {
        view! {
            <h1>{words::LINK_SENT.to(lang)}</h1>
            <p class="lede">{words::LINK_SENT_WHAT.to(lang)}</p>
            <p><a href="/sign-in">{words::NEXT_SIGN_IN.to(lang)}</a></p>
        }
    })
}

fn form(visit: &Visit, entered: &ForgotForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::RESET.to(lang)).problems(!problems.is_empty()).islands(), || {
        view! {
            {buttons::back("/sign-in", words::SIGN_IN, lang)}
            {summary(problems, lang)}
            <h1>{words::RESET.to(lang)}</h1>
            <p class="lede">{words::FORGOT_LEDE.to(lang)}</p>
            <form method="post" action="/forgot" class="sheet" novalidate>
                {card_number(visit).text(&entered.card_number, problems, lang)}
                {buttons::submit(words::SEND_LINK, lang)}
            </form>
        }
    })
}
