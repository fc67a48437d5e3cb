//! The bare host: choose a library.

use super::{Guest, render};
use crate::{prelude::*, request::Web, words::home as words};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};
use std::fmt::Write;

/// `GET /` on the bare host.
#[expect(clippy::unused_async, reason = "a handler")]
pub async fn get(State(web): State<Web>, headers: HeaderMap, uri: Uri) -> Response {
    let guest = Guest::read(&headers, &uri);
    let lang = guest.lang;
    let libraries: Vec<_> = web
        .profiles
        .iter()
        .map(|profile| {
            let href = format!("{}/?lang={}", web.addresses.url_of(&profile.slug), lang.tag());
            let town = profile.town.clone().map(|town| view! { <small>{town}</small> });
            view! { <li data-library=profile.slug.to_string()><a href=href>{profile.name.clone()}{town}</a></li> }
        })
        .collect();
    render(&web, &guest, (words::CHOOSE.to(lang), StatusCode::OK), accents(&web), || {
        view! {
            <h1>{words::CHOOSE.to(lang)}</h1>
            <p class="lede">{words::CHOOSE_WHAT.to(lang)}</p>
            <ul class="chooser">{libraries}</ul>
        }
    })
}

/// Each library in its own colour.
fn accents(web: &Web) -> String {
    let mut accents = String::new();
    for profile in web.profiles.iter() {
        let accent = &profile.accent;
        let _ = write!(
            accents,
            "[data-library={}]{{--accent:{};--accent-dark:{}}}",
            profile.slug, accent.light, accent.dark
        );
    }
    accents
}
