//! One issue: how it will be read, who gets it, trying it out, sending it, stopping it.

use super::{editor, state};
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems},
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        answers::day,
        buttons,
        fact::fact,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{desk_mail, newsletter as words},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, NaiveTime, Utc};
use domain::{
    inventory::show,
    parse::{EmailAddress, FieldError, typed_day},
    profile::Profile,
    words::{Lang, Text},
};
use portal::newsletter::{
    Count, Issue, NotSent, Scheduled, State as Stands, Stopped, Tested, count, discard, issue, markdown, not_sent,
    schedule, send_test, stop,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the address may carry: what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct IssueQuery {
    done: Option<String>,
}

/// A step.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StepForm {
    step: String,
    /// The form's own name, for a test: the same form sent twice is one.
    form: String,
    email: String,
    day: String,
}

/// `GET /desk/newsletters/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Query(asked): Query<IssueQuery>,
) -> Result<Response, Failure> {
    let editor = editor(&staff)?;
    let found = issue(&web.portal, &editor, id).await?.ok_or(Failure::NotFound)?;
    let count = count(&web.portal, &editor, &found.list).await?;
    let reasons = not_sent(&web.portal, &editor, id).await?;
    let done = asked.done.as_deref().and_then(|done| match done {
        "saved" => Some(words::SAVED),
        "late" => Some(words::TOO_LATE),
        "tested" => Some(words::TESTED),
        "sent" => Some(words::SENT),
        "stopped" => Some(words::STOP_DONE),
        _ => None,
    });
    let form = StepForm { form: web.portal.entropy.uuid().to_string(), ..StepForm::default() };
    Ok(page(&visit, &found, (count, &reasons), done, &form, &Problems::none()))
}

/// `POST /desk/newsletters/{id}`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Posted(entered): Posted<StepForm>,
) -> Result<Response, Failure> {
    let editor = editor(&staff)?;
    let portal = &web.portal;
    let found = issue(portal, &editor, id).await?.ok_or(Failure::NotFound)?;
    let site = visit.address();
    let mut problems = Problems::none();
    let done = match entered.step.as_str() {
        "test" => {
            let form = entered.form.parse().map_err(|_| Failure::Malformed)?;
            match EmailAddress::parse(&entered.email) {
                Ok(to) => {
                    (send_test(portal, &editor, id, &to, form, &site).await? == Tested::Queued).then_some("tested")
                }
                Err(error) => {
                    problems.add("email", error.text());
                    None
                }
            }
        }
        "send" => match moment(&entered.day, &visit.site.profile, visit.now) {
            Ok(at) => (schedule(portal, &editor, id, at, &site).await? == Scheduled::Done).then_some("sent"),
            Err(text) => {
                problems.add("day", text);
                None
            }
        },
        "stop" => Some(match stop(portal, &editor, id).await? {
            Stopped::Done | Stopped::Nothing => "stopped",
        }),
        "discard" => {
            discard(portal, &editor, id).await?;
            return Ok(Redirect::to("/desk/newsletters?done=discarded").into_response());
        }
        _ => return Err(Failure::Malformed),
    };
    if let Some(done) = done {
        return Ok(Redirect::to(&format!("/desk/newsletters/{id}?done={done}")).into_response());
    }
    let count = count(portal, &editor, &found.list).await?;
    let reasons = not_sent(portal, &editor, id).await?;
    // The form for a test has a name, whichever form came.
    let form = if entered.form.is_empty() { portal.entropy.uuid().to_string() } else { entered.form };
    let entered = StepForm { form, ..entered };
    Ok(page(&visit, &found, (count, &reasons), None, &entered, &problems))
}

/// From when it is sent: now, or nine in the morning of that day where the library is; of today now, where that is later.
fn moment(typed: &str, profile: &Profile, now: DateTime<Utc>) -> Result<DateTime<Utc>, Text> {
    let Some(day) = typed_day(typed)? else { return Ok(now) };
    if day < now.with_timezone(&profile.time_zone).date_naive() {
        return Err(words::SEND_AT_PAST);
    }
    let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    let at =
        day.and_time(nine).and_local_timezone(profile.time_zone).earliest().ok_or(crate::words::process::DATE_WRONG)?;
    Ok(at.with_timezone(&Utc).max(now))
}

fn page(
    visit: &Visit,
    issue: &Issue,
    (count, reasons): (Count, &[NotSent]),
    done: Option<Text>,
    entered: &StepForm,
    problems: &Problems,
) -> Response {
    let lang = visit.lang;
    let come = issue.progress;
    let stands = issue.state;
    let going = matches!(stands, Stands::Scheduled | Stands::Sending);
    let when = issue.send_at.map(|at| show::moment(at, visit.site.profile.time_zone, lang));
    render(visit, Head::new(issue.subject_en.clone()).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk/newsletters", words::TITLE, lang)}
            {done.map(|done| view! { <div class="notice success" role="status"><p>{done.to(lang)}</p></div> })}
            {summary(problems, lang)}
            <h1><bdi>{issue.subject_en.clone()}</bdi></h1>
            <dl class="facts">
                {fact(words::STATE, state(stands).to(lang), lang)}
                {when.map(|when| fact(words::SCHEDULED, when, lang))}
                {(stands != Stands::Draft).then(|| fact(
                    words::PROGRESS,
                    format!("{} / {} / {} / {}", come.sent, come.waiting, come.failed, come.left_out),
                    lang,
                ))}
            </dl>
            {why_not(issue, reasons, lang)}
            {seen(Lang::En, &issue.subject_en, &issue.body_en, lang)}
            {(!issue.body_es.is_empty()).then(|| seen(Lang::Es, &issue.subject_es, &issue.body_es, lang))}
            <p>{words::FRAME.to(lang)}</p>
            {(stands == Stands::Draft).then(|| draft(issue, count, entered, problems, lang))}
            {going.then(|| view! {
                <section class="sheet" aria-labelledby="stop">
                    <h2 id="stop">{words::STOP.to(lang)}</h2>
                    <p>{words::STOP_WHAT.to(lang)}</p>
                    {step(issue, "stop", words::STOP, lang)}
                </section>
            })}
        }
    })
}

/// How many did not get it, for each reason; nothing where nobody was left out. Reasons that read the same are one.
fn why_not(issue: &Issue, reasons: &[NotSent], lang: Lang) -> Option<AnyView> {
    let mut each: BTreeMap<&'static str, i64> = BTreeMap::new();
    let mut add = |why: Text, people| *each.entry(why.to(lang)).or_default() += people;
    for one in reasons {
        let code = one.why.as_deref().unwrap_or_default();
        let left_out = words::left_out(code).filter(|_| !one.given_up);
        add(left_out.unwrap_or_else(|| desk_mail::why(code)), one.people);
    }
    let told: i64 = reasons.iter().map(|one| one.people).sum();
    let gone = issue.progress.failed + issue.progress.left_out - told;
    if gone > 0 {
        add(words::NOT_SENT_GONE, gone);
    }
    let items: Vec<_> =
        each.into_iter().map(|(why, people)| view! { <li><strong>{people}</strong> " " {why}</li> }).collect();
    (!items.is_empty()).then(|| {
        view! {
            <section aria-labelledby="not-sent">
                <h2 id="not-sent">{words::NOT_SENT.to(lang)}</h2>
                <ul>{items}</ul>
            </section>
        }
    })
}

/// How an issue is read in one language, and as plain text.
fn seen(of: Lang, subject: &str, body: &str, lang: Lang) -> AnyView {
    let written = markdown(body);
    let title = match of {
        Lang::En => words::BODY_EN,
        Lang::Es => words::BODY_ES,
    };
    let heading = format!("seen-{}", of.tag());
    view! {
        <section class="sheet" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{words::AS_SEEN.to(lang)} ": " {title.to(lang)}</h2>
            <p lang=of.tag()><strong>{subject.to_owned()}</strong></p>
            // Made by `domain::markdown`, which writes known marks alone and escapes every other sign.
            // Test (domain/src/markdown.rs): "whatever is written only known marks come out".
            <div class="letter" lang=of.tag() inner_html=written.html></div>
            <details class="about">
                <summary>{words::AS_TEXT.to(lang)}</summary>
                <pre lang=of.tag()>{written.text}</pre>
            </details>
        </section>
    }
}

/// What can be done with a draft.
fn draft(issue: &Issue, count: Count, entered: &StepForm, problems: &Problems, lang: Lang) -> AnyView {
    let action = format!("/desk/newsletters/{}", issue.id);
    let address =
        Field { name: "email", label: words::TEST_TO, hint: None, autocomplete: "email", inputmode: "email", size: 40 };
    view! {
        <p class="buttons">
            <a class="button secondary" href=format!("{action}/edit")>{words::EDIT.to(lang)}</a>
        </p>
        <section class="sheet" aria-labelledby="who">
            <h2 id="who">{words::WHO.to(lang)}</h2>
            <ul>
                <li><strong>{count.get_it}</strong> " " {words::GET_IT.to(lang)}</li>
                <li>{count.without_card} " " {words::OF_THEM.to(lang)}</li>
                <li>{count.want_no_mail} " " {words::WANT_NO_MAIL.to(lang)}</li>
                <li>{count.no_address} " " {words::NO_ADDRESS.to(lang)}</li>
                <li>{count.came_back} " " {words::CAME_BACK_OF_THEM.to(lang)}</li>
            </ul>
            <p>{words::SETTLED.to(lang)}</p>
        </section>
        <section class="sheet" aria-labelledby="test">
            <h2 id="test">{words::TEST.to(lang)}</h2>
            <form method="post" action=action.clone() novalidate>
                <input type="hidden" name="step" value="test"/>
                <input type="hidden" name="form" value=entered.form.clone()/>
                {address.text(&entered.email, problems, lang)}
                {buttons::submit(words::TEST_DO, lang)}
            </form>
        </section>
        <section class="sheet" aria-labelledby="send">
            <h2 id="send">{words::SEND.to(lang)}</h2>
            <form method="post" action=action.clone() novalidate>
                <input type="hidden" name="step" value="send"/>
                {day("day", words::SEND_AT, Some(words::SEND_AT_HINT.to(lang).to_owned()), &entered.day, problems, lang)}
                {buttons::submit(words::SEND_DO, lang)}
            </form>
        </section>
        {step(issue, "discard", words::DISCARD, lang)}
    }
}

/// A button that does one thing.
fn step(issue: &Issue, step: &'static str, label: Text, lang: Lang) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("/desk/newsletters/{}", issue.id)>
            <input type="hidden" name="step" value=step/>
            <p class="buttons"><button class="button secondary">{label.to(lang)}</button></p>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_nine_in_the_morning_where_the_library_is_also_when_clocks_change_and_none_is_past() {
        let profile = Profile::parse("canton", include_str!("../../../../libraries/canton.toml")).unwrap();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let noon = at("2026-10-30T16:00:00Z");
        let of = |day: &str| moment(day, &profile, noon);
        assert_eq!(of(" "), Ok(noon));
        assert_eq!(of("2026-10-31"), Ok(at("2026-10-31T13:00:00Z")));
        assert_eq!(of("2026-11-01"), Ok(at("2026-11-01T14:00:00Z")), "the day when summer time ends");
        assert_eq!(of("11/2/2026"), Ok(at("2026-11-02T14:00:00Z")));
        assert_eq!(of("2027-03-13"), Ok(at("2027-03-13T14:00:00Z")));
        assert_eq!(of("2027-03-14"), Ok(at("2027-03-14T13:00:00Z")), "the day when it begins");
        assert!(of("tomorrow").is_err());

        assert_eq!(of("2026-10-30"), Ok(noon), "nine is past");
        let at_night = at("2026-10-30T05:00:00Z");
        assert_eq!(moment("2026-10-30", &profile, at_night), Ok(at("2026-10-30T13:00:00Z")));
        let evening = at("2026-10-31T02:00:00Z");
        assert_eq!(moment("2026-10-30", &profile, evening), Ok(evening), "it is that day there still");
        for day in ["2026-10-29", "2025-10-30"] {
            assert_eq!(moment(day, &profile, evening), Err(words::SEND_AT_PAST), "{day}");
        }
    }
}
