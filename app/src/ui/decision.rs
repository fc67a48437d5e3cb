//! What a decision says at the desk, large, and the part of a record that it allows.

use crate::{
    request::visit::Visit,
    ui::{
        buttons,
        render::{Head, render},
        rules::cited,
        value,
    },
    words::{desk as words, desk_permission},
};
use axum::response::Response;
use domain::{
    decision::Refused,
    profile::Profile,
    words::{Lang, Text},
};
use leptos::prelude::*;
use portal::record::{Cell, Row, Shared};

/// The decision's no as a page of its own, with the words to say.
pub fn no(visit: &Visit, title: Text, refused: &Refused) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(title.to(lang)), || {
        view! {
            {buttons::back("/desk", words::BACK, lang)}
            <div class="answer is-no">
                <h1>{title.to(lang)}</h1>
                <p><b>{desk_permission::SAY.to(lang)}</b> " " {refused.reason.to(lang)}</p>
                <p><b>{desk_permission::NEXT.to(lang)}</b> " " {refused.next.to(lang)}</p>
                {cited(&refused.rules, lang)}
            </div>
        }
    })
}

/// Each class with its rows. What is not allowed is not here.
pub fn shared(shared: &[Shared], profile: &Profile, lang: Lang) -> AnyView {
    classes(shared, profile, lang, false)
}

/// The same, where the clerk may open what a reference names.
pub fn with_doors(shared: &[Shared], profile: &Profile, lang: Lang) -> AnyView {
    classes(shared, profile, lang, true)
}

fn classes(shared: &[Shared], profile: &Profile, lang: Lang, doors: bool) -> AnyView {
    let classes: Vec<_> = shared
        .iter()
        .filter(|one| !one.sections.is_empty())
        .map(|one| {
            let sections: Vec<_> = one
                .sections
                .iter()
                .map(|section| {
                    let rows: Vec<_> =
                        section.rows.iter().map(|row| card(row, section.relation.name, profile, lang, doors)).collect();
                    view! {
                        {rows}
                        {section.more.then(|| view! { <p class="hint">{words::MORE.to(lang)}</p> })}
                    }
                })
                .collect();
            let id = format!("class-{}", one.class.code());
            view! {
                <section class="sheet" aria-labelledby=id.clone()>
                    <h2 id=id.clone()>{one.class.label_for_others().to(lang)}</h2>
                    {sections}
                </section>
            }
        })
        .collect();
    if classes.is_empty() {
        view! { <p class="missing">{words::EMPTY.to(lang)}</p> }.into_any()
    } else {
        classes.into_any()
    }
}

fn card(row: &Row, relation: &str, profile: &Profile, lang: Lang, doors: bool) -> impl IntoView + use<> {
    let entries: Vec<_> = row
        .cells
        .iter()
        .filter_map(|cell| {
            let said = value::in_words(cell, profile, lang)?;
            let said = if doors && is_door(relation, cell) { door(said) } else { said.into_any() };
            Some(view! { <div class="entry"><dt>{cell.field.label.to(lang)}</dt><dd>{said}</dd></div> })
        })
        .collect();
    view! { <dl class="card-record">{entries}</dl> }
}

/// A reference that the search box opens.
fn is_door(relation: &str, cell: &Cell) -> bool {
    relation == "permission" && cell.field.column == "reference"
}

/// Posted like any search, so that the reference comes to the record by the desk's one door.
fn door(reference: String) -> AnyView {
    let sent = reference.clone();
    view! {
        <form method="post" action="/desk/find">
            <button class="quiet reference" name="find" value=sent>{reference}</button>
        </form>
    }
    .into_any()
}
