//! Practice: the same words, questions and answers as when police or papers come, on a page that writes nothing.

use crate::{
    prelude::*,
    request::{
        at_desk::AtDesk,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::{
        answers::{Answer, one_of, tick},
        buttons,
        render::{Head, render},
        summary::summary,
    },
    words::{desk, process as words},
};
use axum::response::Response;
use domain::{
    process::{Advice, Instrument, Outcome, Paper},
    words::{Lang, Text},
};
use serde::Deserialize;

/// A case that is made up.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PracticeForm {
    instrument: String,
    court_order: String,
    all_asked: Option<String>,
    advice: String,
    good_cause: Option<String>,
    /// Ticked: something is wrong with the paper on its face.
    defective: Option<String>,
    outcome: String,
}

/// `GET /desk/practice`
pub async fn get(visit: Visit, AtDesk(_): AtDesk) -> Response {
    page(&visit, &PracticeForm::default(), None, &Problems::none())
}

/// `POST /desk/practice`: what would hold. Nothing is written, whatever is sent.
// Test (server/tests/routes/process.rs): "practice writes nothing and answers as on the day".
pub async fn post(visit: Visit, AtDesk(_): AtDesk, Posted(entered): Posted<PracticeForm>) -> Response {
    let Some(instrument) = Instrument::from_code(&entered.instrument) else {
        return page(&visit, &entered, None, &Problems::one("instrument", words::INSTRUMENT_MISSING));
    };
    if entered.court_order == "yes" && !instrument.can_be_of_a_court() {
        return page(&visit, &entered, None, &Problems::one("court_order", words::COURT_ORDER_NONE));
    }
    let today = visit.web.portal.today(&visit.site.profile);
    let paper = Paper {
        instrument,
        served_on: Some(today),
        comply_by: None,
        court_order: match entered.court_order.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        is_defective: entered.defective.is_some(),
        counsel_asked: entered.all_asked.is_some(),
        advice: Advice::from_code(&entered.advice),
        good_cause: entered.good_cause.is_some(),
    };
    page(&visit, &entered, Some(&paper), &Problems::none())
}

fn page(visit: &Visit, entered: &PracticeForm, paper: Option<&Paper>, problems: &Problems) -> Response {
    let lang = visit.lang;
    let (profile, today) = (&visit.site.profile, visit.web.portal.today(&visit.site.profile));
    render(visit, Head::new(words::PRACTICE.to(lang)).problems(!problems.is_empty()), || {
        let answered = paper.map(|paper| {
            let deadlines: Vec<_> = paper
                .deadlines()
                .into_iter()
                .map(|one| view! { <li><b>{domain::inventory::show::date(one.on, lang)}</b> ": " {one.what.to(lang)}</li> })
                .collect();
            let closes = Outcome::from_code(&entered.outcome).map(|outcome| {
                let said = match paper.may_close(outcome, !outcome.gave_nothing(), profile, today) {
                    Ok(()) => words::PRACTICE_CLOSES.to(lang),
                    Err(missing) => missing.to(lang),
                };
                view! { <p><b>{outcome.label().to(lang)} ": "</b> {said}</p> }
            });
            view! {
                {super::entry::answer(&paper.decision(profile, today), lang)}
                {closes}
                {(!deadlines.is_empty()).then(|| view! { <h2>{words::DEADLINES.to(lang)}</h2> <ul>{deadlines}</ul> })}
            }
        });
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <p class="notice warning" role="note"><b>{words::PRACTICE_MARK.to(lang)}</b></p>
            {summary(problems, lang)}
            <h1>{words::PRACTICE.to(lang)}</h1>
            <p class="lede">{words::PRACTICE_LEDE.to(lang)}</p>
            <div class="answer is-no">
                <h2>{words::PRACTICE_FIRST.to(lang)}</h2>
                <p class="to-say">{words::SAY.to(lang)}</p>
                <p><strong>{words::DO_NOTHING.to(lang)}</strong></p>
                <p>{words::CALL.to(lang)}</p>
            </div>
            {answered}
            {form(entered, profile.counsel.named().to(lang), problems, lang)}
        }
    })
}

fn form(entered: &PracticeForm, counsel: &str, problems: &Problems, lang: Lang) -> AnyView {
    let answers = |all: Vec<(&'static str, Text)>, chosen: &str| {
        let answer = |(code, label)| Answer { code, label, hint: None, chosen: code == chosen };
        all.into_iter().map(answer).collect::<Vec<_>>()
    };
    let instruments = Instrument::ALL.iter().map(|one| (one.code(), one.label())).collect();
    let orders = vec![("yes", words::YES), ("no", words::NO), ("unsure", words::UNSURE)];
    let none = std::iter::once(("none", words::ADVICE_NONE));
    let advice = none.chain(Advice::ALL.iter().map(|one| (one.code(), one.label()))).collect();
    let outcomes = Outcome::ALL.iter().map(|one| (one.code(), one.label())).collect();
    view! {
        <form method="post" action="/desk/practice" class="sheet" novalidate>
            <h2>{words::PRACTICE_CASE.to(lang)}</h2>
            {one_of("instrument", words::INSTRUMENT, answers(instruments, &entered.instrument), problems, lang)}
            {one_of("court_order", words::COURT_ORDER, answers(orders, &entered.court_order), problems, lang)}
            <p class="hint">{words::COURT_ORDER_HINT.to(lang)}</p>
            <div class="choice">
                <input type="checkbox" id="all_asked" name="all_asked" value="on" checked=entered.all_asked.is_some()/>
                <label for="all_asked">{words::COUNSEL_WHOM.to(lang)} " " {counsel.to_owned()} ": " {words::COUNSEL_ALL.to(lang)}</label>
            </div>
            {tick("defective", words::PRACTICE_DEFECTIVE, None, entered.defective.is_some(), problems, lang)}
            {one_of("advice", words::ADVICE, answers(advice, &entered.advice), problems, lang)}
            {tick("good_cause", words::GOOD_CAUSE, None, entered.good_cause.is_some(), problems, lang)}
            {one_of("outcome", words::OUTCOME, answers(outcomes, &entered.outcome), problems, lang)}
            {buttons::submit(words::PRACTICE_DO, lang)}
        </form>
    }
}
