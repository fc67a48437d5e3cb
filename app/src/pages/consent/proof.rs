//! Proof of what was agreed to, for an address and a moment: a page and a file. For the Director alone.

use super::history::purpose_label;
use crate::{
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::{
        answers::day,
        buttons,
        fact::fact,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{consent as answers, desk, proof as words},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use domain::{
    consent::{Purpose, State as Stands, receipt},
    inventory::show,
    parse::{EmailAddress, FieldError, import_date},
    profile::Profile,
    words::Text,
};
use leptos::prelude::*;
use portal::consent::{Came, Held, OfOne, proof};
use serde::Deserialize;
use serde_json::{Value, json};

/// Whose, and when.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProofForm {
    email: String,
    day: String,
    /// `json` for the file.
    form: String,
}

/// `GET /desk/proof`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk) -> Result<Response, Failure> {
    director(&staff)?;
    Ok(page(&visit, &ProofForm::default(), &Problems::none(), None))
}

/// `POST /desk/proof`: an address is posted, so that it stands in no log.
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(entered): Posted<ProofForm>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let mut problems = Problems::none();
    let address = EmailAddress::parse(&entered.email).map_err(|error| problems.add("email", error.text())).ok();
    let at = moment(&entered.day, &visit.site.profile, visit.now).map_err(|text| problems.add("day", text)).ok();
    let (Some(address), Some(at)) = (address, at) else { return Ok(page(&visit, &entered, &problems, None)) };
    let all = match proof(&web.portal, &director, &address, at).await? {
        Ok(all) => all,
        Err(refused) => {
            problems.add("email", refused.reason);
            return Ok(page(&visit, &entered, &problems, None));
        }
    };
    if entered.form != "json" {
        return Ok(page(&visit, &entered, &problems, Some((all, at))));
    }
    let mut response = Json(file(&visit, &address, at, &all)).into_response();
    let name = HeaderValue::from_static("attachment; filename=\"consent-proof.json\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// The end of that day where the library is, or now.
fn moment(typed: &str, profile: &Profile, now: DateTime<Utc>) -> Result<DateTime<Utc>, Text> {
    let wrong = crate::words::process::DATE_WRONG;
    let Some(day) = import_date(typed).map_err(|_| wrong)? else { return Ok(now) };
    Ok(profile.end_of(day) - chrono::Duration::microseconds(1))
}

fn page(
    visit: &Visit,
    entered: &ProofForm,
    problems: &Problems,
    found: Option<(Vec<OfOne>, DateTime<Utc>)>,
) -> Response {
    let lang = visit.lang;
    let address =
        Field { name: "email", label: words::ADDRESS, hint: None, autocomplete: "off", inputmode: "email", size: 40 };
    render(visit, Head::new(words::TITLE.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            {summary(problems, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <form method="post" action="/desk/proof" class="sheet" novalidate>
                {address.text(&entered.email, problems, lang)}
                {day("day", words::DAY, None, &entered.day, problems, lang)}
                <p class="buttons">
                    <button class="button">{words::SHOW.to(lang)}</button>
                    <button class="button secondary" name="form" value="json">{words::FILE.to(lang)}</button>
                </p>
            </form>
            {found.map(|(all, at)| result(visit, &all, at))}
        }
    })
}

fn result(visit: &Visit, all: &[OfOne], at: DateTime<Utc>) -> AnyView {
    let lang = visit.lang;
    let until = show::moment(at, visit.site.profile.time_zone, lang);
    let each: Vec<_> = all.iter().map(|one| person(visit, one)).collect();
    view! {
        <section aria-labelledby="found">
            <h2 id="found">{words::AS_OF.to(lang)} " " {until}</h2>
            {if each.is_empty() {
                view! { <p class="missing">{words::NOBODY.to(lang)}</p> }.into_any()
            } else {
                each.into_any()
            }}
        </section>
    }
    .into_any()
}

fn person(visit: &Visit, one: &OfOne) -> AnyView {
    let lang = visit.lang;
    let card = one.card.clone().map_or_else(
        || if one.without_card { words::WITHOUT_CARD } else { words::NO_CARD }.to(lang).to_owned(),
        |card| format!("{} {card}", words::CARD.to(lang)),
    );
    let said: Vec<_> = one.said.iter().map(|held| answer(visit, held)).collect();
    view! {
        <section class="sheet">
            <h3>{card}</h3>
            {if said.is_empty() {
                view! { <p class="missing">{words::NOTHING_SAID.to(lang)}</p> }.into_any()
            } else {
                said.into_any()
            }}
        </section>
    }
    .into_any()
}

fn answer(visit: &Visit, held: &Held) -> AnyView {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let kept = &held.answer.kept;
    let language = kept.language;
    let means =
        words::means(&held.answer.means).map_or_else(|| held.answer.means.clone(), |how| how.to(lang).to_owned());
    let came: Vec<_> = held
        .came
        .iter()
        .map(|came| {
            let why = came.why.as_deref().map(|why| format!(" ({why})"));
            view! { <li>{show::moment(came.at, zone, lang)} ": " {words::came(&came.state).to(lang)} {why}</li> }
        })
        .collect();
    view! {
        <dl class="card-record">
            {fact(answers::WHAT_FOR, purpose_label(visit, &held.answer.purpose), lang)}
            {fact(answers::ANSWER, answers::answer(kept.state).to(lang), lang)}
            {fact(answers::WHEN, show::moment(kept.decided_at, zone, lang), lang)}
            {fact(words::HOW, means, lang)}
            <div class="entry">
                <dt>{answers::RECEIPT_WORDS.to(lang)}</dt>
                <dd lang=(language != lang).then(|| language.tag())>{kept.words.clone()}</dd>
            </div>
            {(!came.is_empty()).then(|| fact(words::CAME, view! { <ul>{came}</ul> }, lang))}
        </dl>
    }
    .into_any()
}

/// The same as a file: for each answer the receipt (ISO/IEC TS 27560), its state in a term of the Data Privacy Vocabulary,
/// and what came of it.
fn file(visit: &Visit, address: &EmailAddress, at: DateTime<Utc>, all: &[OfOne]) -> Value {
    let profile = &visit.site.profile;
    let record = |held: &Held| {
        let kept = &held.answer.kept;
        let status = match kept.state {
            Stands::Given => "dpv:ConsentGiven",
            Stands::Refused => "dpv:ConsentRefused",
            Stands::Withdrawn => "dpv:ConsentWithdrawn",
        };
        let made = Purpose::from_code(&held.answer.purpose, profile)
            .map(|purpose| receipt(kept, &purpose, profile, &visit.address()));
        let came: Vec<Value> =
            held.came.iter().map(|Came { at, state, why }| json!({ "at": at, "state": state, "why": why })).collect();
        json!({
            "@type": "dpv:ConsentRecord",
            "dpv:hasConsentStatus": { "@id": status },
            "purpose": held.answer.purpose,
            "words": kept.words,
            "words_version": kept.words_version,
            "language": kept.language.tag(),
            "decided_at": kept.decided_at,
            "means": held.answer.means,
            "receipt": made,
            "came_of_it": came,
        })
    };
    let people: Vec<Value> = all
        .iter()
        .map(|one| json!({ "card_ends_in": one.card, "records": one.said.iter().map(record).collect::<Vec<_>>() }))
        .collect();
    json!({
        "@context": { "dpv": "https://w3id.org/dpv#" },
        "library": profile.name,
        "address": address.as_str(),
        "as_of": at,
        "people": people,
    })
}
