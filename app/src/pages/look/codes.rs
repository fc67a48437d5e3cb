//! The second member of staff confirms a code for a record without an e-mail address: for online access, or for a parent or
//! guardian.

use crate::{
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
        buttons, decision,
        fact::fact,
        photo_id,
        render::{Head, render},
        summary::summary,
    },
    words::desk as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{inventory::show, photo_id::PhotoId, words::Text};
use portal::{
    authority::Staff,
    look::{OpenCode, Opens, Seconded, open_codes, second},
};
use serde::Deserialize;
use uuid::Uuid;

/// The form's field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SecondForm {
    seen: String,
}

/// `GET /desk/codes/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    asked(&visit, &web, &staff, id, &Problems::none()).await
}

/// `POST /desk/codes/{id}`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Posted(entered): Posted<SecondForm>,
) -> Result<Response, Failure> {
    let Some(seen) = PhotoId::from_code(&entered.seen) else {
        return asked(&visit, &web, &staff, id, &Problems::one("seen", words::SEEN_MISSING)).await;
    };
    Ok(match second(&web.portal, &staff, id, seen).await? {
        Seconded::Done => Redirect::to("/desk?done=seconded").into_response(),
        Seconded::NotFound => Redirect::to("/desk?done=gone").into_response(),
        Seconded::Own => asked(&visit, &web, &staff, id, &Problems::one("seen", words::SECOND_OWN)).await?,
        Seconded::NotYours(refused) => decision::no(&visit, words::MAY_NOT, &refused),
    })
}

async fn asked(visit: &Visit, web: &Web, staff: &Staff, id: Uuid, problems: &Problems) -> Result<Response, Failure> {
    Ok(match open_codes(&web.portal, staff).await? {
        Err(refused) => decision::no(visit, words::MAY_NOT, &refused),
        Ok(codes) => match codes.into_iter().find(|code| code.id == id && code.waits.is_some()) {
            Some(code) => page(visit, &code, problems),
            None => return Err(Failure::NotFound),
        },
    })
}

fn page(visit: &Visit, code: &OpenCode, problems: &Problems) -> Response {
    let lang = visit.lang;
    let head = Head::new(words::SECOND.to(lang)).problems(!problems.is_empty());
    let line = |name: Text, value: String| fact(name, value, lang);
    let what = match code.opens {
        Opens::OwnRecord => words::SECOND_WHAT,
        Opens::ChildsRecord => words::SECOND_WHAT_FAMILY,
    };
    render(visit, head, || {
        let waits = code.waits.as_ref();
        let body = if waits.is_some_and(|waits| waits.own) {
            view! { <p class="notice">{words::SECOND_OWN.to(lang)}</p> }
        } else {
            view! {
                <form method="post" action=format!("/desk/codes/{}", code.id) class="sheet" novalidate>
                    <p>{what.to(lang)}</p>
                    {photo_id::question("", false, problems, lang)}
                    {buttons::submit(words::SECOND_DO, lang)}
                </form>
            }
        };
        view! {
            {buttons::back("/desk", words::BACK, lang)}
            {summary(problems, lang)}
            <h1>{words::SECOND.to(lang)}</h1>
            <div class="sheet">
                <dl class="card-record">
                    {line(words::SECOND_BY, waits.map(|waits| waits.made_by.clone()).unwrap_or_default())}
                    {line(words::SINCE, show::moment(code.made_at, visit.site.profile.time_zone, lang))}
                </dl>
            </div>
            {body}
        }
    })
}
