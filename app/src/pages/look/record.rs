//! A look at a record: what for, then what may be told, and nothing else.

use super::screen::screen;
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems, form_name},
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        buttons,
        decision::with_doors,
        photo_id,
        qr::qr,
        render::{Head, render},
        rules::cited,
    },
    words::{desk as words, desk_asks, desk_family, overview},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    decision::{Decision, Purpose},
    inventory::show,
    photo_id::PhotoId,
    words::{Lang, Text},
};
use portal::{
    access::HandedOver,
    look::{Band, CodeMade, LookAnswer, LookView, look, make_code, open},
};
use secrecy::ExposeSecret;
use serde::Deserialize;

/// The forms' fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LookForm {
    purpose: String,
    seen: String,
    /// The name of the form for a code: sent twice, it makes one.
    form: String,
}

/// `GET /desk/look/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    Ok(match look(&web.portal, &staff, id).await? {
        Some(look) => screen(&visit, &look, None, &Problems::none()),
        None => over(&visit),
    })
}

/// `POST /desk/look/{id}`: says what for.
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Posted(entered): Posted<LookForm>,
) -> Result<Response, Failure> {
    let Some(purpose) = Purpose::from_code(&entered.purpose) else {
        let Some(look) = look(&web.portal, &staff, id).await? else { return Ok(over(&visit)) };
        return Ok(screen(&visit, &look, None, &Problems::one("purpose", words::PURPOSE_MISSING)));
    };
    if open(&web.portal, &staff, id, purpose).await? {
        Ok(Redirect::to(&format!("/desk/look/{id}")).into_response())
    } else {
        Ok(over(&visit))
    }
}

/// `POST /desk/look/{id}/code`: makes an activation code and shows it, once.
pub async fn post_code(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Posted(entered): Posted<LookForm>,
) -> Result<Response, Failure> {
    let Some(seen) = PhotoId::from_code(&entered.seen) else {
        let Some(look) = look(&web.portal, &staff, id).await? else { return Ok(over(&visit)) };
        return Ok(screen(&visit, &look, None, &Problems::one("seen", words::SEEN_MISSING)));
    };
    let form = form_name(&web, &entered.form);
    match make_code(&web.portal, &staff, id, form, seen, &visit.address()).await? {
        CodeMade::Done(made) => Ok(code_page(&visit, &made)),
        CodeMade::NoLook => Ok(over(&visit)),
    }
}

/// The decision's answer, large; then what it allows.
pub(super) fn opened_view(visit: &Visit, look: &LookView, opened: &LookAnswer, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    match &opened.decision {
        Decision::Refused(refused) => view! {
            <div class="answer is-no">
                <h2>{words::MAY_NOT.to(lang)}</h2>
                <p>{refused.reason.to(lang)}</p>
                <p>{refused.next.to(lang)}</p>
                {cited(&refused.rules, lang)}
            </div>
        },
        Decision::Allowed(allowed) => view! {
            <div class="answer is-yes">
                <h2>{words::MAY_TELL.to(lang)}</h2>
                <p>{allowed.words.to(lang)}</p>
                {cited(&allowed.rules, lang)}
            </div>
            {opened.band.as_ref().and_then(|band| band_view(band, lang))}
            {with_doors(&opened.shared, visit)}
            {(look.purpose == Some(Purpose::FamilyReview)).then(|| view! {
                <p class="buttons">
                    <a class="button" href=format!("/desk/family/{}", look.id)>{desk_family::OPEN.to(lang)}</a>
                </p>
            })}
            {(look.purpose == Some(Purpose::Registration)).then(|| view! {
                <p class="buttons">
                    <a class="button secondary" href=format!("/desk/card/{}", look.id)>{words::CLOSE_CARD.to(lang)}</a>
                </p>
            })}
            {(look.purpose == Some(Purpose::OnlineAccess)).then(|| view! {
                <form method="post" action=format!("/desk/look/{}/code", look.id) class="sheet" novalidate>
                    <input type="hidden" name="form" value=visit.web.portal.entropy.uuid().to_string()/>
                    <h2>{words::CODE_FOR.to(lang)}</h2>
                    <p>{words::CODE_FOR_WHAT.to(lang)}</p>
                    {stopped(opened.parents_stopped, lang)}
                    {photo_id::question("", false, problems, lang)}
                    {buttons::submit(words::CODE_DO, lang)}
                </form>
            })}
        },
    }
}

/// Who it is, what is out and what is owed, in one line; nothing where none of it may be told.
pub(super) fn band_view(band: &Band, lang: Lang) -> Option<impl IntoView + use<>> {
    let out = band.out.map(|out| (overview::CARD_OUT, show::count(out)));
    let overdue = band.overdue.map(|overdue| (words::OVERDUE, show::count(overdue)));
    let owed = band
        .owed
        .map(|owed| (desk_asks::OWED, owed.map_or_else(|| desk_asks::OWED_UNKNOWN.to(lang).to_owned(), show::cents)));
    let lines: Vec<_> = [out, overdue, owed]
        .into_iter()
        .flatten()
        .map(|(label, said)| view! { <div><dt>{label.to(lang)}</dt><dd>{said}</dd></div> })
        .collect();
    let alerts: Vec<_> = band.alerts.iter().map(|&alert| view! { <li>{words::alert(lang, alert)}</li> }).collect();
    let name = if band.name.is_empty() { words::IN_SHORT.to(lang).to_owned() } else { band.name.clone() };
    let is_told = !(band.name.is_empty() && lines.is_empty() && alerts.is_empty());
    is_told.then(|| {
        view! {
            <section class="band" aria-labelledby="band">
                <h2 id="band"><bdi>{name}</bdi></h2>
                {(!lines.is_empty()).then(|| view! { <dl>{lines}</dl> })}
                {(!alerts.is_empty()).then(|| view! { <ul class="alerts">{alerts}</ul> })}
            </section>
        }
    })
}

/// To whom alone a code is given, where parents and guardians are stopped.
fn stopped(parents_stopped: bool, lang: Lang) -> Option<impl IntoView> {
    parents_stopped.then(|| view! { <p class="notice warning">{words::CODE_STOPPED.to(lang)}</p> })
}

fn code_page(visit: &Visit, made: &HandedOver) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::CODE_MADE.to(lang)), || {
        view! {
            <h1>{words::CODE_MADE.to(lang)}</h1>
            {stopped(made.parents_stopped, lang)}
            {made.needs_second.then(|| view! { <p class="notice warning">{words::SECOND_FIRST.to(lang)}</p> })}
            {slip(visit, made.code.expose_secret(), words::CODE_MADE_WHAT, "/activate")}
            <p class="buttons"><a class="button" href="/desk">{words::BACK.to(lang)}</a></p>
        }
    })
}

/// The code on a slip of paper, with the address where it is typed. The code itself is not in the picture: an address stays
/// in a browser's history.
pub fn slip(visit: &Visit, code: &str, what: Text, page: &str) -> impl IntoView + use<> {
    let lang = visit.lang;
    let address = format!("{}{page}", visit.address());
    view! {
        <section class="sheet code-slip">
            <p>{visit.site.profile.name.clone()}</p>
            <p><strong class="reference">{code.to_owned()}</strong></p>
            <p>{what.to(lang)}</p>
            {qr(&address, words::SLIP_QR.to(lang))}
            <p>{address}</p>
        </section>
        <p class="hint screen-only">{words::SLIP_PRINT.to(lang)}</p>
    }
}

pub(super) fn over(visit: &Visit) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::LOOK_OVER.to(lang)).status(StatusCode::NOT_FOUND), || {
        view! {
            <h1>{words::LOOK_OVER.to(lang)}</h1>
            <p class="lede">{words::LOOK_OVER_WHAT.to(lang)}</p>
            <p class="buttons"><a class="button" href="/desk">{words::BACK.to(lang)}</a></p>
        }
    })
}
