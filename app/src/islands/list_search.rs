//! Looks through a long list as one types, without asking the library anything: the rows come once, when the search is first
//! wanted. Without script, and until the rows are here, the form is posted and the server looks.

use domain::{
    inventory::show,
    listing::{Listing, Order, Query},
};
use leptos::{html::Div, prelude::*};
use std::sync::Arc;

/// How many rows are shown at first, and how many more each time.
const SHOWN: usize = 25;

/// Every row of a list of the patron who is signed in, as [`domain::listing`] writes them.
///
/// # Errors
/// When nobody is signed in, or there is no such list.
#[server(prefix = "/api", endpoint = "list")]
pub async fn whole_list(#[server(default)] relation: String) -> Result<String, ServerFnError> {
    crate::request::lists::whole_list(relation).await
}

/// How far the rows have come.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the server sends the list with no rows asked for"))]
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    NotAsked,
    Coming,
    Failed,
    Here,
}

/// What a person looks for, and the rows.
#[derive(Clone, Copy)]
struct Search {
    /// Where the island stands; what it says is written around it.
    here: NodeRef<Div>,
    rows: RwSignal<Rows>,
    list: RwSignal<Option<Arc<Listing>>>,
    typed: RwSignal<String>,
    year: RwSignal<String>,
    chosen: RwSignal<Vec<(usize, String)>>,
    order: RwSignal<Order>,
    /// How many rows are shown.
    shown: RwSignal<usize>,
}

/// Looks through the list that it stands in, as `pages::record::slip` writes it: `data-relation` is the list's name,
/// the other attributes are what is said. The list itself, as the server wrote it, stands aside while something is looked for.
// Test (end2end/journeys/list-search.script.spec.ts): "nothing is asked of the library while one types, and each key is answered at once".
#[island]
pub fn ListSearch() -> impl IntoView {
    let search = Search {
        here: NodeRef::new(),
        rows: RwSignal::new(Rows::NotAsked),
        list: RwSignal::new(None),
        typed: RwSignal::new(String::new()),
        year: RwSignal::new(String::new()),
        chosen: RwSignal::new(Vec::new()),
        order: RwSignal::new(Order::Newest),
        shown: RwSignal::new(SHOWN),
    };
    let Search { here, rows, list, typed, year, chosen, order, shown } = search;
    // Once for each order and each choice, and not at each key.
    let sorted =
        Memo::new(move |_| list.with(|list| list.as_ref().map(|list| list.sorted(order.get()))).unwrap_or_default());
    let found = Memo::new(move |_| {
        let year = Some(year.get()).filter(|year| !year.is_empty());
        let query = Query { words: typed.get(), year, chosen: chosen.get() };
        let looks = !query.is_empty() || order.get() != Order::Newest;
        list.with(|list| list.as_ref().filter(|_| looks).map(|list| sorted.with(|rows| list.find(&query, rows))))
    });
    let years = Memo::new(move |_| {
        list.with(|list| list.as_ref().map(|list| sorted.with(|rows| list.years(rows)))).unwrap_or_default()
    });
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| page::listen(search));
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| page::stand_aside(here, found.with(Option::is_some)));
    let status = move || match rows.get() {
        Rows::NotAsked => String::new(),
        Rows::Coming => said(here, "data-loading"),
        Rows::Failed => said(here, "data-failed"),
        Rows::Here => {
            let all = list.with(|list| list.as_ref().map_or(0, |list| list.len()));
            found.with(|found| match found {
                Some(rows) if rows.is_empty() => said(here, "data-nothing"),
                Some(rows) => show::counted(&said(here, "data-found"), rows.len() as u64, all as u64),
                None => String::new(),
            })
        }
    };
    view! {
        <div node_ref=here>
            {move || list.get().map(|list| facets(&list, &years.get(), search))}
            <p role="status">{status}</p>
            {move || results(list, years, found, shown, here)}
        </div>
    }
}

/// What is written around the island.
#[cfg(feature = "hydrate")]
fn said(here: NodeRef<Div>, attribute: &str) -> String {
    page::around(here).and_then(|around| around.get_attribute(attribute)).unwrap_or_default()
}

/// The server has no rows, and says nothing of them.
#[cfg(not(feature = "hydrate"))]
fn said(_: NodeRef<Div>, _: &str) -> String {
    String::new()
}

#[cfg(feature = "hydrate")]
mod page {
    use super::{
        super::page::{ask, at_each, show, target, within},
        *,
    };
    use leptos::{
        server_fn::ServerFn,
        task::spawn_local,
        wasm_bindgen::JsCast,
        web_sys::{Element, HtmlInputElement},
    };

    pub(super) fn around(here: NodeRef<Div>) -> Option<Element> {
        here.get_untracked()?.closest("[data-relation]").ok()?
    }

    pub(super) fn stand_aside(here: NodeRef<Div>, looks: bool) {
        if let Some(list) = around(here).and_then(|around| within(&around, ".whole-list")) {
            show(&list, !looks);
        }
    }

    /// Says under the field that what is typed stays in the browser, or no longer says it: without the rows it is posted.
    // Test (end2end/journeys/list-search.script.spec.ts): "where the rows do not come, nothing says that nobody sees what is looked for".
    fn says_private(here: NodeRef<Div>, stays: bool) -> Option<()> {
        let classes = within(&around(here)?, "form .private")?.class_list();
        let done = if stays { classes.add_1("ready") } else { classes.remove_1("ready") };
        done.ok()
    }

    /// Hears what is typed into the form, and makes it the browser's. Nothing where the markup is not what the server writes.
    pub(super) fn listen(search: Search) -> Option<()> {
        // Until it stands in the page there is nothing around it.
        search.here.get()?;
        let around = around(search.here)?;
        let form = within(&around, "form")?;
        let input = within(&form, "input")?.dyn_into::<HtmlInputElement>().ok()?;
        says_private(search.here, true)?;
        let relation = around.get_attribute("data-relation")?;
        let want = move || {
            if matches!(search.rows.get_untracked(), Rows::NotAsked | Rows::Failed) {
                search.rows.set(Rows::Coming);
                // While they come, nothing is posted.
                _ = says_private(search.here, true);
                spawn_local(load(search, format!("relation={relation}")));
            }
        };
        let (focused, wants) = (input.clone(), want.clone());
        let at = move |event: &_, input: &HtmlInputElement| target(event).as_ref() == Some(input);
        // What this was fetched for may be under way: the field has the focus, or some words already.
        if document().active_element().as_ref() == Some(input.as_ref()) || !input.value().is_empty() {
            want();
            search.typed.set(input.value());
        }
        at_each(
            "focusin",
            Box::new(move |event| {
                if at(&event, &focused) {
                    wants();
                }
            }),
        );
        at_each(
            "input",
            Box::new(move |event| {
                if at(&event, &input) {
                    want();
                    search.shown.set(SHOWN);
                    search.typed.set(input.value());
                }
            }),
        );
        at_each(
            "submit",
            Box::new(move |event| {
                // While the list comes, what is typed stays here, too.
                let here = matches!(search.rows.get_untracked(), Rows::Here | Rows::Coming);
                if target(&event).as_ref() == Some(&form) && here {
                    event.prevent_default();
                }
            }),
        );
        Some(())
    }

    async fn load(search: Search, fields: String) {
        let text = ask(WholeList::PATH, &fields).await.ok().and_then(|text| text.as_string());
        search.rows.set(if text.is_some() { Rows::Here } else { Rows::Failed });
        _ = says_private(search.here, text.is_some());
        search.list.set(text.map(|text| Arc::new(Listing::read(text))));
    }
}

/// A year, for each column that can be chosen from a value, and the order.
fn facets(list: &Listing, years: &[(String, usize)], search: Search) -> impl IntoView + use<> {
    let Search { here, year, chosen, order, shown, .. } = search;
    let all = said(here, "data-all");
    let counted = |values: &[(String, usize)]| -> Vec<(String, String)> {
        let options = values.iter().map(|(value, count)| (value.clone(), format!("{value} ({count})")));
        std::iter::once((String::new(), all.clone())).chain(options).collect()
    };
    let newest_first: Vec<_> = years.iter().rev().cloned().collect();
    let by_year = (years.len() > 1).then(|| {
        let choose = move |value| {
            shown.set(SHOWN);
            year.set(value);
        };
        select(&said(here, "data-year"), counted(&newest_first), Box::new(choose))
    });
    let columns: Vec<_> = list
        .choices()
        .iter()
        .filter_map(|&column| {
            let values = list.values(column);
            let label = list.columns().get(column)?;
            let choose = move |value: String| {
                shown.set(SHOWN);
                chosen.update(|chosen| {
                    chosen.retain(|(at, _)| *at != column);
                    if !value.is_empty() {
                        chosen.push((column, value));
                    }
                });
            };
            (values.len() > 1).then(|| select(label, counted(&values), Box::new(choose)))
        })
        .collect();
    let orders = ["newest", "oldest", "name"];
    let orders: Vec<_> =
        orders.into_iter().map(str::to_owned).zip(said(here, "data-orders").split('|').map(str::to_owned)).collect();
    let sort = move |code: String| {
        shown.set(SHOWN);
        order.set(Order::from_code(&code));
    };
    let sort = select(&said(here, "data-sort"), orders, Box::new(sort));
    view! { <div class="facets">{by_year}{columns}{sort}</div> }
}

/// A choice of one value, with what is shown for each.
fn select(label: &str, options: Vec<(String, String)>, choose: Box<dyn Fn(String)>) -> impl IntoView + use<> {
    let options: Vec<_> =
        options.into_iter().map(|(value, shown)| view! { <option value=value>{shown}</option> }).collect();
    view! {
        <label>
            {label.to_owned()}
            <select on:change=move |event| choose(event_target_value(&event))>{options}</select>
        </label>
    }
}

/// The rows found, a drawing of them by year above; each with the way to where it stands in the list.
fn results(
    list: RwSignal<Option<Arc<Listing>>>,
    years: Memo<Vec<(String, usize)>>,
    found: Memo<Option<Vec<usize>>>,
    shown: RwSignal<usize>,
    here: NodeRef<Div>,
) -> Option<impl IntoView + use<>> {
    let list = list.get()?;
    let rows = found.get()?;
    let [more, missing, place, relation] =
        ["data-more", "data-missing", "data-place", "data-relation"].map(|name| said(here, name));
    let on_a_page: usize = said(here, "data-page").parse().unwrap_or(1);
    let (all, matching) = (years.get(), list.years(&rows));
    let most = all.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let bars: Vec<_> = all
        .iter()
        .enumerate()
        .map(|(at, (year, count))| {
            let found = matching.iter().find(|(one, _)| one == year).map_or(0, |(_, count)| *count);
            let height = |count: usize| if count == 0 { 0 } else { (count * 100 / most).max(2) };
            let (pale, dark) = (height(*count), height(found));
            let x = at * 10 + 1;
            view! {
                <rect class="pale" x=x y=100 - pale width="8" height=pale></rect>
                <rect x=x y=100 - dark width="8" height=dark></rect>
            }
        })
        .collect();
    let ends = all.first().zip(all.last()).map(|((first, _), (last, _))| (first.clone(), last.clone()));
    let drawing = (all.len() > 1).then(|| {
        let size = format!("0 0 {} 100", all.len() * 10);
        view! {
            <div class="chart timeline" aria-hidden="true">
                <svg viewBox=size preserveAspectRatio="none">{bars}</svg>
                {ends.map(|(first, last)| view! { <p class="axis"><span>{first}</span><span>{last}</span></p> })}
            </div>
        }
    });
    let labels: Vec<String> = list.columns().to_vec();
    let lines: Vec<_> = rows
        .iter()
        .take(shown.get())
        .map(|&at| {
            let mut cells = list.row(at).skip(1).map(str::to_owned);
            let first = cells.next().unwrap_or_default();
            let rest: Vec<_> = cells
                .zip(labels.iter().skip(1))
                .filter(|(said, _)| !said.is_empty())
                .map(|(said, label)| view! { <div><dt>{label.clone()}</dt><dd>{said}</dd></div> })
                .collect();
            let first = if first.is_empty() { missing.clone() } else { first };
            let href = format!("?page={}&row={at}#{relation}-{at}", at / on_a_page + 1);
            view! {
                <li>
                    <b><bdi>{first.clone()}</bdi></b>
                    <dl>{rest}</dl>
                    <a href=href>{place.clone()}<span class="visually-hidden">": " {first}</span></a>
                </li>
            }
        })
        .collect();
    let is_more = rows.len() > shown.get();
    Some(view! {
        {drawing}
        <ol class="found">{lines}</ol>
        {is_more.then(|| view! {
            <p class="buttons">
                <button type="button" class="button secondary" on:click=move |_| shown.update(|shown| *shown += 200)>{more}</button>
            </p>
        })}
    })
}
