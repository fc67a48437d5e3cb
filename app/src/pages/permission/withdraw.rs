//! Taking a permission back: asked once, done at once.

use super::{crumb, found};
use crate::{
    prelude::*,
    request::{Web, failure::Failure, forms::Problems, in_path::InPath, signed_in::SignedIn, visit::Visit},
    ui::{
        render::{Head, render},
        summary::summary,
    },
    words::permission as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::permission::Step;
use portal::permission::{Moved, PermissionHeld, withdraw};

/// `GET /permissions/{id}/withdraw`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, InPath(id): InPath) -> Result<Response, Failure> {
    let (held, _) = found(&visit, &patron, id).await?;
    if held.state.after(Step::Withdraw).is_none() {
        return Ok(Redirect::to(&format!("/permissions/{}", held.id)).into_response());
    }
    Ok(page(&visit, &held, &Problems::none()))
}

/// `POST /permissions/{id}/withdraw`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    InPath(id): InPath,
    State(web): State<Web>,
) -> Result<Response, Failure> {
    let (held, _) = found(&visit, &patron, id).await?;
    let moved = withdraw(&web.portal, &patron, held.id, visit.lang, &visit.address()).await?;
    Ok(match moved {
        Moved::Done => Redirect::to(&format!("/permissions/{}?done=withdrawn", held.id)).into_response(),
        Moved::NotFrom(_) => page(&visit, &held, &Problems::one("withdraw", words::CANNOT_WITHDRAW)),
        Moved::NotFound | Moved::NotYours(_) => return Err(Failure::NotFound),
    })
}

fn page(visit: &Visit, held: &PermissionHeld, problems: &Problems) -> Response {
    let lang = visit.lang;
    let id = held.id;
    render(visit, Head::new(words::WITHDRAW.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {crumb(format!("/permissions/{id}"), words::TITLE.to(lang))}
            {summary(problems, lang)}
            <h1>{words::WITHDRAW_ASK.to(lang)}</h1>
            <p>{words::REFERENCE.to(lang)} " " <strong class="reference">{held.reference.to_string()}</strong></p>
            <div class="notice warning">
                <ul>{words::WITHDRAW_EFFECTS.iter().map(|line| view! { <li>{line.to(visit.young, lang)}</li> }).collect_view()}</ul>
            </div>
            <form method="post" action=format!("/permissions/{id}/withdraw") id="withdraw">
                <p class="buttons">
                    <button class="button warning">{words::WITHDRAW_DO.to(lang)}</button>
                    <a href=format!("/permissions/{id}")>{words::KEEP.to(lang)}</a>
                </p>
            </form>
        }
    })
}
