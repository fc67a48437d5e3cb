//! One breach: what is known, the clock, and the steps in their order. None can be skipped.

use super::state;
use crate::{
    pages::process::needed,
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        forms::{Posted, Problems, day_needed},
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        answers::{day, tick},
        buttons,
        fact::fact,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::breach as words,
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{inventory::show, words::Lang};
use portal::breach::{Affected, Breach, Telling, breach, general, tell};
use serde::Deserialize;

/// What the address may carry: what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EntryQuery {
    done: Option<String>,
}

/// The fields of all steps; `step` says which is sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StepForm {
    step: String,
    told: Option<String>,
    on: String,
    how: String,
}

/// `GET /desk/breach/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Query(asked): Query<EntryQuery>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let found = breach(&web.portal, &director, id).await?.ok_or(Failure::NotFound)?;
    let done = asked.done.map(|done| if done == "recorded" { words::RECORDED } else { words::DONE }.to(visit.lang));
    Ok(page(&visit, &found, &StepForm::default(), &Problems::none(), done))
}

/// `POST /desk/breach/{id}`: one step.
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Posted(entered): Posted<StepForm>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let found = breach(&web.portal, &director, id).await?.ok_or(Failure::NotFound)?;
    let mut problems = Problems::none();
    match entered.step.as_str() {
        "general" => {
            let today = web.portal.today(director.profile());
            if entered.told.is_none() {
                problems.add("told", words::GENERAL_MISSING);
            }
            let on = day_needed("on", &entered.on, words::DAY_MISSING, &mut problems);
            if on.is_some_and(|day| day > today) {
                problems.add("on", words::DAY_FUTURE);
            }
            let how = needed("how", &entered.how, words::HOW_MISSING, &mut problems);
            if let (Some(on), Some(how), true) = (on, how, problems.is_empty()) {
                general(&web.portal, &director, id, on, &how).await?;
            }
        }
        "tell" => match tell(&web.portal, &director, id).await? {
            Telling::Done => {}
            Telling::GeneralFirst => problems.add("told", words::GENERAL_FIRST),
            Telling::NoBreach => return Err(Failure::NotFound),
            Telling::Refused(refused) => problems.add("tell", refused.next),
        },
        _ => return Err(Failure::Malformed),
    }
    if problems.is_empty() {
        return Ok(Redirect::to(&format!("/desk/breach/{id}?done=yes")).into_response());
    }
    Ok(page(&visit, &found, &entered, &problems, None))
}

fn page(
    visit: &Visit,
    (found, affected): &(Breach, Affected),
    entered: &StepForm,
    problems: &Problems,
    done: Option<&'static str>,
) -> Response {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let last = found.last_day();
    let parts: Vec<&str> = found.notice.classes.iter().map(|class| class.label_for_others().to(lang)).collect();
    let left = (last - visit.now.with_timezone(&zone).date_naive()).num_days();
    let clock = if found.is_done() { "notice" } else { "notice warning" };
    let last = show::date(last, lang);
    let last = if found.is_done() { last } else { format!("{last} ({})", words::left(lang, left)) };
    render(visit, Head::new(words::TITLE.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk/breach", words::TITLE, lang)}
            {done.map(|done| view! { <div class="notice success" role="status"><p>{done}</p></div> })}
            {summary(problems, lang)}
            <h1>{words::TITLE.to(lang)} ": " {show::date(found.notice.found_on, lang)}</h1>
            <div class=clock><p><strong>{state(found, lang)}</strong> ". " {words::LAST_DAY.to(lang)} ": " {last}</p></div>
            <dl class="card-record">
                {fact(words::WHAT, view! { <bdi>{found.what.clone()}</bdi> }, lang)}
                {fact(words::BETWEEN, found.notice.span(lang), lang)}
                {fact(words::PARTS, parts.join(", "), lang)}
                {fact(words::REACH, found.reach.label().to(lang), lang)}
                {fact(words::BY, format!("{}, {}", found.recorded_by, show::moment(found.recorded_at, zone, lang)), lang)}
            </dl>
            <p class="hint">{words::COUNSEL.to(lang)}</p>
            <section class="sheet" aria-labelledby="whom">
                <h2 id="whom">{words::STEP_1.to(lang)}</h2>
                <p>{words::found(lang, affected.people)}</p>
                {(affected.gone > 0).then(|| view! { <p>{words::GONE.to(lang)} " " {affected.gone}</p> })}
                <p class="hint">{words::REACH_HINT.to(lang)}</p>
                {(affected.without_card > 0).then(|| view! {
                    <p>{words::WITHOUT_CARD.to(lang)} " " {affected.without_card}</p>
                })}
            </section>
            {attorney_general(found, entered, problems, lang)}
            {everyone(found, problems, lang)}
            <section aria-labelledby="not">
                <h2 id="not">{words::NOT_APPLY.to(lang)}</h2>
                <p>{words::NO_SSN.to(lang)}</p>
            </section>
        }
    })
}

fn attorney_general(found: &Breach, entered: &StepForm, problems: &Problems, lang: Lang) -> impl IntoView + use<> {
    let body = if let Some((on, how)) = &found.general {
        view! {
            <dl class="card-record">
                {fact(words::GENERAL_TICK, show::date(*on, lang), lang)}
                {fact(words::GENERAL_HOW, view! { <bdi>{how.clone()}</bdi> }, lang)}
            </dl>
        }
    } else {
        let how = Field {
            name: "how",
            label: words::GENERAL_HOW,
            hint: None,
            autocomplete: "off",
            inputmode: "text",
            size: 40,
        };
        view! {
            <form method="post" action=format!("/desk/breach/{}", found.id) novalidate>
                {tick("told", words::GENERAL_TICK, None, entered.told.is_some(), problems, lang)}
                {day("on", words::GENERAL_ON, None, &entered.on, problems, lang)}
                {how.text(&entered.how, problems, lang)}
                <p class="buttons"><button class="button" name="step" value="general">{words::GENERAL_DO.to(lang)}</button></p>
            </form>
        }
    };
    view! {
        <section class="sheet" aria-labelledby="general">
            <h2 id="general">{words::STEP_2.to(lang)}</h2>
            <p>{words::STEP_2_WHAT.to(lang)}</p>
            {body}
        </section>
    }
}

fn everyone(found: &Breach, problems: &Problems, lang: Lang) -> impl IntoView + use<> {
    let begun = found.tell_at.is_some();
    let label = if begun { words::TELL_AGAIN } else { words::TELL_DO };
    let class = if begun { "button secondary" } else { "button" };
    let wrong = problems.of("tell", lang);
    view! {
        <section class="sheet" aria-labelledby="everyone">
            <h2 id="everyone">{words::STEP_3.to(lang)}</h2>
            <p>{words::STEP_3_WHAT.to(lang)}</p>
            <h3>{words::PREVIEW.to(lang)}</h3>
            <blockquote lang="en"><bdi>{found.notice.said.en.clone()}</bdi></blockquote>
            <blockquote lang="es"><bdi>{found.notice.said.es.clone()}</bdi></blockquote>
            {begun.then(|| view! { <p><strong>{words::so_far(lang, found.told, found.named)}</strong></p> })}
            {(found.gone > 0).then(|| view! { <p>{words::gone(lang, found.gone, found.gone_untold)}</p> })}
            {wrong.map(|wrong| view! { <p class="error" id="tell-error">{wrong}</p> })}
            <form method="post" action=format!("/desk/breach/{}", found.id)>
                <p class="buttons">
                    <button class=class id="tell" name="step" value="tell">{label.to(lang)}</button>
                    <a class="button secondary" href=format!("/desk/breach/{}/told", found.id)>{words::PROOF.to(lang)}</a>
                </p>
            </form>
        </section>
    }
}
