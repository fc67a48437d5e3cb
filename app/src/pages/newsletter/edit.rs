//! Writing an issue.

use super::editor;
use crate::{
    islands::LetterBeside,
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems},
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        answers::long,
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::newsletter as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    parse::{FieldError, ShortText},
    words::Text,
};
use portal::newsletter::{Draft, Issue, Saved, issue, own_lists, save};
use serde::Deserialize;
use uuid::Uuid;

/// No newsletter is longer, in either language (characters): two of them fit into a form.
const LONGEST: usize = 15_000;

/// What is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct IssueForm {
    list: String,
    subject_en: String,
    body_en: String,
    subject_es: String,
    body_es: String,
}

/// `GET /desk/newsletters/new`
pub async fn get_new(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    editor(&staff)?;
    let list = own_lists(&visit.site.profile).next().ok_or(Failure::NotFound)?.code.clone();
    let entered = IssueForm { list, ..IssueForm::default() };
    Ok(page(&visit, web.portal.entropy.uuid(), &entered, &Problems::none()))
}

/// `GET /desk/newsletters/{id}/edit`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    let found = issue(&web.portal, &editor(&staff)?, id).await?.ok_or(Failure::NotFound)?;
    let Issue { list, subject_en, body_en, subject_es, body_es, .. } = found;
    Ok(page(&visit, id, &IssueForm { list, subject_en, body_en, subject_es, body_es }, &Problems::none()))
}

/// `POST /desk/newsletters/{id}/edit`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Posted(entered): Posted<IssueForm>,
) -> Result<Response, Failure> {
    let editor = editor(&staff)?;
    let draft = match read(&visit, &entered) {
        Ok(draft) => draft,
        Err(problems) => return Ok(page(&visit, id, &entered, &problems)),
    };
    let done = match save(&web.portal, &editor, id, draft).await? {
        Saved::Done => "saved",
        Saved::TooLate => "late",
    };
    Ok(Redirect::to(&format!("/desk/newsletters/{id}?done={done}")).into_response())
}

fn read(visit: &Visit, entered: &IssueForm) -> Result<Draft, Problems> {
    let mut problems = Problems::none();
    if !own_lists(&visit.site.profile).any(|list| list.code == entered.list) {
        problems.add("list", words::WHICH_MISSING);
    }
    let mut subject = |field: &'static str, typed: &str| {
        ShortText::parse(typed).map_err(|error| problems.add(field, error.text())).ok()
    };
    let english = subject("subject_en", &entered.subject_en);
    let body_es = entered.body_es.trim();
    let is_spanish = !entered.subject_es.trim().is_empty() || !body_es.is_empty();
    let spanish = if is_spanish { subject("subject_es", &entered.subject_es) } else { None };
    if entered.body_en.trim().is_empty() {
        problems.add("body_en", words::BODY_MISSING);
    }
    if is_spanish && body_es.is_empty() {
        problems.add("body_es", words::SUBJECT_MISSING_ES);
    }
    for (field, body) in [("body_en", &entered.body_en), ("body_es", &entered.body_es)] {
        if body.chars().count() > LONGEST {
            problems.add(field, words::BODY_LONG);
        }
    }
    let Some(english) = english.filter(|_| problems.is_empty()) else { return Err(problems) };
    Ok(Draft {
        list: entered.list.clone(),
        subject_en: english,
        body_en: entered.body_en.trim().to_owned(),
        spanish: spanish.map(|subject| (subject, body_es.to_owned())),
    })
}

fn page(visit: &Visit, id: Uuid, entered: &IssueForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    let line = |name: &'static str, label: Text, value: &str| {
        Field { name, label, hint: None, autocomplete: "off", inputmode: "text", size: 0 }.text(value, problems, lang)
    };
    let lists: Vec<_> = own_lists(&visit.site.profile)
        .enumerate()
        .map(|(at, list)| {
            let id = if at == 0 { "list".to_owned() } else { format!("list-{}", list.code) };
            let chosen = list.code == entered.list;
            view! {
                <div class="choice">
                    <input type="radio" id=id.clone() name="list" value=list.code.clone() checked=chosen/>
                    <label for=id>{list.name.to(lang).to_owned()}</label>
                </div>
            }
        })
        .collect();
    let beside = |of: &'static str, language: &'static str, title: Text| {
        let id = format!("preview-{of}");
        view! {
            <section class="preview" data-of=of aria-labelledby=id.clone() hidden>
                <h2 id=id.clone()>{title.to(lang)}</h2>
                <div class="letter-body" lang=language></div>
            </section>
        }
    };
    let head = Head::new(words::NEW.to(lang)).problems(!problems.is_empty()).islands().letter();
    render(visit, head, || {
        view! {
            {buttons::back("/desk/newsletters", words::TITLE, lang)}
            {summary(problems, lang)}
            <h1>{words::NEW.to(lang)}</h1>
            <form method="post" action=format!("/desk/newsletters/{id}/edit") class="sheet" novalidate>
                <fieldset><legend>{words::WHICH.to(lang)}</legend>{lists}</fieldset>
                {line("subject_en", words::SUBJECT_EN, &entered.subject_en)}
                <div class="beside-text">
                    {long("body_en", words::BODY_EN, Some(words::BODY_HINT), &entered.body_en, problems, lang)}
                    {beside("body_en", "en", words::BESIDE_EN)}
                </div>
                {line("subject_es", words::SUBJECT_ES, &entered.subject_es)}
                <div class="beside-text">
                    {long("body_es", words::BODY_ES, Some(words::SPANISH_HINT), &entered.body_es, problems, lang)}
                    {beside("body_es", "es", words::BESIDE_ES)}
                </div>
                <LetterBeside/>
                {buttons::submit(words::SAVE, lang)}
            </form>
        }
    })
}
