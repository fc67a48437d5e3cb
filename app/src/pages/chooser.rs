//! The bare host: choose a library. Stands before any library is known, so it has a frame of its own.

use crate::{
    web::{
        Web,
        render::policy,
        visit::{cookie, nonce},
    },
    words::{home as words, problem, shell},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use domain::words::Lang;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::{fmt::Write, sync::Arc};

/// `GET /` on the bare host.
#[expect(clippy::unused_async, reason = "a handler")]
pub async fn get(State(web): State<Web>, headers: HeaderMap, uri: Uri) -> Response {
    page(&web, &headers, &uri, StatusCode::OK)
}

/// Any other address of the bare host: that it is not there, and the libraries that are.
#[expect(clippy::unused_async, reason = "a handler")]
pub async fn not_found(State(web): State<Web>, headers: HeaderMap, uri: Uri) -> Response {
    page(&web, &headers, &uri, StatusCode::NOT_FOUND)
}

fn page(web: &Web, headers: &HeaderMap, uri: &Uri, status: StatusCode) -> Response {
    let asked = uri.query().and_then(|query| query.strip_prefix("lang=")).and_then(Lang::from_tag);
    let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let lang = asked
        .or_else(|| cookie(headers, "language").and_then(Lang::from_tag))
        .or_else(|| Lang::from_tag(accept))
        .unwrap_or_default();
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let nonce = nonce(web);
    let html = owner.with(|| document(web, lang, &nonce, status).to_html());
    owner.unset_with_forced_cleanup();
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn document(web: &Web, lang: Lang, nonce: &str, status: StatusCode) -> impl IntoView {
    let (title, what) = if status == StatusCode::NOT_FOUND {
        (problem::NOT_FOUND, problem::NOT_FOUND_WHAT)
    } else {
        (words::CHOOSE, words::CHOOSE_WHAT)
    };
    let mut accents = String::new();
    for profile in web.profiles.iter() {
        let accent = &profile.accent;
        let _ = write!(
            accents,
            "[data-library={}]{{--accent:{};--accent-dark:{}}}",
            profile.slug, accent.light, accent.dark
        );
    }
    let libraries: Vec<_> = web
        .profiles
        .iter()
        .map(|profile| {
            let href = format!("{}/?lang={}", web.addresses.url_of(&profile.slug), lang.tag());
            view! { <li data-library=profile.slug.to_string()><a href=href>{profile.name.clone()}{profile.town.clone().map(|town| view! { <small>{town}</small> })}</a></li> }
        })
        .collect();
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title.to(lang)} " – " {shell::WHAT.to(lang)}</title>
                <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=format!("/pkg/{}", web.assets.style)/>
                <style nonce=nonce.to_owned()>{accents}</style>
            </head>
            <body>
                <a class="skip" href="#main">{shell::SKIP.to(lang)}</a>
                <header class="masthead">
                    <p class="masthead-name">{shell::WHAT.to(lang)}</p>
                    <nav class="languages" aria-label=shell::LANGUAGE.to(lang)>
                        <ul>{Lang::ALL.map(|one| view! {
                            <li><a href=format!("/?lang={}", one.tag()) lang=one.tag() hreflang=one.tag()
                                aria-current=(one == lang).then_some("true")>{one.own_name()}</a></li>
                        }).into_iter().collect_view()}</ul>
                    </nav>
                </header>
                <main id="main">
                    <h1>{title.to(lang)}</h1>
                    <p class="lede">{what.to(lang)}</p>
                    {(status == StatusCode::NOT_FOUND).then(|| view! { <h2>{words::CHOOSE.to(lang)}</h2> })}
                    <ul class="chooser">{libraries}</ul>
                </main>
            </body>
        </html>
    }
}
