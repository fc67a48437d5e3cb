//! One request: what was written down, what the decision says of it today, and the steps that the Director records. None can
//! be skipped.

use super::{
    needed, people,
    people::line,
    steps::{self, StepForm},
};
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        forms::{Posted, Problems, day_needed, day_or_none},
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        buttons,
        render::{Head, render},
        rules::cited,
        summary::summary,
    },
    words::process as words,
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use domain::{
    decision::Decision,
    inventory::show,
    parse::{CardNumber, FieldError, PersonName},
    process::{Advice, Instrument, Outcome},
    words::Lang,
};
use portal::{
    Listed,
    authority::Director,
    process::{
        self, Closed, Entry, HeldRecord, OfRecord, ReleasedText, SilenceSet, Sought, Taken, break_silence, close,
        counsel, extent, keep, keep_silent, let_go, record, releases,
    },
};
use serde::Deserialize;
use uuid::Uuid;

/// What the address may carry: that something was recorded.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EntryQuery {
    done: Option<String>,
}

/// What stands on the page.
struct Shown {
    entry: Entry,
    decision: Option<Decision>,
    kept: Vec<HeldRecord>,
    given: Listed<ReleasedText>,
    taken: Vec<Taken>,
    /// What there is of what it names, where somebody has just counted it.
    extent: Option<Vec<OfRecord>>,
}

async fn shown(web: &Web, director: &Director, id: Uuid) -> Result<Shown, Failure> {
    let (entry, decision) = process::entry(&web.portal, director, id).await?.ok_or(Failure::NotFound)?;
    let kept = process::people(&web.portal, director, id).await?;
    let given = releases(&web.portal, director, id).await?;
    let taken = process::taken(&web.portal, director, id).await?;
    Ok(Shown { entry, decision, kept, given, taken, extent: None })
}

/// `GET /desk/process/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Query(asked): Query<EntryQuery>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let shown = shown(&web, &director, id).await?;
    let entered = StepForm::of(&shown.entry);
    Ok(page(&visit, &shown, &entered, &Problems::none(), asked.done.is_some()))
}

/// `POST /desk/process/{id}`: one step.
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Posted(entered): Posted<StepForm>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let mut found = shown(&web, &director, id).await?;
    let mut problems = Problems::none();
    if entered.step == "count" {
        // A count is of this moment and is stored nowhere: the page has it once.
        found.extent = extent(&web.portal, &director, id).await?;
        let as_recorded = StepForm::of(&found.entry);
        return Ok(page(&visit, &found, &as_recorded, &problems, false));
    }
    let done = step(&visit, &web, &director, id, &entered, &mut problems).await?;
    if problems.is_empty() {
        // Where nothing was done, somebody closed it meanwhile: the page says so.
        let said = if done { "?done=yes" } else { "" };
        return Ok(Redirect::to(&format!("/desk/process/{id}{said}")).into_response());
    }
    let entered = entered.beside(&found.entry);
    Ok(page(&visit, &found, &entered, &problems, false))
}

/// Takes the step that was sent. Whether something was done; what is missing is a problem.
async fn step(
    visit: &Visit,
    web: &Web,
    director: &Director,
    id: Uuid,
    entered: &StepForm,
    problems: &mut Problems,
) -> Result<bool, Failure> {
    Ok(match entered.step.as_str() {
        "paper" => match entered.paper(problems) {
            Some(recorded) => record(&web.portal, director, id, recorded).await?,
            None => false,
        },
        "counsel" => {
            let whom = steps::whom(entered, &visit.site.profile);
            if whom.is_none() {
                problems.add("whom", words::COUNSEL_WHO_MISSING);
            }
            let advice = Advice::from_code(&entered.advice);
            if advice.is_none() && entered.advice != "none" {
                problems.add("advice", words::ADVICE_MISSING);
            }
            match whom.filter(|_| problems.is_empty()) {
                Some(whom) => counsel(&web.portal, director, id, (whom, advice), entered.good_cause.is_some()).await?,
                None => false,
            }
        }
        "keep" => match sought(visit, (&entered.card, &entered.name, &entered.born), problems) {
            Some(sought) => {
                let found = keep(&web.portal, director, id, &sought).await?;
                match people::problem(found) {
                    Some((field, text)) => problems.add(field, text),
                    None => return Ok(true),
                }
                false
            }
            None => false,
        },
        "let-go" => {
            let hold: Uuid = entered.hold.parse().map_err(|_| Failure::Malformed)?;
            let_go(&web.portal, director, id, hold).await?
        }
        "silence" => {
            let by = needed("silence_by", &entered.silence_by, words::SILENCE_BY_MISSING, problems);
            let until = day_or_none("silence_until", &entered.silence_until, problems);
            if until.is_none() && problems.of("silence_until", Lang::En).is_none() {
                problems.add("silence_until", words::SILENCE_UNTIL_MISSING);
            }
            match (by, until) {
                (Some(by), Some(until)) => match keep_silent(&web.portal, director, id, &by, until).await? {
                    SilenceSet::Done => true,
                    SilenceSet::Past => {
                        problems.add("silence_until", words::SILENCE_PAST);
                        false
                    }
                    SilenceSet::NoEntry => false,
                },
                _ => false,
            }
        }
        "speak" => break_silence(&web.portal, director, id, &visit.address()).await?,
        "close" => match Outcome::from_code(&entered.outcome) {
            None => {
                problems.add("outcome", words::OUTCOME_MISSING);
                false
            }
            Some(outcome) => match close(&web.portal, director, id, (outcome, entered.looked_there.is_some())).await? {
                Closed::Done => true,
                Closed::NotYet(missing) => {
                    problems.add("outcome", missing);
                    false
                }
                Closed::NotFound => false,
            },
        },
        _ => return Err(Failure::Malformed),
    })
}

/// Whose record is meant: by a card number, or by a name and a birth date.
pub(super) fn sought(visit: &Visit, (card, name, born): (&str, &str, &str), problems: &mut Problems) -> Option<Sought> {
    if !card.trim().is_empty() {
        let card = CardNumber::parse(card, &visit.site.profile.card);
        return card.map(Sought::Card).map_err(|error| problems.add("card", error.text())).ok();
    }
    if name.trim().is_empty() {
        problems.add("card", words::SOUGHT_MISSING);
        return None;
    }
    let name = PersonName::parse(name).map_err(|error| problems.add("name", error.text())).ok();
    let born = day_needed("born", born, words::BORN_MISSING, problems);
    Some(Sought::Person(name?, born?))
}

fn page(visit: &Visit, shown: &Shown, entered: &StepForm, problems: &Problems, done: bool) -> Response {
    let Shown { entry, decision, kept, given, taken, extent } = shown;
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    render(visit, Head::new(words::REGISTER.to(lang)).problems(!problems.is_empty()), || {
        let deadlines: Vec<_> = entry
            .deadlines()
            .into_iter()
            .map(|one| view! { <li><b>{show::date(one.on, lang)}</b> ": " {one.what.to(lang)}</li> })
            .collect();
        let may = matches!(decision, Some(Decision::Allowed(_)));
        view! {
            {buttons::back("/desk/process", words::REGISTER, lang)}
            {done.then(|| view! { <div class="notice success" role="status"><p>{words::SAVED.to(lang)}</p></div> })}
            {summary(problems, lang)}
            <h1><bdi>{entry.who.clone()}</bdi></h1>
            {entry.is_silent().then(|| view! { <p class="notice warning">{words::SILENCE_HOLDS.to(lang)}</p> })}
            <dl class="card-record">
                {line(words::AGENCY, entry.agency.clone(), lang)}
                {line(words::BADGE, entry.badge.clone(), lang)}
                {line(words::CALL_BACK, entry.call_back.clone(), lang)}
                {line(words::ASKED, Some(entry.asked.clone()), lang)}
                {line(words::SINCE, Some(show::moment(entry.raised_at, zone, lang)), lang)}
                {line(words::BY, Some(entry.raised_by.clone()), lang)}
                {line(words::RECORDED_BY, entry.recorded_by.clone(), lang)}
                {line(words::DEFECTS_FOUND, defects(entry, lang), lang)}
                {line(words::DEFECTS_CURED, entry.cured.clone().filter(|_| !entry.defects.is_empty()), lang)}
                {entry.closed.is_some().then(|| of_paper(entry, lang))}
            </dl>
            {(entry.closed.is_some() && !entry.consulted.is_empty()).then(|| view! {
                <section class="sheet"><h2>{words::ADVICE_WAS.to(lang)}</h2> {steps::consulted(visit, entry)}</section>
            })}
            {entry.closed.map(|(outcome, at)| view! {
                <div class="notice">
                    <p><b>{words::CLOSED.to(lang)}</b> ", " {show::moment(at, zone, lang)} ": " {outcome.label().to(lang)}</p>
                </div>
            })}
            {decision.as_ref().filter(|_| entry.closed.is_none()).map(|decision| answer(decision, lang))}
            {(!deadlines.is_empty()).then(|| view! {
                <section class="sheet">
                    <h2>{words::DEADLINES.to(lang)}</h2>
                    <ul>{deadlines}</ul>
                    {objects(entry).then(|| view! {
                        <p class="buttons">
                            <a class="button secondary" href=format!("/desk/process/{}/objection", entry.id)>
                                {words::OBJECTION_DOOR.to(lang)}
                            </a>
                        </p>
                    })}
                </section>
            })}
            {people::taken(entry, taken, visit)}
            {entry.closed.is_none().then(|| view! {
                {steps::paper(visit, entry, entered, problems)}
                {entry.paper.is_some().then(|| steps::counsel(visit, entry, entered, problems))}
            })}
            {people::people(visit, entry, (kept, may), entered, problems)}
            {people::extent(visit, entry, kept, extent.as_deref())}
            {people::given(entry, given, visit)}
            {people::silence(visit, entry, entered, problems)}
            {(entry.closed.is_none() && entry.paper.is_some()).then(|| steps::close(entry, entered, problems, lang))}
        }
    })
}

/// What was recorded of the paper, to read: where it is closed no form has it any more.
fn of_paper(entry: &Entry, lang: Lang) -> impl IntoView + use<> {
    let paper = entry.paper.as_ref();
    let day = |day: Option<NaiveDate>| day.map(|day| show::date(day, lang));
    let parts: Vec<&str> = entry.named.classes.iter().map(|class| class.label_for_others().to(lang)).collect();
    let said = |is: bool| (if is { words::YES } else { words::NO }).to(lang).to_owned();
    view! {
        {line(words::INSTRUMENT_WAS, paper.map(|paper| paper.instrument.label().to(lang).to_owned()), lang)}
        {line(words::SERVED_HOW, entry.served_how.clone(), lang)}
        {line(words::SERVED_ON, day(paper.and_then(|paper| paper.served_on)), lang)}
        {line(words::COURT, entry.court.clone(), lang)}
        {line(words::DOCKET, entry.docket.clone(), lang)}
        {line(words::SIGNED_BY, entry.signed_by.clone(), lang)}
        {line(words::COMPLY_BY, day(paper.and_then(|paper| paper.comply_by)), lang)}
        {line(words::LAW, entry.basis.law.map(|law| law.label().to(lang).to_owned()), lang)}
        {line(words::PROCEEDING, entry.basis.proceeding.map(|what| what.label().to(lang).to_owned()), lang)}
        {line(words::COURT_ORDER, paper.and_then(|paper| paper.court_order).map(said), lang)}
        {line(words::GOOD_CAUSE, paper.map(|paper| said(paper.good_cause)), lang)}
        {line(words::NAMED_PARTS, (!parts.is_empty()).then(|| parts.join(", ")), lang)}
        {line(words::NAMED_SINCE_WAS, day(entry.named.from), lang)}
        {line(words::NAMED_UNTIL_WAS, day(entry.named.until), lang)}
    }
}

/// What is wrong with the paper on its face.
fn defects(entry: &Entry, lang: Lang) -> Option<String> {
    let all: Vec<&str> = entry.defects.iter().map(|defect| defect.label().to(lang)).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// Whether there is an objection to print.
fn objects(entry: &Entry) -> bool {
    let deposition = |paper: domain::process::Paper| paper.instrument == Instrument::DepositionSubpoena;
    entry.closed.is_none() && entry.paper.is_some_and(deposition)
}

/// What the decision says as it stands.
pub(super) fn answer(decision: &Decision, lang: Lang) -> AnyView {
    match decision {
        Decision::Allowed(allowed) => view! {
            <div class="answer is-yes">
                <h2>{words::MAY.to(lang)}</h2>
                <p>{words::MAY_WHAT.to(lang)}</p>
                {cited(&allowed.rules, lang)}
            </div>
        },
        Decision::Refused(refused) => view! {
            <div class="answer is-no">
                <h2>{words::MAY_NOT.to(lang)}</h2>
                <p class="to-say">{refused.reason.to(lang)}</p>
                <p><b>{words::NOW.to(lang)} ": "</b>{refused.next.to(lang)}</p>
                {cited(&refused.rules, lang)}
            </div>
        },
    }
}
