//! Closing one's card for good: what stands in the way, what stays and until when, asked with the PIN, and taken back.

use crate::{
    pages::access::sign_out::forget,
    prelude::*,
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems, busy},
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{access, leave as words, security},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{inventory::show, profile::privacy};
use portal::access::{Confirmed, Leaving, LeavingOutcome, ask_to_leave, confirm_again, leaving, stay};
use serde::Deserialize;

/// What the address may carry: that it was just taken back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LeaveQuery {
    done: Option<String>,
}

/// The form's field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LeaveForm {
    secret: String,
}

/// `GET /security/close`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Query(asked): Query<LeaveQuery>,
) -> Result<Response, Failure> {
    let stands = leaving(&web.portal, &patron).await?;
    Ok(page(&visit, &stands, asked.done.as_deref() == Some("stayed"), &Problems::none()))
}

/// `POST /security/close`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Posted(entered): Posted<LeaveForm>,
) -> Result<Response, Failure> {
    let stands = leaving(&web.portal, &patron).await?;
    let again = |problems: &Problems| page(&visit, &stands, false, problems);
    if entered.secret.is_empty() {
        return Ok(again(&Problems::one("secret", access::SECRET_MISSING.of(visit.young))));
    }
    let patron = match confirm_again(&web.portal, &web.hasher, &patron, entered.secret.into()).await? {
        Confirmed::Yes(patron) => patron,
        Confirmed::No => return Ok(again(&Problems::one("secret", security::CURRENT_WRONG.of(visit.young)))),
        Confirmed::SignedOut => return Err(visit.signed_out()),
        Confirmed::Busy { retry_after_seconds } => {
            return Ok(busy(again(&Problems::one("secret", access::BUSY_NOW.of(visit.young))), retry_after_seconds));
        }
    };
    Ok(match ask_to_leave(&web.portal, &patron, visit.lang, &visit.address()).await? {
        LeavingOutcome::Closed => forget(Redirect::to("/card-closed?left=yes").into_response(), true),
        LeavingOutcome::Waits => Redirect::to("/security/close").into_response(),
        LeavingOutcome::SignedOut => return Err(visit.signed_out()),
    })
}

/// `POST /security/close/take-back`
pub async fn post_take_back(SignedIn(patron): SignedIn, State(web): State<Web>) -> Result<Response, Failure> {
    let stays = stay(&web.portal, &patron).await?;
    Ok(Redirect::to(if stays { "/security/close?done=stayed" } else { "/security/close" }).into_response())
}

fn page(visit: &Visit, stands: &Leaving, stayed: bool, problems: &Problems) -> Response {
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let way = stands.in_the_way;
    let in_the_way = words::in_the_way(lang, visit.young, way);
    let goes = stands.record_goes.map(|day| words::record_goes(lang, visit.young, &show::date(day, lang)));
    let kept = profile.switches.accesses_kept.value;
    let accesses = match visit.young {
        Some(_) => privacy::accesses_of_a_minor(kept),
        None => privacy::accesses_kept(kept),
    };
    let accesses = accesses.to(lang).to_owned();
    let deletions: Vec<String> =
        profile.held_elsewhere.iter().filter_map(|held| Some(held.deletion.as_ref()?.to(lang).to_owned())).collect();
    let waits = stands.waits_since.map(|at| words::since(lang, &show::moment(at, profile.time_zone, lang)));
    let is_clear = way.is_clear();
    let head = Head::new(words::TITLE.to(lang)).problems(!problems.is_empty()).islands();
    render(visit, head, || {
        let ways: Vec<_> = in_the_way.iter().map(|one| view! { <li>{one.clone()}</li> }).collect();
        view! {
            {buttons::back("/security", security::TITLE, lang)}
            {stayed.then(|| view! { <div class="notice success" role="status"><p>{words::STAYED.to(visit.young, lang)}</p></div> })}
            {summary(problems, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(visit.young, lang)} " " <a href="/security/lost">{words::LOST_INSTEAD.to(lang)}</a></p>
            {waits.clone().map(|waits| view! {
                <div class="notice wait">
                    <h2>{words::WAITS.to(visit.young, lang)}</h2>
                    <p>{waits}</p>
                    <form method="post" action="/security/close/take-back">
                        {buttons::submit(words::STAY_DO, lang)}
                    </form>
                </div>
            })}
            <section class="sheet" aria-labelledby="way">
                <h2 id="way">{words::IN_THE_WAY.to(lang)}</h2>
                {if is_clear {
                    view! { <p>{words::CLEAR.to(visit.young, lang)}</p> }
                } else {
                    view! { <ul>{ways}</ul> <p>{words::NOT_YET.to(visit.young, lang)}</p> }
                }}
            </section>
            <section class="sheet" aria-labelledby="effects">
                <h2 id="effects">{words::EFFECTS.to(lang)}</h2>
                <ul>
                    <li>{words::EFFECT_CLOSED.to(visit.young, lang)}</li>
                    <li>
                        {words::EFFECT_COPY.to(visit.young, lang)} " "
                        <a href="/record/download">{words::TAKE_COPY.to(lang)}</a>
                    </li>
                    {goes.map(|goes| view! { <li>{goes}</li> })}
                    <li>{accesses}</li>
                    {deletions.into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}
                    <li>{words::EFFECT_SYSTEM.to(visit.young, lang)}</li>
                </ul>
            </section>
            {(waits.is_none() || is_clear).then(|| view! {
                <form method="post" action="/security/close" class="sheet" novalidate>
                    {Field {
                        name: "secret",
                        label: words::SECRET.of(visit.young),
                        hint: Some(words::SECRET_HINT.of(visit.young)),
                        autocomplete: "current-password",
                        inputmode: "text",
                        size: 0,
                    }.secret(problems, lang)}
                    <p class="buttons">
                        <button class="button warning">
                            {if is_clear { words::CLOSE_DO } else { words::ASK_DO }.to(lang)}
                        </button>
                        <a href="/security">{words::NOT.to(lang)}</a>
                    </p>
                </form>
            })}
        }
    })
}
