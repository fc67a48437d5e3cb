//! Each kind of e-mail with its own yes or no.

use super::{history::history, switch};
use crate::{
    islands::ConsentSwitches,
    pages::record::held::ClassHeld,
    prelude::*,
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems},
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        field::Field,
        fold::{Level, fold},
        pager::encoded,
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
    consent::{Purpose, effect_of_no},
    inventory::{Class, show},
    permission::Offer,
    profile::SentBy,
};
use portal::{
    authority::Patron,
    consent::{AllStopped, Answer, Choice, Choices, Said, answers, choices, say, stop_all},
    library::{Coming, coming},
};
use serde::Deserialize;

/// How many answers the page shows.
const ANSWERS: i64 = 10;

/// What the address may carry: what became of the last answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConsentsQuery {
    done: Option<String>,
    /// Which kind of e-mail was just switched.
    saved: Option<String>,
    page: Option<String>,
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
    let shown = ConsentsPage::read(&web, &patron).await?;
    let held = ClassHeld::read(&visit, &patron, Class::Preferences, asked.page.as_deref()).await?;
    Ok(page(&visit, &shown, &held, &asked, &Problems::none()))
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
                let shown = ConsentsPage::read(&web, &patron).await?;
                let held = ClassHeld::read(&visit, &patron, Class::Preferences, None).await?;
                let wrong = Problems::one("secret", words::SECRET_WRONG.of(visit.young));
                return Ok(page(&visit, &shown, &held, &ConsentsQuery::default(), &wrong));
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
    // Back to the switch that was pressed, which says that it is saved and offers to undo it.
    let place = match purpose {
        Purpose::AllMail => String::new(),
        one => format!("&saved={0}#{0}", encoded(one.code())),
    };
    Ok(Redirect::to(&format!("/consents?done={done}{place}")).into_response())
}

/// What the page shows.
pub(super) struct ConsentsPage<'a> {
    pub(super) choices: Choices<'a>,
    pub(super) answers: Vec<Answer>,
    /// Versions of the profile that wait for their day.
    pub(super) coming: Vec<Coming>,
}

impl<'a> ConsentsPage<'a> {
    pub(super) async fn read(web: &Web, patron: &'a Patron) -> portal::Result<Self> {
        Ok(Self {
            choices: choices(&web.portal, patron).await?,
            answers: answers(&web.portal, patron, ANSWERS).await?,
            coming: coming(&web.portal, patron.profile()).await?,
        })
    }
}

fn page(
    visit: &Visit,
    shown: &ConsentsPage<'_>,
    held: &ClassHeld,
    asked: &ConsentsQuery,
    problems: &Problems,
) -> Response {
    let ConsentsPage { choices, answers, coming } = shown;
    let lang = visit.lang;
    // What was switched says so in its row.
    let switched = asked.saved.as_deref().filter(|_| asked.done.as_deref() == Some("kept"));
    let done = match asked.done.as_deref() {
        Some("kept") if switched.is_none() => Some(("notice success", words::KEPT.of(visit.young))),
        Some("stopped") => Some(("notice warning", words::FIRST_START.of(visit.young))),
        Some("no-address") => Some(("notice warning", words::FIRST_ADDRESS.of(visit.young))),
        _ => None,
    };
    let of = |newsletters: bool| -> Vec<&Choice<'_>> {
        let each = choices.each.iter();
        each.filter(|one| matches!(one.purpose, Purpose::Newsletter(_)) == newsletters).collect()
    };
    let stopped = choices.stopped_at.is_some();
    let table = |id: &'static str, each: Vec<&Choice<'_>>| {
        let rows: Vec<_> = each
            .into_iter()
            .map(|one| switch::row(visit, one, coming, stopped, switched == Some(one.purpose.code())))
            .collect();
        switch::switches(visit, id, rows)
    };
    let (notices, newsletters) = (of(false), of(true));
    let other_words = choices.each.iter().any(|one| switch::has_other_words(one, stopped));
    let top = Head::new(words::TITLE.to(visit.young, lang))
        .of(held.of())
        .problems(!problems.is_empty())
        .islands()
        .tools(true);
    render(visit, top, || {
        view! {
            {summary(problems, lang)}
            {done.map(|(class, text)| view! { <div class=class role="status"><p>{text.to(lang)}</p></div> })}
            <h1>{words::TITLE.to(visit.young, lang)}</h1>
            <p class="lede">{words::LEDE.to(visit.young, lang)}</p>
            {address(visit, choices)}
            {stop(visit, choices, problems)}
            {other_words.then(|| view! { <p>{words::OTHER_WORDS.to(visit.young, lang)}</p> })}
            <section aria-labelledby="notices">
                <h2 id="notices">{words::NOTICES.to(visit.young, lang)}</h2>
                {how_notices_come(visit)}
                {table("notices", notices)}
            </section>
            <section aria-labelledby="newsletters">
                <h2 id="newsletters">{words::NEWSLETTERS.to(lang)}</h2>
                {if newsletters.is_empty() {
                    view! { <p class="missing">{words::NO_NEWSLETTERS.to(lang)}</p> }
                } else {
                    table("newsletters", newsletters)
                }}
            </section>
            <p><a href="/choices">{crate::words::choices::TITLE.to(lang)}</a></p>
            {permissions(visit, held)}
            {history(visit, answers)}
            {held.section(visit)}
            <ConsentSwitches/>
        }
    })
}

/// The way to the written permissions, where the library takes them or one is held: what is held of them stands there.
fn permissions(visit: &Visit, held: &ClassHeld) -> Option<impl IntoView + use<>> {
    let lang = visit.lang;
    let offered = Offer::of(&visit.site.profile).is_some();
    (offered || held.has_permissions())
        .then(|| view! { <p><a href="/permissions">{crate::words::permission::TITLE.to(lang)}</a></p> })
}

/// Who sends the notices, and so when a choice counts; and whether they name titles.
fn how_notices_come(visit: &Visit) -> impl IntoView + use<> {
    let lang = visit.lang;
    let mail = visit.site.profile.circulation_mail;
    let (what, href, label) = match mail.sent_by {
        SentBy::Portal => (words::NOTICES_BY_PORTAL, "/choices", words::NOTICES_HOW),
        SentBy::System => (words::NOTICES_BY_SYSTEM.of(visit.young), "/record/pending", words::NOTICES_WAITING),
    };
    view! { <p>{what.to(lang)} " " {words::titles(mail).to(visit.young, lang)} " " <a href=href>{label.to(lang)}</a></p> }
}

fn address(visit: &Visit, choices: &Choices<'_>) -> impl IntoView + use<> {
    let lang = visit.lang;
    match choices.email.clone() {
        Some(email) => view! {
            <p>
                {words::ADDRESS.to(lang)} " " <b>{email}</b> ". "
                <a href="/contact/email">{words::CHANGE_ADDRESS.to(lang)}</a>
            </p>
        },
        None => view! {
            <div class="notice">
                <p>{words::NO_ADDRESS.to(visit.young, lang)} " " <a href="/contact/email">{words::ADD_ADDRESS.to(lang)}</a></p>
            </div>
        },
    }
}

/// The one control above the rest: folded, until it is used.
fn stop(visit: &Visit, choices: &Choices<'_>, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let stopped = choices.stopped_at;
    let (answer, act) = if stopped.is_some() { ("yes", words::START_DO) } else { ("no", words::STOP_DO) };
    let body = view! {
        <div class="sheet">
            {stopped.map(|at| view! {
                <p><b>{words::STOPPED.to(visit.young, lang)}</b> " (" {show::moment(at, zone, lang)} ")"</p>
            })}
            <p>{effect_of_no(&Purpose::AllMail, lang)}</p>
            <form method="post" action="/consents" novalidate>
                <input type="hidden" name="purpose" value=domain::consent::ALL_MAIL/>
                {stopped.is_none().then(|| Field {
                    name: "secret",
                    label: words::SECRET.of(visit.young),
                    hint: Some(words::SECRET_WHY.of(visit.young)),
                    autocomplete: "current-password",
                    inputmode: "text",
                    size: 0,
                }.secret(problems, lang))}
                <p class="buttons">
                    <button class="button secondary" name="answer" value=answer>{act.to(lang)}</button>
                </p>
            </form>
        </div>
    };
    let open = stopped.is_some() || !problems.is_empty();
    fold("stop", Level::Two, words::STOP.to(lang).to_owned(), open, body)
}
