//! Moving house: address, telephone numbers and e-mail in one form, checked on one page, with the PIN or password once.

use super::{
    change::{DetailFields, field, is_right},
    check::{self, form_field},
    under_way::waits_for,
};
use crate::{
    prelude::*,
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems, busy, form_name},
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        buttons,
        render::{Head, render},
        summary::summary,
    },
    words::{access, contact as words, security},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    contact::{Change, Detail},
    words::Text,
};
use portal::{
    access::{Confirmed, confirm_again},
    authority::Patron,
    contact::{ChangeOutcome, Details, Wish, ask_together, details},
};
use uuid::Uuid;

/// What is likely to be different at another place.
const DETAILS: [Detail; 4] = [Detail::Address, Detail::Phone, Detail::Mobile, Detail::Email];

/// `GET /contact/moving`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, State(web): State<Web>) -> Result<Response, Failure> {
    let present = details(&web.portal, &patron).await?;
    let typed = DETAILS.iter().flat_map(|detail| {
        detail.inputs().iter().map(|input| (input.name.to_owned(), present.typed(*detail, input.name)))
    });
    Ok(form(&visit, &typed.collect(), &Problems::none(), false))
}

/// `POST /contact/moving`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Posted(entered): Posted<DetailFields>,
) -> Result<Response, Failure> {
    let typed = |name: &str| entered.get(name).cloned().unwrap_or_default();
    let step = typed("step");
    if step == "edit" {
        return Ok(form(&visit, &entered, &Problems::none(), false));
    }
    let mut problems = Problems::none();
    let mut all = Vec::new();
    for detail in DETAILS {
        match Change::read(detail, typed) {
            Ok(change) => all.push((form_name(&web, &typed(&form_field(detail))), change)),
            Err(faults) => faults.into_iter().for_each(|fault| problems.add(fault.field, fault.text)),
        }
    }
    if !problems.is_empty() {
        return Ok(form(&visit, &entered, &problems, false));
    }
    let present = details(&web.portal, &patron).await?;
    match (all.iter().all(|(_, change)| present.has(change)), step.as_str()) {
        // What was sent before is made by now.
        (true, "save") => Ok(Redirect::to("/contact/moving/done").into_response()),
        (true, _) => Ok(form(&visit, &entered, &Problems::one("address", words::MOVING_SAME.of(visit.young)), false)),
        (false, "save") => save(&visit, &web, &patron, (&entered, &all), &present).await,
        (false, _) => Ok(check::page_of_all(&visit, &all, &present, &Problems::none())),
    }
}

async fn save(
    visit: &Visit,
    web: &Web,
    patron: &Patron,
    (entered, all): (&DetailFields, &[(Uuid, Change)]),
    present: &Details,
) -> Result<Response, Failure> {
    let checked = |problem| check::page_of_all(visit, all, present, &Problems::one("secret", problem));
    let secret = entered.get("secret").cloned().unwrap_or_default();
    if secret.is_empty() {
        return Ok(checked(access::SECRET_MISSING.of(visit.young)));
    }
    let patron = match confirm_again(&web.portal, &web.hasher, patron, secret.into()).await? {
        Confirmed::Yes(patron) => patron,
        Confirmed::No => return Ok(checked(security::CURRENT_WRONG.of(visit.young))),
        Confirmed::SignedOut => return Err(visit.signed_out()),
        Confirmed::Busy { retry_after_seconds } => {
            return Ok(busy(checked(access::BUSY_NOW.of(visit.young)), retry_after_seconds));
        }
    };
    let site = visit.address();
    let changed = all.iter().filter(|(_, change)| !present.has(change));
    let wishes: Vec<_> =
        changed.map(|(form, change)| Wish { change, lang: visit.lang, site: &site, form: *form }).collect();
    let outcomes = ask_together(&web.portal, &patron, &wishes).await?;
    match outcomes.last() {
        Some(ChangeOutcome::SignedOut) => Err(visit.signed_out()),
        Some(ChangeOutcome::TooMany) => {
            Ok(form(visit, entered, &Problems::one("email", words::TOO_MANY.of(visit.young)), false))
        }
        Some(ChangeOutcome::CameBack) => {
            Ok(form(visit, entered, &Problems::one("email", words::ADDRESS_CAME_BACK.of(visit.young)), true))
        }
        _ if outcomes.iter().all(|outcome| *outcome == ChangeOutcome::Over) => {
            Ok(Redirect::to("/contact").into_response())
        }
        _ => Ok(Redirect::to("/contact/moving/done").into_response()),
    }
}

/// `came_back`: mail to the address that was typed came back.
fn form(visit: &Visit, typed: &DetailFields, problems: &Problems, came_back: bool) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::MOVING.to(visit.young, lang)).problems(!problems.is_empty()), || {
        let of = |detail: Detail| -> Vec<_> {
            detail.inputs().iter().map(|input| field(visit, detail, input, typed, problems)).collect()
        };
        let others: Vec<_> = DETAILS.into_iter().skip(1).flat_map(of).collect();
        view! {
            {buttons::back("/contact", words::BACK, lang)}
            {summary(problems, lang)}
            <h1>{words::MOVING.to(visit.young, lang)}</h1>
            <p class="lede">{words::MOVING_WHAT.to(visit.young, lang)}</p>
            <form method="post" action="/contact/moving" class="sheet" novalidate>
                <fieldset>
                    <legend><h2>{Detail::Address.label().to(lang)}</h2></legend>
                    {of(Detail::Address)}
                </fieldset>
                <fieldset>
                    <legend><h2>{words::MOVING_REACH.to(lang)}</h2></legend>
                    {others}
                </fieldset>
                {buttons::submit(words::GO_ON, lang)}
            </form>
            {came_back.then(|| is_right(visit))}
        }
    })
}

/// `GET /contact/moving/done`: read from the record, so that the address says nothing and proves nothing.
pub async fn get_done(visit: Visit, SignedIn(patron): SignedIn, State(web): State<Web>) -> Result<Response, Failure> {
    let details = details(&web.portal, &patron).await?;
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let waiting: Vec<_> = DETAILS.into_iter().filter_map(|detail| details.under_way(detail)).collect();
    let (title, what): (Text, Text) = if waiting.is_empty() {
        (words::ALL_MADE, words::MADE_WHAT.of(visit.young))
    } else {
        (words::MOVING_UNDER_WAY.of(visit.young), words::MOVING_WAITS)
    };
    Ok(render(&visit, Head::new(title.to(lang)), || {
        let each: Vec<_> = waiting
            .iter()
            .map(|pending| {
                view! {
                    <section class="sheet">
                        <h2>{pending.detail.label().to(lang)}</h2>
                        <p>{waits_for(pending, profile).to(visit.young, lang)}</p>
                        {pending.reference.clone().map(|reference| view! {
                            <p>{words::REFERENCE.to(lang)} " " <strong class="reference">{reference}</strong></p>
                        })}
                    </section>
                }
            })
            .collect();
        view! {
            <h1>{title.to(lang)}</h1>
            <p class="lede">{what.to(lang)}</p>
            {each}
            {(!waiting.is_empty()).then(|| view! {
                <p>{profile.desk.address.join(", ")}<br/>{profile.desk.hours.to(lang).to_owned()}</p>
            })}
            <p class="buttons"><a class="button" href="/contact">{words::TO_CONTACT.to(visit.young, lang)}</a></p>
        }
    }))
}
