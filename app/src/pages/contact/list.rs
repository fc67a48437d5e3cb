//! Every contact detail, with the change that is under way.

use super::under_way::{in_system, value, waits_for};
use crate::{
    pages::{record::held::ClassHeld, returned::banner},
    prelude::*,
    request::{Web, failure::Failure, forms::Posted, signed_in::SignedIn, visit::Visit},
    ui::render::{Head, render},
    words::{contact as words, returned},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    contact::Detail,
    inventory::{Class, show},
    words::Text,
};
use portal::{
    contact::{Details, Pending, details, take_back},
    returned::{Suspended, suspended},
};
use serde::Deserialize;
use uuid::Uuid;

/// What the address may carry: what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ContactQuery {
    done: Option<String>,
    page: Option<String>,
}

/// Which change to take back.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    change: Uuid,
}

/// `GET /contact`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Query(asked): Query<ContactQuery>,
) -> Result<Response, Failure> {
    let details = details(&web.portal, &patron).await?;
    let back = suspended(&web.portal, &patron).await?;
    let done = match asked.done.as_deref() {
        Some("taken-back") => Some(words::TAKEN_BACK),
        Some("written-again") => Some(returned::LIFTED),
        _ => None,
    };
    let held = ClassHeld::read(&visit, &patron, Class::Contact, asked.page.as_deref()).await?;
    Ok(page(&visit, &details, done, back.as_ref(), &held))
}

/// `POST /contact/take-back`
pub async fn post_take_back(
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Posted(chosen): Posted<Chosen>,
) -> Result<Response, Failure> {
    let done = take_back(&web.portal, &patron, chosen.change).await?;
    Ok(Redirect::to(if done { "/contact?done=taken-back" } else { "/contact" }).into_response())
}

fn page(visit: &Visit, details: &Details, done: Option<Text>, back: Option<&Suspended>, held: &ClassHeld) -> Response {
    let lang = visit.lang;
    let entries: Vec<_> = Detail::ALL.into_iter().map(|detail| entry(visit, details, detail)).collect();
    render(visit, Head::new(words::TITLE.to(visit.young, lang)).of(held.of()).tools(held.is_looked_through()), || {
        view! {
            {done.map(|done| view! { <div class="notice success" role="status"><p>{done.to(lang)}</p></div> })}
            <h1>{words::TITLE.to(visit.young, lang)}</h1>
            <p class="lede">{words::LEDE.to(visit.young, lang)}</p>
            {back.map(|back| banner(&back.address, visit.young, lang))}
            <p><a href="/contact/moving">{words::MOVING_LINK.to(visit.young, lang)}</a></p>
            <div class="sheet"><dl class="card-record">{entries}</dl></div>
            <p><a href="/consents">{words::ALSO_MAIL.to(visit.young, lang)}</a></p>
            {held.section(visit)}
        }
    })
}

fn entry(visit: &Visit, details: &Details, detail: Detail) -> impl IntoView + use<> {
    let lang = visit.lang;
    let label = detail.label().to(lang);
    let now = details.in_words(detail, lang);
    let act = if now.is_empty() { words::ADD } else { words::CHANGE };
    let checked = (detail == Detail::Email && !now.is_empty()).then_some(if details.email_verified {
        words::VERIFIED.of(visit.young)
    } else {
        words::UNVERIFIED.of(visit.young)
    });
    let pending = details.under_way(detail).map(|pending| under_way(visit, pending));
    let other = in_system(details.in_system(detail, lang).as_ref(), &visit.site.profile, lang);
    view! {
        <div class="entry">
            <dt>{label}</dt>
            <dd>
                <p>{value(&now, words::NONE, lang)}</p>
                {checked.map(|checked| view! { <p class="hint">{checked.to(lang)}</p> })}
                {other}
                {pending}
                <p class="act">
                    <a href=format!("/contact/{}", detail.code())>
                        {act.to(lang)}<span class="visually-hidden">": " {label}</span>
                    </a>
                </p>
            </dd>
        </div>
    }
}

fn under_way(visit: &Visit, pending: &Pending) -> impl IntoView + use<> {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let label = pending.detail.label().to(lang);
    view! {
        <div class="notice">
            <p><b>{words::WAITING.to(lang)}</b> " (" {show::moment(pending.asked_at, profile.time_zone, lang)} ")"</p>
            <p>{words::WAITING_TO.to(lang)} ": " {value(&pending.new_value, words::WAITING_REMOVED, lang)}</p>
            <p>{waits_for(pending, profile).to(visit.young, lang)}</p>
            {pending.reference.clone().map(|reference| view! {
                <p>{words::REFERENCE.to(lang)} " " <strong class="reference">{reference}</strong></p>
            })}
            <form method="post" action="/contact/take-back">
                <input type="hidden" name="change" value=pending.id.to_string()/>
                <button class="quiet">
                    {words::TAKE_BACK.to(lang)}<span class="visually-hidden">": " {label}</span>
                </button>
            </form>
        </div>
    }
}
