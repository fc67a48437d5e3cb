//! Newsletters for people without a card: asking for them, confirming it, seeing and removing what is held.

pub mod ask;
pub mod confirm;
pub mod mine;

use crate::{
    prelude::*,
    request::{failure::Failure, visit::Visit},
    ui::render::{Head, render},
    words::subscriber as words,
};
use axum::{http::StatusCode, response::Response};
use domain::{profile::Profile, words::Lang};

/// Where the library has no newsletter, there are no such pages.
fn offered(visit: &Visit) -> Result<(), Failure> {
    if visit.site.profile.newsletters.is_empty() { Err(Failure::NotFound) } else { Ok(()) }
}

/// What is held about somebody without a card, line by line: it depends on who sends the newsletters.
pub fn what_is_held(profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let own = profile.own_newsletters().next().is_some();
    let service = profile.newsletters.iter().any(|list| profile.service_of(list).is_some());
    let lines = words::HELD_WHAT.into_iter().chain(own.then_some(words::HELD_OWN).into_iter().flatten());
    let lines = lines.chain(service.then_some(words::HELD_SERVICE).into_iter().flatten()).chain([words::HELD_PROOF]);
    view! { <ul>{lines.map(|line| view! { <li>{line.to(lang)}</li> }).collect_view()}</ul> }
}

/// A link that does nothing any more.
fn dead(visit: &Visit) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::DEAD.to(lang)).status(StatusCode::UNPROCESSABLE_ENTITY), || {
        view! {
            <h1>{words::DEAD.to(lang)}</h1>
            <p class="lede">{words::DEAD_WHAT.to(lang)}</p>
            <p class="buttons"><a class="button" href="/newsletters">{words::TO_START.to(lang)}</a></p>
        }
    })
}
