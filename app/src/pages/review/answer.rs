//! The person who is asked about their looks answers, once.

use super::kind;
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems, one_line},
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        answers::long,
        buttons,
        render::{Head, render},
        summary::summary,
    },
    words::{desk, review as words},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    inventory::show,
    parse::{FieldError, ShortText},
};
use portal::review::{Question, answer, question};
use serde::Deserialize;

/// The answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    answer: String,
}

/// `GET /desk/review/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    let question = question(&web.portal, &staff, id).await?.ok_or(Failure::NotFound)?;
    Ok(page(&visit, &question, "", &Problems::none()))
}

/// `POST /desk/review/{id}`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Posted(entered): Posted<AnswerForm>,
) -> Result<Response, Failure> {
    let question = question(&web.portal, &staff, id).await?.ok_or(Failure::NotFound)?;
    match ShortText::parse(&one_line(&entered.answer)) {
        Err(error) => Ok(page(&visit, &question, &entered.answer, &Problems::one("answer", error.text()))),
        Ok(said) if answer(&web.portal, &staff, id, &said).await? => {
            Ok(Redirect::to("/desk?done=answered").into_response())
        }
        Ok(_) => Ok(Redirect::to(&format!("/desk/review/{id}")).into_response()),
    }
}

fn page(visit: &Visit, question: &Question, entered: &str, problems: &Problems) -> Response {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    render(visit, Head::new(words::ASKS.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            {summary(problems, lang)}
            <h1>{words::ASKS.to(lang)}</h1>
            <p class="lede"><bdi>{question.question.clone()}</bdi></p>
            <p>
                {words::ABOUT.to(lang)} " " {kind(&question.kind, &visit.site.profile, lang)} " (" {question.looks} "), "
                {words::SINCE.to(lang)} " " {show::date(question.since, lang)} "."
            </p>
            <p class="cite">{question.asked_by.clone()} ", " {show::moment(question.asked_at, zone, lang)}</p>
            {match &question.answer {
                Some(answer) => view! {
                    <h2>{words::ANSWER.to(lang)}</h2>
                    <p><bdi>{answer.clone()}</bdi></p>
                },
                None => view! {
                    <form method="post" action=format!("/desk/review/{}", question.id) class="sheet" novalidate>
                        {long("answer", words::ANSWER, Some(words::ANSWER_HINT), entered, problems, lang)}
                        {buttons::submit(words::ANSWER_DO, lang)}
                    </form>
                },
            }}
        }
    })
}
