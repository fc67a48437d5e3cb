//! One permission: how far it has come, what it says, when it was used, and the way to take it back.

use super::{back_to_list, found, parts};
use crate::{
    prelude::*,
    request::{failure::Failure, in_path::InPath, signed_in::SignedIn, visit::Visit},
    ui::{
        fact::fact,
        render::{Head, render},
        value::apart,
    },
    words::permission as words,
};
use axum::{
    extract::Query,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use domain::{
    inventory::show,
    permission::{State, Step},
};
use portal::permission::{PermissionHeld, Signed, Use};
use serde::Deserialize;

/// What the address may carry: what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PermissionQuery {
    done: Option<String>,
}

/// `GET /permissions/{id}`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    InPath(id): InPath,
    Query(asked): Query<PermissionQuery>,
) -> Result<Response, Failure> {
    let (held, uses) = found(&visit, &patron, id).await?;
    match &held.signed {
        None => Ok(Redirect::to(&format!("/permissions/{}/write", held.id)).into_response()),
        Some(signed) => Ok(page(&visit, &held, signed, &uses, asked.done.is_some())),
    }
}

fn page(visit: &Visit, held: &PermissionHeld, signed: &Signed, uses: &[Use], done: bool) -> Response {
    let lang = visit.lang;
    let name = parts::name(held).unwrap_or_default();
    let withdrawn = done && held.state == State::Withdrawn;
    let can_withdraw = held.state.after(Step::Withdraw).is_some();
    render(visit, Head::new(format!("{} {}", words::TITLE.to(lang), held.reference)), || {
        view! {
            {back_to_list(visit)}
            {withdrawn.then(|| view! { <p class="notice success" role="status">{words::WITHDRAWN.to(lang)}</p> })}
            <h1>{apart(name)}</h1>
            <p>
                <span class="state" class:is-on=held.state == State::InForce>{held.state.label().to(lang)}</span> " "
                {words::meaning(held.state).to(visit.young, lang)}
            </p>
            <dl class="card-record">{facts(visit, held, signed)}</dl>
            <p class="buttons">
                {can_withdraw.then(|| view! {
                    <a class="button warning" href=format!("/permissions/{}/withdraw", held.id)>
                        {words::WITHDRAW.to(lang)}
                    </a>
                })}
                <a href=format!("/permissions/{}/print", held.id)>{words::PRINT.to(lang)}</a>
            </p>
            <section aria-labelledby="used">
                <h2 id="used">{words::USED.to(lang)}</h2>
                {used(visit, uses)}
            </section>
            <section aria-labelledby="text">
                <h2 id="text">{words::THE_TEXT.to(lang)}</h2>
                <pre class="deed" lang=signed.lang.tag()>{signed.text.clone()}</pre>
                <details class="technical">
                    <summary>{words::FINGERPRINT.to(lang)}</summary>
                    <p class="fingerprint">{signed.digest.clone()}</p>
                    <p class="cite">{words::FINGERPRINT_WHAT.to(lang)}</p>
                </details>
            </section>
        }
    })
}

fn facts(visit: &Visit, held: &PermissionHeld, signed: &Signed) -> Vec<AnyView> {
    let lang = visit.lang;
    let at = |at: DateTime<Utc>| show::moment(at, visit.site.profile.time_zone, lang);
    let mut facts = vec![
        fact(words::REFERENCE, held.reference.to_string(), lang),
        fact(words::SIGNED, at(signed.at), lang),
        fact(words::SIGNED_AS, apart(signed.name.clone()), lang),
        fact(words::MEANS.of(visit.young), signed.means.label().to(lang).to_owned(), lang),
    ];
    if let Some((confirmed, seen)) = held.confirmed {
        let seen = seen.map(|seen| format!(" ({})", seen.label().to(lang).to_lowercase())).unwrap_or_default();
        facts.push(fact(words::CONFIRMED, format!("{}{seen}", at(confirmed)), lang));
    }
    if let Some((_, reason)) = &held.refused {
        facts.push(fact(words::REFUSED_WHY, reason.clone(), lang));
    }
    if let Some(withdrawn) = held.withdrawn_at {
        facts.push(fact(words::WITHDRAWN_AT, at(withdrawn), lang));
    }
    facts
}

fn used(visit: &Visit, uses: &[Use]) -> AnyView {
    let lang = visit.lang;
    let lines: Vec<_> = uses
        .iter()
        .map(|one| {
            view! {
                <li>
                    <time datetime=show::machine(one.at)>{show::moment(one.at, visit.site.profile.time_zone, lang)}</time>
                    <p><b>{apart(one.recipient.clone())}</b> ": " {parts::classes(&one.classes, lang)}</p>
                    {one.photo_id.map(|seen| view! {
                        <p class="cite">{words::SHOWED.to(lang)} " " {seen.label().to(lang)}</p>
                    })}
                </li>
            }
        })
        .collect();
    if lines.is_empty() {
        view! { <p class="missing">{words::USED_NEVER.to(lang)}</p> }
    } else {
        view! { <ol class="seen">{lines}</ol> }
    }
}
