//! A change that waits: what it is, two steps to confirm it, two to refuse it with a reason.

use crate::{
    pages::contact::under_way::{in_system, value},
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
        field::Field,
        photo_id,
        render::{Head, render},
        summary::summary,
    },
    words::{desk as words, desk_permission::BACK},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    inventory::show,
    parse::{FieldError, ShortText},
    photo_id::PhotoId,
    profile::ContactEdits,
    reference::Reference,
    words::Text,
};
use portal::{
    authority::Staff,
    contact::desk::{ChangeAtDesk, Settled, at_desk, confirm, refuse},
};
use serde::Deserialize;

/// The form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    step: String,
    seen: String,
    reason: String,
}

/// `GET /desk/changes/{reference}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(text): InPath<String>,
) -> Result<Response, Failure> {
    Ok(match read(&visit, &web, &staff, &text).await? {
        Ok(change) => page(&visit, &change, &ReviewForm::default(), &Problems::none()),
        Err(elsewhere) => elsewhere,
    })
}

/// `POST /desk/changes/{reference}`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(text): InPath<String>,
    Posted(entered): Posted<ReviewForm>,
) -> Result<Response, Failure> {
    let reference = Reference::parse(&text).ok_or(Failure::NotFound)?;
    let (profile, site) = (visit.site.profile.clone(), visit.address());
    let wants_id = profile.switches.contact_edits.value == ContactEdits::DeskWithPhotoId;
    let seen = PhotoId::from_code(&entered.seen);
    let reason = ShortText::<300>::parse(&entered.reason);
    let problem = match (entered.step.as_str(), &reason) {
        ("edit" | "refuse", Ok(_)) => None,
        ("refuse-it", Ok(reason)) => {
            let settled = refuse(&web.portal, &staff, &reference, reason, &site).await?;
            return Ok(settled_page(&visit, &settled, "refused"));
        }
        ("edit" | "refuse" | "refuse-it", Err(error)) => Some(("reason", error.text())),
        _ if seen.is_none() && (wants_id || entered.seen != "none") => Some(("seen", words::SEEN_MISSING)),
        ("confirm", _) => {
            let settled = confirm(&web.portal, &staff, &reference, seen, &site).await?;
            return Ok(settled_page(&visit, &settled, "confirmed"));
        }
        _ => None,
    };
    let change = match read(&visit, &web, &staff, &text).await? {
        Ok(change) => change,
        Err(elsewhere) => return Ok(elsewhere),
    };
    Ok(match (problem, entered.step.as_str(), reason) {
        (Some((field, text)), ..) => page(&visit, &change, &entered, &Problems::one(field, text)),
        (None, "edit", _) => page(&visit, &change, &entered, &Problems::none()),
        (None, "refuse", Ok(reason)) => check_refusal(&visit, &change, &reason),
        (None, ..) => check(&visit, &change, seen),
    })
}

fn settled_page(visit: &Visit, settled: &Settled, done: &str) -> Response {
    match settled {
        Settled::Done => Redirect::to(&format!("/desk?done={done}")).into_response(),
        Settled::NotYours(refused) => decision::no(visit, words::MAY_NOT, refused),
        Settled::NotFound | Settled::PhotoIdFirst => gone(),
    }
}

fn gone() -> Response {
    Redirect::to("/desk?done=gone").into_response()
}

/// The change, or the page to show in its place: nothing waits any more, or it is not this role's work.
async fn read(visit: &Visit, web: &Web, staff: &Staff, text: &str) -> Result<Result<ChangeAtDesk, Response>, Failure> {
    let reference = Reference::parse(text).ok_or(Failure::NotFound)?;
    Ok(match at_desk(&web.portal, staff, &reference, visit.lang).await? {
        Ok(found) => found.ok_or_else(gone),
        Err(refused) => Err(decision::no(visit, words::MAY_NOT, &refused)),
    })
}

/// What it is.
fn facts(visit: &Visit, change: &ChangeAtDesk) -> impl IntoView + use<> {
    let lang = visit.lang;
    let line = |name: Text, value: AnyView| fact(name, value, lang);
    let verified = change.verified.map(|yes| if yes { words::YES } else { words::NO });
    let other = in_system(change.in_system.as_ref(), &visit.site.profile, lang);
    let asked_at = show::moment(change.asked_at, visit.site.profile.time_zone, lang);
    let asked_from = change.asked_shared.map(|shared| {
        let kind = if shared { words::FROM_SHARED } else { words::FROM_OWN };
        let device = change.asked_device.iter().map(|device| format!(" ({device})"));
        std::iter::once(kind.to(lang).to_owned()).chain(device).collect::<String>()
    });
    view! {
        <div class="sheet">
            <dl class="card-record">
                {line(words::REFERENCE, view! { <strong class="reference">{change.reference.to_string()}</strong> })}
                {line(words::NAME, value(&change.name, words::NONE, lang))}
                {line(words::WHAT, change.detail.label().to(lang).into_any())}
                {line(words::NOW, view! { {value(&change.now, words::NONE, lang)} {other} })}
                {line(words::THEN, value(&change.then, words::NONE, lang))}
                {verified.map(|verified| line(words::LINK, verified.to(lang).into_any()))}
                {line(words::ASKED_AT, asked_at.into_any())}
                {line(words::ASKED_FROM, value(asked_from.as_deref().unwrap_or_default(), words::FROM_UNKNOWN, lang))}
            </dl>
        </div>
    }
}

fn page(visit: &Visit, change: &ChangeAtDesk, entered: &ReviewForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    let action = format!("/desk/changes/{}", change.reference);
    let wants_id = visit.site.profile.switches.contact_edits.value == ContactEdits::DeskWithPhotoId;
    let head = Head::new(words::CHANGE.to(lang)).problems(!problems.is_empty());
    render(visit, head, || {
        view! {
            {buttons::back("/desk", words::BACK, lang)}
            {summary(problems, lang)}
            <h1>{words::CHANGE.to(lang)}</h1>
            {facts(visit, change)}
            <form method="post" action=action.clone() class="sheet" novalidate>
                {photo_id::question(&entered.seen, !wants_id, problems, lang)}
                <p class="buttons">
                    <button class="button" name="step" value="check">{words::GO_CONFIRM.to(lang)}</button>
                </p>
            </form>
            <form method="post" action=action class="sheet" novalidate>
                <h2>{words::REFUSE.to(lang)}</h2>
                {Field {
                    name: "reason",
                    label: words::REASON,
                    hint: None,
                    autocomplete: "off",
                    inputmode: "text",
                    size: 0,
                }.text(&entered.reason, problems, lang)}
                <p class="buttons">
                    <button class="button warning" name="step" value="refuse">{words::GO_REFUSE.to(lang)}</button>
                </p>
            </form>
        }
    })
}

/// The second step of a confirmation.
fn check(visit: &Visit, change: &ChangeAtDesk, seen: Option<PhotoId>) -> Response {
    let lang = visit.lang;
    let action = format!("/desk/changes/{}", change.reference);
    let back = action.clone();
    let label = seen.map_or(words::SEEN_NONE, PhotoId::label);
    let code = seen.map_or("none", PhotoId::code);
    render(visit, Head::new(words::CONFIRM.to(lang)), || {
        view! {
            <h1>{words::CONFIRM.to(lang)}</h1>
            {facts(visit, change)}
            <p>{words::SEEN.to(lang)} " " <b>{label.to(lang)}</b></p>
            <p>{words::CONFIRM_WHAT.to(lang)}</p>
            <form method="post" action=action>
                <input type="hidden" name="seen" value=code/>
                <p class="buttons">
                    <button class="button" name="step" value="confirm">{words::CONFIRM_DO.to(lang)}</button>
                    <a href=back>{BACK.to(lang)}</a>
                </p>
            </form>
        }
    })
}

/// The second step of a refusal.
fn check_refusal(visit: &Visit, change: &ChangeAtDesk, reason: &ShortText<300>) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::REFUSE_CHECK.to(lang)), || {
        view! {
            <h1>{words::REFUSE_CHECK.to(lang)}</h1>
            {facts(visit, change)}
            <p>{words::REASON.to(lang)} " " <b>{reason.as_str().to_owned()}</b></p>
            <p>{words::REFUSE_WHAT.to(lang)}</p>
            <form method="post" action=format!("/desk/changes/{}", change.reference)>
                <input type="hidden" name="reason" value=reason.as_str().to_owned()/>
                <p class="buttons">
                    <button class="button warning" name="step" value="refuse-it">{words::REFUSE_DO.to(lang)}</button>
                    <button class="button secondary" name="step" value="edit">{BACK.to(lang)}</button>
                </p>
            </form>
        }
    })
}
