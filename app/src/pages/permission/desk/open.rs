//! One permission at the desk: what was signed, and the first of two steps to confirm, refuse or withdraw it.

use super::{DeskFields, back, found};
use crate::{
    pages::permission::parts,
    prelude::*,
    request::{at_desk::AtDesk, failure::Failure, forms::Problems, in_path::InPath, visit::Visit},
    ui::{
        answers::{Answer, long, one_of},
        buttons,
        fact::fact,
        photo_id,
        render::{Head, render},
        summary::summary,
        value::apart,
    },
    words::{desk_permission as words, permission as shared},
};
use axum::{extract::Query, response::Response};
use domain::{
    inventory::show,
    permission::{Part, State, Step},
    words::Lang,
};
use portal::permission::AtDesk as Found;
use serde::Deserialize;

/// What the address may carry: that something was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OpenQuery {
    done: Option<String>,
}

/// `GET /desk/permissions/{reference}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    InPath(reference): InPath<String>,
    Query(asked): Query<OpenQuery>,
) -> Result<Response, Failure> {
    Ok(match found(&visit, &staff, &reference).await? {
        Ok(found) => page(&visit, &found, &DeskFields::new(), &Problems::none(), asked.done.is_some()),
        Err(refused) => refused,
    })
}

/// The page, with what was typed and what is wrong with it.
pub(super) fn page(visit: &Visit, found: &Found, entered: &DeskFields, problems: &Problems, done: bool) -> Response {
    let lang = visit.lang;
    let held = &found.held;
    let reference = held.reference.to_string();
    let title = words::titled(lang, &reference);
    let text = held.signed.clone();
    let open = held.state.after(Step::Withdraw).is_some();
    render(visit, Head::new(title.clone()).problems(!problems.is_empty()), || {
        view! {
            {back(lang)}
            {summary(problems, lang)}
            {done.then(|| view! { <p class="notice success" role="status">{words::DONE.to(lang)}</p> })}
            <h1>{title}</h1>
            <p><span class="state" class:is-on=held.state == State::InForce>{held.state.label().to(lang)}</span></p>
            <dl class="card-record">
                {fact(words::NAME, apart(found.name.clone().unwrap_or_else(|| "–".to_owned())), lang)}
                {text.as_ref().map(|text| fact(words::SIGNED_AS, apart(text.name.clone()), lang))}
                {text.as_ref().map(|text| {
                    fact(words::SIGNED, show::moment(text.at, visit.site.profile.time_zone, lang), lang)
                })}
                {Part::ALL.map(|part| {
                    parts::in_words(&held.parts, part, lang).map(|said| fact(shared::question(part).of(None), said, lang))
                }).into_iter().collect_view()}
            </dl>
            {(held.state == State::InForce).then(|| view! {
                <p class="buttons">
                    <a class="button" href=format!("/desk/permissions/{reference}/disclose")>{words::TELL.to(lang)}</a>
                </p>
            })}
            {open.then(|| settle(held.state, &reference, entered, problems, lang))}
            {text.map(|text| view! {
                <section aria-labelledby="text">
                    <h2 id="text">{words::THE_TEXT.to(lang)}</h2>
                    <pre class="deed" lang=text.lang.tag()>{text.text}</pre>
                </section>
            })}
            <p class="cite">{words::LOGGED.to(lang)}</p>
        }
    })
}

/// The first step: what to do, and what was seen.
fn settle(
    state: State,
    reference: &str,
    entered: &DeskFields,
    problems: &Problems,
    lang: Lang,
) -> impl IntoView + use<> {
    let typed = |name: &str| entered.get(name).map_or("", String::as_str).to_owned();
    let actions = [
        ("confirm", words::CONFIRM, words::CONFIRM_HINT, Step::Confirm),
        ("refuse", words::REFUSE, words::REFUSE_HINT, Step::Refuse),
        ("withdraw", words::WITHDRAW, words::WITHDRAW_HINT, Step::Withdraw),
    ];
    let actions = actions
        .into_iter()
        .filter(|(.., step)| state.after(*step).is_some())
        .map(|(code, label, hint, _)| Answer { code, label, hint: Some(hint), chosen: typed("action") == code });
    let can_refuse = state.after(Step::Refuse).is_some();
    view! {
        <section aria-labelledby="decide">
            <h2 id="decide">{if can_refuse { words::DECIDE } else { words::WITHDRAW }.to(lang)}</h2>
            <p>{words::DECIDE_HOW.to(lang)}</p>
            <form method="post" action=format!("/desk/permissions/{reference}/check") class="sheet" novalidate>
                {one_of("action", words::ACTION, actions.collect(), problems, lang)}
                {photo_id::question(&typed("seen"), false, problems, lang)}
                {can_refuse.then(|| {
                    long("reason", words::REASON, Some(words::REASON_HINT), &typed("reason"), problems, lang)
                })}
                {buttons::submit(words::GO_ON, lang)}
            </form>
        </section>
    }
}
