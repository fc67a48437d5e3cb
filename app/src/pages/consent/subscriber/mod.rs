//! Newsletters for people without a card: asking for them, confirming it, seeing and removing what is held.

pub mod ask;
pub mod confirm;
pub mod mine;

use crate::{
    request::{failure::Failure, visit::Visit},
    ui::render::{Head, render},
    words::subscriber as words,
};
use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;

/// Where the library sends no newsletter itself, there are no such pages.
fn offered(visit: &Visit) -> Result<(), Failure> {
    visit.site.profile.own_newsletters().next().map(|_| ()).ok_or(Failure::NotFound)
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
