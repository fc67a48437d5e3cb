//! Counts of registration and use, without names: for anybody where the profile publishes them (S4), for the Director always,
//! and as CSV for the annual report (S6).

pub mod desk;
mod drawing;
mod tables;

use crate::{
    pages::process,
    prelude::*,
    request::{Web, failure::Failure, visit::Visit},
    ui::render::{Head, render},
    words::statistics as words,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{profile::Profile, statistics::Measure, words::Lang};
use portal::statistics::{Report, for_anybody};
use serde::Deserialize;

/// What the address may carry: the year, by the one it ends in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct YearQuery {
    year: Option<i32>,
}

/// `GET /statistics`
pub async fn get(visit: Visit, State(web): State<Web>, Query(asked): Query<YearQuery>) -> Result<Response, Failure> {
    let profile = &visit.site.profile;
    let report = for_anybody(&web.portal, profile, asked.year).await?;
    if !profile.statistics.publish || report.is_none() && asked.year.is_some() {
        return Err(Failure::NotFound);
    }
    let lang = visit.lang;
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            <h1>{words::TITLE.to(lang)}</h1>
            {page(report.as_ref(), profile, "/statistics", lang)}
        }
    }))
}

/// All beneath the heading; `at` is the page's own address.
fn page(report: Option<&Report>, profile: &Profile, at: &'static str, lang: Lang) -> AnyView {
    let Some(report) = report else {
        return view! { <p class="missing">{words::NONE.to(lang)}</p> };
    };
    let drawings =
        [Measure::Loans, Measure::Registered].map(|measure| drawing::by_month(report, profile, measure, lang));
    view! {
        <p class="lede">{words::lede(lang, report.year, profile.statistics.least())}</p>
        {years(report, at, lang)}
        {drawings.into_iter().flatten().collect_view()}
        {tables::months(report, profile, lang)}
        {report.halves.iter().map(|half| tables::half(half, profile, lang)).collect_view()}
        {process::counts::table(&report.processes, "requests", lang).map(|table| view! {
            <section>
                <h2 id="requests">{words::REQUESTS.to(lang)}</h2>
                <p>{words::REQUESTS_LEDE.to(lang)}</p>
                {table}
            </section>
        })}
        <section aria-labelledby="how">
            <h2 id="how">{words::HOW.to(lang)}</h2>
            <p>{words::HOW_WHO.to(lang)}</p>
            <p>{words::HOW_WHEN.to(lang)}</p>
            <p>{words::HOW_SMALL.to(lang)}</p>
        </section>
    }
}

/// The other years there are.
fn years(report: &Report, at: &'static str, lang: Lang) -> Option<AnyView> {
    let others: Vec<_> = report
        .years
        .iter()
        .filter(|year| **year != report.year)
        .map(|&year| view! { <li><a href=format!("{at}?year={year}")>{words::year(lang, year)}</a></li> })
        .collect();
    (!others.is_empty()).then(|| view! { <nav aria-label=words::YEARS.to(lang)><ul class="ways">{others}</ul></nav> })
}
