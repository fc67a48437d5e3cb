//! What became of a change, with its reference.

use super::under_way::waits_for;
use crate::{
    request::{Web, failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::render::{Head, render},
    words::contact as words,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::contact::Detail;
use leptos::prelude::*;
use portal::contact::{Stage, details};

/// `GET /contact/{detail}/done`: read from the record, so that the address says nothing and proves nothing.
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let detail = Detail::from_code(&code).ok_or(Failure::NotFound)?;
    let details = details(&web.portal, &patron).await?;
    let pending = details.under_way(detail).cloned();
    let lang = visit.lang;
    let title = match pending.as_ref().map(|pending| pending.stage) {
        None => words::MADE,
        Some(Stage::Link | Stage::LinkLapsed) => words::SENT,
        Some(Stage::Desk) => words::ASKED,
    };
    Ok(render(&visit, Head::new(title.to(lang)), || {
        let profile = &visit.site.profile;
        view! {
            <h1>{title.to(lang)}</h1>
            {match pending {
                None => view! { <p class="lede">{words::MADE_WHAT.to(lang)}</p> }.into_any(),
                Some(pending) => {
                    let at_desk = pending.stage == Stage::Desk;
                    view! {
                        <p class="lede">{waits_for(&pending, profile).to(lang)}</p>
                        {pending.reference.map(|reference| view! {
                            <section class="sheet">
                                {at_desk.then(|| view! { <h2>{words::BRING.to(lang)}</h2> })}
                                <p>{words::REFERENCE.to(lang)} " " <strong class="reference">{reference}</strong></p>
                                <p>{profile.desk.address.join(", ")}<br/>{profile.desk.hours.to(lang).to_owned()}</p>
                            </section>
                        })}
                    }.into_any()
                }
            }}
            <p class="buttons"><a class="button" href="/contact">{words::TO_CONTACT.to(lang)}</a></p>
        }
    }))
}
