//! What was said to be wrong, where it stands, taking it back, and the statement after a refusal.

use crate::{
    prelude::*,
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems, one_line},
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        answers::long_among,
        buttons,
        render::{Head, render},
        summary::summary,
    },
    words::{correction as words, overview::drawer, permission::REFERENCE},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    inventory::show,
    parse::{FieldError, ShortText},
    words::Text,
};
use portal::{
    authority::Patron,
    correction::{Correction, State as Stands, corrections, state, take_back},
};
use serde::Deserialize;
use uuid::Uuid;

/// What the address may carry: what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    done: Option<String>,
}

/// Which one, and the statement.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OneForm {
    id: String,
    statement: String,
    step: String,
}

/// `GET /corrections`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Query(asked): Query<ListQuery>,
) -> Result<Response, Failure> {
    let done = match asked.done.as_deref() {
        Some("asked") => Some(words::ASKED.of(visit.young)),
        Some("taken-back") => Some(words::TAKEN_BACK),
        Some("stated") => Some(words::STATED.of(visit.young)),
        Some("unstated") => Some(words::UNSTATED.of(visit.young)),
        _ => None,
    };
    page(&visit, &web, &patron, done, None, &Problems::none()).await
}

/// `POST /corrections/take-back`
pub async fn post_take_back(
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Posted(entered): Posted<OneForm>,
) -> Result<Response, Failure> {
    let done = match entered.id.parse::<Uuid>() {
        Ok(id) => take_back(&web.portal, &patron, id).await?,
        Err(_) => false,
    };
    Ok(Redirect::to(if done { "/corrections?done=taken-back" } else { "/corrections" }).into_response())
}

/// `POST /corrections/statement`
pub async fn post_statement(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Posted(entered): Posted<OneForm>,
) -> Result<Response, Failure> {
    let Ok(id) = entered.id.parse::<Uuid>() else { return Ok(Redirect::to("/corrections").into_response()) };
    let told = one_line(&entered.statement);
    let words = match (entered.step.as_str(), ShortText::parse(&told)) {
        ("away", _) => None,
        (_, Ok(words)) => Some(words),
        (_, Err(error)) => {
            let problems = Problems::one("statement", error.text());
            return page(&visit, &web, &patron, None, Some((id, entered.statement)), &problems).await;
        }
    };
    let stated = state(&web.portal, &patron, id, words.as_ref()).await?;
    let to = match (stated, words) {
        (true, Some(_)) => "/corrections?done=stated",
        (true, None) => "/corrections?done=unstated",
        (false, _) => "/corrections",
    };
    Ok(Redirect::to(to).into_response())
}

async fn page(
    visit: &Visit,
    web: &Web,
    patron: &Patron,
    done: Option<Text>,
    typed: Option<(Uuid, String)>,
    problems: &Problems,
) -> Result<Response, Failure> {
    let lang = visit.lang;
    let all = corrections(&web.portal, patron).await?;
    let none = all.is_empty();
    // One form at a time has the words that were wrong, and the error beside them.
    let fine = Problems::none();
    let entries: Vec<_> = all
        .iter()
        .map(|one| match typed.as_ref().filter(|(id, _)| *id == one.id) {
            Some((_, statement)) => entry(visit, one, statement, problems),
            None => entry(visit, one, one.statement.as_deref().unwrap_or_default(), &fine),
        })
        .collect();
    Ok(render(visit, Head::new(words::TITLE.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/record", words::TO_RECORD.of(visit.young), lang)}
            {done.map(|done| view! { <div class="notice success" role="status"><p>{done.to(lang)}</p></div> })}
            {summary(problems, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(visit.young, lang)}</p>
            {none.then(|| view! { <p class="missing">{words::NONE.to(visit.young, lang)}</p> })}
            {entries}
        }
    }))
}

fn entry(visit: &Visit, one: &Correction, statement: &str, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    let line = |name: Text, said: String| {
        view! { <div class="entry"><dt>{name.to(lang)}</dt><dd dir="auto">{said}</dd></div> }
    };
    let title = format!("{}: {}", drawer(one.class, visit.young).to(lang), one.field.label.to(lang));
    let heading = format!("of-{}", one.id);
    let asked = show::moment(one.asked_at, visit.site.profile.time_zone, lang);
    let acts = match one.state {
        Stands::Waiting => view! {
            <form method="post" action="/corrections/take-back">
                <input type="hidden" name="id" value=one.id.to_string()/>
                <p class="buttons">
                    <button class="button secondary">
                        {words::TAKE_BACK_DO.to(lang)} <span class="visually-hidden">": " {title.clone()}</span>
                    </button>
                </p>
            </form>
        },
        Stands::Refused => statement_form(visit, one, statement, problems),
        Stands::Corrected | Stands::TakenBack | Stands::Ended => ().into_any(),
    };
    view! {
        <section class="sheet" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{title.clone()}</h2>
            <dl class="card-record">
                <div class="entry">
                    <dt>{REFERENCE.to(lang)}</dt>
                    <dd><strong class="reference">{one.reference.to_string()}</strong> " " {asked}</dd>
                </div>
                {line(words::STATE, words::stands(one.state).to(visit.young, lang).to_owned())}
                {one.value.clone().map(|value| line(words::VALUE, value))}
                {(!one.wish.is_empty()).then(|| line(words::YOUR_WISH.of(visit.young), one.wish.clone()))}
                {one.reason.clone().map(|reason| line(words::REASON, reason))}
            </dl>
            {acts}
        </section>
    }
}

/// The first with an error carries the field's own id, where the summary's link leads.
fn statement_form(visit: &Visit, one: &Correction, statement: &str, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    let id = if problems.is_empty() { format!("statement-{}", one.id) } else { "statement".to_owned() };
    let field = long_among(
        &id,
        "statement",
        words::STATEMENT.of(visit.young),
        Some(words::STATEMENT_HINT.of(visit.young)),
        statement,
        problems,
        lang,
    );
    view! {
        <form method="post" action="/corrections/statement" novalidate>
            <input type="hidden" name="id" value=one.id.to_string()/>
            {field}
            <p class="buttons">
                <button class="button">{words::STATE_DO.to(lang)}</button>
                {one.statement.is_some().then(|| view! {
                    <button class="button secondary" name="step" value="away">{words::UNSTATE_DO.to(lang)}</button>
                })}
            </p>
        </form>
    }
}
