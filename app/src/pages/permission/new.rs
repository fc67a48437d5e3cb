//! Before the first question: what a permission is, and what one may begin with.

use super::back_to_list;
use crate::{
    prelude::*,
    request::{
        failure::Failure,
        forms::{Posted, Problems},
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        render::{Head, render},
        summary::summary,
    },
    words::permission as words,
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::permission::{Offer, Start};
use portal::permission::{Started, answer, start};
use serde::Deserialize;

/// `GET /permissions/new`
pub async fn get(visit: Visit, SignedIn(_): SignedIn) -> Response {
    match Offer::of(&visit.site.profile) {
        Some(_) => page(&visit, &Problems::none()),
        None => Redirect::to("/permissions").into_response(),
    }
}

/// The form's field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewForm {
    start: String,
}

/// `POST /permissions/new`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    Posted(entered): Posted<NewForm>,
) -> Result<Response, Failure> {
    let profile = &visit.site.profile;
    let Some(offer) = Offer::of(profile) else { return Ok(Redirect::to("/permissions").into_response()) };
    let portal = &visit.web.portal;
    Ok(match start(portal, &offer, &patron).await? {
        Started::Draft(id) => {
            let begin = Start::from_code(&entered.start).filter(|begin| *begin != Start::Empty);
            if let Some(begin) = begin {
                let filled_in = begin.parts(&offer, portal.today(profile), visit.lang);
                answer(portal, &patron, id, |parts| *parts = filled_in).await?;
            }
            Redirect::to(&format!("/permissions/{id}/write")).into_response()
        }
        Started::TooMany => page(&visit, &Problems::one("start", words::TOO_MANY.of(visit.young))),
        Started::TooManyWait => page(&visit, &Problems::one("start", words::TOO_MANY_WAIT.of(visit.young))),
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
            <ul>
                {words::NEW_STEPS.iter().map(|step| view! { <li>{step.to(visit.young, lang)}</li> }).collect_view()}
                <li>{words::NEW_FREE.to(visit.young, lang)}</li>
            </ul>
            <h2>{words::START_WITH.to(lang)}</h2>
            <form method="post" action="/permissions/new" id="start">
                <ul class="starts">
                    {Start::ALL.map(|begin| view! {
                        <li>
                            <button name="start" value=begin.code()>
                                <b>{begin.label().to(lang)}</b> <span>{words::start_with(begin, visit.young).to(lang)}</span>
                            </button>
                        </li>
                    }).into_iter().collect_view()}
                </ul>
            </form>
        }
    })
}
