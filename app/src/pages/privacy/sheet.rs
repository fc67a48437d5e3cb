//! The rules on one sheet of paper, to hang up where people ask, with the address of all of them.

use crate::{
    prelude::*,
    request::visit::Visit,
    ui::{
        qr::qr,
        render::{Head, render},
    },
    words::home as words,
};
use axum::response::Response;
use domain::{
    profile::privacy::{Statement, by_topic},
    rules::Topic,
    words::Lang,
};

/// How many answers a question has on the sheet, so that it is one sheet.
const ANSWERS: usize = 2;

/// `GET /privacy/sheet`
// Test (end2end/journeys/privacy-sheet.spec.ts): "the rules of each library are one sheet of paper, in both languages".
pub async fn get(visit: Visit) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let address = format!("{}/privacy", visit.address());
    render(&visit, Head::new(words::SHEET_TITLE.to(lang)), || {
        view! {
            <p class="hint screen-only">{words::SHEET_PRINT.to(lang)}</p>
            <article class="sheet one-page">
                <h1>{words::SHEET_TITLE.to(lang)}</h1>
                <div class="columns">
                    {by_topic(profile).iter().map(|(topic, told)| question(*topic, told, lang)).collect_view()}
                </div>
                <div class="whole">
                    {qr(&address, words::SHEET_QR.to(lang))}
                    <p>
                        {words::SHEET_WHOLE.to(lang)} <br/>
                        <strong>{address}</strong> <br/>
                        {super::policy_line(&profile.policy, lang)}
                    </p>
                </div>
            </article>
        }
    })
}

/// The question with its first answers. How long each class is kept is a table of its own, which the address leads to.
fn question(topic: Topic, told: &[Statement], lang: Lang) -> Option<impl IntoView + use<>> {
    let answers: Vec<_> = told
        .iter()
        .filter(|statement| statement.class.is_none() && statement.receives.is_empty())
        .take(ANSWERS)
        .map(|statement| view! { <p>{statement.words.to(lang).to_owned()}</p> })
        .collect();
    (!answers.is_empty()).then(|| view! { <section><h2>{topic.label().to(lang)}</h2>{answers}</section> })
}
