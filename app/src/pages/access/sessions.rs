//! Where the patron is signed in, and ending it: one session, or all.

use crate::{
    pages::{access::sign_out::forget, record::held::ClassHeld},
    prelude::*,
    request::{Web, failure::Failure, forms::Posted, signed_in::SignedIn, visit::Visit},
    ui::{
        render::{Head, render},
        table,
    },
    words::{leave, security as words},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::inventory::{Class, show};
use portal::access::{self, SessionLine};
use serde::Deserialize;
use uuid::Uuid;

/// What the address may carry: what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SessionsQuery {
    done: Option<String>,
    page: Option<String>,
}

/// Which session to end.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    session: Uuid,
}

/// `GET /security`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Query(asked): Query<SessionsQuery>,
) -> Result<Response, Failure> {
    let sessions = access::sessions(&web.portal, &patron).await?;
    let held = ClassHeld::read(&visit, &patron, Class::Credentials, asked.page.as_deref()).await?;
    Ok(page(&visit, &sessions, asked.done.as_deref(), &held))
}

/// `POST /security/end`
pub async fn end(
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Posted(chosen): Posted<Chosen>,
) -> Result<Response, Failure> {
    access::end_session(&web.portal, &patron, chosen.session).await?;
    Ok(Redirect::to("/security?done=ended").into_response())
}

/// `POST /security/end-all`
pub async fn end_all(visit: Visit, SignedIn(patron): SignedIn, State(web): State<Web>) -> Result<Response, Failure> {
    access::end_all_sessions(&web.portal, &patron).await?;
    Ok(forget(Redirect::to("/signed-out").into_response(), visit.shared))
}

fn page(visit: &Visit, sessions: &[SessionLine], done: Option<&str>, held: &ClassHeld) -> Response {
    let lang = visit.lang;
    let done = match done {
        Some("ended") => Some(words::ENDED),
        Some("changed") => Some(words::CHANGED.of(visit.young)),
        _ => None,
    };
    render(visit, Head::new(words::TITLE.to(lang)).of(held.of()).tools(held.is_looked_through()), || {
        view! {
            {done.map(|done| view! { <div class="notice success" role="status"><p>{done.to(lang)}</p></div> })}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(visit.young, lang)}</p>
            <section class="sheet" aria-labelledby="sessions">
                <h2 id="sessions">{words::SESSIONS.to(visit.young, lang)}</h2>
                <table class="slip">
                    {table::head([words::SESSION_DEVICE, words::SESSION_SINCE.of(visit.young), words::SESSION_SEEN, words::SESSION_END], lang)}
                    <tbody>{sessions.iter().map(|one| line(visit, one)).collect_view()}</tbody>
                </table>
                <form method="post" action="/security/end-all">
                    <p>{words::END_ALL_WHAT.to(visit.young, lang)}</p>
                    <p class="buttons"><button class="button secondary">{words::END_ALL.to(lang)}</button></p>
                </form>
            </section>
            <section class="sheet" aria-labelledby="change">
                <h2 id="change">{words::CHANGE.to(visit.young, lang)}</h2>
                <p>{words::CHANGE_WHAT.to(visit.young, lang)}</p>
                <p class="buttons"><a class="button secondary" href="/security/change">{words::CHANGE.to(visit.young, lang)}</a></p>
            </section>
            <section class="sheet" aria-labelledby="lost">
                <h2 id="lost">{words::LOST.to(lang)}</h2>
                <p>{words::LOST_WHAT.to(visit.young, lang)}</p>
                <p class="buttons"><a class="button warning" href="/security/lost">{words::LOST.to(lang)}</a></p>
                <p><a href="/security/close">{leave::TITLE.to(lang)}</a></p>
            </section>
            {held.section(visit)}
        }
    })
}

fn line(visit: &Visit, one: &SessionLine) -> impl IntoView + use<> {
    let (lang, zone) = (visit.lang, visit.site.profile.time_zone);
    let device = one.device.clone().unwrap_or_else(|| words::SESSION_UNKNOWN.to(lang).to_owned());
    let shared = one.shared.then(|| format!(" ({})", words::SESSION_SHARED.to(lang)));
    let named = format!(": {device}");
    view! {
        <tr>
            <th scope="row">{device} {shared}</th>
            <td data-label=words::SESSION_SINCE.to(visit.young, lang)>{show::moment(one.created_at, zone, lang)}</td>
            <td data-label=words::SESSION_SEEN.to(lang)>{show::moment(one.last_seen_at, zone, lang)}</td>
            <td>
                {if one.current {
                    words::SESSION_HERE.to(lang).into_any()
                } else {
                    view! {
                        <form method="post" action="/security/end">
                            <input type="hidden" name="session" value=one.id.to_string()/>
                            <button class="quiet">
                                {words::SESSION_END.to(lang)}<span class="visually-hidden">{named}</span>
                            </button>
                        </form>
                    }
                }}
            </td>
        </tr>
    }
}
