//! A guardian removes a child from the account: asked once, done at once.

use crate::prelude::*;
use crate::{
    request::{Web, failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::{
        buttons,
        render::{Head, render},
    },
    words::family as words,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use portal::family;
use uuid::Uuid;

/// `GET /family/{link}/remove`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, Path(link): Path<String>) -> Result<Response, Failure> {
    let link = Uuid::parse_str(&link).map_err(|_| Failure::NotFound)?;
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
    Path(link): Path<String>,
) -> Result<Response, Failure> {
    let link = Uuid::parse_str(&link).map_err(|_| Failure::NotFound)?;
    if family::remove(&web.portal, &patron, link).await? {
        Ok(Redirect::to("/family?removed=1").into_response())
    } else {
        Err(Failure::NotFound)
    }
}
