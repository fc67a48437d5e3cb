//! Signed: the reference, and what to bring to the desk.

use super::{back_to_list, found};
use crate::{
    prelude::*,
    request::{failure::Failure, in_path::InPath, signed_in::SignedIn, visit::Visit},
    ui::{
        render::{Head, render},
        tel::tel,
    },
    words::permission as words,
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::permission::State;

/// `GET /permissions/{id}/done`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, InPath(id): InPath) -> Result<Response, Failure> {
    let (held, _) = found(&visit, &patron, id).await?;
    if held.state != State::Signed {
        return Ok(Redirect::to(&format!("/permissions/{}", held.id)).into_response());
    }
    let lang = visit.lang;
    let desk = &visit.site.profile.desk;
    Ok(render(&visit, Head::new(words::DONE.to(visit.young, lang)), || {
        view! {
            {back_to_list(&visit)}
            <div class="notice success">
                <h1>{words::DONE.to(visit.young, lang)}</h1>
                <p>{words::DONE_REFERENCE.to(visit.young, lang)}<br/><strong class="reference">{held.reference.to_string()}</strong></p>
            </div>
            <p class="lede">{words::DONE_NOT_YET.to(lang)}</p>
            <section class="sheet" aria-labelledby="bring">
                <h2 id="bring">{words::BRING.to(lang)}</h2>
                <ul>{words::BRING_LIST.iter().map(|line| view! { <li>{line.to(visit.young, lang)}</li> }).collect_view()}</ul>
                <p>{desk.address.join(", ")}<br/>{desk.hours.to(lang).to_owned()}<br/>{tel(&desk.phone)}</p>
            </section>
            <p class="buttons">
                <a class="button" href=format!("/permissions/{}/print", held.id)>{words::PRINT.to(lang)}</a>
                <a href="/permissions">{words::ALL.to(visit.young, lang)}</a>
            </p>
        }
    }))
}
