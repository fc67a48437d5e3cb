//! Looks through a long list as one types, without asking the library anything: the rows come once, when the search is first
//! wanted. Without script, and until the rows are here, the form is posted and the server looks.

use domain::{
    inventory::show,
    listing::{Listing, Query},
};
use leptos::{ev, prelude::*};
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

/// The words of the island, translated by the server.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[expect(missing_docs, reason = "each is named by where it stands")]
pub struct Words {
    pub label: String,
    pub search: String,
    pub private: String,
    pub loading: String,
    pub failed: String,
    /// With `{n}` and `{all}` in it.
    pub found: String,
    pub nothing: String,
    pub year: String,
    pub all: String,
    pub more: String,
    pub missing: String,
}

/// The search of the list `relation`; the list itself, as the server wrote it, is `children`, and stands aside while
/// something is looked for.
// Test (end2end/journeys/list-search.script.spec.ts): "nothing is asked of the library while one types, and each key is answered at once".
#[island]
pub fn ListSearch(relation: String, action: String, words: Words, children: Children) -> impl IntoView {
    let input = format!("search-{relation}");
    let list = RwSignal::new(None::<Arc<Listing>>);
    let ready = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let year = RwSignal::new(String::new());
    let chosen = RwSignal::new(Vec::<(usize, String)>::new());
    let shown = RwSignal::new(SHOWN);
    Effect::new(move |_| ready.set(true));
    let load = Action::new(move |name: &String| {
        let name = name.clone();
        async move {
            let text = whole_list(name).await;
            text.map(|text| list.set(Some(Arc::new(Listing::read(text))))).map_err(drop)
        }
    });
    let want = move || {
        if list.with_untracked(Option::is_none) && !load.pending().get_untracked() {
            load.dispatch(relation.clone());
        }
    };
    let query = move || Query {
        words: typed.get(),
        year: Some(year.get()).filter(|year| !year.is_empty()),
        chosen: chosen.get(),
    };
    let found = Memo::new(move |_| {
        let query = query();
        list.with(|list| list.as_ref().filter(|_| !query.is_empty()).map(|list| list.find(&query)))
    });
    // Once for all rows, and not at each key.
    let years = Memo::new(move |_| {
        list.with(|list| list.as_ref().map(|list| list.years(&(0..list.len()).collect::<Vec<_>>()))).unwrap_or_default()
    });
    let looks = move || found.with(Option::is_some);
    let on_submit = move |event: ev::SubmitEvent| {
        if list.with_untracked(Option::is_some) {
            event.prevent_default();
        }
    };
    let (wants, wants_too) = (want.clone(), want);
    let Words {
        label,
        search,
        private,
        loading,
        failed,
        found: said_found,
        nothing,
        year: year_label,
        all,
        more,
        missing,
    } = words;
    let status = move || {
        let failed_to_load = load.value().with(|value| matches!(value, Some(Err(()))));
        if load.pending().get() {
            loading.clone()
        } else if failed_to_load {
            failed.clone()
        } else {
            let all = list.with(|list| list.as_ref().map_or(0, |list| list.len()));
            found.with(|found| match found {
                Some(rows) if rows.is_empty() => nothing.clone(),
                Some(rows) => said_found.replace("{n}", &number(rows.len())).replace("{all}", &number(all)),
                None => String::new(),
            })
        }
    };
    view! {
        <form class="search" role="search" method="post" action=action on:submit=on_submit>
            <label for=input.clone()>{label}</label>
            <input id=input.clone() name="search" type="search" autocomplete="off"
                on:focus=move |_| wants()
                on:input=move |event| { wants_too(); shown.set(SHOWN); typed.set(event_target_value(&event)); }/>
            <button class="button">{search}</button>
            <p class="hint private" class:ready=move || ready.get()>{private}</p>
        </form>
        {move || list.get().map(|list| facets(&list, &years.get(), (year, chosen, shown), (&year_label, &all)))}
        <p role="status">{status}</p>
        {move || looks().then(|| results(list, years, found, shown, (&more, &missing)))}
        <div hidden=looks>{children()}</div>
    }
}

fn number(count: usize) -> String {
    show::count(i64::try_from(count).unwrap_or(i64::MAX))
}

type Choosing = (RwSignal<String>, RwSignal<Vec<(usize, String)>>, RwSignal<usize>);

/// A year and, for each column that can be chosen from, a value.
fn facets(
    list: &Listing,
    years: &[(String, usize)],
    (year, chosen, shown): Choosing,
    (year_label, all): (&str, &str),
) -> impl IntoView + use<> {
    let years: Vec<_> = years.iter().rev().cloned().collect();
    let by_year = (years.len() > 1).then(|| {
        let choose = move |value| {
            shown.set(SHOWN);
            year.set(value);
        };
        select(year_label, all, &years, Box::new(choose))
    });
    let columns: Vec<_> = list
        .choices()
        .iter()
        .filter_map(|&column| {
            let mut values = list.values(column);
            values.truncate(200);
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
            (values.len() > 1).then(|| select(label, all, &values, Box::new(choose)))
        })
        .collect();
    view! { <div class="facets">{by_year}{columns}</div> }
}

fn select(label: &str, all: &str, values: &[(String, usize)], choose: Box<dyn Fn(String)>) -> impl IntoView + use<> {
    let options: Vec<_> = values
        .iter()
        .map(|(value, count)| view! { <option value=value.clone()>{format!("{value} ({count})")}</option> })
        .collect();
    view! {
        <label>
            {label.to_owned()}
            <select on:change=move |event| choose(event_target_value(&event))>
                <option value="">{all.to_owned()}</option>
                {options}
            </select>
        </label>
    }
}

/// The rows found, a drawing of them by year above.
fn results(
    list: RwSignal<Option<Arc<Listing>>>,
    years: Memo<Vec<(String, usize)>>,
    found: Memo<Option<Vec<usize>>>,
    shown: RwSignal<usize>,
    (more, missing): (&str, &str),
) -> Option<impl IntoView + use<>> {
    let list = list.get()?;
    let rows = found.get()?;
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
            let first = if first.is_empty() { missing.to_owned() } else { first };
            view! { <li><b>{first}</b><dl>{rest}</dl></li> }
        })
        .collect();
    let is_more = rows.len() > shown.get();
    let more = more.to_owned();
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
