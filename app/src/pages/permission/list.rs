//! Every permission of the patron, by how far it has come; or why there are none here.

use super::parts;
use crate::{
    pages::record::held::ClassHeld as InTheRecord,
    prelude::*,
    request::{failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::{
        fold::inside,
        render::{Head, render},
        rules::told,
        value::apart,
    },
    words::{permission as words, record},
};
use axum::{extract::Query, response::Response};
use domain::{
    inventory::show,
    permission::{Offer, State},
    words::Text,
};
use portal::permission::{PermissionHeld, list};
use serde::Deserialize;

/// What the address may carry: what was just done, and a page of what is held.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PermissionsQuery {
    done: Option<String>,
    page: Option<String>,
}

/// `GET /permissions`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    Query(asked): Query<PermissionsQuery>,
) -> Result<Response, Failure> {
    let held = list(&visit.web.portal, &patron).await?;
    let done = match asked.done.as_deref() {
        Some("discarded") => Some(words::DISCARDED),
        Some("kept") => Some(words::KEPT),
        _ => None,
    };
    let in_record = InTheRecord::of_permissions(&visit, &patron, asked.page.as_deref()).await?;
    Ok(page(&visit, held, done, &in_record))
}

fn page(visit: &Visit, held: Vec<PermissionHeld>, done: Option<Text>, in_record: &InTheRecord) -> Response {
    let lang = visit.lang;
    let offered = Offer::of(&visit.site.profile).is_some();
    let nothing = held.is_empty();
    let (drafts, signed): (Vec<_>, Vec<_>) = held.into_iter().partition(|one| one.state == State::Draft);
    let (over, open): (Vec<_>, Vec<_>) = signed.into_iter().partition(|one| one.state.is_over());
    render(visit, Head::new(words::TITLE.to(lang)).tools(in_record.is_looked_through()), || {
        view! {
            <h1>{words::TITLE.to(lang)}</h1>
            {done.map(|done| view! { <p class="notice success" role="status">{done.to(lang)}</p> })}
            {if offered {
                view! {
                    <p class="lede">{words::LEDE.to(visit.young, lang)}</p>
                    {nothing.then(|| view! { <p class="missing">{words::EMPTY.to(visit.young, lang)}</p> })}
                    <p class="buttons"><a class="button" href="/permissions/new">{words::GIVE.to(lang)}</a></p>
                }
            } else {
                not_offered(visit)
            }}
            {section(visit, "given", words::GIVEN, &open)}
            {section(visit, "drafts", words::DRAFTS, if offered { &drafts } else { &[] })}
            {section(visit, "over", words::OVER, &over)}
            {(!in_record.is_empty()).then(|| view! {
                {in_record.rows(visit)}
                <p><a href=format!("/consents#{}", inside("about"))>{record::ABOUT.to(lang)}</a></p>
            })}
        }
    })
}

fn section(visit: &Visit, id: &'static str, title: Text, held: &[PermissionHeld]) -> Option<impl IntoView + use<>> {
    let lang = visit.lang;
    let lines: Vec<_> = held.iter().map(|held| line(visit, held)).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{title.to(lang)}</h2>
                <ul class="plain">{lines}</ul>
            </section>
        }
    })
}

fn line(visit: &Visit, held: &PermissionHeld) -> impl IntoView + use<> {
    let lang = visit.lang;
    let name = parts::name(held).unwrap_or_else(|| words::UNNAMED.to(lang).to_owned());
    let draft = held.state == State::Draft;
    let href = if draft { format!("/permissions/{}/write", held.id) } else { format!("/permissions/{}", held.id) };
    let days =
        held.parts.days.map(|(from, until)| words::from_to(lang, &show::date(from, lang), &show::date(until, lang)));
    let on = held.state == State::InForce;
    view! {
        <li class="sheet">
            <h3>{apart(name.clone())} " " <span class="state" class:is-on=on>{held.state.label().to(lang)}</span></h3>
            <p>{words::meaning(held.state).to(visit.young, lang)}</p>
            {days.map(|days| view! { <p class="cite">{days}</p> })}
            <p class="cite">{words::REFERENCE.to(lang)} " " {held.reference.to_string()}</p>
            <p>
                <a href=href>
                    {if draft { words::GO_ON } else { words::OPEN }.to(lang)}
                    <span class="visually-hidden">": " {apart(name.clone())} " " {held.reference.to_string()}</span>
                </a>
                {draft.then(|| view! {
                    " · "
                    <a href=format!("/permissions/{}/discard", held.id)>
                        {words::DISCARD.to(lang)}
                        <span class="visually-hidden">": " {apart(name)} " " {held.reference.to_string()}</span>
                    </a>
                })}
            </p>
        </li>
    }
}

/// Why there are none here (C3, W3), and what the law provides.
fn not_offered(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let switch = &profile.switches.written_permission;
    let note = switch.note.as_ref().map(|note| note.to(lang).to_owned());
    view! {
        <div class="notice">
            <h2>{words::NOT_OFFERED.to(lang)}</h2>
            <p>{words::NOT_OFFERED_WHAT.to(visit.young, lang)}</p>
            {note.map(|note| view! { <p>{note}</p> })}
            <p>
                {words::NOT_OFFERED_LAW.to(visit.young, lang)} " " {profile.director.to(lang).to_owned()} ". "
                <cite lang="en">{profile.statute.clone()}</cite>
            </p>
            <p>{words::NOT_OFFERED_COPY.to(visit.young, lang)}</p>
        </div>
        <p class="buttons"><a class="button" href="/record/download">{words::TAKE_COPY.to(lang)}</a></p>
        <h2>{words::RULES.to(lang)}</h2>
        <ul>{told(&switch.rules, lang)}</ul>
    }
}
