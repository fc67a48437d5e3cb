//! Throwing a draft away.

use super::{Elsewhere, crumb, draft, to};
use crate::{
    prelude::*,
    request::{Web, failure::Failure, in_path::InPath, signed_in::SignedIn, visit::Visit},
    ui::render::{Head, render},
    words::permission as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use portal::permission::discard;

/// `GET /permissions/{id}/discard`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, InPath(id): InPath) -> Result<Response, Elsewhere> {
    let (held, _) = draft(&visit, &patron, id).await?;
    let (lang, id) = (visit.lang, held.id);
    Ok(render(&visit, Head::new(words::DISCARD.to(lang)), || {
        view! {
            {crumb(format!("/permissions/{id}/write"), words::GIVE.to(lang))}
            <h1>{words::DISCARD.to(lang)}</h1>
            <p class="lede">{words::DISCARD_WHAT.to(visit.young, lang)}</p>
            <form method="post" action=format!("/permissions/{id}/discard")>
                <p class="buttons">
                    <button class="button warning">{words::DISCARD.to(lang)}</button>
                    <a href=format!("/permissions/{id}/write")>{words::KEEP.to(lang)}</a>
                </p>
            </form>
        }
    }))
}

/// `POST /permissions/{id}/discard`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    InPath(id): InPath,
    State(web): State<Web>,
) -> Result<Response, Elsewhere> {
    if discard(&web.portal, &patron, id).await.map_err(Failure::from)? {
        return Ok(Redirect::to("/permissions?done=discarded").into_response());
    }
    // One that was signed meanwhile leads to its own page.
    let (held, _) = draft(&visit, &patron, id).await?;
    Err(to(&format!("/permissions/{}", held.id)))
}
