//! What happened to the record, as people tell it: when, who, what, on which drawers, under which rules.

use super::value;
use crate::{ui::pager::pager, words::record as words};
use domain::{inventory::Class, profile::Profile, words::Lang};
use leptos::prelude::*;
use portal::record::{Cell, Row, Section};

/// The lines of one page, newest first. What a line says in words stands open; everything else that is held of it is
/// behind "Details".
pub fn list(section: &Section, profile: &Profile, lang: Lang) -> AnyView {
    if section.rows.is_empty() {
        return view! { <p class="missing">{words::NOTHING_HELD.to(lang)}</p> }.into_any();
    }
    let lines: Vec<_> = section.rows.iter().map(|row| line(row, profile, lang)).collect();
    let path = format!("/record/{}", Class::Activity.code());
    view! {
        <ol class="seen">{lines}</ol>
        {pager(&path, section.page, section.pages, None, lang)}
    }
    .into_any()
}

fn line(row: &Row, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let said = |column: &str| {
        let cell = row.cells.iter().find(|cell| cell.field.column == column)?;
        value::in_words(cell, profile.time_zone, lang)
    };
    let about = [said("classes"), said("purpose")].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let rest: Vec<_> = row
        .cells
        .iter()
        .filter(|cell| !matches!(cell.field.column, "at" | "action" | "actor_kind" | "classes" | "purpose"))
        .map(|cell| detail(cell, profile, lang))
        .collect();
    let at = row.source.at.to_rfc3339();
    view! {
        <li>
            <time datetime=at>{said("at")}</time>
            <p><b>{said("actor_kind")}</b> ": " {said("action")}</p>
            {(!about.is_empty()).then(|| view! { <p class="cite">{about}</p> })}
            <details class="about">
                <summary>
                    {words::DETAILS.to(lang)}
                    <span class="visually-hidden">": " {said("action")} ", " {said("at")}</span>
                </summary>
                <dl>{rest}</dl>
            </details>
        </li>
    }
}

fn detail(cell: &Cell, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    view! {
        <div><dt>{cell.field.label.to(lang)}</dt><dd>{value::shown(cell, profile.time_zone, lang)}</dd></div>
    }
}
