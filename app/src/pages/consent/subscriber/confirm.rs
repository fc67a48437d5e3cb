//! Where the link in the first mail leads: what the yes means, and the button.

use super::dead;
use crate::{
    prelude::*,
    request::{Web, failure::Failure, forms::Posted, visit::Visit},
    ui::{
        buttons,
        render::{Head, render},
    },
    words::subscriber as words,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::consent::without_card;
use portal::{
    authority::Confirmer,
    consent::subscriber::{Confirmed, SubscriptionWish, confirm, shown},
};
use serde::Deserialize;

/// What the link carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmQuery {
    t: String,
}

/// The form's field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    token: String,
}

/// `GET /newsletters/confirm?t=…`: scanners of mail follow links, so it only asks.
pub async fn get(visit: Visit, State(web): State<Web>, Query(asked): Query<ConfirmQuery>) -> Result<Response, Failure> {
    let Some(confirmer) = Confirmer::showing(&web.portal, &visit.site.profile, &asked.t) else {
        return Ok(dead(&visit));
    };
    Ok(match shown(&web.portal, &confirmer).await? {
        None => dead(&visit),
        Some(wish) if wish.confirmed => done(&visit, &wish),
        Some(wish) => question(&visit, wish, asked.t),
    })
}

/// `POST /newsletters/confirm`
pub async fn post(
    visit: Visit,
    State(web): State<Web>,
    Posted(entered): Posted<ConfirmForm>,
) -> Result<Response, Failure> {
    let Some(confirmer) = Confirmer::showing(&web.portal, &visit.site.profile, &entered.token) else {
        return Ok(dead(&visit));
    };
    Ok(match confirm(&web.portal, &confirmer, visit.lang).await? {
        Confirmed::Done(wish) => done(&visit, &wish),
        Confirmed::Gone => dead(&visit),
    })
}

fn question(visit: &Visit, wish: SubscriptionWish, token: String) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let said: Vec<_> = profile
        .newsletters
        .iter()
        .filter(|list| wish.lists.contains(&list.code))
        .map(|list| view! { <blockquote><p>{without_card(list, true, profile, lang)}</p></blockquote> })
        .collect();
    render(visit, Head::new(words::CONFIRM.to(lang)), || {
        view! {
            <h1>{words::CONFIRM.to(lang)}</h1>
            <p>{words::CONFIRM_TO.to(lang)} " " <b><bdi>{wish.name}</bdi></b> ", " <b>{wish.email}</b> "."</p>
            <p class="lede">{words::CONFIRM_WHAT.to(lang)}</p>
            {said}
            <form method="post" action="/newsletters/confirm">
                <input type="hidden" name="token" value=token/>
                {buttons::submit(words::CONFIRM_DO, lang)}
                <p>{words::CONFIRM_NOT.to(lang)}</p>
            </form>
        }
    })
}

fn done(visit: &Visit, wish: &SubscriptionWish) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let wanted: Vec<_> = profile.newsletters.iter().filter(|list| wish.lists.contains(&list.code)).collect();
    let by_service = wanted.iter().any(|list| profile.service_of(list).is_some());
    let by_library = wanted.iter().any(|list| profile.service_of(list).is_none());
    render(visit, Head::new(words::CONFIRMED.to(lang)), || {
        view! {
            <h1>{words::CONFIRMED.to(lang)}</h1>
            {by_library.then(|| view! { <p class="lede">{words::CONFIRMED_WHAT.to(lang)}</p> })}
            {by_service.then(|| view! { <p class="lede">{words::CONFIRMED_SERVICE.to(lang)}</p> })}
            <p><a href="/newsletters">{words::MINE.to(lang)}</a></p>
        }
    })
}
