//! A child's family at the desk: a code for a parent, a stop on every parent, the end of one link.

pub mod end_asked;
mod view;

use crate::{
    pages::look::record::slip,
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
        render::{Head, render},
        rules::cited,
        summary::summary,
    },
    words::{desk as desk_words, desk_family as words},
};
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    decision::{Purpose, Stop},
    parse::CardNumber,
    photo_id::PhotoId,
    words::Text,
};
use portal::{
    authority::{Look, Staff},
    family::desk::{self, CodeWanted, FamilyCode, No},
    look::of_card,
};
use secrecy::ExposeSecret;
use serde::Deserialize;
use uuid::Uuid;

/// The forms' fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FamilyForm {
    /// `code`, `stop`, `lift` or `end`.
    act: String,
    /// `yes` on the second step.
    sure: String,
    row: String,
    guardian_card: String,
    seen: String,
    /// `yes` where the clerk has seen the signed application.
    signed: String,
    stop: String,
    link: String,
    /// The name of the form for a code: sent twice, it makes one.
    form: String,
}

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: Option<String>,
}

/// `GET /desk/family/{look}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    InPath(id): InPath,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let look = opened(&visit, &staff, id).await?;
    let entered = FamilyForm::default();
    let done = match done.done.as_deref() {
        None => Said::Nothing,
        Some("stop") => Said::Stopped,
        Some(_) => Said::Done,
    };
    page(&visit, (id, &look), &entered, &Problems::none(), done).await
}

/// What the page says was just done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Done,
    Stopped,
}

/// `POST /desk/family/{look}`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Posted(entered): Posted<FamilyForm>,
) -> Result<Response, Failure> {
    let look = opened(&visit, &staff, id).await?;
    let portal = &web.portal;
    let sure = entered.sure == "yes";
    let stop = match entered.stop.as_str() {
        "custody" => Some(Stop::Custody),
        "emancipated" => Some(Stop::Emancipated),
        _ => None,
    };
    let done = match (entered.act.as_str(), stop) {
        ("code", _) => return make_code(&visit, (id, &look), &entered).await,
        ("stop", None) => {
            let problems = Problems::one("stop", words::STOP_MISSING);
            return page(&visit, (id, &look), &entered, &problems, Said::Nothing).await;
        }
        ("stop", Some(_)) if !sure => return Ok(check(&visit, id, &entered, words::STOP, words::CHECK_STOP)),
        ("stop", Some(stop)) => desk::set_stop(portal, &look, stop).await?,
        ("lift", Some(_)) if !sure => return Ok(check(&visit, id, &entered, words::LIFT, words::CHECK_LIFT)),
        ("lift", Some(stop)) => desk::lift_stop(portal, &look, stop).await?,
        ("end", _) if !sure => return Ok(check(&visit, id, &entered, words::END, words::CHECK_END)),
        ("end", _) => {
            let link = entered.link.parse().map_err(|_| Failure::NotFound)?;
            desk::end_link(portal, &look, link).await?
        }
        _ => return Err(Failure::Malformed),
    };
    let what = if entered.act == "stop" { "stop" } else { "1" };
    Ok(match done {
        Ok(_) => Redirect::to(&format!("/desk/family/{id}?done={what}")).into_response(),
        Err(no) => refused(&visit, id, &no),
    })
}

/// This clerk's look, where it is for the family.
async fn opened(visit: &Visit, staff: &Staff, id: Uuid) -> Result<Look, Failure> {
    of_card(&visit.web.portal, staff, id, Purpose::FamilyReview).await?.ok_or(Failure::NotFound)
}

async fn make_code(visit: &Visit, (id, look): (Uuid, &Look), entered: &FamilyForm) -> Result<Response, Failure> {
    let profile = &visit.site.profile;
    let mut problems = Problems::none();
    let row = entered.row.parse::<Uuid>().ok();
    if row.is_none() {
        problems.add("row", words::WHO_MISSING);
    }
    let card = CardNumber::parse(&entered.guardian_card, &profile.card).ok();
    if card.is_none() {
        problems.add("guardian_card", words::CARD_MISSING);
    }
    let seen = PhotoId::from_code(&entered.seen);
    if seen.is_none() {
        problems.add("seen", desk_words::SEEN_MISSING);
    }
    let (Some(row), Some(guardian), Some(seen)) = (row, card, seen) else {
        return page(visit, (id, look), entered, &problems, Said::Nothing).await;
    };
    let form = form_name(&visit.web, &entered.form);
    let wanted = CodeWanted { guardian, row, seen, signed: entered.signed == "yes", form };
    Ok(match desk::make_family_code(&visit.web.portal, look, wanted).await? {
        Ok(made) => code_page(visit, id, &made),
        Err(no) => refused(visit, id, &no),
    })
}

async fn page(
    visit: &Visit,
    (id, look): (Uuid, &Look),
    entered: &FamilyForm,
    problems: &Problems,
    said: Said,
) -> Result<Response, Failure> {
    let family = match desk::family(&visit.web.portal, look).await? {
        Ok(family) => family,
        Err(no) => return Ok(refused(visit, id, &no)),
    };
    let lang = visit.lang;
    let action = format!("/desk/family/{id}");
    let head = Head::new(words::TITLE.to(lang)).problems(!problems.is_empty());
    Ok(render(visit, head, || {
        view! {
            {view::back(id, lang)}
            {summary(problems, lang)}
            {view::done(said, id, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            {view::links(visit, &family, &action)}
            {view::code_form(visit, &family, entered, problems, &action)}
            {view::stops(visit, &family, &action)}
            {view::stop_form(entered, problems, &action, lang)}
        }
    }))
}

/// The second step.
fn check(visit: &Visit, look: Uuid, entered: &FamilyForm, title: Text, what: Text) -> Response {
    let lang = visit.lang;
    let action = format!("/desk/family/{look}");
    let back = action.clone();
    let fields = [("act", &entered.act), ("stop", &entered.stop), ("link", &entered.link)]
        .map(|(name, value)| view! { <input type="hidden" name=name value=value.clone()/> });
    let kind = match entered.stop.as_str() {
        "custody" => Some(words::CUSTODY),
        "emancipated" => Some(words::EMANCIPATED),
        _ => None,
    };
    render(visit, Head::new(words::CHECK.to(lang)), || {
        view! {
            <h1>{words::CHECK.to(lang)}</h1>
            <p class="lede"><b>{title.to(lang)}</b></p>
            {kind.map(|kind| view! { <p>{kind.to(lang)}</p> })}
            <p>{what.to(lang)}</p>
            <form method="post" action=action>
                {fields.into_iter().collect_view()}
                <p class="buttons">
                    <button class="button warning" name="sure" value="yes">{words::YES.to(lang)}</button>
                    <a href=back>{words::NO.to(lang)}</a>
                </p>
            </form>
        }
    })
}

fn code_page(visit: &Visit, look: Uuid, made: &FamilyCode) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::MADE.to(lang)), || {
        view! {
            <h1>{words::MADE.to(lang)}</h1>
            {made.needs_second.then(|| view! { <p class="notice warning">{words::SECOND_FIRST.to(lang)}</p> })}
            {slip(visit, made.code.expose_secret(), words::MADE_WHAT, "/family/add")}
            {view::back(look, lang)}
        }
    })
}

/// The decision's no, in its own words.
fn refused(visit: &Visit, look: Uuid, no: &No) -> Response {
    let lang = visit.lang;
    let head = Head::new(desk_words::MAY_NOT.to(lang)).status(StatusCode::UNPROCESSABLE_ENTITY);
    render(visit, head, || {
        view! {
            {view::back(look, lang)}
            <h1>{desk_words::MAY_NOT.to(lang)}</h1>
            <div class="notice warning" role="alert">
                <p>{no.reason.to(lang)}</p>
                <p>{no.next.to(lang)}</p>
                {cited(&no.rules, lang)}
            </div>
        }
    })
}
