//! Before the first question: what a permission is, and the button that begins one.

use super::back_to_list;
use crate::{
    request::{Web, failure::Failure, forms::Problems, signed_in::SignedIn, visit::Visit},
    ui::{
        buttons,
        render::{Head, render},
        summary::summary,
    },
    words::permission as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::permission::{Offer, Part};
use leptos::prelude::*;
use portal::permission::{Started, start};

/// `GET /permissions/new`
pub async fn get(visit: Visit, SignedIn(_): SignedIn) -> Response {
    match Offer::of(&visit.site.profile) {
        Some(_) => page(&visit, &Problems::none()),
        None => Redirect::to("/permissions").into_response(),
    }
}

/// `POST /permissions/new`
pub async fn post(visit: Visit, SignedIn(patron): SignedIn, State(web): State<Web>) -> Result<Response, Failure> {
    let profile = &visit.site.profile;
    let Some(offer) = Offer::of(profile) else { return Ok(Redirect::to("/permissions").into_response()) };
    Ok(match start(&web.portal, &offer, &patron).await? {
        Started::Draft(id) => Redirect::to(&format!("/permissions/{id}/{}", Part::Recipient.code())).into_response(),
        Started::TooMany => page(&visit, &Problems::one("start", words::TOO_MANY)),
        Started::TooManyWait => page(&visit, &Problems::one("start", words::TOO_MANY_WAIT)),
    })
}

fn page(visit: &Visit, problems: &Problems) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::GIVE.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {back_to_list(visit)}
            {summary(problems, lang)}
            <h1>{words::GIVE.to(lang)}</h1>
            <p class="lede">{words::NEW_LEDE.to(lang)}</p>
            <ol>{words::NEW_STEPS.iter().map(|step| view! { <li>{step.to(lang)}</li> }).collect_view()}</ol>
            <p>{words::NEW_FREE.to(lang)}</p>
            <form method="post" action="/permissions/new" id="start">{buttons::submit(words::START, lang)}</form>
        }
    })
}
