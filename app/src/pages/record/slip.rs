//! A class with many entries in it: a ruled list, with pages and a search.

use super::{class::nothing_held, entry::from, held::turned_at, reader::Reader, wrong};
use crate::{
    islands::ListSearch,
    prelude::*,
    ui::{
        pager::pager,
        rows::{Columns, Context, MOST_COLUMNS, Sums, brief, cell, cells, heads, in_list, same_in_all, totals},
        value::apart,
    },
    words::record as words,
};
use chrono::NaiveDate;
use domain::{
    inventory::{Field, Kind, Visibility, show},
    profile::{Due, Profile},
    words::{Lang, Text},
};
use portal::record::{ClassPage, Row, Section};
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
        let nothing = match search {
            Some(_) => words::SEARCH_NONE.to(lang).to_owned(),
            None => nothing_held(found.class, lang),
        };
        view! { <p class="missing">{nothing}</p> }
    } else {
        table(section, found, reader, Context { profile, today, lang })
    };
    let turned_at = match reader {
        Reader::Patron(_) => turned_at(section.relation.name).unwrap_or(path),
        Reader::Guardian(_) => path,
    };
    let pages = search.is_none().then(|| pager(turned_at, section.page, section.pages, None, lang));
    match search {
        None if is_looked_through(section, search, reader) => {
            let whole = view! { {rows} {pages} };
            let about = (section.relation.name, portal::record::PAGE, words::SEARCH_PLACE);
            looked_through(about, path, whole, lang)
        }
        None => view! {
            {is_searched.then(|| search_form(section.relation.name, path, (None, false), lang))}
            {rows}
            {pages}
        },
        Some(search) => view! {
            {is_searched.then(|| search_form(section.relation.name, path, (Some(search), false), lang))}
            <p role="status">{words::found(lang, section.matching, search)}</p>
            {rows}
            {pages_found(section, path, search, lang)}
        },
    }
}

/// A list with so many rows a page that is looked through in the browser, and what leads from a row that was found to its place.
pub(super) fn looked_through(
    (relation, page, place): (&'static str, u32, Text),
    path: &str,
    whole: AnyView,
    lang: Lang,
) -> AnyView {
    view! {
        <div data-relation=relation data-loading=words::SEARCH_LOADING.to(lang)
            data-failed=words::SEARCH_FAILED.to(lang) data-found=words::SEARCH_FOUND.to(lang)
            data-nothing=words::SEARCH_NONE.to(lang) data-year=words::SEARCH_YEAR.to(lang)
            data-all=words::SEARCH_ALL.to(lang) data-more=words::SEARCH_MORE.to(lang)
            data-missing=words::MISSING.to(lang) data-place=place.to(lang)
            data-page=page.to_string() data-sort=words::SORT.to(lang)
            data-orders=words::SORT_ORDERS.map(|order| order.to(lang)).join("|")>
            {search_form(relation, path, (None, true), lang)}
            <ListSearch/>
            <div class="whole-list">{whole}</div>
        </div>
    }
}

/// Whether a list has a search: where it has words to look for, and more rows than a page.
fn is_searched(section: &Section, search: Option<&str>) -> bool {
    let has_more = section.total > section.rows.len() as u64 || search.is_some();
    !section.relation.searchable().is_empty() && has_more
}

/// Whether the browser looks through it: a patron's own, before the server was asked to.
pub fn is_looked_through(section: &Section, search: Option<&str>, reader: Reader<'_>) -> bool {
    is_searched(section, search) && search.is_none() && matches!(reader, Reader::Patron(_))
}

/// Where a search in the list of this page is posted to.
fn searched_at(path: &str) -> String {
    format!("{path}/search")
}

/// A form that is posted, so that no address has what is looked for. Where the browser looks through the list (`private`), it
/// says so.
pub(super) fn search_form(
    relation: &str,
    path: &str,
    (search, private): (Option<&str>, bool),
    lang: Lang,
) -> impl IntoView + use<> {
    let input = format!("search-{relation}");
    view! {
        <form class="search" role="search" method="post" action=searched_at(path) data-wakes=private.then_some("")>
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

/// How the rows of a list are laid out.
struct Layout {
    columns: Columns,
    /// Whether a row has a day of deletion of its own, and a source.
    dated: bool,
    mixed: bool,
}

impl Layout {
    fn of(section: &Section, dues: &[Due], context: Context<'_>) -> Self {
        let columns = Columns::of(&section.rows, section.relation.fields, context);
        let sources: BTreeSet<&str> = section.rows.iter().map(|row| row.source.code.as_str()).collect();
        // What is the same for every row and no date is said once, above the list.
        let is_due_alike = dues.first().is_some_and(|first| dues.iter().all(|due| due == first));
        let dated = !is_due_alike || matches!(dues.first(), Some(Due::On(_)));
        Self { columns, dated, mixed: sources.len() > 1 }
    }

    /// So many columns that are no field of the list.
    fn beside(&self) -> usize {
        usize::from(self.dated) + usize::from(self.mixed)
    }

    /// Where there are more columns than fit, or long text: as on a phone.
    fn as_cards(&self) -> bool {
        let shown = &self.columns.shown;
        shown.len() + self.beside() > MOST_COLUMNS || shown.iter().any(|field| field.kind == Kind::LongText)
    }
}

fn table(section: &Section, found: &ClassPage, reader: Reader<'_>, context: Context<'_>) -> AnyView {
    let (profile, lang) = (context.profile, context.lang);
    let dues: Vec<Due> = section.rows.iter().map(|row| found.due(section, row, profile)).collect();
    let layout = Layout::of(section, &dues, context);
    // A withheld column says the same in every row: it is told once, below the table.
    let withheld: Vec<_> = section
        .relation
        .fields
        .iter()
        .filter_map(|field| match field.shown {
            Visibility::Withheld(reason) => Some((field.label, reason)),
            _ => None,
        })
        .map(|(label, reason)| {
            view! {
                <p class="withheld">{label.to(lang)} ": " {words::WITHHELD.to(lang)} ". " {reason.to(lang)}</p>
            }
        })
        .collect();
    let first = u64::from(section.page.saturating_sub(1)) * u64::from(portal::record::PAGE) + 1;
    let caption = if section.matching > section.rows.len() as u64 {
        words::showing(lang, first, first + section.rows.len() as u64 - 1, section.matching)
    } else {
        words::entries(lang, section.matching)
    };
    let stays = dues.first().copied().filter(|_| !layout.dated).and_then(|due| show::due(due, lang));
    let source = section.rows.first().filter(|_| !layout.mixed).map(|row| from(&row.source, lang));
    let heads = heads(&layout.columns.shown, lang);
    let way = |row: &Row| wrong::way(reader, (found.class, section.relation), row, None);
    let can_be_asked = section.rows.iter().any(|row| way(row).is_some());
    let placed = section.rows.iter().zip(&dues).zip(first - 1..);
    let rows: Vec<_> = placed
        .map(|((row, &due), at)| {
            let id = format!("{}-{at}", section.relation.name);
            line((row, id), due, way(row), &layout, context)
        })
        .collect();
    let class = if layout.as_cards() { "slip cards" } else { "slip" };
    let rest = layout.beside() + usize::from(can_be_asked);
    let sums = Sums { totals: &section.totals, of_more: section.pages > 1 };
    let totals = totals(sums, &layout.columns.shown, rest, lang);
    view! {
        {source.map(|source| view! { <p class="hint">{words::SOURCE.to(lang)} ": " {source}</p> })}
        {stays.map(|stays| view! { <p class="hint">{stays} "."</p> })}
        {same_in_all(&layout.columns.same, lang)}
        <table class=class>
            <caption>{caption}</caption>
            <thead>
                <tr>
                    {heads}
                    {layout.dated.then(|| view! { <th scope="col">{words::DELETED_ON.to(lang)}</th> })}
                    {layout.mixed.then(|| view! { <th scope="col">{words::SOURCE.to(lang)}</th> })}
                    {can_be_asked.then(|| view! { <th scope="col" class="act">{words::WRONG.to(lang)}</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            {totals}
        </table>
        {technical(section, &layout.columns, context)}
        {withheld}
    }
}

/// What only serves the working of a system, row by row, folded away below the list.
fn technical(section: &Section, columns: &Columns, context: Context<'_>) -> Option<impl IntoView + use<>> {
    let lang = context.lang;
    let named = *columns.shown.first()?;
    let fields: Vec<&'static Field> = std::iter::once(named).chain(columns.technical.iter().copied()).collect();
    let heads: Vec<_> = fields.iter().map(|field| view! { <th scope="col">{field.label.to(lang)}</th> }).collect();
    let rows: Vec<_> = section
        .rows
        .iter()
        .map(|row| {
            let said = |field: &Field| cell(row, field).and_then(|cell| brief(cell, context)).unwrap_or_default();
            let rest: Vec<_> = columns
                .technical
                .iter()
                .map(|field| view! { <td data-label=field.label.to(lang)>{said(field)}</td> })
                .collect();
            view! { <tr><th scope="row">{apart(said(named))}</th>{rest}</tr> }
        })
        .collect();
    // As many columns as do not fit are shown as on a phone, here too.
    let class = if fields.len() > MOST_COLUMNS { "slip cards" } else { "slip" };
    (!columns.technical.is_empty()).then(|| {
        view! {
            <details class="technical">
                <summary>{words::TECHNICAL.to(lang)}</summary>
                <table class=class>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        }
    })
}

/// The day on which a row is due to be deleted, or what it waits for.
pub fn said(due: Due, today: NaiveDate, lang: Lang) -> Option<AnyView> {
    let said = match due {
        Due::On(day) => show::short_date(day, today, lang),
        _ => show::due(due, lang)?,
    };
    Some(match due {
        Due::On(day) => view! { <span class="stamp"><time datetime=day.to_string()>{said}</time></span> },
        _ => view! { <span>{said}</span> },
    })
}

/// A row, named for its place in the whole list: what is found leads there.
fn line(
    (row, id): (&Row, String),
    due: Due,
    way: Option<(String, Text)>,
    layout: &Layout,
    context: Context<'_>,
) -> impl IntoView + use<> {
    let (today, lang) = (context.today, context.lang);
    let named = layout.columns.shown.first().and_then(|field| brief(cell(row, field)?, context));
    view! {
        <tr id=id>
            {cells(row, &layout.columns.shown, lang, |cell| in_list(cell, context))}
            {layout.dated.then(|| view! {
                <td data-label=words::DELETED_ON.to(lang)>{said(due, today, lang)}</td>
            })}
            {layout.mixed.then(|| view! {
                <td data-label=words::SOURCE.to(lang)>{from(&row.source, lang)}</td>
            })}
            {way.map(|(address, act)| view! {
                <td class="act">
                    <a href=address>
                        {act.to(lang)} <span class="visually-hidden">": " {named.map(apart)}</span>
                    </a>
                </td>
            })}
        </tr>
    }
}
