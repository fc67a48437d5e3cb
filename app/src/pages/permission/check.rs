//! Every answer of a draft, to check before it is signed.

use super::{Elsewhere, back_to_list, draft, parts};
use crate::{
    request::{signed_in::SignedIn, visit::Visit},
    ui::render::{Head, render},
    words::permission as words,
};
use axum::{extract::Path, response::Response};
use domain::permission::Part;
use leptos::prelude::*;
use portal::permission::to_sign;

/// `GET /permissions/{id}/check`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, Path(id): Path<String>) -> Result<Response, Elsewhere> {
    let (held, offer) = draft(&visit, &patron, &id).await?;
    let lang = visit.lang;
    // What is missing, or has lapsed since, is asked next.
    let missing = to_sign(&visit.web.portal, &visit.site.profile, &offer, &held).err();
    let lines: Vec<_> = Part::ALL
        .into_iter()
        .map(|part| {
            let said = parts::in_words(&held.parts, part, lang);
            let question = words::question(part).to(lang);
            view! {
                <div class="entry">
                    <dt>{question}</dt>
                    <dd>
                        <a class="change" href=format!("/permissions/{}/{}?change=1", held.id, part.code())>
                            {words::CHANGE.to(lang)}<span class="visually-hidden">": " {question}</span>
                        </a>
                        {match said {
                            Some(said) => said.into_any(),
                            None => view! { <span class="missing">{words::MISSING.to(lang)}</span> }.into_any(),
                        }}
                    </dd>
                </div>
            }
        })
        .collect();
    let (href, label) = match missing {
        Some(part) => (format!("/permissions/{}/{}", held.id, part.code()), words::GO_ON),
        None => (format!("/permissions/{}/sign", held.id), words::TO_SIGN),
    };
    Ok(render(&visit, Head::new(words::CHECK.to(lang)), || {
        view! {
            {back_to_list(&visit)}
            <h1>{words::CHECK.to(lang)}</h1>
            <dl class="card-record">{lines}</dl>
            <p class="buttons">
                <a class="button" href=href>{label.to(lang)}</a>
                <a href=format!("/permissions/{}/discard", held.id)>{words::DISCARD.to(lang)}</a>
            </p>
        }
    }))
}
