//! The library's rules in plain words, with dates and citations, made from its profile and the inventory.

use crate::{
    ui::{dates, retention as retention_words},
    web::{
        render::{Head, render},
        visit::Visit,
    },
    words::home as words,
};
use axum::response::Response;
use domain::{
    inventory::{Class, info},
    profile::{Policy, Profile},
    rules::privacy::{Group, statements},
    words::Lang,
};
use leptos::prelude::*;

/// `GET /privacy`
pub async fn get(visit: Visit) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    render(&visit, Head::new(words::PRIVACY_TITLE.to(lang)), || {
        view! {
            <h1>{words::PRIVACY_TITLE.to(lang)}</h1>
            <p class="lede">{words::PRIVACY_LEDE.to(lang)}</p>
            <p>{words::policy_dates(lang, profile.policy.title.to(lang), &policy_dates(&profile.policy, lang))}</p>
            <div class="statements">
                {statements(profile).iter().map(|group| group_view(group, lang)).collect_view()}
                {retention(profile, lang)}
            </div>
        }
    })
}

/// `adopted March 14, 1990; revised February 13, 2002`.
fn policy_dates(policy: &Policy, lang: Lang) -> String {
    let one = |label: domain::words::Text, day| format!("{} {}", label.to(lang), dates::date(day, lang));
    let adopted = policy.adopted.map(|day| one(words::ADOPTED, day));
    let revised = policy.revised.iter().map(|&day| one(words::REVISED, day));
    let affirmed = policy.affirmed.map(|day| one(words::AFFIRMED, day));
    adopted.into_iter().chain(revised).chain(affirmed).collect::<Vec<_>>().join("; ")
}

fn group_view(group: &Group, lang: Lang) -> impl IntoView + use<> {
    let rows: Vec<_> = group
        .statements
        .iter()
        .map(|statement| view! {
            <p>{statement.words(lang)}</p>
            <p class="cite">{statement.citation(lang)}</p>
        })
        .collect();
    view! { <section><h2>{group.topic.label().to(lang)}</h2>{rows}</section> }
}

fn retention(profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let rows: Vec<_> = Class::ALL
        .into_iter()
        .map(|class| {
            let about = info(class);
            let how_long = match profile.not_kept_reason(class) {
                Some(reason) => reason.to(lang).to_owned(),
                None => retention_words::in_words(profile.retention(class), lang),
            };
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{about.label.to(lang)}</th>
                    <td role="cell" data-label=words::RETENTION_WHY.to(lang)>{about.why.to(lang)}</td>
                    <td role="cell" data-label=words::RETENTION_HOW_LONG.to(lang)>{how_long}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section>
            <h2>{words::RETENTION_TITLE.to(lang)}</h2>
            <table class="slip" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{words::RETENTION_WHAT.to(lang)}</th>
                        <th role="columnheader" scope="col">{words::RETENTION_WHY.to(lang)}</th>
                        <th role="columnheader" scope="col">{words::RETENTION_HOW_LONG.to(lang)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </section>
    }
}
