//! Pages that stand before any library is known: a frame of their own.

pub mod chooser;
pub mod problem;

use crate::{
    prelude::*,
    request::{
        Web,
        visit::{language_cookie, nonce, wanted, without_language},
    },
    ui::{languages::languages, marks::tidied, render::policy},
    words::shell,
};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use domain::words::Lang;
use hydration_context::SsrSharedContext;
use std::sync::Arc;

/// What a page here needs to know of its request.
#[derive(Debug, Clone)]
pub struct Guest {
    /// The language of the answer.
    pub lang: Lang,
    /// Whether the address asked for it.
    asked: bool,
    /// The address without its language: where a language link leads.
    here: String,
}

impl Guest {
    /// Read off a request's headers and address.
    pub fn read(headers: &HeaderMap, uri: &Uri) -> Self {
        let (here, asked) = without_language(uri.path(), uri.query().unwrap_or_default());
        Self { lang: asked.or_else(|| wanted(headers)).unwrap_or_default(), asked: asked.is_some(), here }
    }
}

/// The page with this title, status and body, in the frame; `styles` are added to the library's own.
fn render<V: IntoView + 'static>(
    web: &Web,
    guest: &Guest,
    (title, status): (&str, StatusCode),
    styles: String,
    body: impl FnOnce() -> V,
) -> Response {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let nonce = nonce(web);
    let html = owner.with(|| tidied(&document(web, guest, title, (&nonce, styles), body().into_any()).to_html()));
    owner.unset_with_forced_cleanup();
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if guest.asked {
        language_cookie::keep(&mut response, guest.lang, &web.addresses);
    }
    response
}

fn document(
    web: &Web,
    guest: &Guest,
    title: &str,
    (nonce, styles): (&str, String),
    body: AnyView,
) -> impl IntoView + use<> {
    let lang = guest.lang;
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title.to_owned()} " – " {shell::WHAT.to(lang)}</title>
                <meta name="description" content=shell::DESCRIPTION.to(lang)/>
                <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=format!("/pkg/{}", web.assets.style)/>
                <style nonce=nonce.to_owned()>{styles}</style>
            </head>
            <body>
                <a class="skip" href="#main">{shell::SKIP.to(lang)}</a>
                <header class="masthead">
                    <p class="masthead-name">{shell::WHAT.to(lang)}</p>
                    {languages(&guest.here, lang, &Lang::ALL)}
                </header>
                <main id="main">{body}</main>
                {web.profiles.iter().any(|profile| profile.reading_of_published_policy).then(|| view! {
                    <footer class="colophon"><p>{shell::READINGS.to(lang)}</p></footer>
                })}
            </body>
        </html>
    }
}
