//! The profile in force: each switch with its reading, its note and its rules; and what is open. For every member of the staff:
//! nothing in it is about anybody.

use crate::{
    request::{at_desk::AtDesk, visit::Visit},
    ui::{
        buttons,
        fact::fact,
        render::{Head, render},
        rules::cited,
    },
    words::{desk, profile as words},
};
use axum::response::Response;
use domain::profile::{InForce, in_force, open_points};
use leptos::prelude::*;

/// `GET /desk/profile`
pub async fn get(visit: Visit, AtDesk(_): AtDesk) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    render(&visit, Head::new(words::TITLE.to(lang)), || {
        let open: Vec<_> = open_points(profile)
            .into_iter()
            .map(|one| view! { <li><code>{one.key}</code> ": " {one.why.to(lang)}</li> })
            .collect();
        let switches: Vec<_> = in_force(profile).into_iter().map(|one| switch(one, &visit)).collect();
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <section class="sheet" aria-labelledby="open">
                <h2 id="open">{words::OPEN.to(lang)} " (" {open.len()} ")"</h2>
                <p>{words::OPEN_WHAT.to(lang)}</p>
                {if open.is_empty() {
                    view! { <p class="missing">{words::NOTHING_OPEN.to(lang)}</p> }.into_any()
                } else {
                    view! { <ul>{open}</ul> }.into_any()
                }}
            </section>
            <h2>{words::SWITCHES.to(lang)}</h2>
            {switches}
        }
    })
}

fn switch(one: InForce, visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let set = one.value.unwrap_or_else(|| words::SILENT.to(lang).to_owned());
    view! {
        <section class="sheet" aria-labelledby=one.key>
            <h3 id=one.key>{one.about.to(lang)}</h3>
            <dl class="card-record">
                {fact(words::KEY, view! { <code>{format!("switches.{}", one.key)}</code> }, lang)}
                {fact(words::SET, view! { <code>{set}</code> }, lang)}
                {one.words.map(|said| fact(words::SAYS, said.to(lang).to_owned(), lang))}
                {one.note.map(|note| fact(words::NOTE, note.to(lang).to_owned(), lang))}
            </dl>
            {cited(&one.rules, lang)}
        </section>
    }
    .into_any()
}
