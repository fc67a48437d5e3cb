//! A drawer with many entries in it: a date-due slip, with pages and a search.

use super::entry::from;
use crate::{
    ui::{pager::pager, value},
    words::record as words,
};
use domain::{
    inventory::{Field, Rows, Shown, show},
    profile::{Due, Profile},
    words::Lang,
};
use leptos::prelude::*;
use portal::record::{ClassPage, Row, Section};
use std::collections::BTreeSet;

/// A list with its search, its page of rows, and the ways to the other pages.
pub fn list(
    section: &Section,
    found: &ClassPage,
    (path, search): (&str, Option<&str>),
    profile: &Profile,
    lang: Lang,
) -> AnyView {
    let can_search = matches!(section.relation.rows, Rows::Many { searchable } if !searchable.is_empty());
    let has_more = section.total > section.rows.len() as u64 || search.is_some();
    view! {
        {(can_search && has_more).then(|| search_form(path, search, lang))}
        {search.map(|search| view! {
            <p role="status">{words::found(lang, section.matching, search)}</p>
        })}
        {if section.rows.is_empty() {
            let nothing = if search.is_some() { words::SEARCH_NONE } else { words::NOTHING_HELD };
            view! { <p class="missing">{nothing.to(lang)}</p> }.into_any()
        } else {
            table(section, found, profile, lang).into_any()
        }}
        {pager(path, section.page, section.pages, search.map(|search| ("search", search)), lang)}
    }
    .into_any()
}

fn search_form(path: &str, search: Option<&str>, lang: Lang) -> impl IntoView + use<> {
    view! {
        <form class="search" role="search" method="get" action=path.to_owned()>
            <label for="search">{words::SEARCH.to(lang)}</label>
            <input id="search" name="search" type="search" autocomplete="off" value=search.unwrap_or_default().to_owned()/>
            <button class="button">{words::SEARCH_DO.to(lang)}</button>
            {search.map(|_| view! { <a href=path.to_owned()>{words::SEARCH_CLEAR.to(lang)}</a> })}
        </form>
    }
}

fn table(section: &Section, found: &ClassPage, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    // A withheld column says the same in every row: it is told once, below the table.
    let columns: Vec<&'static Field> = section.relation.fields.iter().filter(|field| !is_withheld(field)).collect();
    let withheld: Vec<_> = section
        .relation
        .fields
        .iter()
        .filter_map(|field| match field.shown {
            Shown::Withheld(reason) => Some((field.label, reason)),
            _ => None,
        })
        .map(|(label, reason)| {
            view! {
                <p class="withheld">{label.to(lang)} ": " {words::WITHHELD.to(lang)} ". " {reason.to(lang)}</p>
            }
        })
        .collect();
    let first = u64::from(section.page.saturating_sub(1)) * u64::from(portal::record::PAGE) + 1;
    let caption = words::showing(lang, first, first + section.rows.len() as u64 - 1, section.matching);
    let dues: Vec<Due> = section.rows.iter().map(|row| found.due(section, row, profile)).collect();
    // What is the same for every row and no date is said once, above the list.
    let same =
        dues.first().copied().filter(|first| dues.iter().all(|due| due == first) && !matches!(first, Due::On(_)));
    let stays = same.and_then(|due| show::due(due, lang));
    let dated = same.is_none();
    let heads: Vec<_> =
        columns.iter().map(|field| view! { <th role="columnheader" scope="col">{field.label.to(lang)}</th> }).collect();
    // One source for all is said once, above the list.
    let sources: BTreeSet<&str> = section.rows.iter().map(|row| row.source.code.as_str()).collect();
    let mixed = sources.len() > 1;
    let source = section.rows.first().filter(|_| !mixed).map(|row| from(&row.source, lang));
    let rows: Vec<_> =
        section.rows.iter().zip(&dues).map(|(row, &due)| line(row, due, (dated, mixed), profile, lang)).collect();
    view! {
        {source.map(|source| view! { <p class="hint">{words::SOURCE.to(lang)} ": " {source}</p> })}
        {stays.map(|stays| view! { <p class="hint">{stays} "."</p> })}
        <table class="slip" role="table">
            <caption>{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    {heads}
                    {dated.then(|| view! { <th role="columnheader" scope="col">{words::DELETED_ON.to(lang)}</th> })}
                    {mixed.then(|| view! { <th role="columnheader" scope="col">{words::SOURCE.to(lang)}</th> })}
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
        {withheld}
    }
}

fn is_withheld(field: &Field) -> bool {
    matches!(field.shown, Shown::Withheld(_))
}

/// The day on which a row is due to be deleted, or what it waits for.
pub fn said(due: Due, lang: Lang) -> Option<AnyView> {
    let said = show::due(due, lang)?;
    Some(match due {
        Due::On(day) => view! { <span class="stamp"><time datetime=day.to_string()>{said}</time></span> }.into_any(),
        _ => view! { <span>{said}</span> }.into_any(),
    })
}

fn line(row: &Row, due: Due, (dated, mixed): (bool, bool), profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let mut cells = row.cells.iter().filter(|cell| !is_withheld(cell.field));
    let first = cells.next().map(|cell| {
        view! { <th role="rowheader" scope="row">{value::shown(cell, profile, lang)}</th> }
    });
    let rest: Vec<_> = cells
        .map(|cell| {
            let label = cell.field.label.to(lang);
            view! { <td role="cell" data-label=label>{value::shown(cell, profile, lang)}</td> }
        })
        .collect();
    view! {
        <tr role="row">
            {first}
            {rest}
            {dated.then(|| view! {
                <td role="cell" data-label=words::DELETED_ON.to(lang)>
                    {said(due, lang)}
                </td>
            })}
            {mixed.then(|| view! {
                <td role="cell" data-label=words::SOURCE.to(lang)>{from(&row.source, lang)}</td>
            })}
        </tr>
    }
}
