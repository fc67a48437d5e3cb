//! The register.

use super::state;
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
    words::{breach as words, desk},
};
use axum::{extract::State, response::Response};
use domain::{inventory::show, words::Lang};
use portal::breach::{Breach, list};

/// `GET /desk/breach`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let all = list(&web.portal, &director).await?;
    let lang = visit.lang;
    let today = web.portal.today(director.profile());
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        let rows: Vec<_> = all.iter().map(|one| row(one, (one.last_day() - today).num_days(), lang)).collect();
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1 id="breaches">{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            {if rows.is_empty() {
                view! { <p class="missing">{words::NONE.to(lang)}</p> }
            } else {
                view! {
                    <table class="slip" aria-labelledby="breaches">
                        {table::head([words::FOUND_ON, words::WHAT, words::STATE, words::LAST_DAY], lang)}
                        <tbody>{rows}</tbody>
                    </table>
                    {first_of(&all, lang)}
                }
            }}
            <p class="buttons"><a class="button" href="/desk/breach/new">{words::NEW.to(lang)}</a></p>
        }
    }))
}

fn row(one: &Breach, left: i64, lang: Lang) -> impl IntoView + use<> {
    let last = show::date(one.last_day(), lang);
    let last = if one.is_done() { last } else { format!("{last} ({})", words::left(lang, left)) };
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/desk/breach/{}", one.id)>{show::date(one.notice.found_on, lang)}</a>
            </th>
            <td data-label=words::WHAT.to(lang)><bdi>{one.what.clone()}</bdi></td>
            <td data-label=words::STATE.to(lang)>{state(one, lang)}</td>
            <td data-label=words::LAST_DAY.to(lang)>{last}</td>
        </tr>
    }
}
