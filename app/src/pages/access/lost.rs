//! Reporting a card lost (L19): asked once, done at once.

use crate::{
    pages::access::sign_out::forget,
    prelude::*,
    request::{Web, failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::{
        buttons,
        render::{Head, render},
        tel::tel,
    },
    words::{leave, security as words},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use portal::access::report_card_lost;
use serde::Deserialize;

/// `GET /security/lost`
pub async fn get(visit: Visit, SignedIn(_): SignedIn) -> Response {
    let lang = visit.lang;
    render(&visit, Head::new(words::LOST_TITLE.to(visit.young, lang)), || {
        view! {
            {buttons::back("/security", words::TITLE, lang)}
            <h1>{words::LOST_TITLE.to(visit.young, lang)}</h1>
            <p class="lede">{words::LOST_WHAT.to(visit.young, lang)}</p>
            <div class="notice warning">
                <ul>{words::LOST_EFFECTS.iter().map(|effect| view! { <li>{effect.to(visit.young, lang)}</li> }).collect_view()}</ul>
            </div>
            <form method="post" action="/security/lost">
                <p class="buttons">
                    <button class="button warning">{words::LOST_DO.to(lang)}</button>
                    <a href="/security">{words::LOST_NOT.to(lang)}</a>
                </p>
            </form>
        }
    })
}

/// `POST /security/lost`
pub async fn post(visit: Visit, SignedIn(patron): SignedIn, State(web): State<Web>) -> Result<Response, Failure> {
    report_card_lost(&web.portal, &patron, visit.lang, &visit.address()).await?;
    Ok(forget(Redirect::to("/card-closed").into_response(), true))
}

/// `GET /lost-card`: what to do, whom to call, and the way to the form for anyone who can sign in. It says nothing about anyone,
/// so anyone who is not signed in may open it.
pub async fn anybody(visit: Visit) -> Response {
    let lang = visit.lang;
    let href = if visit.patron.is_some() { "/security/lost" } else { "/sign-in?next=/security/lost" };
    render(&visit, Head::new(words::LOST_TITLE_ANYBODY.to(lang)), || {
        let desk = &visit.site.profile.desk;
        view! {
            <h1>{words::LOST_TITLE_ANYBODY.to(lang)}</h1>
            <p class="lede">{words::LOST_WHAT.to(visit.young, lang)}</p>
            <section class="sheet" aria-labelledby="by-yourself">
                <h2 id="by-yourself">{words::LOST_BY_YOURSELF.to(visit.young, lang)}</h2>
                <p>{words::LOST_BY_YOURSELF_WHAT.to(visit.young, lang)}</p>
                <ul>{words::LOST_EFFECTS.iter().map(|effect| view! { <li>{effect.to(visit.young, lang)}</li> }).collect_view()}</ul>
                <p class="buttons"><a class="button warning" href=href>{words::LOST.to(lang)}</a></p>
            </section>
            <section class="sheet" aria-labelledby="by-the-desk">
                <h2 id="by-the-desk">{words::LOST_BY_DESK.to(visit.young, lang)}</h2>
                <p>{words::LOST_BY_DESK_WHAT.to(visit.young, lang)}</p>
                <p>
                    {tel(&desk.phone)}<br/>
                    {desk.address.join(", ")}<br/>{desk.hours.to(lang).to_owned()}
                </p>
                <p>{words::LOST_NEXT.to(visit.young, lang)}</p>
            </section>
        }
    })
}

/// What the address may carry: that the card was closed for good, and not lost.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DoneQuery {
    left: Option<String>,
}

/// `GET /card-closed`: what to do next. Says nothing about anyone, so it may be opened by anyone.
pub async fn done(visit: Visit, Query(asked): Query<DoneQuery>) -> Response {
    let lang = visit.lang;
    if asked.left.is_some() {
        return render(&visit, Head::new(leave::DONE.to(lang)), || {
            view! {
                <h1>{leave::DONE.to(lang)}</h1>
                <p class="lede">{leave::DONE_WHAT.to(lang)}</p>
            }
        });
    }
    render(&visit, Head::new(words::LOST_DONE.to(lang)), || {
        let desk = &visit.site.profile.desk;
        view! {
            <h1>{words::LOST_DONE.to(lang)}</h1>
            <p class="lede">{words::LOST_DONE_WHAT.to(lang)}</p>
            <section class="sheet" aria-labelledby="next">
                <h2 id="next">{words::WHAT_NEXT.to(lang)}</h2>
                <p>{words::LOST_NEXT.to(visit.young, lang)}</p>
                <p>{desk.address.join(", ")}<br/>{desk.hours.to(lang).to_owned()}</p>
                <p>{words::LOST_CALL.to(lang)} " " {tel(&desk.phone)}</p>
            </section>
        }
    })
}
