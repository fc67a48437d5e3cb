//! Each kind of e-mail with its own yes or no.

use super::history::history;
use crate::{
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems},
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::consent as words,
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    consent::{Purpose, effect_of_no, statement, what},
    inventory::show,
};
use leptos::prelude::*;
use portal::consent::{AllStopped, Answer, Choice, Choices, Said, Standing, answers, choices, say, stop_all};
use serde::Deserialize;

/// How many answers the page shows.
const ANSWERS: i64 = 10;

/// What the address may carry: what became of the last answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConsentsQuery {
    done: Option<String>,
}

/// One answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConsentForm {
    purpose: String,
    answer: String,
    /// The PIN or password, for no e-mail at all.
    secret: String,
}

/// `GET /consents`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Query(asked): Query<ConsentsQuery>,
) -> Result<Response, Failure> {
    let choices = choices(&web.portal, &patron).await?;
    let answers = answers(&web.portal, &patron, ANSWERS).await?;
    Ok(page(&visit, &choices, &answers, asked.done.as_deref(), &Problems::none()))
}

/// `POST /consents`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Posted(entered): Posted<ConsentForm>,
) -> Result<Response, Failure> {
    let profile = &visit.site.profile;
    let purpose = Purpose::from_code(&entered.purpose, profile).ok_or(Failure::Malformed)?;
    let given = match entered.answer.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Failure::Malformed),
    };
    let (lang, site) = (visit.lang, visit.address());
    let said = if purpose == Purpose::AllMail && !given {
        let secret = entered.secret.into();
        match stop_all(&web.portal, &web.hasher, &patron, secret, lang, &site).await? {
            AllStopped::Said(said) => said,
            AllStopped::Wrong => {
                let choices = choices(&web.portal, &patron).await?;
                let answers = answers(&web.portal, &patron, ANSWERS).await?;
                return Ok(page(&visit, &choices, &answers, None, &Problems::one("secret", words::SECRET_WRONG)));
            }
            AllStopped::SignedOut => return Err(visit.signed_out()),
            AllStopped::Busy { retry_after_seconds } => return Err(Failure::Busy { retry_after_seconds }),
        }
    } else {
        say(&web.portal, &patron, purpose, given, lang, &site).await?
    };
    let done = match said {
        // Said before: by a second click, too. It holds either way.
        Said::Kept { .. } | Said::Already => "kept",
        Said::Stopped => "stopped",
        Said::NoAddress => "no-address",
        Said::SecretFirst => return Err(Failure::Malformed),
    };
    Ok(Redirect::to(&format!("/consents?done={done}")).into_response())
}

fn page(visit: &Visit, choices: &Choices<'_>, answers: &[Answer], done: Option<&str>, problems: &Problems) -> Response {
    let lang = visit.lang;
    let done = match done {
        Some("kept") => Some(("notice success", words::KEPT)),
        Some("stopped") => Some(("notice warning", words::FIRST_START)),
        Some("no-address") => Some(("notice warning", words::FIRST_ADDRESS)),
        _ => None,
    };
    let stopped = choices.stopped_at.is_some();
    let of = |newsletters: bool| -> Vec<AnyView> {
        let each = choices.each.iter();
        let wanted = each.filter(|one| matches!(one.purpose, Purpose::Newsletter(_)) == newsletters);
        wanted.map(|one| question(visit, one, stopped)).collect()
    };
    let (notices, newsletters) = (of(false), of(true));
    let head = Head::new(words::TITLE.to(lang)).problems(!problems.is_empty()).islands();
    render(visit, head, || {
        view! {
            {summary(problems, lang)}
            {done.map(|(class, text)| view! { <div class=class role="status"><p>{text.to(lang)}</p></div> })}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            {address(visit, choices)}
            {stop(visit, choices, problems)}
            <section aria-labelledby="notices">
                <h2 id="notices">{words::NOTICES.to(lang)}</h2>
                {notices}
            </section>
            <section aria-labelledby="newsletters">
                <h2 id="newsletters">{words::NEWSLETTERS.to(lang)}</h2>
                {if newsletters.is_empty() {
                    view! { <p class="missing">{words::NO_NEWSLETTERS.to(lang)}</p> }.into_any()
                } else {
                    newsletters.into_any()
                }}
            </section>
            <p><a href="/choices">{crate::words::choices::TITLE.to(lang)}</a></p>
            {history(visit, answers)}
        }
    })
}

fn address(visit: &Visit, choices: &Choices<'_>) -> impl IntoView + use<> {
    let lang = visit.lang;
    match choices.email.clone() {
        Some(email) => view! {
            <p>
                {words::ADDRESS.to(lang)} " " <b>{email}</b> ". "
                <a href="/contact/email">{words::CHANGE_ADDRESS.to(lang)}</a>
            </p>
        }
        .into_any(),
        None => view! {
            <div class="notice">
                <p>{words::NO_ADDRESS.to(lang)} " " <a href="/contact/email">{words::ADD_ADDRESS.to(lang)}</a></p>
            </div>
        }
        .into_any(),
    }
}

/// The one control above the rest.
fn stop(visit: &Visit, choices: &Choices<'_>, problems: &Problems) -> impl IntoView + use<> {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let stopped = choices.stopped_at;
    let (answer, act) = if stopped.is_some() { ("yes", words::START_DO) } else { ("no", words::STOP_DO) };
    view! {
        <section class="sheet" aria-labelledby="stop">
            <h2 id="stop">{words::STOP.to(lang)}</h2>
            {stopped.map(|at| view! {
                <p><b>{words::STOPPED.to(lang)}</b> " (" {show::moment(at, zone, lang)} ")"</p>
            })}
            <p>{effect_of_no(&Purpose::AllMail, lang)}</p>
            <form method="post" action="/consents" novalidate>
                <input type="hidden" name="purpose" value=domain::consent::ALL_MAIL/>
                {stopped.is_none().then(|| Field {
                    name: "secret",
                    label: words::SECRET,
                    hint: Some(words::SECRET_WHY),
                    autocomplete: "current-password",
                    inputmode: "text",
                    size: 0,
                }.secret(problems, lang))}
                <p class="buttons">
                    <button class="button secondary" name="answer" value=answer>{act.to(lang)}</button>
                </p>
            </form>
        </section>
    }
}

fn question(visit: &Visit, one: &Choice<'_>, stopped: bool) -> AnyView {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let purpose = &one.purpose;
    let (label, code) = (purpose.label(lang), purpose.code().to_owned());
    let state = match (stopped, one.on) {
        (true, _) => words::PAUSED,
        (false, true) => words::ON,
        (false, false) => words::OFF,
    };
    let standing = match one.standing {
        Standing::Default if one.on => words::BY_DEFAULT_ON.to(lang).to_owned(),
        Standing::Default => words::BY_DEFAULT_OFF.to(lang).to_owned(),
        Standing::Said { at, .. } => {
            let said = if one.on { words::SAID_YES } else { words::SAID_NO };
            format!("{} ({})", said.to(lang), show::moment(at, profile.time_zone, lang))
        }
    };
    let receipt = match one.standing {
        Standing::Said { id, .. } => Some(format!("/consents/receipts/{id}")),
        Standing::Default => None,
    };
    let (answer, act) = if one.on { ("no", words::SAY_NO) } else { ("yes", words::SAY_YES) };
    // What a yes means is said before it is given, word for word as it will be kept.
    let words_of_yes = (!one.on).then(|| statement(purpose, true, profile, lang));
    let effect = one.on.then(|| effect_of_no(purpose, lang));
    let is_default_on = one.on && one.standing == Standing::Default;
    let id = format!("about-{code}");
    let named = format!(": {label}");
    view! {
        <section class="sheet" aria-labelledby=id.clone()>
            <h3 id=id.clone()>{label} " " <span class="state" class:is-on=one.on && !stopped>{state.to(lang)}</span></h3>
            <p>{what(purpose, lang)}</p>
            <p class="hint">
                {standing}
                {receipt.map(|href| view! {
                    " " <a href=href>{words::RECEIPT.to(lang)}<span class="visually-hidden">{named.clone()}</span></a>
                })}
            </p>
            {words_of_yes.filter(|_| !stopped).map(|text| view! {
                <blockquote><p>{words::YES_WORDS.to(lang)} " " {text}</p></blockquote>
            })}
            {effect.map(|effect| view! { <p>{effect}</p> })}
            {(!stopped).then(|| view! {
                <form method="post" action="/consents">
                    <input type="hidden" name="purpose" value=code/>
                    <p class="buttons">
                        <button class="button secondary" name="answer" value=answer>
                            {act.to(lang)}<span class="visually-hidden">{named.clone()}</span>
                        </button>
                        {is_default_on.then(|| view! {
                            <button class="button secondary" name="answer" value="yes">
                                {words::SAY_YES.to(lang)}<span class="visually-hidden">{named.clone()}</span>
                            </button>
                        })}
                    </p>
                </form>
            })}
        </section>
    }
    .into_any()
}
