//! The same for the Director, whether or not it is published.

use super::{YearQuery, page};
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        visit::Visit,
    },
    ui::{
        buttons, file,
        render::{Head, render},
    },
    words::{desk, statistics as words},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use portal::statistics::{annual, for_director};

/// `GET /desk/statistics`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Query(asked): Query<YearQuery>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let report = for_director(&web.portal, &director, asked.year).await?;
    if report.is_none() && asked.year.is_some() {
        return Err(Failure::NotFound);
    }
    let lang = visit.lang;
    let profile = director.profile();
    let csv = report.as_ref().map(|report| format!("/desk/statistics/csv?year={}", report.year));
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p>{if profile.statistics.publish { words::PUBLISHED } else { words::NOT_PUBLISHED }.to(lang)}</p>
            {page(report.as_ref(), profile, "/desk/statistics", lang)}
            {csv.map(|csv| view! {
                <p class="screen-only">{words::CSV_HINT.to(lang)}</p>
                <p class="buttons screen-only"><a class="button secondary" href=csv>{words::CSV.to(lang)}</a></p>
            })}
        }
    }))
}

/// `GET /desk/statistics/csv`
pub async fn csv(
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Query(asked): Query<YearQuery>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let report = for_director(&web.portal, &director, asked.year).await?.ok_or(Failure::NotFound)?;
    let name = format!("{}-{}.csv", director.library(), report.year);
    Ok(file::csv(&name, annual(director.profile(), &report)?))
}
