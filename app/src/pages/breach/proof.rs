//! Who was told of a breach, how and when: to look at, to print, and as CSV.

use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        file,
        render::{Head, render},
        table,
    },
    words::breach as words,
};
use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};
use domain::{inventory::show, profile::Profile, words::Lang};
use portal::breach::{AffectedPerson, as_csv, breach, proof};

/// So many are shown; the download has all.
const SHOWN: i64 = 200;

/// `GET /desk/breach/{id}/told`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let (found, _) = breach(&web.portal, &director, id).await?.ok_or(Failure::NotFound)?;
    let told = proof(&web.portal, &director, id, Some(SHOWN)).await?;
    let lang = visit.lang;
    let rows: Vec<_> = told.iter().map(|one| row(one, &visit.site.profile, lang)).collect();
    let cut = i64::try_from(rows.len())
        .is_ok_and(|shown| shown < found.named - found.gone)
        .then(|| words::first(lang, rows.len()));
    Ok(render(&visit, Head::new(words::PROOF.to(lang)), || {
        view! {
            <p class="crumb"><a href=format!("/desk/breach/{id}")>{words::TITLE.to(lang)}</a></p>
            <h1 id="proof">{words::PROOF.to(lang)}</h1>
            <p class="lede">{words::PROOF_LEDE.to(lang)}</p>
            <p>{words::so_far(lang, found.told, found.named)}</p>
            {(found.gone > 0).then(|| view! { <p>{words::gone(lang, found.gone, found.gone_untold)}</p> })}
            {if rows.is_empty() {
                view! { <p class="missing">{words::PROOF_NONE.to(lang)}</p> }
            } else {
                view! {
                    {cut.map(|cut| view! { <p class="hint">{cut}</p> })}
                    <table class="slip" aria-labelledby="proof">
                        {table::head([words::NAME, words::CARD, words::HOW, words::WRITTEN, words::LEFT], lang)}
                        <tbody>{rows}</tbody>
                    </table>
                    <p class="buttons screen-only">
                        <a class="button secondary" href=format!("/desk/breach/{id}/told/csv")>{words::PROOF_CSV.to(lang)}</a>
                    </p>
                }
            }}
        }
    }))
}

fn row(one: &AffectedPerson, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let moment = |at: Option<DateTime<Utc>>| at.map(|at| show::moment(at, profile.time_zone, lang));
    view! {
        <tr>
            <th scope="row"><bdi>{one.name.clone()}</bdi></th>
            <td data-label=words::CARD.to(lang)>{one.card.clone().map(|card| format!("•••• {card}"))}</td>
            <td data-label=words::HOW.to(lang)>{one.how.map(|how| how.label().to(lang))}</td>
            <td data-label=words::WRITTEN.to(lang)>{moment(one.told_at)}</td>
            <td data-label=words::LEFT.to(lang)>{moment(one.left_at)}</td>
        </tr>
    }
}

/// `GET /desk/breach/{id}/told/csv`
pub async fn csv(AtDesk(staff): AtDesk, State(web): State<Web>, InPath(id): InPath) -> Result<Response, Failure> {
    let director = director(&staff)?;
    breach(&web.portal, &director, id).await?.ok_or(Failure::NotFound)?;
    let told = proof(&web.portal, &director, id, None).await?;
    Ok(file::csv(&format!("told-{id}.csv"), as_csv(director.profile(), &told)?))
}
