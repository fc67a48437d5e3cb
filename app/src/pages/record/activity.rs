//! What happened to the record, as people tell it: what for, who, what they saw; others first, one's own visits by day.

use super::{class, reader::Reader, released, slip, strip, told};
use crate::{
    prelude::*,
    request::{failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::{
        buttons,
        icons::{Icon, icon},
        pager::pager,
        render::{Head, render},
        rules,
    },
    words::{desk, family, ledger, minor, overview, record as words, retention},
};
use axum::{extract::Query, http::StatusCode, response::Response};
use chrono::{Datelike, NaiveDate};
use domain::{
    age::Young,
    decision::Role,
    inventory::{Class, WAYS, find, show},
    ledger::{Action, Subject},
    listing::{Listing, Order, Query as Looked, Writer},
    profile::Profile,
    words::{Lang, Text},
};
use portal::{
    authority::Patron,
    ledger::{ActivityLine, Coded, PageOf},
    record::{
        ActivityPage, ListQuery, MOST_LOOKED_THROUGH, OwnDay, PersonLine, WholeActivity, activity_page, whole_activity,
    },
};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

const PATH: &str = "/record/activity";

/// What the list is called where a browser asks for all of it ([`listing`](super::listing)).
pub(super) const LIST: &str = "ledger_event";

/// Lines that a search without script shows at most.
const FOUND: usize = 200;

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    page: Option<String>,
    kind: Option<String>,
}

/// `GET /record/activity`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, Query(wanted): Query<Wanted>) -> Result<Response, Failure> {
    let subject = wanted.kind.as_deref().and_then(Subject::from_code);
    let page = wanted.page.and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
    let found = activity_page(&visit.web.portal, &patron, subject, page).await?.ok_or(Failure::NotFound)?;
    Ok(page_of(&visit, &found, subject))
}

/// The search without script, by the same words and in the same way as in the browser.
pub(super) async fn search(visit: &Visit, patron: &Patron, asked: &ListQuery) -> Result<Response, Failure> {
    let Some(looked_for) = asked.search.as_deref() else {
        let found = activity_page(&visit.web.portal, patron, None, asked.page).await?.ok_or(Failure::NotFound)?;
        return Ok(page_of(visit, &found, None));
    };
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let whole = whole_activity(&visit.web.portal, patron).await?.ok_or(Failure::NotFound)?;
    let list = Listing::read(written(&whole, visit));
    let query = Looked { words: looked_for.to_owned(), ..Looked::default() };
    let found = list.find(&query, &list.sorted(Order::Newest));
    let today = visit.web.portal.today(profile);
    let told = Told { staff_names: &whole.staff_names, young: whole.young, profile, today, lang };
    let lines: Vec<_> = found.iter().take(FOUND).map(|&at| line(&whole.lines[at], None, &told)).collect();
    let said = words::found(lang, found.len() as u64, looked_for);
    let title = Reader::Patron(whole.young).about(Class::Activity, lang).title;
    Ok(render(visit, Head::new(title.clone()), || {
        view! {
            {buttons::back(PATH, Class::Activity.label(), lang)}
            <h1>{title}</h1>
            {slip::search_form(LIST, PATH, (Some(looked_for), false), lang)}
            <p role="status">{said}</p>
            {whole.has_older.then(|| not_looked_through(lang))}
            {(!lines.is_empty()).then(|| view! { <ol class="seen">{lines}</ol> })}
            {(found.len() > FOUND).then(|| view! { <p>{words::found_more(lang, FOUND)}</p> })}
        }
    }))
}

/// That older lines are not searched.
fn not_looked_through(lang: Lang) -> impl IntoView {
    view! { <p class="hint">{show::counted(words::NOT_LOOKED_THROUGH.to(lang), MOST_LOOKED_THROUGH.into(), 0)}</p> }
}

/// The lines for the browser to look through, as [`domain::listing`] writes them.
///
/// # Errors
/// 401 when nobody is signed in.
pub(super) async fn listed(visit: &Visit) -> Result<String, StatusCode> {
    let patron = visit.patron.as_ref().ok_or(StatusCode::UNAUTHORIZED)?;
    let whole = whole_activity(&visit.web.portal, patron).await.map_err(|failed| {
        tracing::error!(reference = %visit.id, error = %portal::Error::chain(&failed), "the activity could not be read");
        StatusCode::SERVICE_UNAVAILABLE
    })?;
    Ok(written(&whole.ok_or(StatusCode::NOT_FOUND)?, visit))
}

/// A row for each line, in the order of the page: what stands first, who, what happened, the parts, and the day.
fn written(whole: &WholeActivity, visit: &Visit) -> String {
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let today = visit.web.portal.today(profile);
    let told = Told { staff_names: &whole.staff_names, young: whole.young, profile, today, lang };
    let columns = [desk::WHAT, retention::WHO, retention::WHAT, retention::PARTS, retention::WHEN];
    let mut writer = Writer::new(columns.map(|column| column.to(lang)), &[1]);
    for one in &whole.lines {
        let said = Said::of(one, &told);
        let day = one.at.with_timezone(&profile.time_zone).date_naive();
        let when = show::short_date(day, today, lang);
        let (first, what) = match said.for_a_child {
            Some(child) => (child, String::new()),
            None => (said.first, said.what),
        };
        let parts = said.parts.join(", ");
        writer.row(Some(day.year()), [&first, &said.who, &what, &parts, &when].map(String::as_str));
    }
    writer.finish()
}

fn page_of(visit: &Visit, found: &ActivityPage, subject: Option<Subject>) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let today = visit.web.portal.clock.now().with_timezone(&profile.time_zone).date_naive();
    let young = found.young;
    let reader = Reader::Patron(young);
    let title = reader.about(Class::Activity, lang).title;
    let told = Told { staff_names: &found.staff_names, young: found.young, profile, today, lang };
    // A page past the end has no lines, however large its number.
    let before = (found.lines.number - 1).saturating_mul(PageOf::FIRST.size);
    let lines: Vec<_> = found.lines.lines.iter().zip(before..).map(|(one, at)| line(one, Some(at), &told)).collect();
    let kept = subject.map(|subject| ("kind", subject.code()));
    // All lines are looked through, of whatever kind: where one kind is shown alone, there is nothing to look through.
    let is_looked_through = subject.is_none() && found.lines.total > lines.len() as u64;
    let whole = view! {
        {if lines.is_empty() {
            let nothing = if subject.is_some() { words::KIND_NONE } else { words::ACTIVITY_NONE.of(young) };
            view! { <p class="missing">{nothing.to(lang)}</p> }
        } else {
            view! { <ol class="seen">{lines}</ol> }
        }}
        {pager(PATH, found.lines.number, found.lines.pages, kept, lang)}
    };
    let named = found.named.as_ref().map(PersonLine::in_order);
    render(visit, Head::new(title.clone()).of(named).tools(is_looked_through), || {
        view! {
            {buttons::back("/record", words::BACK.of(young), lang)}
            <h1>{title}</h1>
            <p class="lede">{words::ACTIVITY_LEDE.to(young, lang)}</p>
            {released::section(&found.released, profile, lang)}
            {strip::looks(&found.months, today, lang)}
            {filter(subject, lang)}
            {(is_looked_through && found.lines.total > u64::from(MOST_LOOKED_THROUGH)).then(|| not_looked_through(lang))}
            {if is_looked_through {
                slip::looked_through((LIST, PageOf::FIRST.size, words::LINE_PLACE), PATH, whole, lang)
            } else {
                whole
            }}
            {subject.is_none().then(|| own_visits(&found.own, young, today, lang))}
            <p class="buttons">
                <a class="button secondary" href="/record/activity/check">{ledger::CHECK_LINK.to(lang)}</a>
            </p>
            {class::about_folded(Class::Activity, reader, profile, lang)}
            {class::seen_by_folded((&found.seen_by, young), profile, today, lang)}
        }
    })
}

/// One's own visits, folded: a line a day.
fn own_visits(own: &[OwnDay], young: Option<Young>, today: NaiveDate, lang: Lang) -> Option<impl IntoView + use<>> {
    let days: Vec<_> = own
        .iter()
        .map(|one| {
            let day = show::short_date(one.day, today, lang);
            view! { <li><time datetime=one.day.to_string()>{day}</time><p>{words::visits(lang, young, one.sign_ins, one.parts)}</p></li> }
        })
        .collect();
    (!days.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{words::own_visits(lang, young, own.len())}</summary>
                <ol class="seen">{days}</ol>
            </details>
        }
    })
}

fn filter(subject: Option<Subject>, lang: Lang) -> impl IntoView + use<> {
    let options: Vec<_> = Subject::ALL
        .into_iter()
        .map(|one| {
            view! { <option value=one.code() selected=subject == Some(one)>{one.label().to(lang)}</option> }
        })
        .collect();
    view! {
        <form class="search" method="get" action=PATH>
            <label for="kind">{words::KIND.to(lang)}</label>
            <select id="kind" name="kind">
                <option value="" selected=subject.is_none()>{words::KIND_ALL.to(lang)}</option>
                {options}
            </select>
            <button class="button">{words::KIND_DO.to(lang)}</button>
        </form>
    }
}

/// What every line is told by.
struct Told<'a> {
    staff_names: &'a BTreeMap<Uuid, String>,
    young: Option<Young>,
    profile: &'a Profile,
    today: NaiveDate,
    lang: Lang,
}

/// A line in words.
struct Said {
    /// What stands first: what somebody looked for; of all else, what happened.
    first: String,
    /// Who it was.
    who: String,
    /// What happened, where something else stands first.
    what: String,
    /// What stands after.
    then: String,
    parts: Vec<String>,
    refused: bool,
    /// All of it for a child.
    for_a_child: Option<String>,
}

impl Said {
    fn of(line: &ActivityLine, told: &Told<'_>) -> Self {
        let lang = told.lang;
        let refused = line.refused();
        let action = match &line.action {
            Coded::Known(action) => minor::action(*action, refused, told.young).to(lang).to_owned(),
            Coded::Unknown(code) => code.clone(),
        };
        let parts: Vec<&str> = line
            .classes
            .iter()
            .map(|class| match class {
                Coded::Known(class) => overview::drawer(*class, told.young).to(lang),
                Coded::Unknown(code) => code.as_str(),
            })
            .collect();
        // A minor reads of parents and guardians in words for their age, the parts among them; of a refusal as everybody does.
        let for_a_child = match (&line.actor, &line.action, told.young) {
            (Coded::Known(actor), Coded::Known(action), Some(young)) if !refused => {
                family::for_a_child(lang, young, (*actor, *action), None, &parts)
            }
            _ => None,
        };
        let purpose = line.purpose.as_deref().map(|code| told::purpose(code, told.profile, lang));
        let who = who(line, told);
        let is_look = refused || matches!(line.action, Coded::Known(Action::Viewed | Action::Disclosed));
        // What somebody looked for stands before who it was; of all else, what happened does.
        let (first, what, then) = match (is_look, purpose) {
            // Who looked, looked; that something was told is said.
            (true, Some(purpose)) if refused || line.action == Coded::Known(Action::Viewed) => {
                (purpose, action, who.clone())
            }
            (true, Some(purpose)) => (purpose, action.clone(), format!("{who}: {action}")),
            (_, purpose) => {
                let then = [Some(who.clone()), purpose.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
                (action, purpose.unwrap_or_default(), then)
            }
        };
        let parts = parts.into_iter().map(str::to_owned).collect();
        Self { first, who, what, then, parts, refused, for_a_child }
    }
}

/// An event in one line, with the rest folded behind it; where it stands in the whole list, by its number: what is found there
/// leads to it.
fn line(line: &ActivityLine, at: Option<u32>, told: &Told<'_>) -> impl IntoView + use<> {
    let &Told { young, profile, today, lang, .. } = told;
    let Said { first, what, then, parts, refused, for_a_child, .. } = Said::of(line, told);
    let id = at.map(|at| format!("{LIST}-{at}"));
    let moment = show::moment(line.at, profile.time_zone, lang);
    let day = show::short_date(line.at.with_timezone(&profile.time_zone).date_naive(), today, lang);
    // What the line says already is not said again.
    // To a teenager it says what everybody else reads of it; a child reads the line in words for a child and nothing else.
    let what = match (&for_a_child, young) {
        (Some(_), Some(Young::Child)) => String::new(),
        (Some(_), _) => first.clone(),
        (None, _) => what,
    };
    let what = (!what.is_empty() && !then.contains(&what)).then_some(what);
    let parts = if for_a_child.is_some() { Vec::new() } else { parts };
    let how_many = (!parts.is_empty()).then(|| format!(" · {}", words::parts(lang, parts.len())));
    let fields = told::fields(&line.fields, lang);
    let notes: Vec<_> =
        told::notes(&line.detail, lang).into_iter().map(|(label, value)| detail(label, value, lang)).collect();
    let via = find(WAYS, &line.via).map_or_else(|| line.via.clone(), |label| label.to(lang).to_owned());
    view! {
        <li id=id>
            <time datetime=show::machine(line.at)>{day}</time>
            <details class="about line">
                <summary>
                    {match for_a_child {
                        Some(told) => view! { <span>{told}</span> },
                        None => view! { <b>{first}</b> " " <span>{then}</span> {how_many} },
                    }}
                    {refused.then(|| view! {
                        " " <span class="state is-no">{icon(Icon::Refused)} {overview::REFUSED.to(lang)}</span>
                    })}
                </summary>
                <dl>
                    {detail(retention::WHEN, moment, lang)}
                    {what.map(|what| detail(retention::WHAT, what, lang))}
                    {(!parts.is_empty()).then(|| detail(retention::PARTS, parts.join(", "), lang))}
                    {detail(words::LINE_WHERE, via, lang)}
                    {(!fields.is_empty()).then(|| detail(words::LINE_FIELDS, fields.join(", "), lang))}
                    {notes}
                    {(!line.rules.is_empty()).then(|| view! {
                        <div><dt>{words::LINE_RULES.to(lang)}</dt><dd><ul>{rules::written(&line.rules, profile, lang)}</ul></dd></div>
                    })}
                    {detail(words::LINE_NUMBER, line.position.to_string(), lang)}
                </dl>
            </details>
        </li>
    }
}

fn who(line: &ActivityLine, told: &Told<'_>) -> String {
    let name = line.actor_id.and_then(|id| told.staff_names.get(&id)).map(String::as_str);
    let role = line.detail.get("role").and_then(|role| role.as_str()).and_then(Role::from_code);
    match &line.actor {
        Coded::Known(kind) => told::who(*kind, role, name, told.young, told.lang),
        Coded::Unknown(code) => code.clone(),
    }
}

fn detail(name: Text, value: String, lang: Lang) -> impl IntoView {
    view! { <div><dt>{name.to(lang)}</dt><dd>{value}</dd></div> }
}
