//! Proof of what was agreed to, for an address and a moment: a page and a file. For the Director alone.

use super::proof_file::{BY_ADDRESS, file};
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::{
        answers::{day, time},
        buttons,
        fact::fact,
        field::Field,
        purpose::purpose_label,
        render::{Head, render},
        rules::cited,
        summary::summary,
    },
    words::{consent as answers, desk, proof as words},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Duration, Timelike, Utc};
use domain::{
    consent,
    inventory::show,
    parse::{EmailAddress, FieldError, import_moment, typed_day},
    profile::Profile,
    words::{Lang, Text},
};
use portal::consent::{AnswerConsequence, OfOne, ProofHeld, What, YesByAddress, proof};
use serde::Deserialize;

/// Whose, and when.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProofForm {
    email: String,
    day: String,
    /// The time of that day, where it is wanted.
    time: String,
    /// `json` for the file.
    form: String,
}

/// `GET /desk/proof`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk) -> Result<Response, Failure> {
    director(&staff)?;
    Ok(page(&visit, &ProofForm::default(), &Problems::none(), None))
}

/// `POST /desk/proof`: an address is posted, so that it stands in no log.
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(entered): Posted<ProofForm>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let mut problems = Problems::none();
    let address = EmailAddress::parse(&entered.email).map_err(|error| problems.add("email", error.text())).ok();
    let at = moment(&entered.day, &entered.time, &visit.site.profile, visit.now)
        .map_err(|(field, text)| problems.add(field, text))
        .ok();
    let (Some(address), Some(at)) = (address, at) else { return Ok(page(&visit, &entered, &problems, None)) };
    let all = match proof(&web.portal, &director, &address, at).await? {
        Ok(all) => all,
        Err(refused) => {
            problems.add("email", refused.reason);
            return Ok(page(&visit, &entered, &problems, None));
        }
    };
    if entered.form != "json" {
        return Ok(page(&visit, &entered, &problems, Some((all, at))));
    }
    let made = file(&visit.site.profile, &visit.address(), &address, at, &all);
    let mut response = Json(made).into_response();
    let name = HeaderValue::from_static("attachment; filename=\"consent-proof.json\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// A field of the form, and what is wrong with it.
type Wrong = (&'static str, Text);

/// The end of that minute of that day where the library is; without a time the end of the day, without a day now.
fn moment(day: &str, time: &str, profile: &Profile, now: DateTime<Utc>) -> Result<DateTime<Utc>, Wrong> {
    let (day, time) = (day.trim(), time.trim());
    let typed = typed_day(day).map_err(|wrong| ("day", wrong))?;
    let last = Duration::microseconds(1);
    let Some(typed) = typed else {
        return if time.is_empty() { Ok(now) } else { Err(("day", words::DAY_MISSING)) };
    };
    if time.is_empty() {
        return Ok(profile.end_of(typed) - last);
    }
    let at = import_moment(&format!("{typed} {time}")).ok().flatten();
    let minute = at.filter(|at| at.offset.is_none() && at.time.is_some_and(|time| time.second() == 0));
    let minute = minute.ok_or(("time", words::TIME_WRONG))?;
    Ok(minute.at(profile.time_zone) + Duration::minutes(1) - last)
}

fn page(
    visit: &Visit,
    entered: &ProofForm,
    problems: &Problems,
    found: Option<(Vec<OfOne>, DateTime<Utc>)>,
) -> Response {
    let lang = visit.lang;
    let address =
        Field { name: "email", label: words::ADDRESS, hint: None, autocomplete: "off", inputmode: "email", size: 40 };
    render(visit, Head::new(words::TITLE.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            {summary(problems, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <form method="post" action="/desk/proof" class="sheet" novalidate>
                {address.text(&entered.email, problems, lang)}
                {day("day", words::DAY, None, &entered.day, problems, lang)}
                {time("time", words::TIME, None, &entered.time, problems, lang)}
                <p class="buttons">
                    <button class="button">{words::SHOW.to(lang)}</button>
                    <button class="button secondary" name="form" value="json">{words::FILE.to(lang)}</button>
                </p>
            </form>
            {found.map(|(all, at)| result(visit, &all, at))}
        }
    })
}

fn result(visit: &Visit, all: &[OfOne], at: DateTime<Utc>) -> AnyView {
    let lang = visit.lang;
    let until = show::moment(at, visit.site.profile.time_zone, lang);
    let each: Vec<_> = all.iter().map(|one| person(visit, one)).collect();
    view! {
        <section aria-labelledby="found">
            <h2 id="found">{words::AS_OF.to(lang)} " " {until}</h2>
            {if each.is_empty() {
                view! { <p class="missing">{words::NOBODY.to(lang)}</p> }
            } else {
                each.into_any()
            }}
        </section>
    }
}

fn person(visit: &Visit, one: &OfOne) -> AnyView {
    let lang = visit.lang;
    let card = one.card.clone().map_or_else(
        || if one.without_card { words::WITHOUT_CARD } else { words::NO_CARD }.to(lang).to_owned(),
        |card| format!("{} {card}", words::CARD.to(lang)),
    );
    let said: Vec<_> = one.said.iter().map(|held| answer(visit, held)).collect();
    let unsaid: Vec<_> = one.by_address.iter().map(|yes| by_address(visit, yes)).collect();
    view! {
        <section class="sheet">
            <h3>{card}</h3>
            {if said.is_empty() {
                view! { <p class="missing">{words::NOTHING_SAID.to(lang)}</p> }
            } else {
                said.into_any()
            }}
            {(!unsaid.is_empty()).then(|| view! {
                <p>{words::BY_ADDRESS.to(lang)}</p>
                {unsaid}
                {cited(&visit.site.profile.switches.email_is_consent.rules, lang)}
            })}
        </section>
    }
}

fn answer(visit: &Visit, held: &ProofHeld) -> AnyView {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let kept = &held.answer.kept;
    let means = means(&held.answer.means, lang);
    view! {
        <dl class="card-record">
            {fact(answers::WHAT_FOR, purpose_label(visit, &held.answer.purpose), lang)}
            {fact(answers::ANSWER, answers::answer(kept.state).to(lang), lang)}
            {fact(answers::WHEN, show::moment(kept.decided_at, zone, lang), lang)}
            {held.until.map(|until| fact(words::UNTIL, show::moment(until, zone, lang), lang))}
            {fact(words::HOW, means, lang)}
            {for_address(kept.address.clone(), lang)}
            {in_words(kept.words.clone(), kept.language, lang)}
            {came(visit, &held.came, held.more)}
        </dl>
    }
}

/// What came without an answer.
fn by_address(visit: &Visit, yes: &YesByAddress) -> AnyView {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    view! {
        <dl class="card-record">
            {fact(answers::WHAT_FOR, purpose_label(visit, &yes.purpose), lang)}
            {fact(answers::ANSWER, answers::answer(consent::State::Given).to(lang), lang)}
            {yes.until.map(|until| fact(words::ANSWERED, show::moment(until, zone, lang), lang))}
            {fact(words::HOW, means(BY_ADDRESS, lang), lang)}
            {for_address(yes.address.clone(), lang)}
            {in_words(yes.words.clone(), yes.language, lang)}
            {came(visit, &yes.came, yes.more)}
        </dl>
    }
}

/// How it was said.
fn means(code: &str, lang: Lang) -> String {
    words::means(code).map_or_else(|| code.to_owned(), |how| how.to(lang).to_owned())
}

fn for_address(address: Option<String>, lang: Lang) -> AnyView {
    let address = address.unwrap_or_else(|| words::ADDRESS_NONE.to(lang).to_owned());
    fact(words::FOR_ADDRESS, view! { <bdi>{address}</bdi> }, lang)
}

fn in_words(said: String, language: Lang, lang: Lang) -> AnyView {
    view! {
        <div class="entry">
            <dt>{answers::RECEIPT_WORDS.to(lang)}</dt>
            <dd lang=(language != lang).then(|| language.tag())>{said}</dd>
        </div>
    }
}

/// What came of it, where anything did.
fn came(visit: &Visit, all: &[AnswerConsequence], more: bool) -> Option<AnyView> {
    let lang = visit.lang;
    let each: Vec<_> = all.iter().map(|came| line(visit, came)).collect();
    (!each.is_empty()).then(|| {
        let more = more.then(|| view! { <p>{words::CAME_MORE.to(lang)}</p> });
        fact(words::CAME, view! { <ul>{each}</ul> {more} }, lang)
    })
}

/// One thing that came of an answer, in a line.
fn line(visit: &Visit, came: &AnswerConsequence) -> AnyView {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let service = came.service.as_deref().map(|code| {
        let vendor = profile.vendors.iter().find(|vendor| vendor.code == code);
        vendor.map_or_else(|| code.to_owned(), |vendor| vendor.name.to(lang).to_owned())
    });
    let what = words::what(came.what).to(lang);
    // A mail goes to an address; on a list it stands.
    let before = if came.what == What::Service { ": ".to_owned() } else { format!(", {} ", words::TO.to(lang)) };
    let to = came.to.clone().map(|to| view! { {before} <bdi>{to}</bdi> });
    let why = came.why.as_deref().map(|code| format!(" ({})", words::why(came.what, code).to(lang)));
    view! {
        <li>
            {show::moment(came.at, profile.time_zone, lang)} ": " {what} {service.map(|name| format!(" ({name})"))} ", "
            {words::came(&came.state).to(lang)} {to} {why}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_end_a_time_of_it_its_minute_and_neither_is_now() {
        let profile = Profile::parse("canton", include_str!("../../../../../libraries/canton.toml")).unwrap();
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let of = |day: &str, time: &str| moment(day, time, &profile, now);
        let at = |text: &str| Ok(text.parse::<DateTime<Utc>>().unwrap());
        assert_eq!(of("", " "), Ok(now));
        assert_eq!(of("2026-11-20", ""), at("2026-11-21T04:59:59.999999Z"));
        assert_eq!(of("2026-11-20", "14:05"), at("2026-11-20T19:05:59.999999Z"));
        assert_eq!(
            of("11/20/2026", "2:05 PM"),
            at("2026-11-20T19:05:59.999999Z"),
            "as a browser without a clock sends it"
        );
        assert_eq!(of("2026-07-20", "00:00"), at("2026-07-20T04:00:59.999999Z"), "in summer time");
        let wrong = |day: &str, time: &str| of(day, time).unwrap_err().0;
        assert_eq!(wrong("", "14:05"), "day");
        assert_eq!(wrong("yesterday", ""), "day");
        for bad in ["25:00", "2", "noon", "14:05Z", "14:05:30"] {
            assert_eq!(wrong("2026-11-20", bad), "time", "{bad}");
        }
    }
}
