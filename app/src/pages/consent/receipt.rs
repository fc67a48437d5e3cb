//! The receipt of one answer: a page to print, and a file.

use crate::{
    prelude::*,
    request::{Web, failure::Failure, in_path::InPath, signed_in::SignedIn, visit::Visit},
    ui::{
        buttons,
        purpose::purpose_label,
        render::{Head, render},
    },
    words::consent as words,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    consent::{ConsentReceipt, receipt},
    inventory::show,
};
use portal::consent::{Answer, answer};
use uuid::Uuid;

/// `GET /consents/receipts/{id}`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    let answer = find(&web, &patron, id).await?;
    let made = made(&visit, &answer);
    Ok(page(&visit, &answer, &made))
}

/// `GET /consents/receipts/{id}/json`
pub async fn get_json(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    let answer = find(&web, &patron, id).await?;
    let made = made(&visit, &answer);
    let mut response = Json(made).into_response();
    let name = format!("attachment; filename=\"consent-{}.json\"", answer.kept.id);
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

async fn find(web: &Web, patron: &portal::authority::Patron, id: Uuid) -> Result<Answer, Failure> {
    answer(&web.portal, patron, id).await?.ok_or(Failure::NotFound)
}

/// The receipt; of something that the library does not ask any more, too.
fn made(visit: &Visit, answer: &Answer) -> ConsentReceipt {
    receipt(&answer.kept, &answer.purpose, &visit.site.profile, &visit.address())
}

fn page(visit: &Visit, answer: &Answer, made: &ConsentReceipt) -> Response {
    let lang = visit.lang;
    let kept = &answer.kept;
    let profile = &visit.site.profile;
    let others: Vec<_> = made.party_identification.iter().skip(1).map(|party| party.party_name.clone()).collect();
    let others = Some(others.join(", ")).filter(|others| !others.is_empty());
    let data = if others.is_some() { words::EMAIL_AND_NAME } else { words::EMAIL };
    let said = words::answer(kept.state);
    let json = format!("/consents/receipts/{}/json", kept.id);
    let language = kept.language;
    let version = format!("{}, {}", kept.words_version, language.own_name());
    render(visit, Head::new(words::RECEIPT_TITLE.to(visit.young, lang)), || {
        view! {
            {buttons::back("/consents", words::BACK.of(visit.young), lang)}
            <h1>{words::RECEIPT_TITLE.to(visit.young, lang)}</h1>
            <p class="lede">{words::RECEIPT_LEDE.to(visit.young, lang)}</p>
            <div class="sheet">
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
                    {kept.address.clone().map(|address| line(words::RECEIPT_ADDRESS.to(lang), address))}
                    {line(words::RECEIPT_WHO.to(lang), profile.name.clone())}
                    {line(
                        words::RECEIPT_ELSE.to(lang),
                        others.unwrap_or_else(|| words::RECEIPT_NOBODY.to(lang).to_owned()),
                    )}
                    {line(words::RECEIPT_HOLDS.to(lang), words::RECEIPT_UNTIL.to(visit.young, lang).to_owned())}
                </dl>
            </div>
            <p class="buttons"><a class="button secondary" href=json download="">{words::RECEIPT_JSON.to(lang)}</a></p>
        }
    })
}

fn line(name: &'static str, value: String) -> impl IntoView {
    view! { <div class="entry"><dt>{name}</dt><dd>{value}</dd></div> }
}
