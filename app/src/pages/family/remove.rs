//! A guardian removes a child from the account: asked once, done at once.

use crate::{
    prelude::*,
    request::{Web, failure::Failure, in_path::InPath, signed_in::SignedIn, visit::Visit},
    ui::{
        buttons,
        render::{Head, render},
    },
    words::family as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use portal::family;

/// `GET /family/{link}/remove`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, InPath(link): InPath) -> Result<Response, Failure> {
    let lines = family::children(&visit.web.portal, &patron).await?;
    let child = lines.into_iter().find(|one| one.link == link && one.state.is_ok()).ok_or(Failure::NotFound)?;
    let lang = visit.lang;
    let name = words::record_of(lang, child.name.as_deref());
    Ok(render(&visit, Head::new(words::REMOVE_TITLE.to(lang)), || {
        view! {
            {buttons::back("/family", words::BACK, lang)}
            <h1>{words::REMOVE_TITLE.to(lang)}</h1>
            <p class="lede"><strong>{name}</strong></p>
            <p>{words::REMOVE_WHAT.to(lang)}</p>
            <form method="post" action=format!("/family/{link}/remove")>
                <p class="buttons">
                    <button class="button warning">{words::REMOVE_DO.to(lang)}</button>
                    <a href="/family">{words::REMOVE_NOT.to(lang)}</a>
                </p>
            </form>
        }
    }))
}

/// `POST /family/{link}/remove`
pub async fn post(
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    InPath(link): InPath,
) -> Result<Response, Failure> {
    if family::remove(&web.portal, &patron, link).await? {
        Ok(Redirect::to("/family?removed=1").into_response())
    } else {
        Err(Failure::NotFound)
    }
}
