//! The Director asks a member of the staff about their looks.

use super::kind;
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        forms::{Posted, Problems, form_name, one_line},
        visit::Visit,
    },
    ui::{
        answers::long,
        buttons,
        render::{Head, render},
        summary::summary,
    },
    words::review as words,
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::parse::{FieldError, ShortText};
use portal::{
    authority::Director,
    review::{Line, QuestionOutcome, ask, lines},
};
use serde::Deserialize;
use uuid::Uuid;

/// Whose looks, for what, and the question.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// The form's own name: sent twice, it is one question.
    id: String,
    account: String,
    kind: String,
    question: String,
}

/// `GET /desk/review/ask`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Query(asked): Query<AskForm>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let line = found(&web, &director, &asked).await?;
    let entered = AskForm { id: web.portal.entropy.uuid().to_string(), question: String::new(), ..asked };
    Ok(page(&visit, &line, &entered, &Problems::none()))
}

/// `POST /desk/review/ask`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(mut entered): Posted<AskForm>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let line = found(&web, &director, &entered).await?;
    let id = form_name(&web, &entered.id);
    entered.id = id.to_string();
    match ShortText::parse(&one_line(&entered.question)) {
        Err(error) => Ok(page(&visit, &line, &entered, &Problems::one("question", error.text()))),
        Ok(question) => match ask(&web.portal, &director, id, (line.account, &line.kind), &question).await? {
            QuestionOutcome::Done => Ok(Redirect::to("/desk/review?done=asked").into_response()),
            QuestionOutcome::NoLooks => Err(Failure::NotFound),
        },
    }
}

async fn found(web: &Web, director: &Director, asked: &AskForm) -> Result<Line, Failure> {
    let account: Uuid = asked.account.parse().map_err(|_| Failure::NotFound)?;
    let all = lines(&web.portal, director).await?;
    all.into_iter().find(|line| line.account == account && line.kind == asked.kind).ok_or(Failure::NotFound)
}

fn page(visit: &Visit, line: &Line, entered: &AskForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::ASK_TITLE.to(lang)).problems(!problems.is_empty()), || {
        let odd: Vec<_> = line.odd.iter().map(|one| view! { <li>{one.said(lang)}</li> }).collect();
        view! {
            {buttons::back("/desk/review", words::TITLE, lang)}
            {summary(problems, lang)}
            <h1>{words::ASK_TITLE.to(lang)} ": " <bdi>{line.name.clone()}</bdi></h1>
            <p class="lede">
                {kind(&line.kind, &visit.site.profile, lang)} ". "
                {words::counted(lang, line.looks.looks, line.looks.people)}
            </p>
            {(!odd.is_empty()).then(|| view! { <ul>{odd}</ul> })}
            <form method="post" action="/desk/review/ask" class="sheet" novalidate>
                <input type="hidden" name="id" value=entered.id.clone()/>
                <input type="hidden" name="account" value=line.account.to_string()/>
                <input type="hidden" name="kind" value=line.kind.clone()/>
                {long("question", words::QUESTION, Some(words::QUESTION_HINT), &entered.question, problems, lang)}
                {buttons::submit(words::ASK_DO, lang)}
            </form>
        }
    })
}
