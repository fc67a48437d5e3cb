//! The children someone has added. A young person sees here who can look at their own record.

use super::{over, who_sees};
use crate::{
    request::{failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::render::{Head, render},
    words::family as words,
};
use axum::{extract::Query, response::Response};
use domain::{inventory::show, profile::Profile, words::Lang};
use leptos::prelude::*;
use portal::family::{ChildLine, Way, WhoSees, children, way};
use serde::Deserialize;
use uuid::Uuid;

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    /// The link that was just made.
    added: Option<String>,
    /// Set when one was just removed.
    removed: Option<String>,
}

/// `GET /family`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, Query(done): Query<Done>) -> Result<Response, Failure> {
    let portal = &visit.web.portal;
    let sees = portal::family::who_sees(portal, &patron).await?;
    let lines = children(portal, &patron).await?;
    Ok(page(&visit, &sees, &lines, &done))
}

fn page(visit: &Visit, sees: &WhoSees, lines: &[ChildLine], done: &Done) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let offered = way(profile) != Way::NotOffered;
    let added = done.added.as_deref().and_then(|link| Uuid::parse_str(link).ok());
    let added = lines.iter().find(|line| Some(line.link) == added && line.state.is_ok());
    render(visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            {added.map(|line| added_notice(line, lang))}
            {done.removed.is_some().then(|| view! {
                <div class="notice success" role="status"><p>{words::REMOVED.to(lang)}</p></div>
            })}
            <h1>{words::TITLE.to(lang)}</h1>
            {who_sees::section(sees, profile, lang)}
            {(!sees.minor).then(|| view! {
                <p class="lede">{words::LEDE.to(lang)}</p>
                {if lines.is_empty() {
                    view! { <p class="missing">{words::NONE.to(lang)}</p> }.into_any()
                } else {
                    let items = lines.iter().map(|line| entry(line, profile, lang)).collect_view();
                    view! {
                        <section aria-labelledby="children">
                            <h2 id="children">{words::CHILDREN.to(lang)}</h2>
                            <ul class="drawers">{items}</ul>
                        </section>
                    }
                    .into_any()
                }}
                {if offered {
                    view! { <p class="buttons"><a class="button" href="/family/add">{words::ADD.to(lang)}</a></p> }.into_any()
                } else {
                    super::add::not_offered(profile, lang).into_any()
                }}
            })}
        }
    })
}

fn added_notice(line: &ChildLine, lang: Lang) -> impl IntoView + use<> {
    let ends = line.state.as_ref().ok().and_then(|ends| *ends).map(|day| show::date(day, lang));
    let text = words::added(lang, line.name.as_deref(), ends.as_deref());
    view! { <div class="notice success" role="status"><h2>{words::ADDED.to(lang)}</h2><p>{text}</p></div> }
}

fn entry(line: &ChildLine, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let name = line.name.as_deref();
    let about = words::about(lang, name);
    let hidden = words::about(lang, name);
    match &line.state {
        Ok(ends) => {
            let ends = ends.map(|day| words::ends_on(lang, &show::date(day, lang), profile.age_of_majority));
            view! {
                <li class="drawer">
                    <h3><a class="drawer-label" href=format!("/family/{}", line.link)>{words::record_of(lang, name)}</a></h3>
                    {ends.map(|ends| view! { <p class="drawer-what">{ends}</p> })}
                    <p><a href=format!("/family/{}/remove", line.link)>
                        {words::REMOVE.to(lang)} <span class="visually-hidden">" " {hidden}</span>
                    </a></p>
                </li>
            }
            .into_any()
        }
        Err(ended) => view! {
            <li class="drawer is-empty">
                <h3 class="drawer-label">{about}</h3>
                <div class="drawer-what">{over::why(ended, profile, lang)}</div>
            </li>
        }
        .into_any(),
    }
}
