//! The register, for the Director. For others there is no such page.

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
        first_of::first_of,
        render::{Head, render},
        table,
    },
    words::{desk, process as words, wellness},
};
use axum::{extract::State, response::Response};
use domain::{inventory::show, process::Outcome, words::Lang};
use portal::{
    Listed,
    process::{Checked, Entry, list, wellness_checks},
};

/// Where an entry stands.
pub(super) fn state(entry: &Entry, lang: Lang) -> &'static str {
    match (entry.closed.map(|(outcome, _)| outcome), entry.paper) {
        (Some(outcome), _) => Outcome::label(outcome).to(lang),
        (None, Some(_)) => words::UNDER_WAY.to(lang),
        (None, None) => words::NEW.to(lang),
    }
}

/// `GET /desk/process`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let entries = list(&web.portal, &director).await?;
    let checks = wellness_checks(&web.portal, &director).await?;
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| {
            let first = entry.deadlines().into_iter().next();
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/desk/process/{}", entry.id)><bdi>{entry.who.clone()}</bdi></a>
                    </th>
                    <td data-label=words::AGENCY.to(lang)><bdi>{entry.agency.clone()}</bdi></td>
                    <td data-label=words::SINCE.to(lang)>{show::moment(entry.raised_at, zone, lang)}</td>
                    <td data-label=words::STATE.to(lang)>{state(entry, lang)}</td>
                    <td data-label=words::DEADLINES.to(lang)>
                        {first.map(|first| format!("{}: {}", show::date(first.on, lang), first.what.to(lang)))}
                    </td>
                </tr>
            }
        })
        .collect();
    Ok(render(&visit, Head::new(words::REGISTER.to(lang)), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1 id="register">{words::REGISTER.to(lang)}</h1>
            <p class="lede">{words::REGISTER_LEDE.to(lang)}</p>
            {if rows.is_empty() {
                view! { <p class="missing">{words::NONE.to(lang)}</p> }
            } else {
                view! {
                    <table class="slip" aria-labelledby="register">
                        {table::head([words::WHO, words::AGENCY, words::SINCE, words::STATE, words::DEADLINES], lang)}
                        <tbody>{rows}</tbody>
                    </table>
                    {first_of(&entries, lang)}
                }
            }}
            {checked(&checks, &visit)}
            <p class="buttons">
                <a class="button secondary" href="/desk/police">{words::RAISE_DO.to(lang)}</a>
                <a class="button secondary" href="/desk/process/counts">{words::COUNTS.to(lang)}</a>
            </p>
        }
    }))
}

/// The wellness checks; nothing where there was none.
fn checked(checks: &Listed<Checked>, visit: &Visit) -> Option<AnyView> {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let rows: Vec<_> = checks
        .iter()
        .map(|one| {
            let officer = [Some(one.given_to.clone()), one.agency.clone()].into_iter().flatten().collect::<Vec<_>>();
            view! {
                <tr>
                    <th scope="row">{show::moment(one.at, zone, lang)}</th>
                    <td data-label=wellness::BY.to(lang)>{one.by.clone()}</td>
                    <td data-label=words::GIVEN_TO.to(lang)><bdi>{officer.join(", ")}</bdi></td>
                    <td data-label=wellness::WHY.to(lang)><bdi>{one.reason.clone()}</bdi></td>
                </tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby="wellness">
                <h2 id="wellness">{wellness::LIST.to(lang)}</h2>
                <table class="slip" aria-labelledby="wellness">
                    {table::head([wellness::WHEN, wellness::BY, words::GIVEN_TO, wellness::WHY], lang)}
                    <tbody>{rows}</tbody>
                </table>
                {first_of(checks, lang)}
            </section>
        }
    })
}
