//! The first page of a library: what the portal is for, and the ways in.

use crate::{
    pages::record::{class::about_entries, reader::Reader},
    prelude::*,
    request::visit::Visit,
    ui::render::{Head, render},
    words::{access, home as words},
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::inventory::Class;

/// `GET /`
pub async fn get(visit: Visit) -> Response {
    if visit.patron.is_some() {
        return Redirect::to("/record").into_response();
    }
    let lang = visit.lang;
    // About no patron in particular: what each drawer holds at this library.
    let sample = Reader::Patron(None).about(Class::Contact, lang).title;
    render(&visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <p class="buttons"><a class="button" href="/sign-in">{words::SIGN_IN.to(lang)}</a></p>
            <ul class="ways">
                <li><a href="/activate">{words::ACTIVATE.to(lang)}</a></li>
                <li><a href="/lost-card">{access::LOST_CARD.to(lang)}</a></li>
                <li><a href="/privacy">{words::RULES.to(lang)}</a></li>
                {(!visit.site.profile.newsletters.is_empty()).then(|| view! {
                    <li><a href="/newsletters">{words::NEWSLETTERS.to(lang)}</a></li>
                })}
            </ul>
            <section class="sheet" aria-labelledby="sample">
                <h2 id="sample">{words::SAMPLE.to(lang)} " " {sample}</h2>
                {about_entries(Class::Contact, Reader::Patron(None), &visit.site.profile, lang)}
            </section>
        }
    })
}
