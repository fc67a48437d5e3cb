//! The receipt of one answer: a page to print, and a file.

use super::history::purpose_label;
use crate::{
    request::{Web, failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::{
        buttons,
        render::{Head, render},
    },
    words::consent as words,
};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    consent::{ConsentReceipt, Purpose, receipt},
    inventory::show,
};
use leptos::prelude::*;
use portal::consent::{Answer, answer};
use uuid::Uuid;

/// `GET /consents/receipts/{id}`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let answer = find(&web, &patron, &id).await?;
    let made = made(&visit, &answer);
    Ok(page(&visit, &answer, made.as_ref()))
}

/// `GET /consents/receipts/{id}/json`
pub async fn get_json(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let answer = find(&web, &patron, &id).await?;
    let made = made(&visit, &answer).ok_or(Failure::NotFound)?;
    let mut response = Json(made).into_response();
    let name = format!("attachment; filename=\"consent-{}.json\"", answer.kept.id);
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

async fn find(web: &Web, patron: &portal::authority::Patron, id: &str) -> Result<Answer, Failure> {
    let id: Uuid = id.parse().map_err(|_| Failure::NotFound)?;
    answer(&web.portal, patron, id).await?.ok_or(Failure::NotFound)
}

/// The receipt; none for something the library does not ask about any more, of which only the words are left.
fn made(visit: &Visit, answer: &Answer) -> Option<ConsentReceipt> {
    let profile = &visit.site.profile;
    let purpose = Purpose::from_code(&answer.purpose, profile)?;
    Some(receipt(&answer.kept, &purpose, profile, &visit.address()))
}

fn page(visit: &Visit, answer: &Answer, made: Option<&ConsentReceipt>) -> Response {
    let lang = visit.lang;
    let kept = &answer.kept;
    let profile = &visit.site.profile;
    let others = made.map(|made| made.party_identification.iter().skip(1).map(|party| party.party_name.clone()));
    let others = others.map(|others| others.collect::<Vec<_>>().join(", ")).filter(|others| !others.is_empty());
    let data = if others.is_some() { words::EMAIL_AND_NAME } else { words::EMAIL };
    let said = words::answer(kept.state);
    let json = made.map(|_| format!("/consents/receipts/{}/json", kept.id));
    let language = kept.language;
    let version = format!("{}, {}", kept.words_version, language.own_name());
    render(visit, Head::new(words::RECEIPT_TITLE.to(lang)), || {
        view! {
            {buttons::back("/consents", words::BACK, lang)}
            <h1>{words::RECEIPT_TITLE.to(lang)}</h1>
            <p class="lede">{words::RECEIPT_LEDE.to(lang)}</p>
            <section class="sheet">
                <dl class="card-record">
                    {line(words::RECEIPT_NUMBER.to(lang), kept.id.to_string())}
                    {line(words::WHAT_FOR.to(lang), purpose_label(visit, &answer.purpose))}
                    {line(words::ANSWER.to(lang), said.to(lang).to_owned())}
                    {line(words::WHEN.to(lang), show::moment(kept.decided_at, profile.time_zone, lang))}
                    <div class="entry">
                        <dt>{words::RECEIPT_WORDS.to(lang)}</dt>
                        <dd lang=(language != lang).then(|| language.tag())>{kept.words.clone()}</dd>
                    </div>
                    {line(words::RECEIPT_VERSION.to(lang), version)}
                    {line(words::RECEIPT_DATA.to(lang), data.to(lang).to_owned())}
                    {line(words::RECEIPT_WHO.to(lang), profile.name.clone())}
                    {line(
                        words::RECEIPT_ELSE.to(lang),
                        others.unwrap_or_else(|| words::RECEIPT_NOBODY.to(lang).to_owned()),
                    )}
                    {line(words::RECEIPT_HOLDS.to(lang), words::RECEIPT_UNTIL.to(lang).to_owned())}
                </dl>
            </section>
            {json.map(|href| view! {
                <p class="buttons"><a class="button secondary" href=href download="">{words::RECEIPT_JSON.to(lang)}</a></p>
            })}
        }
    })
}

fn line(name: &'static str, value: String) -> impl IntoView {
    view! { <div class="entry"><dt>{name}</dt><dd>{value}</dd></div> }
}
