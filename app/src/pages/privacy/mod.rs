//! The library's rules in plain words, with dates and citations, made from its profile and the inventory.

mod coming;
mod kept;
pub mod sheet;

use super::process;
use crate::{
    pages::consent::subscriber::what_is_held,
    prelude::*,
    request::{Web, failure::Failure, visit::Visit},
    ui::{
        fold::{Level, fold},
        render::{Head, render},
        rules::{anchor, places, rest},
    },
    words::{home as words, process as process_words, record, statistics, subscriber},
};
use axum::{extract::State, response::Response};
use domain::{
    inventory::{info, show},
    profile::{
        FieldRef, Policy, Profile,
        privacy::{Statement, by_topic},
    },
    rules::{RuleId, Topic},
    words::Lang,
};
use portal::{library, statistics::process_counts};
use std::collections::BTreeSet;

/// How many answers of a question are shown at first sight; the others are one click below.
const SHOWN: usize = 2;

/// `GET /privacy`
pub async fn get(visit: Visit, State(web): State<Web>) -> Result<Response, Failure> {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let counted = if profile.publish_process_counts { process_counts(&web.portal, profile).await? } else { Vec::new() };
    // What holds today is told also where what comes cannot be read.
    let next = library::coming(&web.portal, profile).await.unwrap_or_else(|error| {
        tracing::error!(error = %portal::Error::chain(&error), "what a profile changes could not be read");
        Vec::new()
    });
    Ok(render(&visit, Head::new(words::PRIVACY_TITLE.to(lang)), || {
        let mut said = BTreeSet::new();
        let answers: Vec<_> =
            by_topic(profile).iter().map(|(topic, told)| section(*topic, told, &mut said, lang)).collect();
        view! {
            <h1>{words::PRIVACY_TITLE.to(lang)}</h1>
            <p class="lede">{words::PRIVACY_LEDE.to(lang)}</p>
            <p class="cite">{policy_line(&profile.policy, lang)}</p>
            {coming::sections(&next, lang)}
            {contents(profile, lang)}
            <div class="statements">
                {answers}
                {kept::section(profile, lang)}
                {process::counts::table(&counted, "requests", lang).map(|table| view! {
                    <section>
                        <h2 id="requests">{process_words::COUNTS_PUBLIC.to(lang)}</h2>
                        <p>{process_words::COUNTS_PUBLIC_LEDE.to(lang)}</p>
                        {table}
                    </section>
                })}
                {profile.statistics.publish.then(|| view! {
                    <section class="screen-only">
                        <h2 id="numbers">{statistics::ON_PRIVACY.to(lang)}</h2>
                        <p><a href="/statistics">{statistics::TITLE.to(lang)}</a></p>
                    </section>
                })}
                {(!profile.newsletters.is_empty()).then(|| without_card(profile, lang))}
                {rest(profile, &said, lang).map(|rules| view! {
                    <section>{fold("other-rules", Level::Two, words::OTHER_RULES.to(lang).to_owned(), false, rules)}</section>
                })}
            </div>
            <p class="screen-only"><a href="/privacy/sheet">{words::SHEET_LINK.to(lang)}</a></p>
        }
    }))
}

fn policy_line(policy: &Policy, lang: Lang) -> String {
    match policy_dates(policy, lang) {
        dates if dates.is_empty() => words::policy_undated(lang, policy.title.to(lang)),
        dates => words::policy_dates(policy.title.to(lang), &dates),
    }
}

/// `adopted March 14, 1990; revised February 13, 2002`.
fn policy_dates(policy: &Policy, lang: Lang) -> String {
    let one = |label: domain::words::Text, day| format!("{} {}", label.to(lang), show::date(day, lang));
    let adopted = policy.adopted.map(|day| one(words::ADOPTED, day));
    let revised = policy.revised.iter().map(|&day| one(words::REVISED, day));
    let affirmed = policy.affirmed.map(|day| one(words::AFFIRMED, day));
    adopted.into_iter().chain(revised).chain(affirmed).collect::<Vec<_>>().join("; ")
}

/// The questions, each a way to its answer.
fn contents(profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let questions: Vec<_> = by_topic(profile)
        .iter()
        .map(|(topic, _)| {
            view! { <li><a href=format!("#{}", topic.code())>{topic.label().to(lang)}</a></li> }
        })
        .collect();
    view! {
        <nav aria-label=words::CONTENTS.to(lang)>
            <ul class="ways">
                {questions}
                <li><a href="#how-long">{words::RETENTION_TITLE.to(lang)}</a></li>
            </ul>
        </nav>
    }
}

/// A question with its answers; the first few are shown at once ([`SHOWN`]). `said`: the rules that an answer has quoted so far,
/// each of which has its anchor there.
fn section(topic: Topic, told: &[Statement], said: &mut BTreeSet<String>, lang: Lang) -> impl IntoView + use<> {
    // How long each class is kept stands in the table below.
    let in_table = |statement: &&Statement| topic == Topic::Kept && statement.class.is_some();
    let mut all: Vec<&Statement> = told.iter().filter(|one| !in_table(one)).collect();
    // In the order of the rules, which begins with what holds for everything; what is about one part of the record comes last.
    all.sort_by_key(|one| one.class.is_some());
    let mut statements: Vec<_> = (0..)
        .zip(all)
        .map(|(at, one): (usize, _)| statement_view(one, format!("{}-{at}", topic.code()), said, lang))
        .collect();
    let more = statements.split_off(SHOWN.min(statements.len()));
    let title = record::how_many(words::MORE.to(lang), more.len() as u64);
    let more = (!more.is_empty()).then(|| {
        let body = view! { <ul class="answers">{more}</ul> };
        fold(&format!("more-{}", topic.code()), Level::Three, title, false, body)
    });
    view! {
        <section aria-labelledby=topic.code()>
            <h2 id=topic.code()>{topic.label().to(lang)}</h2>
            <ul class="answers">{statements}</ul>
            {more}
        </section>
    }
}

/// The answer; how the policy was read and where it says so are one click below. A rule that is said in these words stands here,
/// for other pages to lead to. `id`: the answer's own.
fn statement_view(statement: &Statement, id: String, said: &mut BTreeSet<String>, lang: Lang) -> AnyView {
    let is_said = |id: &&RuleId| id.words(lang) == statement.words.to(lang);
    let anchors: Vec<_> = statement
        .rules
        .iter()
        .filter(is_said)
        .filter(|id| said.insert(id.as_str().to_owned()))
        .map(|id| view! { <span id=anchor(id)></span> })
        .collect();
    let class = statement.class.map(|class| class.label().to(lang));
    let receives: Vec<&str> = statement.receives.iter().map(|field| label(field, lang)).collect();
    let receives = (!receives.is_empty()).then(|| format!("{} {}.", words::RECEIVES.to(lang), receives.join(", ")));
    let note = statement.note.as_ref().map(|note| format!("{} {}", words::READING.to(lang), note.to(lang)));
    let answer = statement.words.to(lang).to_owned();
    let describes = id.clone();
    view! {
        <li>
            {anchors}
            {class.map(|class| view! { <h3>{class}</h3> })}
            <p id=id>{answer}</p>
            {receives.map(|receives| view! { <p>{receives}</p> })}
            <details class="about">
                <summary aria-describedby=describes>{words::COMES_FROM.to(lang)}</summary>
                {note.map(|note| view! { <p>{note}</p> })}
                <p class="cite">{places(&statement.rules, lang)}</p>
            </details>
        </li>
    }
}

/// What a class or a field of it is called; the class's name where the inventory has no such field.
fn label(field: &FieldRef, lang: Lang) -> &'static str {
    let class = info(field.class);
    let fields = class.relations.iter().flat_map(|relation| relation.fields);
    let named = field.column.as_deref().and_then(|column| fields.into_iter().find(|one| one.column == column));
    named.map_or(class.label, |field| field.label).to(lang)
}

/// What is held about people without a card, who get newsletters.
fn without_card(profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let body = view! {
        <p>{subscriber::PRIVACY_WHAT.to(lang)}</p>
        {what_is_held(profile, lang)}
        <p><a href="/newsletters">{subscriber::TITLE.to(lang)}</a></p>
    };
    let title = subscriber::PRIVACY.to(lang).to_owned();
    view! { <section aria-labelledby="without-card">{fold("without-card", Level::Two, title, false, body)}</section> }
}
