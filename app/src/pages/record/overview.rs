//! The overview: every class of data as a drawer with what is in it, how much, since when.

use super::reader::Reader;
use crate::{
    pages::family::not_shown,
    request::{failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::{
        render::{Head, render},
        retention,
    },
    words::{family, record as words},
};
use axum::response::Response;
use domain::{
    inventory::{Class, info, show},
    profile::Profile,
    words::Lang,
};
use leptos::prelude::*;
use portal::record::{ClassSummary, Overview, overview};

/// `GET /record`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn) -> Result<Response, Failure> {
    let found = overview(&visit.web.portal, &patron).await?;
    Ok(page(&visit, Reader::Patron, &found))
}

/// The overview, for whoever reads.
pub fn page(visit: &Visit, reader: Reader<'_>, found: &Overview) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let (kept, not_kept): (Vec<&ClassSummary>, Vec<&ClassSummary>) =
        found.classes.iter().partition(|summary| summary.count > 0 || profile.is_kept(summary.class));
    let (full, empty): (Vec<&ClassSummary>, Vec<&ClassSummary>) =
        kept.into_iter().partition(|summary| holds_something(summary, profile));
    let (title, lede) = match reader {
        Reader::Patron => (words::TITLE.to(lang).to_owned(), words::LEDE.to(lang).to_owned()),
        Reader::Guardian(opened) => {
            let name = opened.name.as_deref();
            (family::record_of(lang, name), family::lede_of(lang, name))
        }
    };
    let home = reader.home();
    let home = home.as_str();
    render(visit, Head::new(title.clone()), || {
        view! {
            {reader.banner(lang)}
            <h1>{title}</h1>
            <p class="lede">{lede}</p>
            {matches!(reader, Reader::Patron).then(|| view! {
                <p class="buttons"><a class="button" href="/record/download">{words::DOWNLOAD.to(lang)}</a></p>
            })}
            <section aria-labelledby="held">
                <h2 id="held">{words::DRAWERS.to(lang)}</h2>
                <ul class="drawers">{full.iter().map(|summary| drawer(summary, home, profile, lang)).collect_view()}</ul>
                {chart(&full, lang)}
            </section>
            {(!empty.is_empty()).then(|| view! {
                <section aria-labelledby="empty">
                    <h2 id="empty">{words::EMPTY_DRAWERS.to(lang)}</h2>
                    <ul class="drawers">{empty.iter().map(|summary| empty_drawer(summary.class, home, lang)).collect_view()}</ul>
                </section>
            })}
            {(!not_kept.is_empty()).then(|| view! {
                <section aria-labelledby="not-kept">
                    <h2 id="not-kept">{words::NOT_KEPT_DRAWERS.to(lang)}</h2>
                    <ul class="drawers">
                        {not_kept.iter().map(|summary| not_kept_drawer(summary.class, home, profile, lang)).collect_view()}
                    </ul>
                </section>
            })}
            {match reader {
                Reader::Patron => None,
                Reader::Guardian(opened) => not_shown::section(opened, lang),
            }}
        }
    })
}

/// What others hold for the library is never in a table, and always worth opening.
fn holds_something(summary: &ClassSummary, profile: &Profile) -> bool {
    summary.count > 0 || (summary.class == Class::HeldElsewhere && !profile.held_elsewhere.is_empty())
}

fn drawer(summary: &ClassSummary, home: &str, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let about = info(summary.class);
    let count = match summary.class {
        Class::HeldElsewhere => profile.held_elsewhere.len() as u64,
        _ => summary.count,
    };
    let since = summary.since.map(|since| words::since(lang, &show::date(since, lang)));
    view! {
        <li class="drawer">
            <h3><a class="drawer-label" href=format!("{home}/{}", summary.class.code())>{about.label.to(lang)}</a></h3>
            <p class="drawer-what">{about.what.to(lang)}</p>
            <p class="drawer-count">{words::entries(lang, count)}</p>
            {since.map(|since| view! { <p class="drawer-since">{since}</p> })}
        </li>
    }
}

fn empty_drawer(class: Class, home: &str, lang: Lang) -> impl IntoView + use<> {
    let about = info(class);
    view! {
        <li class="drawer is-empty">
            <h3><a class="drawer-label" href=format!("{home}/{}", class.code())>{about.label.to(lang)}</a></h3>
            <p class="drawer-what">{about.what.to(lang)}</p>
        </li>
    }
}

fn not_kept_drawer(class: Class, home: &str, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let about = info(class);
    let reason = retention::not_kept(profile, class, lang).unwrap_or_else(|| about.what.to(lang)).to_owned();
    view! {
        <li class="drawer is-not-kept">
            <h3><a class="drawer-label" href=format!("{home}/{}", class.code())>{about.label.to(lang)}</a></h3>
            <p class="drawer-what">{reason}</p>
        </li>
    }
}

/// How much is in each drawer, as bars beside the numbers: the table is its own text equivalent.
fn chart(full: &[&ClassSummary], lang: Lang) -> Option<impl IntoView + use<>> {
    let most = full.iter().map(|summary| summary.count).max().filter(|&most| most > 0)?;
    let mut ordered = full.to_vec();
    ordered.retain(|summary| summary.count > 0);
    ordered.sort_by_key(|summary| std::cmp::Reverse(summary.count));
    let rows: Vec<_> = ordered
        .iter()
        .map(|summary| {
            let width = (summary.count * 100 / most).max(1);
            view! {
                <tr>
                    <th scope="row">{info(summary.class).label.to(lang)}</th>
                    <td class="bar">
                        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                            <rect width=width height="10"/>
                        </svg>
                    </td>
                    <td class="number">{show::count(i64::try_from(summary.count).unwrap_or(i64::MAX))}</td>
                </tr>
            }
        })
        .collect();
    Some(view! {
        <figure class="chart">
            <figcaption id="chart">{words::CHART.to(lang)}</figcaption>
            <table class="bars" aria-labelledby="chart"><tbody>{rows}</tbody></table>
        </figure>
    })
}
