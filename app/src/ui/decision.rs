//! What a decision says at the desk, large, and the part of a record that it allows.

use crate::{
    prelude::*,
    request::visit::Visit,
    ui::{
        buttons,
        render::{Head, render},
        rows::{Columns, Context, MOST_COLUMNS, Sums, brief, cell, cells, heads, in_list, same_in_all, totals},
        rules::cited,
        value,
    },
    words::{desk as words, desk_permission},
};
use axum::response::Response;
use domain::{
    decision::Refused,
    inventory::{Field, Kind, Rows},
    words::Text,
};
use portal::record::{Cell, Row, Shared, SharedSection, Total};

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

/// Each class with its rows: what there are several of as a table, what there is one of as a card. Only what is allowed is here.
pub fn shared(shared: &[Shared], visit: &Visit) -> AnyView {
    classes(shared, visit, false)
}

/// The same, where the clerk may open what a reference names.
pub fn with_doors(shared: &[Shared], visit: &Visit) -> AnyView {
    classes(shared, visit, true)
}

fn classes(shared: &[Shared], visit: &Visit, doors: bool) -> AnyView {
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let today = visit.now.with_timezone(&profile.time_zone).date_naive();
    let context = Context { profile, today, lang };
    let classes: Vec<_> = shared
        .iter()
        .filter(|one| !one.sections.is_empty())
        .map(|one| {
            let id = format!("class-{}", one.class.code());
            let several = one.sections.len() > 1;
            let sections: Vec<_> = one
                .sections
                .iter()
                .map(|section| {
                    let named = if several { section.relation.label } else { one.class.label_for_others() };
                    let rows = match section.relation.rows {
                        Rows::Many { .. } => table(section, named, context, doors),
                        Rows::One => section.rows.iter().map(|row| card(row, context)).collect_view().into_any(),
                    };
                    view! {
                        {several.then(|| view! { <h3>{section.relation.label.to(lang)}</h3> })}
                        {rows}
                        {section.more.then(|| view! { <p class="hint">{words::MORE.to(lang)}</p> })}
                    }
                })
                .collect();
            view! {
                <section class="sheet" aria-labelledby=id.clone()>
                    <h2 id=id.clone()>{one.class.label_for_others().to(lang)}</h2>
                    {sections}
                </section>
            }
        })
        .collect();
    if classes.is_empty() {
        view! { <p class="missing">{words::EMPTY.to(lang)}</p> }
    } else {
        classes.into_any()
    }
}

/// A table of what a clerk reads first; what else there is of a row is behind its last cell.
// Test (end2end/journeys/desk-asks.spec.ts): "a clerk reads loans as a table with a total, and the rest of a row on demand".
fn table(section: &SharedSection, named: Text, context: Context<'_>, doors: bool) -> AnyView {
    let lang = context.lang;
    let columns = Columns::of(&section.rows, section.relation.fields, context);
    let is_first = |(at, field): &(usize, &&'static Field)| *at < MOST_COLUMNS && field.kind != Kind::LongText;
    let first: Vec<&'static Field> =
        columns.shown.iter().enumerate().filter(is_first).map(|(_, field)| *field).collect();
    let rest: Vec<&'static Field> =
        columns.shown.iter().enumerate().filter(|one| !is_first(one)).map(|(_, field)| *field).collect();
    // A list of long texts alone has nothing to stand first.
    let (first, rest) = if first.is_empty() { (columns.shown, Vec::new()) } else { (first, rest) };
    let same: Vec<_> = columns.same.into_iter().filter(|(_, said)| said.is_some()).collect();
    let has_more = !rest.is_empty();
    let rows: Vec<_> = section
        .rows
        .iter()
        .map(|row| {
            let more: Vec<_> = rest.iter().filter_map(|field| entry(cell(row, field)?, context)).collect();
            let name = first.first().and_then(|field| brief(cell(row, field)?, context));
            view! {
                <tr>
                    {cells(row, &first, lang, |cell| if doors && is_door(section.relation.name, cell) {
                        door(value::in_words(cell, context.profile, lang).unwrap_or_default())
                    } else {
                        in_list(cell, context)
                    })}
                    {has_more.then(|| view! {
                        <td>
                            {(!more.is_empty()).then(|| view! {
                                <details>
                                    <summary>
                                        {words::MORE_OF_ROW.to(lang)}<span class="visually-hidden">": " {name.map(value::apart)}</span>
                                    </summary>
                                    <dl>{more}</dl>
                                </details>
                            })}
                        </td>
                    })}
                </tr>
            }
        })
        .collect();
    let summed = first.iter().filter(|field| field.adds_up());
    let sums: Vec<Total> = summed.map(|field| Total::over(&section.rows, field)).collect();
    let sums = Sums { totals: &sums, of_more: false };
    let totals = (!section.more).then(|| totals(sums, &first, usize::from(has_more), lang));
    view! {
        {same_in_all(&same, lang)}
        <table class="slip told">
            <caption class="visually-hidden">{named.to(lang)}</caption>
            <thead>
                <tr>
                    {heads(&first, lang)}
                    {has_more.then(|| view! { <th scope="col">{words::MORE_OF_ROW.to(lang)}</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            {totals}
        </table>
    }
}

fn entry(cell: &Cell, context: Context<'_>) -> Option<impl IntoView + use<>> {
    let said = value::in_words(cell, context.profile, context.lang)?;
    Some(view! { <div><dt>{cell.field.label.to(context.lang)}</dt><dd>{value::apart(said)}</dd></div> })
}

fn card(row: &Row, context: Context<'_>) -> impl IntoView + use<> {
    let entries: Vec<_> = row
        .cells
        .iter()
        .filter_map(|cell| {
            let said = value::in_words(cell, context.profile, context.lang)?;
            Some(view! { <div class="entry"><dt>{cell.field.label.to(context.lang)}</dt><dd>{value::apart(said)}</dd></div> })
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
}
