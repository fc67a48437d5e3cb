//! Who saw a record that is deleted, for the person it was about: they come to the Director with photo ID or an old card. It
//! is posted, so that neither name nor number stands in an address or a log. For other roles there is no such page.

use super::record::told;
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        forms::{Posted, Problems, day_needed},
        visit::Visit,
    },
    ui::{
        answers::day,
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
        table,
    },
    words::{desk, desk_asks, retention as words},
};
use axum::{extract::State, response::Response};
use domain::{
    decision::Role,
    inventory::show,
    parse::{CardNumber, FieldError, PersonName},
    profile::{AccessesKept, Profile},
    words::Lang,
};
use portal::{
    ledger::{ActivityLine, Coded},
    retention::past::{FormerPatronProof, who_saw},
};
use serde::Deserialize;

/// What the person shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PastForm {
    card: String,
    name: String,
    born: String,
}

/// `GET /desk/past`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk) -> Result<Response, Failure> {
    director(&staff)?;
    Ok(form(&visit, &PastForm::default(), &Problems::none()))
}

/// `POST /desk/past`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(entered): Posted<PastForm>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let mut problems = Problems::none();
    let shown = shown(&entered, &visit.site.profile, &mut problems);
    let Some(shown) = shown else { return Ok(form(&visit, &entered, &problems)) };
    Ok(match who_saw(&web.portal, &director, &shown).await? {
        Some(lines) => list(&visit, &lines),
        None => form(&visit, &entered, &Problems::one("card", words::PAST_NONE)),
    })
}

fn shown(entered: &PastForm, profile: &Profile, problems: &mut Problems) -> Option<FormerPatronProof> {
    if !entered.card.trim().is_empty() {
        let card = CardNumber::parse(&entered.card, &profile.card);
        return card.map(FormerPatronProof::Card).map_err(|error| problems.add("card", error.text())).ok();
    }
    let name = PersonName::parse(&entered.name).map_err(|error| problems.add("name", error.text())).ok();
    let born = day_needed("born", &entered.born, desk_asks::BY_ID_BORN_MISSING, problems);
    Some(FormerPatronProof::PhotoId(name?.as_str().to_owned(), born?))
}

fn form(visit: &Visit, entered: &PastForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    let field = |name, label, hint, inputmode| Field { name, label, hint, autocomplete: "off", inputmode, size: 30 };
    let kept = visit.site.profile.switches.accesses_kept.value == AccessesKept::FiveYears;
    render(visit, Head::new(words::PAST.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            {summary(problems, lang)}
            <h1>{words::PAST.to(lang)}</h1>
            {(!kept).then(|| view! { <div class="notice"><p>{words::PAST_NOT_KEPT.to(lang)}</p></div> })}
            {kept.then(|| view! {
                <p class="lede">{words::PAST_LEDE.to(lang)}</p>
                <form method="post" action="/desk/past" class="sheet" novalidate>
                    {field("card", words::CARD, Some(words::CARD_HINT), "numeric").first(&entered.card, problems, lang)}
                    {field("name", desk_asks::BY_ID_NAME, None, "text").text(&entered.name, problems, lang)}
                    {day("born", desk_asks::BY_ID_BORN, None, &entered.born, problems, lang)}
                    {buttons::submit(words::PAST_DO, lang)}
                </form>
            })}
        }
    })
}

fn list(visit: &Visit, lines: &[ActivityLine]) -> Response {
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let rows: Vec<_> = lines.iter().map(|one| row(one, profile, lang)).collect();
    render(visit, Head::new(words::PAST.to(lang)), || {
        view! {
            {buttons::back("/desk/past", words::PAST, lang)}
            <h1 id="past">{words::PAST.to(lang)}</h1>
            <p class="lede">{words::PAST_FOUND.to(lang)}</p>
            <table class="slip" aria-labelledby="past">
                {table::head([words::WHEN, words::WHAT, words::WHO, words::PARTS], lang)}
                <tbody>{rows}</tbody>
            </table>
        }
    })
}

fn row(line: &ActivityLine, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let role = line.detail.get("role").and_then(|role| role.as_str()).and_then(Role::from_code);
    let who = match &line.actor {
        Coded::Known(kind) => told::who(*kind, role, None, None, lang),
        Coded::Unknown(code) => code.clone(),
    };
    let action = match &line.action {
        Coded::Known(action) => action.told(line.refused()).to(lang).to_owned(),
        Coded::Unknown(code) => code.clone(),
    };
    let purpose = line.purpose.as_deref().map(|code| told::purpose(code, profile, lang));
    let parts: Vec<_> =
        line.classes.iter().filter_map(Coded::known).map(|class| class.label_for_others().to(lang)).collect();
    view! {
        <tr>
            <th scope="row">{show::moment(line.at, profile.time_zone, lang)}</th>
            <td data-label=words::WHAT.to(lang)>{[Some(action), purpose].into_iter().flatten().collect::<Vec<_>>().join(" · ")}</td>
            <td data-label=words::WHO.to(lang)>{who}</td>
            <td data-label=words::PARTS.to(lang)>{parts.join(", ")}</td>
        </tr>
    }
}
