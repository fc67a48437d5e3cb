//! Going on with a session without script: opening this page has already done it, and leaves the other page as it is.

use crate::{
    prelude::*,
    request::{at_desk::AtDesk, signed_in::SignedIn, visit::Visit},
    ui::{
        render::{Head, render},
        session_warning::ends_at,
    },
    words::shell as words,
};
use axum::response::Response;

/// `GET /still-here`
pub async fn get(visit: Visit, SignedIn(_): SignedIn) -> Response {
    page(&visit, "/record")
}

/// `GET /desk/still-here`
pub async fn get_at_desk(visit: Visit, AtDesk(_): AtDesk) -> Response {
    page(&visit, "/desk")
}

fn page(visit: &Visit, home: &'static str) -> Response {
    let lang = visit.lang;
    let until =
        ends_at(visit).map(|(at, is_last)| if is_last { words::last(lang, &at) } else { words::stays(lang, &at) });
    render(visit, Head::new(words::STAYS.to(lang)), || {
        view! {
            <h1>{words::STAYS.to(lang)}</h1>
            <p class="lede">{until}</p>
            <p>{words::STAYS_DO.to(lang)}</p>
            <p><a href=home>{words::STAYS_HOME.to(lang)}</a></p>
        }
    })
}
