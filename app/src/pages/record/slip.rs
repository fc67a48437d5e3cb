//! A class with many entries in it: a ruled list, with pages and a search.

use super::{entry::from, reader::Reader};
use crate::{
    islands::ListSearch,
    pages::correction,
    ui::{pager::pager, value},
    words::{correction::WRONG as WRONG_DO, record as words},
};
use chrono::NaiveDate;
use domain::{
    inventory::{Field, Kind, Shown, show},
    profile::{Due, Profile},
    words::{Lang, Text},
};
use leptos::prelude::*;
use portal::record::{Cell, ClassPage, Row, Section, Value};
use std::collections::BTreeSet;

/// A list with its search, its page of rows, and the ways to the other pages. The patron's own is looked through in their
/// browser, where that has script.
pub fn list(
    section: &Section,
    found: &ClassPage,
    reader: Reader<'_>,
    (path, search): (&str, Option<&str>),
    (profile, today): (&Profile, NaiveDate),
    lang: Lang,
) -> AnyView {
    let is_searched = is_searched(section, search);
    let rows = if section.rows.is_empty() {
        let nothing = if search.is_some() { words::SEARCH_NONE } else { words::NOTHING_HELD };
        view! { <p class="missing">{nothing.to(lang)}</p> }.into_any()
    } else {
        table(section, found, reader, Context { profile, today, lang }).into_any()
    };
    let pages = search.is_none().then(|| pager(path, section.page, section.pages, None, lang));
    match search {
        None if is_looked_through(section, search, reader) => view! {
            <div data-relation=section.relation.name data-loading=words::SEARCH_LOADING.to(lang)
                data-failed=words::SEARCH_FAILED.to(lang) data-found=words::SEARCH_FOUND.to(lang)
                data-nothing=words::SEARCH_NONE.to(lang) data-year=words::SEARCH_YEAR.to(lang)
                data-all=words::SEARCH_ALL.to(lang) data-more=words::SEARCH_MORE.to(lang)
                data-missing=words::MISSING.to(lang) data-place=words::SEARCH_PLACE.to(lang)
                data-page=portal::record::PAGE.to_string() data-sort=words::SORT.to(lang)
                data-orders=words::SORT_ORDERS.map(|order| order.to(lang)).join("|")>
                {search_form(section, path, (None, true), lang)}
                <ListSearch/>
                <div class="whole-list">{rows}{pages}</div>
            </div>
        }
        .into_any(),
        None => view! {
            {is_searched.then(|| search_form(section, path, (None, false), lang))}
            {rows}
            {pages}
        }
        .into_any(),
        Some(search) => view! {
            {is_searched.then(|| search_form(section, path, (Some(search), false), lang))}
            <p role="status">{words::found(lang, section.matching, search)}</p>
            {rows}
            {pages_found(section, path, search, lang)}
        }
        .into_any(),
    }
}

/// Whether a list has a search: where it has words to look for, and more rows than a page.
fn is_searched(section: &Section, search: Option<&str>) -> bool {
    let has_more = section.total > section.rows.len() as u64 || search.is_some();
    !section.relation.searchable().is_empty() && has_more
}

/// Whether the browser looks through it: a patron's own, before the server was asked to.
pub fn is_looked_through(section: &Section, search: Option<&str>, reader: Reader<'_>) -> bool {
    is_searched(section, search) && search.is_none() && matches!(reader, Reader::Patron)
}

/// Where a search in the list of this page is posted to.
fn searched_at(path: &str) -> String {
    format!("{path}/search")
}

/// A form that is posted, so that no address has what is looked for. Where the browser looks through the list (`private`), it
/// says so.
fn search_form(
    section: &Section,
    path: &str,
    (search, private): (Option<&str>, bool),
    lang: Lang,
) -> impl IntoView + use<> {
    let input = format!("search-{}", section.relation.name);
    view! {
        <form class="search" role="search" method="post" action=searched_at(path)>
            <label for=input.clone()>{words::SEARCH.to(lang)}</label>
            <input id=input name="search" type="search" autocomplete="off" value=search.unwrap_or_default().to_owned()/>
            <button class="button">{words::SEARCH_DO.to(lang)}</button>
            {search.map(|_| view! { <a href=path.to_owned()>{words::SEARCH_CLEAR.to(lang)}</a> })}
            {private.then(|| view! { <p class="hint private">{words::SEARCH_PRIVATE.to(lang)}</p> })}
        </form>
    }
}

/// The ways to the other pages of what a search found: posted too, so that no address has it.
fn pages_found(section: &Section, path: &str, search: &str, lang: Lang) -> Option<impl IntoView + use<>> {
    let (page, pages) = (section.page, section.pages);
    let to = |page: u32, label: Text| {
        view! { <button class="button secondary" name="page" value=page.to_string()>{label.to(lang)}</button> }
    };
    (pages > 1).then(|| {
        view! {
            <form class="buttons" method="post" action=searched_at(path) aria-label=words::PAGES.to(lang)>
                <input type="hidden" name="search" value=search.to_owned()/>
                {(page > 1).then(|| to(page - 1, words::NEWER))}
                {(page < pages).then(|| to(page + 1, words::OLDER))}
            </form>
        }
    })
}

/// A list with more columns than this, or with long text in it, is shown as cards, as it is on a phone.
const MOST_COLUMNS: usize = 6;

/// How the rows of a list are laid out: what differs from row to row has a column, the rest is said once.
struct Layout {
    /// The columns, in the inventory's order.
    columns: Vec<&'static Field>,
    /// What serves the working of a system: folded away below the list.
    technical: Vec<&'static Field>,
    /// What is the same in every row: label and value, where there is one.
    same: Vec<(&'static Field, Option<String>)>,
    /// Whether a row has a day of deletion of its own, and a source.
    dated: bool,
    mixed: bool,
}

impl Layout {
    fn of(section: &Section, dues: &[Due], context: Context<'_>) -> Self {
        let several = section.rows.len() > 1;
        let fields = section.relation.fields.iter().filter(|field| !is_withheld(field));
        let (mut columns, mut technical, mut same) = (Vec::new(), Vec::new(), Vec::new());
        for field in fields {
            let mut said = section.rows.iter().filter_map(|row| cell(row, field)).map(|cell| brief(cell, context));
            let first = said.next().flatten();
            let is_same = said.all(|other| other == first);
            if is_same && first.is_none() {
                same.push((field, None));
            } else if field.technical {
                technical.push(field);
            } else if is_same && several && !columns.is_empty() && !matches!(field.shown, Shown::PlainUnless(_)) {
                same.push((field, first));
            } else {
                columns.push(field);
            }
        }
        let sources: BTreeSet<&str> = section.rows.iter().map(|row| row.source.code.as_str()).collect();
        // What is the same for every row and no date is said once, above the list.
        let is_due_alike = dues.first().is_some_and(|first| dues.iter().all(|due| due == first));
        let dated = !is_due_alike || matches!(dues.first(), Some(Due::On(_)));
        Self { columns, technical, same, dated, mixed: sources.len() > 1 }
    }

    fn as_cards(&self) -> bool {
        let columns = self.columns.len() + usize::from(self.dated) + usize::from(self.mixed);
        columns > MOST_COLUMNS || self.columns.iter().any(|field| field.kind == Kind::LongText)
    }
}

/// What the values of a list are said by.
#[derive(Clone, Copy)]
struct Context<'a> {
    profile: &'a Profile,
    today: NaiveDate,
    lang: Lang,
}

fn cell<'a>(row: &'a Row, field: &Field) -> Option<&'a Cell> {
    row.cells.iter().find(|cell| cell.field.column == field.column)
}

fn brief(cell: &Cell, context: Context<'_>) -> Option<String> {
    match cell.value {
        Value::Withheld => Some(words::WITHHELD.to(context.lang).to_owned()),
        _ => value::brief(cell, context.profile, context.today, context.lang),
    }
}

fn table(section: &Section, found: &ClassPage, reader: Reader<'_>, context: Context<'_>) -> impl IntoView + use<> {
    let (profile, lang) = (context.profile, context.lang);
    let dues: Vec<Due> = section.rows.iter().map(|row| found.due(section, row, profile)).collect();
    let layout = Layout::of(section, &dues, context);
    // A withheld column says the same in every row: it is told once, below the table.
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
    let stays = dues.first().copied().filter(|_| !layout.dated).and_then(|due| show::due(due, lang));
    let source = section.rows.first().filter(|_| !layout.mixed).map(|row| from(&row.source, lang));
    let heads: Vec<_> = layout
        .columns
        .iter()
        .map(|field| {
            let class = is_number(field).then_some("number");
            view! { <th role="columnheader" scope="col" class=class>{field.label.to(lang)}</th> }
        })
        .collect();
    let can_be_asked = correction::ask::can_be_asked(found.class, section.relation);
    let wrong = |row: &Row| can_be_asked.then(|| correction::ask::address(reader, section.relation.name, row.id));
    let placed = section.rows.iter().zip(&dues).zip(first - 1..);
    let rows: Vec<_> = placed
        .map(|((row, &due), at)| {
            let id = format!("{}-{at}", section.relation.name);
            line((row, id), due, wrong(row), &layout, context)
        })
        .collect();
    let class = if layout.as_cards() { "slip cards" } else { "slip" };
    view! {
        {source.map(|source| view! { <p class="hint">{words::SOURCE.to(lang)} ": " {source}</p> })}
        {stays.map(|stays| view! { <p class="hint">{stays} "."</p> })}
        {same_in_all(&layout.same, lang)}
        <table class=class role="table">
            <caption>{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    {heads}
                    {layout.dated.then(|| view! { <th role="columnheader" scope="col">{words::DELETED_ON.to(lang)}</th> })}
                    {layout.mixed.then(|| view! { <th role="columnheader" scope="col">{words::SOURCE.to(lang)}</th> })}
                    {can_be_asked.then(|| view! { <th role="columnheader" scope="col">{words::WRONG.to(lang)}</th> })}
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
            {totals(section, &layout, can_be_asked, lang)}
        </table>
        {technical(section, &layout, context)}
        {withheld}
    }
}

/// What only serves the working of a system, row by row, folded away below the list.
fn technical(section: &Section, layout: &Layout, context: Context<'_>) -> Option<impl IntoView + use<>> {
    let lang = context.lang;
    let named = *layout.columns.first()?;
    let fields: Vec<&'static Field> = std::iter::once(named).chain(layout.technical.iter().copied()).collect();
    let heads: Vec<_> =
        fields.iter().map(|field| view! { <th role="columnheader" scope="col">{field.label.to(lang)}</th> }).collect();
    let rows: Vec<_> = section
        .rows
        .iter()
        .map(|row| {
            let said = |field: &Field| cell(row, field).and_then(|cell| brief(cell, context)).unwrap_or_default();
            let rest: Vec<_> = layout
                .technical
                .iter()
                .map(|field| view! { <td role="cell" data-label=field.label.to(lang)>{said(field)}</td> })
                .collect();
            view! { <tr role="row"><th role="rowheader" scope="row">{said(named)}</th>{rest}</tr> }
        })
        .collect();
    (!layout.technical.is_empty()).then(|| {
        view! {
            <details class="technical">
                <summary>{words::TECHNICAL.to(lang)}</summary>
                <table class="slip" role="table">
                    <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </details>
        }
    })
}

/// What every row says the same of, and what none says anything of.
fn same_in_all(same: &[(&'static Field, Option<String>)], lang: Lang) -> impl IntoView + use<> {
    let said: Vec<String> =
        same.iter().filter_map(|(field, said)| Some(format!("{}: {}", field.label.to(lang), said.as_ref()?))).collect();
    let none: Vec<&str> =
        same.iter().filter(|(_, said)| said.is_none()).map(|(field, _)| field.label.to(lang)).collect();
    let line = |label: Text, what: String| {
        (!what.is_empty()).then(|| view! { <p class="hint">{label.to(lang)} ": " {what} "."</p> })
    };
    view! { {line(words::IN_ALL, said.join("; "))} {line(words::MISSING, none.join(", "))} }
}

/// Where money stands in a list that is whole on the page, a clerk or patron should not have to add it up.
fn totals(section: &Section, layout: &Layout, can_be_asked: bool, lang: Lang) -> Option<impl IntoView + use<>> {
    let sum = |field: &&'static Field| -> Option<i64> {
        let cells = section.rows.iter().filter_map(|row| cell(row, field));
        (field.kind == Kind::Cents)
            .then(|| cells.map(|cell| if let Value::Cents(cents) = cell.value { cents } else { 0 }).sum())
    };
    let is_whole = section.pages == 1 && section.rows.len() > 1;
    let sums: Vec<Option<i64>> = layout.columns.iter().map(sum).collect();
    (is_whole && sums.iter().any(Option::is_some)).then(|| {
        let cells: Vec<_> = sums
            .iter()
            .zip(&layout.columns)
            .skip(1)
            .map(|(sum, field)| match sum {
                Some(sum) => view! {
                    <td role="cell" class="number" data-label=field.label.to(lang)>{show::cents(*sum)}</td>
                }
                .into_any(),
                None => view! { <td role="cell"></td> }.into_any(),
            })
            .collect();
        let rest = usize::from(layout.dated) + usize::from(layout.mixed) + usize::from(can_be_asked);
        let rest: Vec<_> = (0..rest).map(|_| view! { <td role="cell"></td> }).collect();
        view! {
            <tfoot role="rowgroup">
                <tr role="row"><th role="rowheader" scope="row">{words::TOTAL.to(lang)}</th>{cells}{rest}</tr>
            </tfoot>
        }
    })
}

fn is_number(field: &Field) -> bool {
    matches!(field.kind, Kind::Cents | Kind::Count)
}

pub(super) fn is_withheld(field: &Field) -> bool {
    matches!(field.shown, Shown::Withheld(_))
}

/// The day on which a row is due to be deleted, or what it waits for.
pub fn said(due: Due, today: NaiveDate, lang: Lang) -> Option<AnyView> {
    let said = match due {
        Due::On(day) => show::short_date(day, today, lang),
        _ => show::due(due, lang)?,
    };
    Some(match due {
        Due::On(day) => view! { <span class="stamp"><time datetime=day.to_string()>{said}</time></span> }.into_any(),
        _ => view! { <span>{said}</span> }.into_any(),
    })
}

/// A row, named for its place in the whole list: what is found leads there.
fn line(
    (row, id): (&Row, String),
    due: Due,
    wrong: Option<String>,
    layout: &Layout,
    context: Context<'_>,
) -> impl IntoView + use<> {
    let (profile, today, lang) = (context.profile, context.today, context.lang);
    let named = layout.columns.first().and_then(|field| brief(cell(row, field)?, context));
    let shown = |field: &&'static Field| cell(row, field).map(|cell| value::in_list(cell, profile, today, lang));
    let mut columns = layout.columns.iter();
    let first = columns.next().map(|field| view! { <th role="rowheader" scope="row">{shown(field)}</th> });
    let rest: Vec<_> = columns
        .map(|field| {
            let class = match field.kind {
                Kind::LongText => Some("wide"),
                _ => is_number(field).then_some("number"),
            };
            view! { <td role="cell" class=class data-label=field.label.to(lang)>{shown(field)}</td> }
        })
        .collect();
    view! {
        <tr role="row" id=id>
            {first}
            {rest}
            {layout.dated.then(|| view! {
                <td role="cell" data-label=words::DELETED_ON.to(lang)>{said(due, today, lang)}</td>
            })}
            {layout.mixed.then(|| view! {
                <td role="cell" data-label=words::SOURCE.to(lang)>{from(&row.source, lang)}</td>
            })}
            {wrong.map(|address| view! {
                <td role="cell" data-label=words::WRONG.to(lang)>
                    <a href=address>
                        {WRONG_DO.to(lang)} <span class="visually-hidden">": " {named}</span>
                    </a>
                </td>
            })}
        </tr>
    }
}
