//! How many requests there were, by half-year, in bands: for the board, to print.

use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        visit::Visit,
    },
    ui::{
        buttons,
        render::{Head, render},
    },
    words::process as words,
};
use axum::{extract::State, response::Response};
use domain::{process::Counted, words::Lang};
use portal::statistics::{HalfYearCounts, process_counts};

/// `GET /desk/process/counts`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let found = process_counts(&web.portal, director.profile()).await?;
    let lang = visit.lang;
    let published = visit.site.profile.publish_process_counts;
    Ok(render(&visit, Head::new(words::COUNTS.to(lang)), || {
        view! {
            {buttons::back("/desk/process", words::REGISTER, lang)}
            <h1 id="counts">{words::COUNTS.to(lang)}</h1>
            <p class="lede">{words::COUNTS_LEDE.to(lang)}</p>
            <p>{if published { words::COUNTS_PUBLISHED } else { words::COUNTS_NOT_PUBLISHED }.to(lang)}</p>
            {table(&found, "counts", lang).unwrap_or_else(|| {
                view! { <p class="missing">{words::COUNTS_NONE.to(lang)}</p> }
            })}
        }
    }))
}

/// The table; nothing while no half-year is over.
pub fn table(found: &[HalfYearCounts], labelled: &'static str, lang: Lang) -> Option<AnyView> {
    let heads: Vec<_> = found.iter().map(|one| view! { <th scope="col">{one.of.label(lang)}</th> }).collect();
    let rows: Vec<_> = Counted::ALL
        .into_iter()
        .map(|counted| {
            let cells: Vec<_> = found
                .iter()
                .map(|one| {
                    let band = one.bands.get(counted as usize).map(|band| band.label(lang));
                    view! { <td data-label=one.of.label(lang)>{band}</td> }
                })
                .collect();
            view! { <tr><th scope="row">{counted.label().to(lang)}</th>{cells}</tr> }
        })
        .collect();
    (!found.is_empty()).then(|| {
        view! {
            <table class="slip" aria-labelledby=labelled>
                <thead>
                    <tr><th scope="col">{words::COUNTED.to(lang)}</th>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    })
}
