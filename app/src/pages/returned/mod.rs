//! Mail that came back: the patron has their address written to again; the desk takes note.

pub mod desk;

use crate::{
    prelude::*,
    request::{Web, failure::Failure, signed_in::SignedIn},
    ui::{
        icons::{Icon, icon},
        value::apart,
    },
    words::returned as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{age::Young, words::Lang};
use portal::returned::lift;

/// What the patron is told where mail to their address came back.
pub fn banner(address: &str, young: Option<Young>, lang: Lang) -> AnyView {
    let (before, after) = words::came_back(lang);
    view! {
        <section class="notice warning">
            {icon(Icon::Warning)}
            <h2>{before} " " <b>{apart(address.to_owned())}</b> " " {after}</h2>
            <p>{words::WHAT.to(young, lang)}</p>
            <p><a href="/contact/email">{words::CORRECT.to(lang)}</a></p>
            {write_again(lang)}
        </section>
    }
}

/// The button by which a patron says that an address is right.
pub fn write_again(lang: Lang) -> AnyView {
    view! {
        <form method="post" action="/contact/written-again">
            <p class="buttons"><button class="button secondary">{words::LIFT.to(lang)}</button></p>
        </form>
    }
}

/// `POST /contact/written-again`
pub async fn post_lift(SignedIn(patron): SignedIn, State(web): State<Web>) -> Result<Response, Failure> {
    lift(&web.portal, &patron).await?;
    Ok(Redirect::to("/contact?done=written-again").into_response())
}
