//! The children someone has added. A young person sees here who can look at their own record.

use super::{over, who_sees};
use crate::{
    pages::record::{
        held::ClassHeld,
        overview::{card_of, stops_of},
    },
    prelude::*,
    request::{failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::{
        icons::{Icon, icon},
        render::{Head, render},
    },
    words::family as words,
};
use axum::{extract::Query, response::Response};
use domain::{
    decision::Wish,
    inventory::{Class, childs::title_of_a_child, show},
    words::Lang,
};
use portal::{
    family::{ChildLine, Way, WhoSees, at_a_glance, way},
    record::Overview,
};
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
    page: Option<String>,
}

/// `GET /family`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, Query(done): Query<Done>) -> Result<Response, Failure> {
    let portal = &visit.web.portal;
    let sees = portal::family::who_sees(portal, &patron).await?;
    let mut children = Vec::new();
    for line in portal::family::children(portal, &patron).await? {
        let told = match &line.state {
            Ok(opened) => at_a_glance(portal, opened).await?,
            Err(_) => None,
        };
        children.push(Child { line, told });
    }
    let held = ClassHeld::read(&visit, &patron, Class::Family, done.page.as_deref()).await?;
    Ok(page(&visit, &sees, &children, &done, &held))
}

/// A child, and what is told first of a record that is open.
struct Child {
    line: ChildLine,
    told: Option<Overview>,
}

fn page(visit: &Visit, sees: &WhoSees, children: &[Child], done: &Done, held: &ClassHeld) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let offered = way(profile) != Way::NotOffered;
    let added = done.added.as_deref().and_then(|link| Uuid::parse_str(link).ok());
    let added = children.iter().map(|one| &one.line).find(|line| Some(line.link) == added && line.state.is_ok());
    render(visit, Head::new(words::TITLE.to(lang)).of(held.of()).tools(held.is_looked_through()), || {
        view! {
            {added.map(|line| added_notice(line, lang))}
            {done.removed.is_some().then(|| view! {
                <div class="notice success" role="status"><p>{words::REMOVED.to(lang)}</p></div>
            })}
            <h1>{words::TITLE.to(lang)}</h1>
            {who_sees::section(sees, profile, lang)}
            {sees.young.is_none().then(|| view! {
                <p class="lede">{words::LEDE.to(lang)}</p>
                {if children.is_empty() {
                    view! { <p class="missing">{words::NONE.to(lang)}</p> }
                } else {
                    let items = (1..).zip(children).map(|(n, child)| entry(visit, child, n)).collect_view();
                    view! {
                        <section aria-labelledby="children">
                            <h2 id="children">{words::CHILDREN.to(lang)}</h2>
                            <ul class="children">{items}</ul>
                        </section>
                    }
                }}
                {if offered {
                    view! { <p class="buttons"><a class="button" href="/family/add">{words::ADD.to(lang)}</a></p> }
                } else {
                    super::add::not_offered(profile, lang)
                }}
            })}
            {held.section(visit)}
        }
    })
}

fn added_notice(line: &ChildLine, lang: Lang) -> impl IntoView + use<> {
    let ends = line.state.as_ref().ok().and_then(|opened| opened.ends).map(|day| show::date(day, lang));
    let text = words::added(lang, line.name.as_deref(), ends.as_deref());
    view! { <div class="notice success" role="status"><h2>{words::ADDED.to(lang)}</h2><p>{text}</p></div> }
}

/// A child's card, what the parent may see and until when, and the ways on.
fn entry(visit: &Visit, Child { line, told }: &Child, n: usize) -> impl IntoView + use<> {
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let name = line.name.as_deref();
    match &line.state {
        Ok(opened) => {
            let ends =
                opened.ends.map(|day| words::ends_on(lang, name, &show::date(day, lang), profile.age_of_majority));
            let left_out: Vec<String> = opened
                .allowed
                .left_out
                .iter()
                .filter_map(|left| match left.what {
                    Wish::Class(class) => Some(title_of_a_child(class, name, lang)),
                    Wish::Fact(_) => None,
                })
                .collect();
            let stops = told.as_ref().map(|told| stops_of(visit, told, name)).unwrap_or_default();
            view! {
                <li>
                    {told.as_ref().and_then(|told| card_of(visit, told, "child", n))}
                    <h3><a href=format!("/family/{}", line.link)>{words::record_of(lang, name)}</a></h3>
                    {stops.into_iter().map(|stop| view! {
                        <p class="with-icon">{icon(Icon::Warning)} <span>{stop}</span></p>
                    }).collect_view()}
                    <p class="with-icon">{icon(Icon::Eye)} <span>{words::you_see(lang, name, &left_out)}</span></p>
                    {ends.map(|ends| view! { <p class="with-icon">{icon(Icon::Clock)} <span>{ends}</span></p> })}
                    <p><a href=format!("/family/{}/remove", line.link)>
                        {words::REMOVE.to(lang)} <span class="visually-hidden">" " {words::about(lang, name)}</span>
                    </a></p>
                </li>
            }
        }
        Err(ended) => view! {
            <li>
                <h3>{words::about(lang, name)}</h3>
                <div>{over::why(ended, profile, lang)}</div>
            </li>
        },
    }
}
