//! Changing one detail: the form, then what it becomes, then the change itself. The typed values travel in the form
//! from step to step, so nothing is kept until the patron says so and nothing is lost by a mistake.

use super::check;
use crate::{
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems, busy},
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        buttons,
        field::{Choice, Field, choices},
        render::{Head, render},
        summary::summary,
    },
    words::{access, contact as words, security},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    contact::{Change, Detail, Input},
    inventory::CONTACT_METHODS,
    permission::Offer,
    words::Text,
};
use leptos::prelude::*;
use portal::{
    access::{Confirmed, confirm_again},
    contact::{ChangeOutcome, Details, Wish, ask, details},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The form's fields: those of the detail, `step`, and at the last step `secret` and `form`, the form's own name.
pub type DetailFields = BTreeMap<String, String>;

/// `GET /contact/{detail}`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let detail = Detail::from_code(&code).ok_or(Failure::NotFound)?;
    let present = details(&web.portal, &patron).await?;
    let typed = detail.inputs().iter().map(|input| (input.name.to_owned(), present.typed(detail, input.name)));
    Ok(form(&visit, &present, detail, &typed.collect(), &Problems::none()))
}

/// `POST /contact/{detail}`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Path(code): Path<String>,
    Posted(entered): Posted<DetailFields>,
) -> Result<Response, Failure> {
    let detail = Detail::from_code(&code).ok_or(Failure::NotFound)?;
    let field = |name: &str| entered.get(name).cloned().unwrap_or_default();
    let present = details(&web.portal, &patron).await?;
    let asking = |problems: &Problems| form(&visit, &present, detail, &entered, problems);
    if field("step") == "edit" {
        let nothing_typed = detail.inputs().iter().all(|input| field(input.name).is_empty());
        // Whoever thinks better of taking it away finds what is there.
        return Ok(if nothing_typed && detail.has_removal() {
            Redirect::to(&format!("/contact/{}", detail.code())).into_response()
        } else {
            asking(&Problems::none())
        });
    }
    let read = match field("step").as_str() {
        "remove" if detail.has_removal() => Ok(Change::removal(detail)),
        _ => Change::read(detail, field),
    };
    let change = match read {
        Ok(change) => change,
        Err(faults) => {
            let mut problems = Problems::none();
            for fault in faults {
                problems.add(fault.field, fault.text);
            }
            return Ok(asking(&problems));
        }
    };
    let form = form_name(&web, &entered);
    let checking = |problems: &Problems| check::page(&visit, form, &change, &present, problems);
    if field("step") != "save" {
        if present.has(&change) {
            let fault = change.same();
            return Ok(asking(&Problems::one(fault.field, fault.text)));
        }
        return Ok(checking(&Problems::none()));
    }
    if field("secret").is_empty() {
        return Ok(checking(&Problems::one("secret", access::SECRET_MISSING)));
    }
    let patron = match confirm_again(&web.portal, &web.hasher, &patron, field("secret").into()).await? {
        Confirmed::Yes(patron) => patron,
        Confirmed::No => return Ok(checking(&Problems::one("secret", security::CURRENT_WRONG))),
        Confirmed::SignedOut => return Err(visit.signed_out()),
        Confirmed::Busy { retry_after_seconds } => {
            return Ok(busy(checking(&Problems::one("secret", access::BUSY_NOW)), retry_after_seconds));
        }
    };
    let wish = Wish { change: &change, lang: visit.lang, site: &visit.address(), form };
    let problem = match ask(&web.portal, &patron, wish).await? {
        ChangeOutcome::Made | ChangeOutcome::LinkSent { .. } | ChangeOutcome::WaitsForDesk { .. } => {
            return Ok(Redirect::to(&format!("/contact/{}/done", detail.code())).into_response());
        }
        ChangeOutcome::SignedOut => return Err(visit.signed_out()),
        ChangeOutcome::Over => return Ok(Redirect::to("/contact").into_response()),
        // It was not so when the form was shown: it was sent before, and made at once.
        ChangeOutcome::Same if present.under_way(detail).is_none() => {
            return Ok(Redirect::to(&format!("/contact/{}/done", detail.code())).into_response());
        }
        ChangeOutcome::Same => change.same(),
        ChangeOutcome::TooMany => domain::contact::Fault { field: detail.inputs()[0].name, text: words::TOO_MANY },
    };
    Ok(asking(&Problems::one(problem.field, problem.text)))
}

/// The name of the form, from the page where it was checked; a new one for a page that is shown now.
fn form_name(web: &Web, entered: &DetailFields) -> Uuid {
    entered.get("form").and_then(|name| name.parse().ok()).unwrap_or_else(|| web.portal.entropy.uuid())
}

fn form(visit: &Visit, present: &Details, detail: Detail, typed: &DetailFields, problems: &Problems) -> Response {
    let lang = visit.lang;
    let title = detail.label().to(lang);
    let fields: Vec<_> = detail.inputs().iter().map(|input| field(visit, detail, input, typed, problems)).collect();
    let permit = detail == Detail::OtherPerson && Offer::of(&visit.site.profile).is_some();
    let removable = detail.has_removal() && !present.in_words(detail, lang).is_empty();
    render(visit, Head::new(title).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/contact", words::BACK, lang)}
            {summary(problems, lang)}
            <h1>{title}</h1>
            {what(detail).map(|what| view! { <p class="lede">{what.to(lang)}</p> })}
            {permit.then(|| view! { <p><a href="/permissions">{words::OTHER_PERSON_PERMIT.to(lang)}</a></p> })}
            <form method="post" action=format!("/contact/{}", detail.code()) class="sheet" novalidate>
                {fields}
                <p class="buttons">
                    <button class="button">{words::GO_ON.to(lang)}</button>
                    {removable.then(|| view! {
                        <button class="button secondary" name="step" value="remove">{words::REMOVE.to(lang)}</button>
                    })}
                </p>
            </form>
        }
    })
}

/// What to know before one begins.
fn what(detail: Detail) -> Option<Text> {
    match detail {
        Detail::SecondAddress => Some(words::SECOND_ADDRESS_WHAT),
        Detail::OtherPerson => Some(words::OTHER_PERSON_WHAT),
        _ => None,
    }
}

fn field(visit: &Visit, detail: Detail, input: &Input, typed: &DetailFields, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    let value = typed.get(input.name).map_or("", String::as_str);
    if detail == Detail::Method {
        // The first answer carries the field's own id, where the summary's link leads.
        let none =
            Choice { id: "preferred_method", value: "", label: words::NO_METHOD, hint: None, chosen: value.is_empty() };
        let ways = CONTACT_METHODS.iter().map(|&(code, label)| Choice {
            id: code,
            value: code,
            label,
            hint: None,
            chosen: value == code,
        });
        let options: Vec<_> = [none].into_iter().chain(ways).collect();
        return view! {
            {problems.of(input.name, lang).map(|wrong| view! { <p class="error">{wrong}</p> })}
            {choices(input.name, input.label, &options, lang)}
        }
        .into_any();
    }
    let hint = match detail {
        Detail::Email => Some(words::REMOVE_EMAIL_HINT),
        Detail::Address | Detail::SecondAddress | Detail::OtherPerson => None,
        _ => Some(words::REMOVE_HINT),
    };
    Field {
        name: input.name,
        label: input.label,
        hint,
        autocomplete: input.autocomplete,
        inputmode: input.takes.inputmode(),
        size: if input.most <= 40 { 20 } else { 0 },
    }
    .text(value, problems, lang)
}
