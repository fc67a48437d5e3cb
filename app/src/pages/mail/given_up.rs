//! Mail that could not be sent, for the Director and the administrator: why, and trying it again.

use crate::{
    prelude::*,
    request::{Web, at_desk::AtDesk, failure::Failure, forms::Posted, visit::Visit},
    ui::{
        buttons,
        first_of::first_of,
        render::{Head, render},
        table,
    },
    words::{desk, desk_mail as words, messages},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::inventory::{show, told};
use portal::{
    authority::{Keeper, Staff},
    mail::{GivenUp, Retried, given_up, retry},
};
use serde::Deserialize;

/// What the address may carry: what became of trying again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct GivenUpQuery {
    done: Option<String>,
}

/// Which mail.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    mail: String,
}

/// Who looks after mail; for others there is no such page.
pub(super) fn keeper(staff: &Staff) -> Result<Keeper, Failure> {
    Keeper::of(staff).ok_or(Failure::NotFound)
}

/// `GET /desk/mail`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Query(asked): Query<GivenUpQuery>,
) -> Result<Response, Failure> {
    let (mails, waiting) = given_up(&web.portal, &keeper(&staff)?).await?;
    let lang = visit.lang;
    let done = asked.done.as_deref().map(|done| match done {
        "queued" => ("notice success", words::QUEUED),
        _ => ("notice", words::NOTHING),
    });
    let rows: Vec<_> = mails.iter().map(|mail| row(&visit, mail)).collect();
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            {done.map(|(class, text)| view! { <div class=class role="status"><p>{text.to(lang)}</p></div> })}
            <h1 id="given-up">{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <p>{words::WAITING.to(lang)} " " <strong>{waiting}</strong></p>
            <p><a href="/desk/messages">{messages::TITLE.to(lang)}</a></p>
            {if rows.is_empty() {
                view! { <p class="missing">{words::NONE.to(lang)}</p> }
            } else {
                view! {
                    <table class="slip" aria-labelledby="given-up">
                        {table::head([words::WHAT, words::TO, words::WRITTEN, words::TRIED, words::WHY, words::RETRY], lang)}
                        <tbody>{rows}</tbody>
                    </table>
                    {first_of(&mails, lang)}
                }
            }}
        }
    }))
}

/// `POST /desk/mail`
pub async fn post(
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(chosen): Posted<Chosen>,
) -> Result<Response, Failure> {
    let keeper = keeper(&staff)?;
    let id = chosen.mail.parse().map_err(|_| Failure::Malformed)?;
    let done = match retry(&web.portal, &keeper, id).await? {
        Retried::Queued => "queued",
        Retried::Nothing => "nothing",
    };
    Ok(Redirect::to(&format!("/desk/mail?done={done}")).into_response())
}

fn row(visit: &Visit, mail: &GivenUp) -> impl IntoView + use<> {
    let lang = visit.lang;
    let kind = told::what_for(&mail.kind).map_or_else(|| mail.kind.clone(), |kind| kind.to(lang).to_owned());
    let why = mail.why.clone().map(|code| format!("{} ({code})", words::why(&code).to(lang)));
    let again = if mail.can_be_retried {
        view! {
            <form method="post" action="/desk/mail">
                <input type="hidden" name="mail" value=mail.id.to_string()/>
                <button class="quiet">
                    {words::RETRY.to(lang)}<span class="visually-hidden">{format!(": {kind}, {}", mail.domain)}</span>
                </button>
            </form>
        }
    } else {
        words::NOT_AGAIN.to(lang).into_any()
    };
    view! {
        <tr>
            <th scope="row">{kind.clone()}</th>
            <td data-label=words::TO.to(lang)><bdi>{mail.domain.clone()}</bdi></td>
            <td data-label=words::WRITTEN.to(lang)>
                {show::moment(mail.written_at, visit.site.profile.time_zone, lang)}
            </td>
            <td data-label=words::TRIED.to(lang)>{mail.attempts}</td>
            <td data-label=words::WHY.to(lang)>{why}</td>
            <td data-label=words::RETRY.to(lang)>{again}</td>
        </tr>
    }
}
