//! What left, to print and hand over: the very text, its fingerprint, lines to sign on; and the text as a file.

use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        fact::fact,
        file,
        render::{Head, render},
    },
    words::process as words,
};
use axum::{extract::State, response::Response};
use domain::inventory::show;
use portal::{
    authority::Director,
    process::{Receipt, receipt},
};
use uuid::Uuid;

async fn found(web: &Web, director: &Director, (process, id): (Uuid, Uuid)) -> Result<(Uuid, Receipt), Failure> {
    let receipt = receipt(&web.portal, director, process, id).await?.ok_or(Failure::NotFound)?;
    Ok((process, receipt))
}

/// `GET /desk/process/{id}/released/{release}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(path): InPath<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let (process, Receipt { given, text }) = found(&web, &director(&staff)?, path).await?;
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    Ok(render(&visit, Head::new(words::RECEIPT.to(lang)), || {
        view! {
            <p class="crumb"><a href=format!("/desk/process/{process}")>{words::BACK.to(lang)}</a></p>
            <h1>{words::RECEIPT.to(lang)}</h1>
            {text.is_some().then(|| view! { <p class="notice screen-only">{words::RECEIPT_HINT.to(lang)}</p> })}
            <dl class="card-record">
                {fact(words::GIVEN_TO, view! { <bdi>{given.given_to.clone()}</bdi> }, lang)}
                {given.agency.clone().map(|agency| fact(words::AGENCY_OR_COURT, view! { <bdi>{agency}</bdi> }, lang))}
                {fact(words::GIVEN_AT, show::moment(given.at, zone, lang), lang)}
                {fact(words::GIVEN_BY, given.by.clone(), lang)}
                {fact(words::ENTRIES, given.entries, lang)}
            </dl>
            {match &text {
                Some(text) => view! { <pre class="deed" lang="en">{text.clone()}</pre> },
                None => view! { <p class="missing">{words::RECEIPT_GONE.to(lang)}</p> },
            }}
            <p>{words::DIGEST.to(lang)}<br/><span class="fingerprint">{given.digest.clone()}</span></p>
            {text.is_some().then(|| view! {
                <p class="sign-line">{words::LINE_RECEIVED.to(lang)}</p>
                <p class="sign-line">{words::LINE_GIVEN.to(lang)}</p>
                <p class="buttons screen-only">
                    <a class="button secondary" href=format!("/desk/process/{process}/released/{}/text", given.id)>
                        {words::RECEIPT_TEXT.to(lang)}
                    </a>
                </p>
            })}
        }
    }))
}

/// `GET /desk/process/{id}/released/{release}/text`: byte for byte what the fingerprint is of.
pub async fn text(
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(path): InPath<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let (_, Receipt { given, text }) = found(&web, &director(&staff)?, path).await?;
    let text = text.ok_or(Failure::NotFound)?;
    Ok(file::text(&format!("released-{}.txt", given.id), text))
}
