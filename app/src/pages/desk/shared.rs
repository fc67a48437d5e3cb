//! The part of a record that a decision allows, for someone other than the patron.

use crate::{pages::record::value, words::desk as words};
use domain::{inventory::info, profile::Profile, words::Lang};
use leptos::prelude::*;
use portal::record::{Row, Shared};

/// Each class with its rows. What is not allowed is not here.
pub fn shared(shared: &[Shared], profile: &Profile, lang: Lang) -> AnyView {
    let classes: Vec<_> = shared
        .iter()
        .filter(|one| !one.sections.is_empty())
        .map(|one| {
            let sections: Vec<_> = one
                .sections
                .iter()
                .map(|section| {
                    let rows: Vec<_> = section.rows.iter().map(|row| card(row, profile, lang)).collect();
                    view! {
                        {rows}
                        {section.more.then(|| view! { <p class="hint">{words::MORE.to(lang)}</p> })}
                    }
                })
                .collect();
            let id = format!("class-{}", one.class.code());
            view! {
                <section class="sheet" aria-labelledby=id.clone()>
                    <h2 id=id.clone()>{info(one.class).label.to(lang)}</h2>
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

fn card(row: &Row, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let entries: Vec<_> = row
        .cells
        .iter()
        .filter_map(|cell| {
            let said = value::in_words(cell, profile.time_zone, lang)?;
            Some(view! { <div class="entry"><dt>{cell.field.label.to(lang)}</dt><dd>{said}</dd></div> })
        })
        .collect();
    view! { <dl class="card-record">{entries}</dl> }
}
