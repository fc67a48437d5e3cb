//! What happened to the record, as people tell it: what for, who, what they saw; others first, one's own visits by day.

use super::{class, reader::Reader, released, strip, told};
use crate::{
    request::{failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::{
        buttons,
        icons::{Icon, icon},
        pager::pager,
        render::{Head, render},
        rules,
    },
    words::{family, ledger, overview, record as words},
};
use axum::{extract::Query, response::Response};
use chrono::NaiveDate;
use domain::{
    decision::Role,
    inventory::{Class, WAYS, find, show},
    ledger::{Action, Subject},
    profile::Profile,
    words::{Lang, Text},
};
use leptos::prelude::*;
use portal::{
    ledger::{ActivityLine, Coded},
    record::{ActivityPage, OwnDay, activity_page},
};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

const PATH: &str = "/record/activity";

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    page: Option<String>,
    kind: Option<String>,
}

/// `GET /record/activity`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, Query(wanted): Query<Wanted>) -> Result<Response, Failure> {
    let subject = wanted.kind.as_deref().and_then(Subject::from_code);
    let page = wanted.page.and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
    let found = activity_page(&visit.web.portal, &patron, subject, page).await?.ok_or(Failure::NotFound)?;
    Ok(page_of(&visit, &found, subject))
}

fn page_of(visit: &Visit, found: &ActivityPage, subject: Option<Subject>) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let today = visit.web.portal.clock.now().with_timezone(&profile.time_zone).date_naive();
    let about = Reader::Patron.about(Class::Activity, lang);
    let title = about.title.clone();
    let lines: Vec<_> = found.lines.lines.iter().map(|one| line(one, found, (profile, today), lang)).collect();
    let kept = subject.map(|subject| ("kind", subject.code()));
    render(visit, Head::new(title.clone()), || {
        view! {
            {buttons::back("/record", words::BACK, lang)}
            <h1>{title}</h1>
            <p class="lede">{words::ACTIVITY_LEDE.to(lang)}</p>
            {released::section(&found.released, profile, lang)}
            {strip::looks(&found.months, today, lang)}
            {filter(subject, lang)}
            {if lines.is_empty() {
                let nothing = if subject.is_some() { words::KIND_NONE } else { words::ACTIVITY_NONE };
                view! { <p class="missing">{nothing.to(lang)}</p> }.into_any()
            } else {
                view! { <ol class="seen">{lines}</ol> }.into_any()
            }}
            {pager(PATH, found.lines.number, found.lines.pages, kept, lang)}
            {own_visits(&found.own, today, lang)}
            <p class="buttons">
                <a class="button secondary" href="/record/activity/check">{ledger::CHECK_LINK.to(lang)}</a>
            </p>
            {class::about_drawer(Class::Activity, about, profile, lang)}
            {class::seen_by(&found.seen_by, profile, today, lang)}
        }
    })
}

/// One's own visits, folded: a line a day.
fn own_visits(own: &[OwnDay], today: NaiveDate, lang: Lang) -> Option<impl IntoView + use<>> {
    let days: Vec<_> = own
        .iter()
        .map(|one| {
            let day = show::short_date(one.day, today, lang);
            view! { <li><time datetime=one.day.to_string()>{day}</time><p>{words::visits(lang, one.sign_ins, one.parts)}</p></li> }
        })
        .collect();
    (!days.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words::own_visits(lang, own.len())}</summary>
                <ol class="seen">{days}</ol>
            </details>
        }
    })
}

fn filter(subject: Option<Subject>, lang: Lang) -> impl IntoView + use<> {
    let options: Vec<_> = Subject::ALL
        .into_iter()
        .map(|one| {
            view! { <option value=one.code() selected=subject == Some(one)>{one.label().to(lang)}</option> }
        })
        .collect();
    view! {
        <form class="search" method="get" action=PATH>
            <label for="kind">{words::KIND.to(lang)}</label>
            <select id="kind" name="kind">
                <option value="" selected=subject.is_none()>{words::KIND_ALL.to(lang)}</option>
                {options}
            </select>
            <button class="button">{words::KIND_DO.to(lang)}</button>
        </form>
    }
}

fn line(
    line: &ActivityLine,
    found: &ActivityPage,
    (profile, today): (&Profile, NaiveDate),
    lang: Lang,
) -> impl IntoView + use<> {
    let action = match &line.action {
        Coded::Known(action) => action.label().to(lang).to_owned(),
        Coded::Unknown(code) => code.clone(),
    };
    let refused = line.detail.get("refused").and_then(serde_json::Value::as_bool).unwrap_or(false);
    let parts: Vec<&str> = line
        .classes
        .iter()
        .map(|class| match class {
            Coded::Known(class) => (*class).label().to(lang),
            Coded::Unknown(code) => code.as_str(),
        })
        .collect();
    // A child reads of grown-ups in words for a child, the parts among them; of a refusal as everybody does.
    let for_a_child = match (&line.actor, &line.action) {
        (Coded::Known(actor), Coded::Known(action)) if found.is_minor && !refused => {
            family::for_a_child(lang, *actor, *action, None, &parts)
        }
        _ => None,
    };
    let purpose = line.purpose.as_deref().map(|code| told::purpose(code, profile, lang));
    let who = who(line, &found.staff_names, lang);
    let is_look = matches!(line.action, Coded::Known(Action::Viewed | Action::Disclosed));
    // What somebody looked for stands before who it was; of all else, what happened does.
    let (first, then) = match (is_look, refused, purpose) {
        (_, true, Some(purpose)) => (purpose, format!("{who}: {}", words::ASKED_TO_SEE.to(lang))),
        (_, true, None) => (words::ASKED_TO_SEE.to(lang).to_owned(), who),
        (true, false, Some(purpose)) => (purpose, format!("{who}: {action}")),
        (_, false, purpose) => (action, [Some(who), purpose].into_iter().flatten().collect::<Vec<_>>().join(" · ")),
    };
    let named = format!(": {first}, {}", show::moment(line.at, profile.time_zone, lang));
    let when = show::short_moment(line.at, today, profile.time_zone, lang);
    let fields = told::fields(&line.fields, lang);
    let notes: Vec<_> =
        told::notes(&line.detail, lang).into_iter().map(|(label, value)| detail(label, value, lang)).collect();
    let via = find(WAYS, &line.via).map_or_else(|| line.via.clone(), |label| label.to(lang).to_owned());
    view! {
        <li>
            <time datetime=line.at.to_rfc3339()>{when}</time>
            {match for_a_child {
                Some(told) => view! { <p>{told}</p> }.into_any(),
                None => view! {
                    <p><b>{first}</b></p>
                    <p>{then}</p>
                    {(!parts.is_empty()).then(|| view! { <p class="cite">{parts.join(", ")}</p> })}
                }
                .into_any(),
            }}
            {refused.then(|| view! {
                <p><span class="state is-no">{icon(Icon::Refused)} {overview::REFUSED.to(lang)}</span></p>
            })}
            <details class="about">
                <summary>{words::DETAILS.to(lang)}<span class="visually-hidden">{named}</span></summary>
                <dl>
                    {detail(words::LINE_WHERE, via, lang)}
                    {(!fields.is_empty()).then(|| detail(words::LINE_FIELDS, fields.join(", "), lang))}
                    {notes}
                    {(!line.rules.is_empty()).then(|| view! {
                        <div><dt>{words::LINE_RULES.to(lang)}</dt><dd><ul>{rules::written(&line.rules, profile, lang)}</ul></dd></div>
                    })}
                    {detail(words::LINE_NUMBER, line.position.to_string(), lang)}
                </dl>
            </details>
        </li>
    }
}

fn who(line: &ActivityLine, staff: &BTreeMap<Uuid, String>, lang: Lang) -> String {
    let name = line.actor_id.and_then(|id| staff.get(&id)).map(String::as_str);
    let role = line.detail.get("role").and_then(|role| role.as_str()).and_then(Role::from_code);
    match &line.actor {
        Coded::Known(kind) => told::who(*kind, role, name, lang),
        Coded::Unknown(code) => code.clone(),
    }
}

fn detail(name: Text, value: String, lang: Lang) -> impl IntoView {
    view! { <div><dt>{name.to(lang)}</dt><dd>{value}</dd></div> }
}
