//! Staff accounts, for the Director and the administrator: seeing them, ending one at once. Adding one is `add.rs`.

use crate::{
    prelude::*,
    request::{Web, at_desk::AtDesk, failure::Failure, forms::Posted, visit::Visit},
    ui::{
        first_of::first_of,
        render::{Head, render},
        table,
        value::apart,
    },
    words::desk as words,
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{inventory::show, words::isolated};
use portal::{
    Listed,
    authority::{Keeper, Staff},
    look::{MadeCode, Opens, codes_by_clerk},
    staff::{Account, Ended, end, list},
};
use serde::Deserialize;

/// What the address may carry: what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AccountsQuery {
    done: Option<String>,
}

/// Which account.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    login: String,
}

/// Who keeps accounts; for others there is no such page.
pub(super) fn keeper(staff: &Staff) -> Result<Keeper, Failure> {
    Keeper::of(staff).ok_or(Failure::NotFound)
}

/// `GET /desk/staff`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Query(asked): Query<AccountsQuery>,
) -> Result<Response, Failure> {
    let keeper = keeper(&staff)?;
    let accounts = list(&web.portal, &keeper).await?;
    let codes = codes_by_clerk(&web.portal, &keeper).await?;
    let lang = visit.lang;
    let rows: Vec<_> = accounts.iter().map(|account| row(&visit, &staff, account)).collect();
    Ok(render(&visit, Head::new(words::STAFF.to(lang)), || {
        view! {
            {asked.done.map(|done| {
                let (class, text) = match done.as_str() {
                    "last" => ("notice warning", words::ACCOUNT_LAST),
                    _ => ("notice success", words::ACCOUNT_END_DONE),
                };
                view! { <div class=class role="status"><p>{text.to(lang)}</p></div> }
            })}
            <h1 id="accounts">{words::STAFF.to(lang)}</h1>
            <p class="lede">{words::STAFF_LEDE.to(lang)}</p>
            <p class="buttons"><a class="button" href="/desk/staff/new">{words::ACCOUNT_NEW.to(lang)}</a></p>
            <table class="slip" aria-labelledby="accounts">
                {table::head([words::ACCOUNT, words::ROLE, words::ACCOUNT_SINCE, words::ACCOUNT_ACTS], lang)}
                <tbody>{rows}</tbody>
            </table>
            {made(&visit, &codes)}
        }
    }))
}

/// `POST /desk/staff/end`
pub async fn post_end(
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(chosen): Posted<Chosen>,
) -> Result<Response, Failure> {
    let done = match end(&web.portal, &keeper(&staff)?, &chosen.login).await? {
        Ended::Done | Ended::Unknown => "ended",
        Ended::LastKeeper => "last",
    };
    Ok(Redirect::to(&format!("/desk/staff?done={done}")).into_response())
}

/// Who made which code, for online access or for a parent: a way into a record that somebody on the staff made.
fn made(visit: &Visit, codes: &Listed<MadeCode>) -> AnyView {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let rows: Vec<_> = codes
        .iter()
        .map(|code| {
            let second = match (&code.second, code.untold) {
                (Some(name), _) => name.clone(),
                (None, true) => words::CODE_NO_MAIL.to(lang).to_owned(),
                (None, false) => words::CODE_TOLD.to(lang).to_owned(),
            };
            let opens = match code.opens {
                Opens::OwnRecord => words::CODE_OPEN,
                Opens::ChildsRecord => words::CODE_OPEN_FAMILY,
            };
            let by = code.by.clone().unwrap_or_else(|| words::COMMAND_LINE.to(lang).to_owned());
            view! {
                <tr>
                    <th scope="row">{by}</th>
                    <td data-label=words::CODE_OPENS.to(lang)>{opens.to(lang)}</td>
                    <td data-label=words::CODE_MADE_AT.to(lang)>{show::moment(code.at, zone, lang)}</td>
                    <td data-label=words::CODE_ID.to(lang)>{code.seen.map_or(words::NONE.to(lang), |seen| seen.label().to(lang))}</td>
                    <td data-label=words::CODE_SECOND.to(lang)>{second}</td>
                </tr>
            }
        })
        .collect();
    let body = if rows.is_empty() {
        view! { <p class="missing">{words::CODES_NONE.to(lang)}</p> }
    } else {
        view! {
            <table class="slip" aria-labelledby="codes-made">
                {table::head([words::SECOND_BY, words::CODE_OPENS, words::CODE_MADE_AT, words::CODE_ID, words::CODE_SECOND], lang)}
                <tbody>{rows}</tbody>
            </table>
            {first_of(codes, lang)}
        }
    };
    view! { <h2 id="codes-made">{words::CODES_MADE.to(lang)}</h2> {body} }
}

fn row(visit: &Visit, staff: &Staff, account: &Account) -> impl IntoView + use<> {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let named = format!(": {}", isolated(&account.name));
    let end = if account.ended_at.is_some() {
        words::ACCOUNT_ENDED.to(lang).into_any()
    } else if account.id == staff.account() {
        words::ACCOUNT_YOURS.to(lang).into_any()
    } else {
        let reset = format!("/desk/staff/reset?login={}", account.login);
        view! {
            <p><a href=reset>{words::ACCOUNT_RESET.to(lang)}<span class="visually-hidden">{named.clone()}</span></a></p>
            <form method="post" action="/desk/staff/end">
                <input type="hidden" name="login" value=account.login.clone()/>
                <button class="quiet">
                    {words::ACCOUNT_END.to(lang)}<span class="visually-hidden">{named}</span>
                </button>
            </form>
        }
    };
    view! {
        <tr>
            <th scope="row">{apart(account.name.clone())} " (" {account.login.clone()} ")"</th>
            <td data-label=words::ROLE.to(lang)>{account.role.label().to(lang)}</td>
            <td data-label=words::ACCOUNT_SINCE.to(lang)>{show::moment(account.created_at, zone, lang)}</td>
            <td data-label=words::ACCOUNT_ACTS.to(lang)>{end}</td>
        </tr>
    }
}
