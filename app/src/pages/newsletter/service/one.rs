//! One newsletter that a service sends: whom to take off there, a list to take there, who left there; and where the portal is
//! connected to the service, how far each has come and what went wrong. All of that names people and is the Director's; the
//! administrator reads how many.

use super::{failed, left, remove, service_list};
use crate::{
    pages::newsletter::{director, editor},
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems, form_name},
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        buttons, decision,
        fact::fact,
        file,
        first_of::first_of,
        render::{Head, render},
        summary::summary,
        table,
    },
    words::{desk, service as words},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    inventory::show,
    words::{Lang, Text},
};
use portal::{
    Listed, Portal,
    authority::{Director, Staff},
    newsletter::service::{
        self, Failed, LeaversRead, ListMade, Made, NoAddresses, OfNewsletter, There, ToRemove, destroyed, make,
        of_newsletter, to_remove,
    },
};
use serde::Deserialize;
use uuid::Uuid;

/// What the address may carry: what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OneQuery {
    done: Option<String>,
    read: Option<usize>,
    withdrawn: Option<usize>,
}

/// What is typed into the page's forms.
#[derive(Debug, Default)]
struct Typed {
    step: String,
    form: String,
    list: String,
    ticked: Vec<Uuid>,
    again: failed::Typed,
    file: String,
}

/// What is wrong with what was typed.
#[derive(Default)]
struct Wrong {
    problems: Option<Problems>,
    lines: Vec<usize>,
}

impl Typed {
    fn read(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (field, value) in fields {
            match field.as_str() {
                "step" => typed.step = value,
                "form" => typed.form = value,
                "list" => typed.list = value,
                "file" => typed.file = value,
                _ => {
                    typed.ticked.extend(field.strip_prefix(remove::ADDRESS).and_then(|id| id.parse::<Uuid>().ok()));
                    typed.again.take(&field, &value);
                }
            }
        }
        typed
    }
}

/// `GET /desk/service/{list}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(code): InPath<String>,
    Query(asked): Query<OneQuery>,
) -> Result<Response, Failure> {
    show_all(&visit, &web, &staff, &code, &asked, &Typed::default(), Wrong::default()).await
}

/// `POST /desk/service/{list}`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(code): InPath<String>,
    Posted(fields): Posted<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    service_list(&visit, &code)?;
    let typed = Typed::read(fields);
    let portal = &web.portal;
    let wrong = |field, text| Wrong { problems: Some(Problems::one(field, text)), lines: Vec::new() };
    let done = match typed.step.as_str() {
        "make" => match make(portal, &director, &code, form_name(&web, &typed.form)).await? {
            Made::Done => "made".to_owned(),
            Made::NotOffered => return Err(Failure::NotFound),
            Made::Refused(refused) => return Ok(decision::no(&visit, desk::MAY_NOT, &refused)),
        },
        "destroyed" => {
            let id = typed.list.parse().map_err(|_| Failure::Malformed)?;
            if !destroyed(portal, &director, &code, id).await? {
                return Err(Failure::NotFound);
            }
            "destroyed".to_owned()
        }
        "removed" if typed.ticked.is_empty() => {
            let wrong = wrong(remove::FIRST, words::REMOVE_MISSING);
            return show_all(&visit, &web, &staff, &code, &OneQuery::default(), &typed, wrong).await;
        }
        "removed" => {
            service::removed(portal, &director, &code, &typed.ticked).await?;
            "removed".to_owned()
        }
        "again" => match again(portal, &director, &code, &typed.again).await? {
            None => "again".to_owned(),
            Some((field, text)) => {
                let wrong = wrong(field, text);
                return show_all(&visit, &web, &staff, &code, &OneQuery::default(), &typed, wrong).await;
            }
        },
        "left" => match service::left(portal, &director, &code, &typed.file, visit.lang).await? {
            Ok(LeaversRead { addresses, withdrawn }) => format!("left&read={addresses}&withdrawn={withdrawn}"),
            Err(NoAddresses::NotOffered) => return Err(Failure::NotFound),
            Err(why) => {
                let text = match why {
                    NoAddresses::Lines(_) => words::LEFT_LINES,
                    NoAddresses::NotCsv => words::LEFT_NO_CSV,
                    _ => words::LEFT_EMPTY,
                };
                let lines = if let NoAddresses::Lines(lines) = why { lines } else { Vec::new() };
                let wrong = Wrong { lines, ..wrong("file", text) };
                return show_all(&visit, &web, &staff, &code, &OneQuery::default(), &typed, wrong).await;
            }
        },
        _ => return Err(Failure::Malformed),
    };
    Ok(Redirect::to(&format!("/desk/service/{code}?done={done}")).into_response())
}

/// Has what is ticked tried again. What is wrong with what was typed.
async fn again(
    portal: &Portal,
    director: &Director,
    code: &str,
    typed: &failed::Typed,
) -> Result<Option<(&'static str, Text)>, Failure> {
    let Ok(these) = typed.read() else { return Ok(Some((failed::WRONG_NUMBER, words::FAILED_NUMBER_WRONG))) };
    if these.is_empty() {
        return Ok(Some((failed::FIRST, words::FAILED_MISSING)));
    }
    service::again(portal, director, code, &these).await?;
    Ok(None)
}

/// `GET /desk/service/{list}/{id}`: the list as a file.
pub async fn get_file(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath((code, id)): InPath<(String, Uuid)>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let (list, _) = service_list(&visit, &code)?;
    let text = service::file(&web.portal, &director, &code, id).await?.ok_or(Failure::NotFound)?;
    let day = visit.now.with_timezone(&visit.site.profile.time_zone).date_naive();
    Ok(file::csv(&format!("{}-{day}.csv", list.code), text))
}

async fn show_all(
    visit: &Visit,
    web: &Web,
    staff: &Staff,
    code: &str,
    asked: &OneQuery,
    typed: &Typed,
    wrong: Wrong,
) -> Result<Response, Failure> {
    let editor = editor(staff)?;
    service_list(visit, code)?;
    let found = of_newsletter(&web.portal, &editor, code).await?.ok_or(Failure::NotFound)?;
    let single = match Director::of(staff) {
        Some(director) => Some(Single {
            to_remove: to_remove(&web.portal, &director, code).await?.ok_or(Failure::NotFound)?,
            failed: service::failed(&web.portal, &director, code).await?,
        }),
        None => None,
    };
    let all = Shown { found, single, form: web.portal.entropy.uuid() };
    page(visit, code, &all, asked, typed, wrong)
}

/// What there is to show.
struct Shown {
    found: OfNewsletter,
    /// Nothing for the administrator, who sees how many.
    single: Option<Single>,
    form: Uuid,
}

/// Single addresses.
struct Single {
    to_remove: Listed<ToRemove>,
    /// Nothing where the portal is not connected to the service.
    failed: Option<Listed<Failed>>,
}

fn page(
    visit: &Visit,
    code: &str,
    all: &Shown,
    asked: &OneQuery,
    typed: &Typed,
    wrong: Wrong,
) -> Result<Response, Failure> {
    let Shown { found, single, form } = all;
    let lang = visit.lang;
    let (list, vendor) = service_list(visit, code)?;
    let Wrong { problems, lines } = wrong;
    let problems = problems.unwrap_or_else(Problems::none);
    let done = said(asked, lang);
    let title = list.name.to(lang).to_owned();
    let action = format!("/desk/service/{code}");
    Ok(render(visit, Head::new(title.clone()).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk/service", words::TITLE, lang)}
            {done.map(|done| view! { <div class="notice success" role="status">{done}</div> })}
            {summary(&problems, lang)}
            <h1>{title}</h1>
            <dl class="facts">
                {fact(words::SENT_BY, vendor.name.to(lang).to_owned(), lang)}
                {fact(words::ON_A_LIST, found.count.get_it, lang)}
                {(found.count.asked_again > 0).then(|| fact(words::ASKED_AGAIN, found.count.asked_again, lang))}
                {found.connected.as_ref().map(|there| far(visit, there))}
            </dl>
            {match single {
                Some(single) => view! {
                    {singly(visit, &action, single, typed, &problems)}
                    {lists(visit, &action, found, *form)}
                    {left::section(&action, &typed.file, &lines, &problems, lang)}
                },
                None => counted(found, lang),
            }}
        }
    }))
}

/// The addresses that went wrong at the service, and those to take off there.
fn singly(visit: &Visit, action: &str, single: &Single, typed: &Typed, problems: &Problems) -> AnyView {
    let Single { to_remove, failed } = single;
    let by_hand = if failed.is_some() { words::REMOVE_BY_HAND } else { words::REMOVE_WHAT };
    view! {
        {failed.as_ref().map(|failed| failed::section(visit, action, failed, &typed.again, problems))}
        {remove::section(visit, action, to_remove, by_hand, &typed.ticked, problems)}
    }
}

/// How many, for the administrator, and who can do the rest.
fn counted(found: &OfNewsletter, lang: Lang) -> AnyView {
    view! {
        <dl class="facts">
            {fact(words::TO_REMOVE_COUNT, found.to_remove, lang)}
            {fact(words::LISTS, found.lists.all, lang)}
        </dl>
        <p>{words::WHO_DOES.to(lang)}</p>
    }
}

/// What was just done, in words.
fn said(asked: &OneQuery, lang: Lang) -> Option<AnyView> {
    let line = |text: &'static str| view! { <p>{text}</p> };
    Some(match asked.done.as_deref()? {
        "made" => line(words::MADE.to(lang)),
        "destroyed" => line(words::DESTROYED_DONE.to(lang)),
        "removed" => line(words::REMOVED.to(lang)),
        "again" => line(words::FAILED_DONE.to(lang)),
        "left" => view! {
            <p>{words::LEFT_DONE.to(lang)} " " <b>{asked.read}</b></p>
            <p>{words::LEFT_WITHDRAWN.to(lang)} " " <b>{asked.withdrawn}</b></p>
        },
        _ => return None,
    })
}

/// How far each has come at a service that the portal is connected to.
fn far(visit: &Visit, there: &There) -> AnyView {
    let lang = visit.lang;
    let since = there.asked_since.map(|at| show::moment(at, visit.site.profile.time_zone, lang));
    view! {
        {fact(words::CONNECTED, words::CONNECTED_YES.to(lang), lang)}
        {fact(words::THERE_CONFIRMED, there.confirmed, lang)}
        {fact(words::THERE_ASKED, there.asked, lang)}
        {since.map(|since| fact(words::THERE_SINCE, since, lang))}
        {fact(words::THERE_LEAVING, there.leaving, lang)}
        {fact(words::FAILED_COUNT, there.failed, lang)}
    }
}

/// A new list, where the portal is not connected to the service, and those that were made.
fn lists(visit: &Visit, action: &str, found: &OfNewsletter, form: Uuid) -> AnyView {
    let lang = visit.lang;
    let can_be_made = found.count.get_it > 0;
    let rows: Vec<_> = found.lists.iter().map(|one| made(visit, action, one)).collect();
    let has_any = !rows.is_empty();
    let is_connected = found.connected.is_some();
    if is_connected && !has_any {
        return ().into_any();
    }
    view! {
        {(!is_connected).then(|| view! {
            <section class="sheet" aria-labelledby="make">
                <h2 id="make">{words::MAKE.to(lang)}</h2>
                <p>{words::MAKE_WHAT.to(lang)}</p>
                {if can_be_made {
                    view! {
                        <form method="post" action=action.to_owned()>
                            <input type="hidden" name="step" value="make"/>
                            <input type="hidden" name="form" value=form.to_string()/>
                            {buttons::submit(words::MAKE_DO, lang)}
                        </form>
                    }
                } else {
                    view! { <p class="missing">{words::NOBODY.to(lang)}</p> }
                }}
            </section>
        })}
        <section aria-labelledby="made">
            <h2 id="made">{words::LISTS.to(lang)}</h2>
            {if has_any {
                view! {
                    <p>{words::DESTROY_WHAT.to(lang)}</p>
                    <table class="slip" aria-labelledby="made">
                        {table::head([words::MADE_AT, words::PEOPLE, words::EXPIRES, words::ACT], lang)}
                        <tbody>{rows}</tbody>
                    </table>
                    {first_of(&found.lists, lang)}
                }
            } else {
                view! { <p class="missing">{words::LISTS_NONE.to(lang)}</p> }
            }}
        </section>
    }
}

fn made(visit: &Visit, action: &str, one: &ListMade) -> impl IntoView + use<> {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let at = show::moment(one.made_at, zone, lang);
    let named = format!(": {} {at}", words::MADE_AT.to(lang));
    let act = match one.destroyed_at {
        Some(when) => view! { <p>{words::DESTROYED.to(lang)} " " {show::moment(when, zone, lang)}</p> },
        None => view! {
            {one.is_open.then(|| view! {
                <p>
                    <a href=format!("{action}/{}", one.id) download>
                        {words::TAKE.to(lang)}<span class="visually-hidden">{named.clone()}</span>
                    </a>
                </p>
            })}
            <form method="post" action=action.to_owned()>
                <input type="hidden" name="step" value="destroyed"/>
                <input type="hidden" name="list" value=one.id.to_string()/>
                <button class="quiet">
                    {words::DESTROY_DO.to(lang)}<span class="visually-hidden">{named.clone()}</span>
                </button>
            </form>
        },
    };
    view! {
        <tr>
            <th scope="row">{at}</th>
            <td data-label=words::PEOPLE.to(lang)>{one.people}</td>
            <td data-label=words::EXPIRES.to(lang)>{show::moment(one.expires_at, zone, lang)}</td>
            <td data-label=words::ACT.to(lang)>{act}</td>
        </tr>
    }
}
