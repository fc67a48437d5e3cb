//! The desk: a value that is said to be wrong, and what the library says to it.

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
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{correction as words, desk},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    decision::Refused,
    inventory::show,
    parse::{FieldError, ShortText},
    reference::Reference,
    words::{Lang, Text},
};
use portal::correction::desk::{Settled, ToSettle, Verdict, at_desk, settle};
use serde::Deserialize;

/// The form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct VerdictForm {
    step: String,
    reason: String,
}

/// `GET /desk/corrections/{reference}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(text): InPath<String>,
) -> Result<Response, Failure> {
    let reference = Reference::parse(&text).ok_or(Failure::NotFound)?;
    Ok(opened(&visit, at_desk(&web.portal, &staff, &reference).await?, "", &Problems::none()))
}

/// `POST /desk/corrections/{reference}`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(text): InPath<String>,
    Posted(entered): Posted<VerdictForm>,
) -> Result<Response, Failure> {
    let reference = Reference::parse(&text).ok_or(Failure::NotFound)?;
    let verdict = match (entered.step.as_str(), ShortText::parse(&entered.reason)) {
        ("corrected", _) => Verdict::Corrected,
        (_, Ok(reason)) => Verdict::Refused(reason),
        (_, Err(error)) => {
            let found = at_desk(&web.portal, &staff, &reference).await?;
            return Ok(opened(&visit, found, &entered.reason, &Problems::one("reason", error.text())));
        }
    };
    Ok(match settle(&web.portal, &staff, &reference, &verdict, &visit.address()).await? {
        Settled::Done => Redirect::to("/desk?done=correction").into_response(),
        Settled::NotFound => gone(),
        Settled::NotYours(refused) => decision::no(&visit, desk::MAY_NOT, &refused),
    })
}

fn opened(visit: &Visit, found: Result<Option<ToSettle>, Refused>, reason: &str, problems: &Problems) -> Response {
    match found {
        Ok(Some(found)) => page(visit, &found, reason, problems),
        Ok(None) => gone(),
        Err(refused) => decision::no(visit, desk::MAY_NOT, &refused),
    }
}

fn gone() -> Response {
    Redirect::to("/desk?done=gone").into_response()
}

/// At what kind of computer it was asked, and with what, as of a change of contact details.
// Test (server/tests/routes/staff.rs): "the desk reads beside a correction what kind of session it was asked in".
fn asked_from(found: &ToSettle, lang: Lang) -> String {
    let kind = match found.asked_shared {
        Some(true) => desk::FROM_SHARED,
        Some(false) => words::FROM_OWN,
        None => desk::FROM_UNKNOWN,
    };
    let device = found.asked_device.iter().map(|device| format!(" ({device})"));
    std::iter::once(kind.to(lang).to_owned()).chain(device).collect()
}

fn page(visit: &Visit, found: &ToSettle, reason: &str, problems: &Problems) -> Response {
    let lang = visit.lang;
    let line = |name: Text, said: String| {
        view! { <div class="entry"><dt>{name.to(lang)}</dt><dd dir="auto">{said}</dd></div> }
    };
    let of = [found.class.label_for_others(), found.relation.label, found.field.label].map(|label| label.to(lang));
    let by = if found.by_guardian { words::BY_GUARDIAN } else { words::BY_PATRON };
    let action = format!("/desk/corrections/{}", found.reference);
    let value = found.value.clone().unwrap_or_else(|| desk::NONE.to(lang).to_owned());
    let asked_at = show::moment(found.asked_at, visit.site.profile.time_zone, lang);
    render(visit, Head::new(words::TO_SETTLE.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            {summary(problems, lang)}
            <h1>{words::TO_SETTLE.to(lang)}</h1>
            <section class="sheet">
                <dl class="card-record">
                    <div class="entry">
                        <dt>{desk::REFERENCE.to(lang)}</dt>
                        <dd><strong class="reference">{found.reference.to_string()}</strong></dd>
                    </div>
                    {line(desk::NAME, found.name.clone())}
                    {line(desk::WHAT, of.join(", "))}
                    {line(words::VALUE, value)}
                    {line(words::WISH, found.wish.clone())}
                    {line(words::BY, by.to(lang).to_owned())}
                    {line(desk::ASKED_AT, asked_at)}
                    {line(desk::ASKED_FROM, asked_from(found, lang))}
                </dl>
            </section>
            <form method="post" action=action.clone() class="sheet" novalidate>
                <h2>{words::CORRECTED.to(lang)}</h2>
                <p>{words::CORRECTED_WHAT.to(lang)}</p>
                <p class="buttons">
                    <button class="button" name="step" value="corrected">{words::CORRECTED_DO.to(lang)}</button>
                </p>
            </form>
            <form method="post" action=action class="sheet" novalidate>
                <h2>{words::REFUSE.to(lang)}</h2>
                {Field {
                    name: "reason",
                    label: words::REFUSE_REASON,
                    hint: None,
                    autocomplete: "off",
                    inputmode: "text",
                    size: 0,
                }.text(reason, problems, lang)}
                <p class="buttons">
                    <button class="button warning" name="step" value="refuse">{words::REFUSE_DO.to(lang)}</button>
                </p>
            </form>
        }
    })
}
