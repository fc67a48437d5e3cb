//! A link that is over: kindly, with the reason as far as it may be told.

use crate::{
    prelude::*,
    request::visit::Visit,
    ui::{
        buttons,
        render::{Head, render},
        rules::cited,
        tel::tel,
    },
    words::family as words,
};
use axum::{http::StatusCode, response::Response};
use domain::{inventory::show, profile::Profile, words::Lang};
use portal::family::{Over, Why};

/// The page.
pub fn page(visit: &Visit, over: &Over) -> Response {
    let lang = visit.lang;
    let title = words::over_title(lang, over.name.as_deref());
    render(visit, Head::new(title.clone()).status(StatusCode::GONE), || {
        view! {
            {buttons::back("/family", words::BACK, lang)}
            <h1>{title}</h1>
            <div class="notice">
                {why(over, &visit.site.profile, lang)}
                {cited(&over.rules, lang)}
            </div>
        }
    })
}

/// Why, since when, and what can be done.
pub fn why(over: &Over, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let (reason, next) = match &over.why {
        Why::Removed => (words::OVER_REMOVED.to(lang).to_owned(), None),
        Why::Desk => (words::OVER_DESK.to(lang).to_owned(), Some(tel(&profile.desk.phone))),
        Why::OfAge => (words::over_of_age(lang, profile.age_of_majority), None),
        Why::Card => (words::OVER_CARD.to(lang).to_owned(), None),
        Why::Secret => (words::OVER_SECRET.to(lang).to_owned(), None),
        Why::Replaced => (words::OVER_REPLACED.to(lang).to_owned(), None),
        Why::Refused { reason, next } => (reason.to(lang).to_owned(), Some(next.to(lang).to_owned().into_any())),
    };
    let since = over.since.map(|at| {
        let day = at.with_timezone(&profile.time_zone).date_naive();
        words::over_since(lang, &show::date(day, lang))
    });
    view! {
        <p>{since} " " {reason}</p>
        {next.map(|next| view! { <p>{next}</p> })}
    }
}
