//! The work list, and the one search box.

use crate::{
    islands::WorkList,
    prelude::*,
    request::{Web, at_desk::AtDesk, failure::Failure, forms::Problems, visit::Visit},
    ui::{
        buttons,
        field::Field,
        first_of::first_of,
        pager::pager,
        render::{Head, render},
        summary::summary,
        table,
    },
    words::{
        breach as breach_words, consent_report, correction as correction_words, desk as words, desk_asks, desk_family,
        desk_mail, desk_permission, enter, home, leave, messages, newsletter, post as post_words,
        process as process_words, profile as profile_words, proof, retention, returned as returned_words,
        review as review_words, service as service_words, statistics,
    },
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::{
    consent::Purpose,
    inventory::show,
    permission::Offer,
    process::Deadline,
    profile::SentBy,
    words::{Lang, Text},
};
use portal::{
    Listed, access,
    authority::{Director, Keeper, Staff},
    breach, contact, correction,
    family::desk::ends_asked,
    look::{OpenCode, Opens, may_find, open_codes},
    newsletter::service,
    notice, permission,
    post::{self, Waiting},
    process, returned, review, staff,
};
use serde::Deserialize;

/// What the address may carry: what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WorkQuery {
    done: Option<String>,
    /// Which page of the permissions that wait, from 1.
    page: Option<u32>,
}

/// One kind of work: what waits, oldest first.
struct Pile {
    id: &'static str,
    title: Text,
    waiting: Listed<Line>,
    /// The page that is shown, of how many.
    page: (u32, u32),
}

impl Pile {
    /// All that waits, or the first of it.
    const fn of(id: &'static str, title: Text, waiting: Listed<Line>) -> Self {
        Self { id, title, waiting, page: (1, 1) }
    }
}

/// One thing that waits. It names nobody.
struct Line {
    reference: String,
    /// Where it is opened; none for what only waits to be used.
    href: Option<String>,
    what: String,
    since: DateTime<Utc>,
}

/// `GET /desk`, and `GET /desk/work`, where an open list asks for itself.
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Query(asked): Query<WorkQuery>,
) -> Result<Response, Failure> {
    let done = match asked.done.as_deref() {
        Some("confirmed") => Some(words::CONFIRMED),
        Some("refused") => Some(words::REFUSED_DONE),
        Some("gone") => Some(words::GONE),
        Some("seconded") => Some(words::SECOND_DONE),
        Some("link-ended") => Some(desk_family::ENDED),
        Some("closing") => Some(leave::DESK_DONE),
        Some("entered") => Some(enter::DONE),
        Some("noted") => Some(returned_words::NOTED),
        Some("correction") => Some(correction_words::DONE),
        Some("raised") => Some(process_words::RAISED),
        Some("paid") => Some(desk_asks::PAID),
        Some("card-closed") => Some(words::CLOSED_DONE),
        Some("posted") => Some(post_words::DONE),
        Some("password") => Some(words::PASSWORD_DONE),
        Some("answered") => Some(review_words::ANSWERED),
        Some("left") => Some(newsletter::DESK_LEFT),
        _ => None,
    };
    list(&visit, &web, &staff, done, "", &Problems::none(), asked.page.unwrap_or(1)).await
}

/// The page, also for a search that found nothing.
pub async fn page(
    visit: &Visit,
    web: &Web,
    staff: &Staff,
    done: Option<Text>,
    typed: &str,
    problems: &Problems,
) -> Result<Response, Failure> {
    list(visit, web, staff, done, typed, problems, 1).await
}

async fn list(
    visit: &Visit,
    web: &Web,
    staff: &Staff,
    done: Option<Text>,
    typed: &str,
    problems: &Problems,
    page: u32,
) -> Result<Response, Failure> {
    let lang = visit.lang;
    let piles = piles(visit, web, staff, page).await?;
    // What police and agencies asked is the Director's to answer, and stands first.
    let requests = match Director::of(staff) {
        Some(director) => {
            Some((process::waiting(&web.portal, &director).await?, process::next_day(&web.portal, &director).await?))
        }
        None => None,
    };
    let breaches = match Director::of(staff) {
        Some(director) => Some(breach::open(&web.portal, &director).await?),
        None => None,
    };
    let unread = process::unread(&web.portal, staff).await?;
    let asked = review::waiting(&web.portal, staff).await?;
    let letters = post::waiting(&web.portal, staff).await?.ok().filter(|waiting| waiting.letters > 0);
    let finds = may_find(&web.portal, staff);
    let accounts = match Keeper::of(staff) {
        Some(keeper) => Some(staff::list(&web.portal, &keeper).await?),
        None => None,
    };
    let in_use = accounts.map(|all| all.iter().filter(|one| one.ended_at.is_none()).count());
    let takes_paper = piles.iter().any(|pile| pile.id == "permissions") && Offer::of(&visit.site.profile).is_some();
    let is_director = breaches.is_some();
    let breaches = breaches.unwrap_or_default();
    let head = Head::new(words::WORK.to(lang)).problems(!problems.is_empty()).islands().desk();
    Ok(render(visit, head, || {
        view! {
            {done.map(|done| view! { <div class="notice success" role="status"><p>{done.to(lang)}</p></div> })}
            {summary(problems, lang)}
            <h1>{words::WORK.to(lang)}</h1>
            <div id="first">
                {requests.map(|requests| directors(requests, breaches, lang))}
                {unread.map(|unread| in_charge(visit, unread))}
                {asked.into_iter().map(|one| view! {
                    <div class="notice warning">
                        <p><a href=format!("/desk/review/{}", one.id)>{review_words::ASKS.to(lang)}</a></p>
                    </div>
                }).collect_view()}
            </div>
            {finds.then(|| view! { <form method="post" action="/desk/find" class="sheet screen-only" novalidate>
                {Field {
                    name: "find",
                    label: words::FIND,
                    hint: Some(words::FIND_HINT),
                    autocomplete: "off",
                    inputmode: "text",
                    size: 24,
                }.first(typed, problems, lang)}
                {buttons::submit(words::FIND_DO, lang)}
            </form> })}
            {acts(finds, takes_paper, lang)}
            <div class="renews" data-renews=words::RENEWS.to(lang) data-changed=words::RENEWED.to(lang)
                data-paused=words::PAUSED.to(lang) data-over=words::RENEWS_NO_MORE.to(lang)
                data-pause=words::PAUSE.to(lang) data-resume=words::RESUME.to(lang) hidden>
                <p class="hint" aria-live="polite"></p>
                <button type="button" class="link">{words::PAUSE.to(lang)}</button>
            </div>
            <WorkList/>
            <div id="waiting">
                {waits(visit, piles)}
                {letters.map(|Waiting { letters, .. }| view! {
                    <section class="sheet" aria-labelledby="letters">
                        <h2 id="letters">{post_words::TITLE.to(lang)} " (" {letters} ")"</h2>
                        <p>{post_words::LEDE.to(lang)}</p>
                        <p class="buttons">
                            <a class="button secondary" href="/desk/letters">{post_words::OPEN.to(lang)}</a>
                        </p>
                    </section>
                })}
            </div>
            {elsewhere(is_director.then_some(breaches), in_use, lang)}
        }
    }))
}

/// What is begun here by whoever works at the desk. `finds`: they open records; `takes_paper`: they enter permissions.
fn acts(finds: bool, takes_paper: bool, lang: Lang) -> impl IntoView + use<> {
    view! {
        <p class="buttons">
            {finds.then(|| view! {
                <a class="button secondary" href="/desk/identify" accesskey="i">
                    {desk_asks::NO_CARD.to(lang)} <kbd aria-hidden="true">"i"</kbd>
                </a>
            })}
            <a class="button secondary" href="/desk/asks" accesskey="s">
                {desk_asks::SOMEBODY.to(lang)} <kbd aria-hidden="true">"s"</kbd>
            </a>
            <a class="button secondary" href="/desk/police" accesskey="o">
                {process_words::BUTTON.to(lang)} <kbd aria-hidden="true">"o"</kbd>
            </a>
            <a class="button secondary" href="/desk/unsubscribe">{newsletter::DESK_LEAVE.to(lang)}</a>
            {takes_paper.then(|| view! {
                <a class="button secondary" href="/desk/permissions/new">{desk_permission::NEW.to(lang)}</a>
            })}
        </p>
    }
}

/// The piles with something in them, then in one line the others.
// Test (server/tests/routes/staff.rs): "where nothing waits the work list says so in one line".
fn waits(visit: &Visit, piles: Vec<Pile>) -> impl IntoView + use<> {
    let lang = visit.lang;
    let (empty, full): (Vec<Pile>, Vec<Pile>) = piles.into_iter().partition(|pile| pile.waiting.all == 0);
    let names: Vec<_> = empty.iter().map(|pile| pile.title.to(lang)).collect();
    view! {
        {full.into_iter().map(|pile| pile_view(visit, pile)).collect_view()}
        {(!names.is_empty()).then(|| view! {
            <p class="none"><b>{words::NOTHING_WAITS.to(lang)}</b> " " {names.join("; ")} "."</p>
        })}
    }
}

/// The other pages of the desk, by what they are about. `breaches`: how many are not done, for the Director; `in_use`: how many
/// staff accounts are in use, for those who manage them.
fn elsewhere(breaches: Option<usize>, in_use: Option<usize>, lang: Lang) -> impl IntoView + use<> {
    let link = |href: &'static str, label: Text| view! { <li><a href=href>{label.to(lang)}</a></li> };
    view! {
        <div class="elsewhere">
            {breaches.map(|breaches| view! {
                <section class="sheet" aria-labelledby="director">
                    <h2 id="director">{words::FOR_DIRECTOR.to(lang)}</h2>
                    <ul class="plain">
                        {link("/desk/review", review_words::TITLE)}
                        // One that is not done stands at the top.
                        {(breaches == 0).then(|| link("/desk/breach", breach_words::TITLE))}
                        {link("/desk/statistics", statistics::TITLE)}
                        {link("/desk/proof", proof::TITLE)}
                        {link("/desk/past", retention::PAST)}
                    </ul>
                </section>
            })}
            {in_use.map(|in_use| view! {
                <section class="sheet" aria-labelledby="accounts">
                    <h2 id="accounts">{words::STAFF.to(lang)}</h2>
                    <p>{in_use} " " {words::ACCOUNTS_IN_USE.to(lang)}</p>
                    <ul class="plain">{link("/desk/staff", words::KEEP_ACCOUNTS)}</ul>
                </section>
                <section class="sheet" aria-labelledby="mail">
                    <h2 id="mail">{words::MAIL.to(lang)}</h2>
                    <ul class="plain">
                        {link("/desk/newsletters", newsletter::TITLE)}
                        {link("/desk/consents", consent_report::TITLE)}
                        {link("/desk/mail", desk_mail::TITLE)}
                        {link("/desk/messages", messages::TITLE)}
                    </ul>
                </section>
            })}
            <section class="sheet" aria-labelledby="rules">
                <h2 id="rules">{words::LIBRARYS_RULES.to(lang)}</h2>
                <ul class="plain">
                    {link("/desk/profile", profile_words::TITLE)}
                    {link("/privacy/sheet", home::SHEET_LINK)}
                </ul>
            </section>
        </div>
    }
}

/// What the Director alone answers: so many requests are open, the next day that counts, and the breaches that are not done.
fn directors((requests, next): (i64, Option<Deadline>), breaches: usize, lang: Lang) -> AnyView {
    let class = if requests > 0 || breaches > 0 { "notice warning" } else { "notice" };
    view! {
        <div class=class>
            <p>
                <a href="/desk/process">{process_words::REGISTER.to(lang)}</a>
                {format!(": {requests} {}", process_words::OPEN_ONES.to(lang))}
            </p>
            {next.map(|day| view! {
                <p>
                    <b>{process_words::NEXT_DAY.to(lang)} ": " {show::date(day.on, lang)} ". "</b>
                    {day.what.to(lang)}
                </p>
            })}
            {(breaches > 0).then(|| view! {
                <p>
                    <a href="/desk/breach">{breach_words::TITLE.to(lang)}</a>
                    {format!(": {breaches} {}", breach_words::OPEN_ONES.to(lang))}
                </p>
            })}
        </div>
    }
}

/// What those who may be in charge see of requests that the Director has not recorded yet (W5): that there are some.
fn in_charge(visit: &Visit, (many, since): (i64, DateTime<Utc>)) -> AnyView {
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let zone = profile.time_zone;
    let door = if profile.told_of_process.is_empty() { process_words::UNREAD_WHAT } else { process_words::UNREAD_WHOM };
    view! {
        <div class="notice warning">
            <p><b>{process_words::unread(lang, many, &show::moment(since, zone, lang))}</b></p>
            <p>{process_words::UNREAD_DO.to(lang)} " " <a href="/desk/police">{door.to(lang)}</a></p>
        </div>
    }
}

/// Everything that waits and is this role's work. A new kind of work is one more pile.
async fn piles(visit: &Visit, web: &Web, staff: &Staff, page: u32) -> Result<Vec<Pile>, Failure> {
    let profile = &visit.site.profile;
    let lang = visit.lang;
    let changes = contact::desk::waiting(&web.portal, staff).await?.ok();
    let changes = changes.map(|changes| {
        changes.map(|change| Line {
            href: Some(format!("/desk/changes/{}", change.reference)),
            reference: change.reference.to_string(),
            what: change.detail.label().to(lang).to_owned(),
            since: change.asked_at,
        })
    });
    let permissions = permission::waiting(&web.portal, staff, page).await?.ok();
    let pages = permissions.as_ref().map_or(1, |found| found.pages);
    let permissions = permissions.map(|found| {
        Listed { rows: found.lines, all: found.all.into() }.map(|permission| Line {
            href: Some(format!("/desk/permissions/{}", permission.reference)),
            reference: permission.reference.to_string(),
            what: words::PERMISSIONS.to(lang).to_owned(),
            since: permission.signed_at,
        })
    });
    let corrections = correction::desk::waiting(&web.portal, staff).await?.ok();
    let corrections = corrections.map(|corrections| {
        corrections.map(|one| Line {
            href: Some(format!("/desk/corrections/{}", one.reference)),
            reference: one.reference.to_string(),
            what: one.class.label_for_others().to(lang).to_owned(),
            since: one.asked_at,
        })
    });
    let closings = access::closed_here(&web.portal, staff).await?.ok();
    let closings = closings.map(|closings| {
        closings.map(|one| Line {
            href: Some(format!("/desk/closings/{}", one.id)),
            reference: leave::OPEN.to(lang).to_owned(),
            what: if one.lost { leave::PILE_LOST } else { leave::PILE_WHAT }.to(lang).to_owned(),
            since: one.at,
        })
    });
    let codes = open_codes(&web.portal, staff).await?.ok();
    let codes = codes.map(|codes| {
        codes.map(|code| Line {
            href: code.waits.as_ref().map(|_| format!("/desk/codes/{}", code.id)),
            reference: code_name(&code).to(lang).to_owned(),
            what: format!("{} {}", words::CODE_UNTIL.to(lang), show::moment(code.ends_at, profile.time_zone, lang)),
            since: code.made_at,
        })
    });
    let [at_service, back, choices] = piles_of_mail(visit, web, staff).await?;
    let ends = pile_of_ends(web, staff, lang).await?;
    let piles = [
        at_service,
        changes.map(|waiting| Pile::of("changes", words::CHANGES, waiting)),
        corrections.map(|waiting| Pile::of("corrections", correction_words::PILE, waiting)),
        permissions.map(|waiting| Pile { page: (page, pages), ..Pile::of("permissions", words::PERMISSIONS, waiting) }),
        ends,
        closings.map(|waiting| Pile::of("closings", leave::PILE, waiting)),
        back,
        choices,
        codes.map(|waiting| Pile::of("codes", words::CODES, waiting)),
    ];
    Ok(piles.into_iter().flatten().collect())
}

/// What young people asked the desk to end. It is seldom, and there only where somebody did.
async fn pile_of_ends(web: &Web, staff: &Staff, lang: Lang) -> Result<Option<Pile>, Failure> {
    let asked = ends_asked(&web.portal, staff).await?.ok().filter(|asked| !asked.is_empty());
    let lines = asked.map(|asked| {
        asked.map(|one| Line {
            href: Some(format!("/desk/ends/{}", one.link)),
            reference: desk_family::OPEN_END.to(lang).to_owned(),
            what: desk_family::ONE_END.to(lang).to_owned(),
            since: one.at,
        })
    });
    Ok(lines.map(|waiting| Pile::of("ends", desk_family::PILE, waiting)))
}

/// What a code that was given out is for, and whether it waits for a colleague.
const fn code_name(code: &OpenCode) -> Text {
    match (code.opens, code.waits.is_some()) {
        (Opens::OwnRecord, false) => words::CODE_OPEN,
        (Opens::OwnRecord, true) => words::CODE_WAITS,
        (Opens::ChildsRecord, false) => words::CODE_OPEN_FAMILY,
        (Opens::ChildsRecord, true) => words::CODE_WAITS_FAMILY,
    }
}

/// What waits because of mail: people to take off at a newsletter service, addresses that mail came back from, choices to enter
/// in the library's own system.
async fn piles_of_mail(visit: &Visit, web: &Web, staff: &Staff) -> Result<[Option<Pile>; 3], Failure> {
    let profile = &visit.site.profile;
    let lang = visit.lang;
    let choices = notice::waiting(&web.portal, staff).await?.ok();
    let choices = choices.filter(|_| profile.circulation_mail.sent_by == SentBy::System).map(|choices| {
        choices.map(|one| Line {
            href: Some(format!("/desk/choices/{}", one.id)),
            reference: enter::OPEN.to(lang).to_owned(),
            what: Purpose::from_code(&one.purpose, profile).map_or(one.purpose, |purpose| purpose.label(lang)),
            since: one.asked_at,
        })
    });
    let back = returned::to_note(&web.portal, staff).await?.ok().filter(|back| !back.is_empty());
    let back = back.map(|back| {
        back.map(|one| Line {
            href: Some(format!("/desk/returned/{}", one.id)),
            reference: returned_words::OPEN.to(lang).to_owned(),
            what: returned_words::ONE.to(lang).to_owned(),
            since: one.since,
        })
    });
    // The Director takes off at a service who said no here, and destroys the lists.
    let at_service = match Director::of(staff) {
        Some(director) => Some(service::waits(&web.portal, &director).await?),
        None => None,
    };
    let at_service = at_service.filter(|waits| !waits.is_empty()).map(|at_service| {
        at_service.map(|one| Line {
            href: Some(format!("/desk/service/{}", one.list)),
            reference: match one.what {
                service::Waiting::ToRemove(_) => service_words::PILE_REMOVE,
                service::Waiting::Failed(_) => service_words::PILE_FAILED,
                service::Waiting::ToDestroy => service_words::PILE_DESTROY,
            }
            .to(lang)
            .to_owned(),
            what: Purpose::from_code(&one.list, profile).map_or(one.list, |purpose| purpose.label(lang)),
            since: one.since,
        })
    });
    Ok([
        at_service.map(|waiting| Pile::of("service", service_words::PILE, waiting)),
        back.map(|waiting| Pile::of("returned", returned_words::PILE, waiting)),
        choices.map(|waiting| Pile::of("choices", enter::PILE, waiting)),
    ])
}

fn pile_view(visit: &Visit, pile: Pile) -> impl IntoView + use<> {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let count = pile.waiting.all;
    let (page, pages) = pile.page;
    // A list in pages says so by the ways to the others.
    let cut = if pages > 1 { None } else { first_of(&pile.waiting, lang) };
    let rows: Vec<_> = pile
        .waiting
        .rows
        .into_iter()
        .map(|line| {
            view! {
                <tr>
                    <th scope="row">
                        {match line.href {
                            Some(href) => view! { <a href=href>{line.reference}</a> },
                            None => line.reference.into_any(),
                        }}
                    </th>
                    <td data-label=words::WHAT.to(lang)>{line.what}</td>
                    <td data-label=words::SINCE.to(lang)>{show::moment(line.since, zone, lang)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="sheet" aria-labelledby=pile.id>
            <h2 id=pile.id>{pile.title.to(lang)} " (" {count} ")"</h2>
            {cut}
            <table class="slip" aria-labelledby=pile.id>
                {table::head([words::REFERENCE, words::WHAT, words::SINCE], lang)}
                <tbody>{rows}</tbody>
            </table>
            {pager("/desk", page, pages, None, lang)}
        </section>
    }
}
