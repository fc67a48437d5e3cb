//! Somebody came: the words to say, and what to write down. For every role.

use super::{needed, optional};
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems, one_line},
        visit::Visit,
    },
    ui::{
        answers::long,
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
        tel::tel,
    },
    words::{desk, process as words, warrant, wellness},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::words::Text;
use portal::{
    authority::{InCharge, Staff},
    process::{Raised, offers_wellness_check, raise},
};
use serde::Deserialize;
use uuid::Uuid;

/// What is written down.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RaiseForm {
    /// The form's own name: the same form sent twice is one entry.
    id: String,
    who: String,
    agency: String,
    badge: String,
    call_back: String,
    asked: String,
}

/// `GET /desk/police`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Response {
    let entered = RaiseForm { id: web.portal.entropy.uuid().to_string(), ..RaiseForm::default() };
    page(&visit, &staff, &entered, &Problems::none())
}

/// `POST /desk/police`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(mut entered): Posted<RaiseForm>,
) -> Result<Response, Failure> {
    let id: Uuid = entered.id.parse().unwrap_or_else(|_| web.portal.entropy.uuid());
    entered.id = id.to_string();
    let mut problems = Problems::none();
    let who = needed("who", &entered.who, words::WHO_MISSING, &mut problems);
    let agency = optional("agency", &entered.agency, &mut problems);
    let badge = optional("badge", &entered.badge, &mut problems);
    let call_back = optional("call_back", &entered.call_back, &mut problems);
    // What was asked may be told in several lines.
    let asked = needed("asked", &one_line(&entered.asked), words::ASKED_MISSING, &mut problems);
    let (Some(who), Some(asked), true) = (who, asked, problems.is_empty()) else {
        return Ok(page(&visit, &staff, &entered, &problems));
    };
    raise(&web.portal, &staff, id, Raised { who, agency, badge, call_back, asked }, &visit.address()).await?;
    Ok(Redirect::to("/desk?done=raised").into_response())
}

fn page(visit: &Visit, staff: &Staff, entered: &RaiseForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    let danger = offers_wellness_check(&visit.site.profile) && InCharge::can_be(staff.role());
    let line = |name: &'static str, label: Text, value: &str| {
        Field { name, label, hint: None, autocomplete: "off", inputmode: "text", size: 40 }.text(value, problems, lang)
    };
    let told: Vec<_> = visit
        .site
        .profile
        .told_of_process
        .iter()
        .map(|one| {
            let call = one.phone.clone().map(|phone| view! { ": " {tel(&phone)} });
            view! { <li>{one.name.clone()} {call}</li> }
        })
        .collect();
    render(visit, Head::new(words::RAISE.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            {summary(problems, lang)}
            <div class="answer is-no">
                <h1>{words::RAISE.to(lang)}</h1>
                <p class="to-say">{words::SAY.to(lang)}</p>
                <p><strong>{words::DO_NOTHING.to(lang)}</strong></p>
                <p>{words::WARRANT.to(lang)}</p>
                <p>{words::CALL.to(lang)}</p>
                {(!told.is_empty()).then(|| view! { <p>{words::CALL_ORDER.to(lang)}</p> <ol>{told}</ol> })}
            </div>
            <p class="buttons">
                <a class="button secondary" href="/desk/warrant">{warrant::DOOR.to(lang)}</a>
                {danger.then(|| view! {
                    <a class="button secondary" href="/desk/wellness">{wellness::TITLE.to(lang)}</a>
                })}
                <a class="button secondary" href="/desk/practice">{words::PRACTICE_DOOR.to(lang)}</a>
            </p>
            <form method="post" action="/desk/police" class="sheet" novalidate>
                <input type="hidden" name="id" value=entered.id.clone()/>
                {line("who", words::WHO, &entered.who)}
                {line("agency", words::AGENCY, &entered.agency)}
                {line("badge", words::BADGE, &entered.badge)}
                {line("call_back", words::CALL_BACK, &entered.call_back)}
                {long("asked", words::ASKED, None, &entered.asked, problems, lang)}
                {buttons::submit(words::RAISE_DO, lang)}
            </form>
        }
    })
}
