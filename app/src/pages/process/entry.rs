//! One request: what was written down, what the decision says of it today, and the steps that the Director records. None can
//! be skipped.

use super::{day_or_none, list::director, optional};
use crate::{
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::{
        answers::{Answer, day, one_of},
        buttons,
        fact::fact,
        field::Field,
        render::{Head, render},
        rules::cited,
        summary::summary,
    },
    words::process as words,
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    decision::Decision,
    inventory::show,
    process::{Advice, Instrument, Outcome},
    words::{Lang, Text},
};
use leptos::prelude::*;
use portal::process::{Closed, Entry, Recorded, close, counsel, entry, record};
use serde::Deserialize;
use uuid::Uuid;

/// The fields of the three steps; `step` says which is sent.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct StepForm {
    step: String,
    instrument: String,
    served_how: String,
    served_on: String,
    court: String,
    docket: String,
    signed_by: String,
    comply_by: String,
    court_order: String,
    all_asked: Option<String>,
    advice: String,
    good_cause: Option<String>,
    outcome: String,
}

impl StepForm {
    /// As it is recorded already.
    fn of(entry: &Entry) -> Self {
        let text = |line: &Option<String>| line.clone().unwrap_or_default();
        let Some(paper) = entry.paper else { return Self::default() };
        let date = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            instrument: paper.instrument.code().to_owned(),
            served_how: text(&entry.served_how),
            served_on: date(paper.served_on),
            court: text(&entry.court),
            docket: text(&entry.docket),
            signed_by: text(&entry.signed_by),
            comply_by: date(paper.comply_by),
            court_order: paper.court_order.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned(),
            all_asked: paper.counsel_asked.then(|| "on".to_owned()),
            advice: paper.advice.map_or("", Advice::code).to_owned(),
            good_cause: paper.good_cause.then(|| "on".to_owned()),
            ..Self::default()
        }
    }
}

/// What the address may carry: that something was recorded.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EntryQuery {
    done: Option<String>,
}

/// `GET /desk/process/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Path(id): Path<String>,
    Query(asked): Query<EntryQuery>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let id: Uuid = id.parse().map_err(|_| Failure::NotFound)?;
    let (found, decision) = entry(&web.portal, &director, id).await?.ok_or(Failure::NotFound)?;
    let entered = StepForm::of(&found);
    Ok(page(&visit, &found, decision.as_ref(), &entered, &Problems::none(), asked.done.is_some()))
}

/// `POST /desk/process/{id}`: one step.
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Path(id): Path<String>,
    Posted(entered): Posted<StepForm>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let id: Uuid = id.parse().map_err(|_| Failure::NotFound)?;
    let (found, decision) = entry(&web.portal, &director, id).await?.ok_or(Failure::NotFound)?;
    let mut problems = Problems::none();
    let done = match entered.step.as_str() {
        "paper" => match read_paper(&entered, &mut problems) {
            Some(recorded) => record(&web.portal, &director, id, recorded).await?,
            None => false,
        },
        "counsel" if entered.all_asked.is_some() => {
            let advice = Advice::from_code(&entered.advice);
            counsel(&web.portal, &director, id, advice, entered.good_cause.is_some()).await?
        }
        "counsel" => {
            problems.add("all_asked", words::COUNSEL_MISSING);
            false
        }
        "close" => match Outcome::from_code(&entered.outcome) {
            None => {
                problems.add("outcome", words::OUTCOME_MISSING);
                false
            }
            Some(outcome) => match close(&web.portal, &director, id, outcome).await? {
                Closed::Done => true,
                Closed::NotYet(missing) => {
                    problems.add("outcome", missing);
                    false
                }
                Closed::NotFound => false,
            },
        },
        _ => return Err(Failure::Malformed),
    };
    if problems.is_empty() {
        // Where nothing was done, somebody closed it meanwhile: the page says so.
        let said = if done { "?done=yes" } else { "" };
        return Ok(Redirect::to(&format!("/desk/process/{id}{said}")).into_response());
    }
    // The other steps stand as they are recorded; the one that is sent as it was typed.
    let kept = StepForm::of(&found);
    let entered = match entered.step.as_str() {
        "paper" => StepForm { all_asked: kept.all_asked, advice: kept.advice, good_cause: kept.good_cause, ..entered },
        "counsel" => StepForm { all_asked: None, advice: entered.advice, good_cause: entered.good_cause, ..kept },
        _ => StepForm { outcome: entered.outcome, ..kept },
    };
    Ok(page(&visit, &found, decision.as_ref(), &entered, &problems, false))
}

fn read_paper(entered: &StepForm, problems: &mut Problems) -> Option<Recorded> {
    let instrument = Instrument::from_code(&entered.instrument);
    if instrument.is_none() {
        problems.add("instrument", words::INSTRUMENT_MISSING);
    }
    let recorded = Recorded {
        instrument: instrument?,
        served_how: optional("served_how", &entered.served_how, problems),
        served_on: day_or_none("served_on", &entered.served_on, problems),
        court: optional("court", &entered.court, problems),
        docket: optional("docket", &entered.docket, problems),
        signed_by: optional("signed_by", &entered.signed_by, problems),
        comply_by: day_or_none("comply_by", &entered.comply_by, problems),
        court_order: match entered.court_order.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    };
    problems.is_empty().then_some(recorded)
}

fn page(
    visit: &Visit,
    entry: &Entry,
    decision: Option<&Decision>,
    entered: &StepForm,
    problems: &Problems,
    done: bool,
) -> Response {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    render(visit, Head::new(words::REGISTER.to(lang)).problems(!problems.is_empty()), || {
        let deadlines: Vec<_> = entry
            .deadlines()
            .into_iter()
            .map(|one| view! { <li><b>{show::date(one.on, lang)}</b> ": " {one.what.to(lang)}</li> })
            .collect();
        view! {
            {buttons::back("/desk/process", words::REGISTER, lang)}
            {done.then(|| view! { <div class="notice success" role="status"><p>{words::SAVED.to(lang)}</p></div> })}
            {summary(problems, lang)}
            <h1><bdi>{entry.who.clone()}</bdi></h1>
            <dl class="card-record">
                {line(words::AGENCY, entry.agency.clone(), lang)}
                {line(words::BADGE, entry.badge.clone(), lang)}
                {line(words::CALL_BACK, entry.call_back.clone(), lang)}
                {line(words::ASKED, Some(entry.asked.clone()), lang)}
                {line(words::SINCE, Some(show::moment(entry.raised_at, zone, lang)), lang)}
                {line(words::BY, Some(entry.raised_by.clone()), lang)}
                {line(words::RECORDED_BY, entry.recorded_by.clone(), lang)}
            </dl>
            {match (entry.closed, decision) {
                (Some((outcome, at)), _) => view! {
                    <div class="notice">
                        <p><b>{words::CLOSED.to(lang)}</b> ", " {show::moment(at, zone, lang)} ": " {outcome.label().to(lang)}</p>
                    </div>
                }.into_any(),
                (None, decision) => view! {
                    {decision.map(|decision| answer(decision, lang))}
                    {(!deadlines.is_empty()).then(|| view! {
                        <section class="sheet"><h2>{words::DEADLINES.to(lang)}</h2><ul>{deadlines}</ul></section>
                    })}
                    <p>{words::HOLD.to(lang)}</p>
                    {paper_form(entry, entered, problems, lang)}
                    {entry.paper.is_some().then(|| counsel_form(visit, entry, entered, problems))}
                    {entry.paper.is_some().then(|| close_form(entry, entered, problems, lang))}
                }.into_any(),
            }}
        }
    })
}

fn line(label: Text, value: Option<String>, lang: Lang) -> Option<AnyView> {
    value.map(|value| fact(label, view! { <bdi>{value}</bdi> }, lang))
}

/// What the decision says as it stands.
fn answer(decision: &Decision, lang: Lang) -> AnyView {
    match decision {
        Decision::Allowed(allowed) => view! {
            <div class="answer is-yes">
                <h2>{words::MAY.to(lang)}</h2>
                <p>{words::MAY_WHAT.to(lang)}</p>
                {cited(&allowed.rules, lang)}
            </div>
        }
        .into_any(),
        Decision::Refused(refused) => view! {
            <div class="answer is-no">
                <h2>{words::MAY_NOT.to(lang)}</h2>
                <p class="to-say">{refused.reason.to(lang)}</p>
                <p><b>{words::NOW.to(lang)} ": "</b>{refused.next.to(lang)}</p>
                {cited(&refused.rules, lang)}
            </div>
        }
        .into_any(),
    }
}

fn paper_form(entry: &Entry, entered: &StepForm, problems: &Problems, lang: Lang) -> AnyView {
    let text = |name: &'static str, label: Text, value: &str| {
        Field { name, label, hint: None, autocomplete: "off", inputmode: "text", size: 40 }.text(value, problems, lang)
    };
    let instruments = Instrument::ALL.iter().map(|one| Answer {
        code: one.code(),
        label: one.label(),
        hint: None,
        chosen: entered.instrument == one.code(),
    });
    let orders = [("yes", words::YES), ("no", words::NO), ("unsure", words::UNSURE)].map(|(code, label)| Answer {
        code,
        label,
        hint: None,
        chosen: entered.court_order == code
            || code == "unsure" && !["yes", "no"].contains(&entered.court_order.as_str()),
    });
    view! {
        <form method="post" action=format!("/desk/process/{}", entry.id) class="sheet" novalidate>
            <h2>{words::PAPER.to(lang)}</h2>
            {entry.paper.is_some().then(|| view! { <p class="hint">{words::PAPER_AGAIN.to(lang)}</p> })}
            {one_of("instrument", words::INSTRUMENT, instruments.collect(), problems, lang)}
            {text("served_how", words::SERVED_HOW, &entered.served_how)}
            {day("served_on", words::SERVED_ON, None, &entered.served_on, problems, lang)}
            {text("court", words::COURT, &entered.court)}
            {text("docket", words::DOCKET, &entered.docket)}
            {text("signed_by", words::SIGNED_BY, &entered.signed_by)}
            {day("comply_by", words::COMPLY_BY, None, &entered.comply_by, problems, lang)}
            {one_of("court_order", words::COURT_ORDER, orders.into(), problems, lang)}
            <p class="hint">{words::COURT_ORDER_HINT.to(lang)}</p>
            <p class="buttons"><button class="button" name="step" value="paper">{words::PAPER_DO.to(lang)}</button></p>
        </form>
    }
    .into_any()
}

fn counsel_form(visit: &Visit, entry: &Entry, entered: &StepForm, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    let none = Answer { code: "none", label: words::ADVICE_NONE, hint: None, chosen: entered.advice.is_empty() };
    let advice = Advice::ALL.iter().map(|one| Answer {
        code: one.code(),
        label: one.label(),
        hint: None,
        chosen: entered.advice == one.code(),
    });
    let wrong = problems.of("all_asked", lang);
    view! {
        <form method="post" action=format!("/desk/process/{}", entry.id) class="sheet" novalidate>
            <h2>{words::COUNSEL.to(lang)}</h2>
            <p>{words::COUNSEL_WHOM.to(lang)} " " {visit.site.profile.counsel.to(lang).to_owned()} "."</p>
            {wrong.map(|wrong| view! { <p class="error" id="all_asked-error">{wrong}</p> })}
            <div class="choice">
                <input type="checkbox" id="all_asked" name="all_asked" value="on" checked=entered.all_asked.is_some()
                    aria-describedby=wrong.map(|_| "all_asked-error")/>
                <label for="all_asked">{words::COUNSEL_ALL.to(lang)}</label>
            </div>
            {one_of("advice", words::ADVICE, std::iter::once(none).chain(advice).collect(), problems, lang)}
            <div class="choice">
                <input type="checkbox" id="good_cause" name="good_cause" value="on" checked=entered.good_cause.is_some()/>
                <label for="good_cause">{words::GOOD_CAUSE.to(lang)}</label>
            </div>
            <p class="buttons"><button class="button" name="step" value="counsel">{words::COUNSEL_DO.to(lang)}</button></p>
        </form>
    }
    .into_any()
}

fn close_form(entry: &Entry, entered: &StepForm, problems: &Problems, lang: Lang) -> AnyView {
    let outcomes = Outcome::ALL.iter().map(|one| Answer {
        code: one.code(),
        label: one.label(),
        hint: None,
        chosen: entered.outcome == one.code(),
    });
    view! {
        <form method="post" action=format!("/desk/process/{}", entry.id) class="sheet" novalidate>
            <h2>{words::CLOSE.to(lang)}</h2>
            {one_of("outcome", words::OUTCOME, outcomes.collect(), problems, lang)}
            <p class="buttons"><button class="button" name="step" value="close">{words::CLOSE_DO.to(lang)}</button></p>
        </form>
    }
    .into_any()
}
