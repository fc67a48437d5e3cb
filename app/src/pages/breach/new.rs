//! Writing a breach down.

use crate::{
    pages::process::needed,
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        forms::{Posted, Problems, day_needed, form_name, one_line},
        visit::Visit,
    },
    ui::{
        answers::{Answer, day, long, one_of, some_of},
        buttons,
        render::{Head, render},
        summary::summary,
    },
    words::breach as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use domain::{breach::Reach, inventory::Class, parse::CardNumber, process::Named, profile::CardFormat, words::Text};
use portal::breach::{Recorded, Recording, record};
use serde::Deserialize;
use std::collections::HashMap;

/// What is written down.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BreachForm {
    /// The form's own name: sent twice, it is one breach.
    id: String,
    what: String,
    said_en: String,
    said_es: String,
    found_on: String,
    since: String,
    until: String,
    reach: String,
    cards: String,
    /// The parts of a record, each by its code.
    #[serde(flatten)]
    classes: HashMap<String, String>,
}

/// `GET /desk/breach/new`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    director(&staff)?;
    let entered = BreachForm { id: web.portal.entropy.uuid().to_string(), ..BreachForm::default() };
    Ok(page(&visit, &entered, &Problems::none()))
}

/// `POST /desk/breach/new`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(mut entered): Posted<BreachForm>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let id = form_name(&web, &entered.id);
    entered.id = id.to_string();
    let mut problems = Problems::none();
    let today = web.portal.today(director.profile());
    let recorded = entered.read(&director.profile().card, today, &mut problems);
    let Some(recorded) = recorded else { return Ok(page(&visit, &entered, &problems)) };
    Ok(match record(&web.portal, &director, id, &recorded).await? {
        Recording::Done => Redirect::to(&format!("/desk/breach/{id}?done=recorded")).into_response(),
        Recording::NoSuchCard(_) => page(&visit, &entered, &Problems::one("cards", words::CARDS_NOBODY)),
    })
}

impl BreachForm {
    /// What it says, where nothing is wrong with it.
    fn read(&self, format: &CardFormat, today: NaiveDate, problems: &mut Problems) -> Option<Recorded> {
        let what = needed("what", &one_line(&self.what), words::WHAT_MISSING, problems);
        let found_on = past("found_on", &self.found_on, words::FOUND_ON_MISSING, today, problems);
        let since = past("since", &self.since, words::SINCE_MISSING, today, problems);
        let until = past("until", &self.until, words::UNTIL_MISSING, today, problems);
        if let (Some(found_on), Some(since), Some(until)) = (found_on, since, until)
            && !(since <= until && until <= found_on)
        {
            problems.add("until", words::ORDER);
        }
        let classes: Vec<Class> = Named::nameable().filter(|class| self.classes.contains_key(class.code())).collect();
        if classes.is_empty() {
            problems.add("classes", words::CLASSES_MISSING);
        }
        let reach = Reach::from_code(&self.reach);
        if reach.is_none() {
            problems.add("reach", words::REACH_MISSING);
        }
        let cards = if reach == Some(Reach::Cards) { self.cards(format, problems) } else { Vec::new() };
        let english = needed("said_en", &one_line(&self.said_en), words::SAID_EN_MISSING, problems);
        let spanish = needed("said_es", &one_line(&self.said_es), words::SAID_ES_MISSING, problems);
        if !problems.is_empty() {
            return None;
        }
        Some(Recorded {
            what: what?,
            said_en: english?,
            said_es: spanish?,
            found_on: found_on?,
            between: (since?, until?),
            classes,
            reach: reach?,
            cards,
        })
    }

    fn cards(&self, format: &CardFormat, problems: &mut Problems) -> Vec<CardNumber> {
        let lines: Vec<&str> = self.cards.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            problems.add("cards", words::CARDS_MISSING);
        }
        let cards: Vec<CardNumber> = lines.iter().filter_map(|line| CardNumber::parse(line, format).ok()).collect();
        if cards.len() < lines.len() {
            problems.add("cards", words::CARDS_WRONG);
        }
        cards
    }
}

/// A day that must be there and not in the future.
fn past(
    field: &'static str,
    typed: &str,
    missing: Text,
    today: NaiveDate,
    problems: &mut Problems,
) -> Option<NaiveDate> {
    let day = day_needed(field, typed, missing, problems)?;
    if day > today {
        problems.add(field, words::DAY_FUTURE);
    }
    Some(day).filter(|day| *day <= today)
}

fn page(visit: &Visit, entered: &BreachForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    let reaches = Reach::ALL.iter().map(|one| Answer {
        code: one.code(),
        label: one.label(),
        hint: None,
        chosen: entered.reach == one.code(),
    });
    let parts = Named::nameable().map(|class| Answer {
        code: class.code(),
        label: class.label_for_others(),
        hint: None,
        chosen: entered.classes.contains_key(class.code()),
    });
    let found_hint = words::FOUND_ON_HINT.to(lang).to_owned();
    render(visit, Head::new(words::NEW.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk/breach", words::TITLE, lang)}
            {summary(problems, lang)}
            <h1>{words::NEW.to(lang)}</h1>
            <form method="post" action="/desk/breach/new" class="sheet" novalidate>
                <input type="hidden" name="id" value=entered.id.clone()/>
                {long("what", words::WHAT, Some(words::WHAT_HINT), &entered.what, problems, lang)}
                {day("found_on", words::FOUND_ON, Some(found_hint), &entered.found_on, problems, lang)}
                {day("since", words::SINCE, None, &entered.since, problems, lang)}
                {day("until", words::UNTIL, None, &entered.until, problems, lang)}
                {some_of("classes", words::CLASSES, parts.collect(), problems, lang)}
                {one_of("reach", words::REACH, reaches.collect(), problems, lang)}
                <p class="hint">{words::REACH_HINT.to(lang)}</p>
                {long("cards", words::CARDS, Some(words::CARDS_HINT), &entered.cards, problems, lang)}
                {long("said_en", words::SAID_EN, Some(words::SAID_EN_HINT), &entered.said_en, problems, lang)}
                {long("said_es", words::SAID_ES, None, &entered.said_es, problems, lang)}
                {buttons::submit(words::RECORD, lang)}
            </form>
        }
    })
}
