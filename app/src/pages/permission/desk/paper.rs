//! A permission signed on paper: all of it on one page, read to the patron, then put in force.

use super::{DeskFields, back, carried, no};
use crate::{
    pages::permission::questions::{field_of, fields, read_all, take},
    prelude::*,
    request::{
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::{
        answers::{Answer, one_of},
        buttons,
        field::Field,
        photo_id,
        render::{Head, render},
        summary::summary,
        value::apart,
    },
    words::{desk, desk_permission as words, permission as shared},
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    parse::{CardNumber, FieldError, NameError, PersonName},
    permission::{Offer, Part, Parts},
    photo_id::PhotoId,
    words::{Lang, Text},
};
use portal::permission::{OnPaper, Taken, take_from_paper};
use uuid::Uuid;

/// `GET /desk/permissions/new`
pub async fn get(visit: Visit, AtDesk(_): AtDesk) -> Response {
    match Offer::of(&visit.site.profile) {
        Some(offer) => form(&visit, &offer, &DeskFields::new(), &Problems::none()),
        None => Failure::NotFound.into_response(),
    }
}

/// What the second step's form carries beside what was typed.
const STEP: [&str; 2] = ["id", "step"];

/// `POST /desk/permissions/new`: first shows what was read from the paper; from there it goes back to be corrected, or is
/// put in force.
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    Posted(entered): Posted<DeskFields>,
) -> Result<Response, Failure> {
    let profile = &visit.site.profile;
    let offer = Offer::of(profile).ok_or(Failure::NotFound)?;
    let step = entered.get("step").map_or("", String::as_str);
    if step == "edit" {
        return Ok(form(&visit, &offer, &entered, &Problems::none()));
    }
    let shown = entered.get("id").and_then(|id| id.parse().ok());
    let id = shown.unwrap_or_else(|| visit.web.portal.entropy.uuid());
    let paper = match read(&visit, &offer, &entered, id) {
        Ok(paper) => paper,
        Err(problems) => return Ok(form(&visit, &offer, &entered, &problems)),
    };
    if step != "take" || shown.is_none() {
        return Ok(check(&visit, &paper, &entered));
    }
    Ok(match take_from_paper(&visit.web.portal, &offer, &staff, paper, &visit.address()).await? {
        Taken::InForce(reference) => Redirect::to(&format!("/desk/permissions/{reference}?done=1")).into_response(),
        Taken::Incomplete(part) => form(&visit, &offer, &entered, &Problems::one(field_of(part), shared::MISSING)),
        Taken::NoCard => form(&visit, &offer, &entered, &Problems::one("card_number", words::CARD_WRONG)),
        Taken::NotThis => return Err(Failure::NotFound),
        Taken::NotYours(refused) => no(&visit, &refused),
    })
}

fn read(visit: &Visit, offer: &Offer, entered: &DeskFields, id: Uuid) -> Result<OnPaper, Problems> {
    let typed = |name: &str| entered.get(name).map_or("", String::as_str);
    let today = visit.now.with_timezone(&visit.site.profile.time_zone).date_naive();
    let mut problems = Problems::none();
    let card = CardNumber::parse(typed("card_number"), &visit.site.profile.card)
        .map_err(|why| problems.add("card_number", why.text()))
        .ok();
    let mut parts = Parts::default();
    for (part, read) in read_all(entered, offer, today, &mut problems) {
        take(&mut parts, part, read);
    }
    let name = PersonName::parse(typed("signed_name"))
        .map_err(|why| {
            let words: Text = if why == NameError::Empty { words::SIGNED_NAME_MISSING } else { why.text() };
            problems.add("signed_name", words);
        })
        .ok();
    let seen = PhotoId::from_code(typed("seen"));
    if seen.is_none() {
        problems.add("seen", desk::SEEN_MISSING);
    }
    let lang = Lang::from_tag(typed("language")).unwrap_or(visit.lang);
    match (card, name, seen) {
        (Some(card), Some(name), Some(seen)) if problems.is_empty() => {
            Ok(OnPaper { id, card, parts, name, lang, seen })
        }
        _ => Err(problems),
    }
}

fn form(visit: &Visit, offer: &Offer, entered: &DeskFields, problems: &Problems) -> Response {
    let lang = visit.lang;
    let typed = |name: &str| entered.get(name).map_or("", String::as_str);
    let tongues = Lang::ALL.map(|tongue| Answer {
        code: tongue.tag(),
        label: Text::new(tongue.own_name(), tongue.own_name()),
        hint: None,
        chosen: Lang::from_tag(typed("language")).unwrap_or(lang) == tongue,
    });
    render(visit, Head::new(words::NEW.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {back(lang)}
            {summary(problems, lang)}
            <h1>{words::NEW.to(lang)}</h1>
            <p class="lede">{words::PAPER_LEDE.to(lang)}</p>
            <form method="post" action="/desk/permissions/new" class="sheet" novalidate>
                {Field {
                    name: "card_number",
                    label: words::CARD,
                    hint: Some(desk::CARD_HINT),
                    autocomplete: "off",
                    inputmode: "numeric",
                    size: 20,
                }.text(typed("card_number"), problems, lang)}
                {Part::ALL.map(|part| view! {
                    <h2>{shared::question(part).to(None, lang)}</h2>
                    {fields(part, entered, offer, visit, problems)}
                }).into_iter().collect_view()}
                <h2>{shared::SIGN.to(None, lang)}</h2>
                {Field {
                    name: "signed_name",
                    label: words::SIGNED_NAME,
                    hint: None,
                    autocomplete: "off",
                    inputmode: "text",
                    size: 0,
                }.text(typed("signed_name"), problems, lang)}
                {one_of("language", words::LANGUAGE, tongues.into(), problems, lang)}
                {photo_id::question(typed("seen"), false, problems, lang)}
                {buttons::submit(words::GO_ON, lang)}
            </form>
        }
    })
}

/// What was read from the paper, to be read to the patron.
fn check(visit: &Visit, paper: &OnPaper, entered: &DeskFields) -> Response {
    let lang = visit.lang;
    let mut typed = entered.clone();
    typed.retain(|name, _| !STEP.contains(&name.as_str()));
    let lines: Vec<_> = Part::ALL
        .into_iter()
        .filter_map(|part| {
            let said = crate::pages::permission::parts::in_words(&paper.parts, part, paper.lang)?;
            Some(view! {
                <div class="entry"><dt>{shared::question(part).to(None, paper.lang)}</dt><dd>{said}</dd></div>
            })
        })
        .collect();
    render(visit, Head::new(words::PAPER_CHECK.to(lang)), || {
        view! {
            {back(lang)}
            <h1>{words::PAPER_CHECK.to(lang)}</h1>
            <dl class="card-record" lang=paper.lang.tag()>{lines}</dl>
            <p>{words::SIGNED_AS.to(lang)} " " <b>{apart(paper.name.as_str().to_owned())}</b></p>
            <p>{words::SEEN.to(lang)} ": " {paper.seen.label().to(lang)}</p>
            <form method="post" action="/desk/permissions/new">
                {carried(&typed)}
                <input type="hidden" name="id" value=paper.id.to_string()/>
                <p class="buttons">
                    <button class="button" name="step" value="take">{words::TAKE.to(lang)}</button>
                    <button class="button secondary" name="step" value="edit">{words::BACK.to(lang)}</button>
                </p>
            </form>
        }
    })
}
