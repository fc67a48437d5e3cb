//! One drawer, open: what is in it, why, from where, who can and who did see it, until when, how to correct it.

use super::{
    activity, entry,
    held::place_of,
    overview::{banners, knows},
    reader::Reader,
    slip, told,
};
use crate::{
    prelude::*,
    request::{failure::Failure, forms::Posted, in_path::InPath, signed_in::SignedIn, visit::Visit},
    ui::{
        at_service,
        fact::fact,
        fold::{Level, fold},
        render::{Head, render},
        tel::tel,
    },
    words::{correction, empty::will_appear, family, minor, overview, record as words},
};
use axum::{
    extract::Query,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use domain::{
    age::Young,
    inventory::{Class, Loaded, Rows, info, loaded, show},
    profile::{Profile, Vendor, privacy},
    words::{Lang, Text},
};
use portal::{
    authority::Patron,
    choice::offers_history,
    consent::at_services,
    record::{ClassPage, ListQuery, PersonLine, Section, Sighting, class_page},
};
use serde::Deserialize;

/// What the address may carry. What someone looks for is never in it: addresses are kept in logs and in the browser.
// Test (server/tests/routes/search.rs): "what is looked for is never read from an address".
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    page: Option<String>,
}

/// The form of the search, and of the ways to the other pages of what it found.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Searched {
    search: String,
    page: Option<String>,
}

/// `GET /record/{class}`. What the patron changes elsewhere stands there: the address leads to it.
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    InPath(code): InPath<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let turned = wanted.page.is_some();
    let asked = wanted.asked();
    if let Some(place) = Class::from_code(&code).and_then(|class| place_of(class, turned.then_some(asked.page))) {
        return Ok(Redirect::to(&place).into_response());
    }
    answer(&visit, &patron, &code, &asked).await
}

/// `POST /record/{class}/search`: the search without script.
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    InPath(code): InPath<String>,
    Posted(searched): Posted<Searched>,
) -> Result<Response, Failure> {
    if Class::from_code(&code) == Some(Class::Activity) {
        return activity::search(&visit, &patron, &searched.asked()).await;
    }
    answer(&visit, &patron, &code, &searched.asked()).await
}

async fn answer(visit: &Visit, patron: &Patron, code: &str, asked: &ListQuery) -> Result<Response, Failure> {
    let class = Class::from_code(code).ok_or(Failure::NotFound)?;
    let found = class_page(&visit.web.portal, patron, class, asked).await?.ok_or(Failure::NotFound)?;
    let above = match class {
        Class::HeldElsewhere => at_service::section(visit, &at_services(&visit.web.portal, patron).await?),
        _ => None,
    };
    Ok(page_of(visit, Reader::Patron(found.young), &found, asked, above))
}

impl Wanted {
    /// The same, within bounds.
    pub fn asked(self) -> ListQuery {
        ListQuery { page: number(self.page.as_deref()), search: None }
    }
}

impl Searched {
    /// The same, within bounds.
    pub fn asked(self) -> ListQuery {
        let search: String = self.search.trim().chars().take(100).collect();
        ListQuery { page: number(self.page.as_deref()), search: Some(search).filter(|text| !text.is_empty()) }
    }
}

/// The number of a page; the first where none is named.
pub fn number(page: Option<&str>) -> u32 {
    page.and_then(|page| page.parse().ok()).unwrap_or(1).max(1)
}

/// The page of one class, for anyone who reads. `above` stands first: before what the patron reads is held, and before a child's
/// name the ways to the other children's.
pub fn page_of(
    visit: &Visit,
    reader: Reader<'_>,
    found: &ClassPage,
    asked: &ListQuery,
    above: Option<AnyView>,
) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let about = reader.about(found.class, lang);
    let title = about.title.clone();
    let search = asked.search.as_deref();
    let today = visit.web.portal.clock.now().with_timezone(&profile.time_zone).date_naive();
    let (ways, above) = match reader {
        Reader::Patron(_) => (None, above),
        Reader::Guardian(_) => (above, None),
    };
    let lists = found.sections.iter().any(|section| slip::is_looked_through(section, search, reader));
    let named = found.named.as_ref().map(PersonLine::in_order);
    render(visit, Head::new(title.clone()).of(named).tools(lists), || {
        view! {
            {reader.back(lang)}
            {reader.banner(lang)}
            {ways}
            <h1>{title}</h1>
            <p class="lede">{about.what}</p>
            {matches!(reader, Reader::Patron(_)).then(|| banners::on_page(found, profile, today, lang))}
            {above}
            {left_out(&found.left_out, reader, lang)}
            {change_at(reader, found.class, profile).map(|(href, act)| view! {
                <p class="buttons"><a class="button secondary" href=href>{act.to(lang)}</a></p>
            })}
            {sections(visit, found, reader, search, Within::ItsOwnPage)}
            {about_drawer(found.class, reader, profile, lang)}
            {match reader {
                Reader::Patron(young) => seen_by((&found.seen_by, young), profile, today, lang),
                Reader::Guardian(opened) => {
                    view! { <p class="cite">{family::seen_is_theirs(lang, opened.name.as_deref())}</p> }
                }
            }}
        }
    })
}

/// Where the sections of a class stand, and so how deep their headings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// On a page of the class's own.
    ItsOwnPage,
    /// On the page of what can be done about it, each folded below a heading of its own.
    ATask {
        /// Whether the address named a page of the lists: one of more pages than one is then open.
        turned: bool,
    },
}

/// Everything in a class: that it is not kept or not loaded, or each list and card in it.
pub fn sections(
    visit: &Visit,
    found: &ClassPage,
    reader: Reader<'_>,
    search: Option<&str>,
    within: Within,
) -> impl IntoView + use<> {
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let today = visit.web.portal.today(profile);
    let path = reader.drawer(found.class);
    let sections = match found.class {
        Class::HeldElsewhere => elsewhere(reader, profile, lang),
        class => {
            // A notice above says already why there is nothing.
            let is_said = profile.is_not_loaded(class) || !profile.is_kept(class);
            let listed = found.sections.iter().filter(|section| section.total > 0 || !is_said);
            let (held, bare): (Vec<&Section>, Vec<&Section>) =
                listed.partition(|section| section.total > 0 || found.sections.len() == 1);
            let nothing = nothing_in(&bare, held.is_empty().then(|| will_appear(class)), lang);
            let held: Vec<_> = held
                .into_iter()
                .map(|section| section_view(section, found, reader, (&path, search), (profile, today, lang), within))
                .collect();
            view! { {held} {nothing} }
        }
    };
    view! {
        {not_kept(found.class, reader, profile, lang)}
        {not_loaded(found, profile, lang)}
        {sections}
    }
}

/// That a card or list has nothing in it, and what stands there once it has.
// Test (server/tests/routes/one_page.rs): "where there is nothing the page says what would stand there".
pub(super) fn nothing_held(class: Class, lang: Lang) -> String {
    format!("{} {}", words::NOTHING_HELD.to(lang), will_appear(class).to(lang))
}

/// The lists of a class with nothing in them, by name, as on the overview: no sheet of paper for each. With what would stand
/// there, where there is nothing else on the page.
fn nothing_in(bare: &[&Section], would: Option<Text>, lang: Lang) -> Option<impl IntoView + use<>> {
    let names: Vec<&str> = bare.iter().map(|section| section.relation.label.to(lang)).collect();
    let would = would.map(|would| format!(" {}", would.to(lang)));
    (!names.is_empty())
        .then(|| view! { <p class="none"><b>{overview::NOTHING.to(lang)}</b> " " {names.join("; ")} "." {would}</p> })
}

/// The page where a patron changes what is in this drawer.
fn change_at(reader: Reader<'_>, class: Class, profile: &Profile) -> Option<(&'static str, Text)> {
    match class {
        // Anyone who answers for a child changes nothing of the child's here.
        _ if matches!(reader, Reader::Guardian(_)) => None,
        Class::Contact => Some(("/contact", words::CHANGE_CONTACT)),
        Class::Pending => Some(("/corrections", correction::SEE_ALL)),
        Class::Preferences => Some(("/consents", words::CHANGE_CONSENTS)),
        Class::History if offers_history(profile) => Some(("/choices", words::CHANGE_CHOICES)),
        Class::Credentials => Some(("/security", words::CHANGE_SECURITY)),
        _ => None,
    }
}

/// What is held in this drawer and not told to anyone who reads.
fn left_out(labels: &[Text], reader: Reader<'_>, lang: Lang) -> Option<impl IntoView + use<>> {
    let Reader::Guardian(opened) = reader else { return None };
    let items = labels.iter().map(|label| view! { <li>{label.to(lang)}</li> }).collect_view();
    let says = family::part_left_out(lang, opened.name.as_deref());
    (!labels.is_empty()).then(|| view! { <div class="notice"><p>{says}</p><ul>{items}</ul></div> })
}

/// Why nothing of it is held, where the library keeps none.
fn not_kept(class: Class, reader: Reader<'_>, profile: &Profile, lang: Lang) -> Option<impl IntoView + use<>> {
    let reason = how_long(reader, class, profile, lang).filter(|_| !profile.is_kept(class))?;
    Some(view! { <div class="notice"><p>{words::NOT_KEPT.to(lang)} ". " {reason}</p></div> })
}

/// How long a class is kept, to the patron with "you", in words for their age; to a parent or guardian with the child's name.
fn how_long(reader: Reader<'_>, class: Class, profile: &Profile, lang: Lang) -> Option<String> {
    match reader {
        Reader::Patron(None) => privacy::kept(profile, class, lang),
        Reader::Patron(Some(_)) => privacy::kept_of_a_minor(profile, class, lang),
        Reader::Guardian(opened) => privacy::kept_of_a_child(profile, class, opened.name.as_deref(), lang),
    }
}

/// Says that no file brings this class here, or only a part of it. An empty page then does not mean that the library holds nothing.
/// Where that part is there all the same, nothing is said.
fn not_loaded(found: &ClassPage, profile: &Profile, lang: Lang) -> Option<AnyView> {
    let empty = found.sections.iter().all(|section| section.total == 0);
    match loaded(found.class) {
        Loaded::No if empty && profile.is_not_loaded(found.class) => Some(view! {
            <div class="notice">
                <p>{words::NOT_LOADED.to(lang)} " " {tel(&profile.desk.phone)}</p>
            </div>
        }),
        Loaded::Partly(part) if !found.has_what_no_file_brings() => Some(view! {
            <p class="hint">
                {part.to(lang)} " " {words::ASK_THE_DESK.to(lang)} " " {tel(&profile.desk.phone)}
            </p>
        }),
        Loaded::Yes | Loaded::No | Loaded::Partly(_) => None,
    }
}

fn section_view(
    section: &Section,
    found: &ClassPage,
    reader: Reader<'_>,
    (path, search): (&str, Option<&str>),
    (profile, today, lang): (&Profile, NaiveDate, Lang),
    within: Within,
) -> AnyView {
    let about = info(found.class);
    let several = found.sections.len() > 1;
    let (id, label) = (section.relation.name, section.relation.label.to(lang));
    let body = match section.relation.rows {
        Rows::One if section.rows.is_empty() => {
            view! { <p class="missing">{nothing_held(found.class, lang)}</p> }
        }
        Rows::One => section
            .rows
            .iter()
            .map(|row| {
                let due = slip::said(found.due(section, row, profile), today, lang);
                view! {
                    {entry::card(row, (about, section.relation), reader, profile, lang)}
                    {due.map(|due| view! { <p>{words::DELETED_ON.to(lang)} ": " {due}</p> })}
                }
            })
            .collect_view()
            .into_any(),
        Rows::Many { .. } => slip::list(section, found, reader, (path, search), (profile, today), lang),
    };
    match within {
        Within::ItsOwnPage if several => view! {
            <section class="sheet" aria-labelledby=id>
                <h2 id=id>{label}</h2>
                {body}
            </section>
        },
        // The page's own heading is that of the one there is.
        Within::ItsOwnPage => view! { <div class="sheet">{body}</div> },
        Within::ATask { turned } => {
            let body = view! { <div class="sheet">{body}</div> };
            fold(id, Level::Three, words::how_many(label, section.total), turned && section.pages > 1, body)
        }
    }
}

fn elsewhere(reader: Reader<'_>, profile: &Profile, lang: Lang) -> AnyView {
    let entries: Vec<_> = profile
        .held_elsewhere
        .iter()
        .map(|held| {
            view! {
                <section class="sheet">
                    <h2>{held.who.to(lang).to_owned()}</h2>
                    <dl class="card-record">
                        {fact(words::ELSEWHERE_WHAT, held.what.to(lang).to_owned(), lang)}
                        {fact(words::WHY, held.why.to(lang).to_owned(), lang)}
                        {held.deletion.as_ref().map(|deletion| entry_of(words::ELSEWHERE_DELETION, deletion.to(lang), lang))}
                        {fact(words::ELSEWHERE_ASK, held.ask.to(lang).to_owned(), lang)}
                    </dl>
                </section>
            }
        })
        .collect();
    let vendors: Vec<_> = profile.vendors.iter().map(|vendor| vendor_view(vendor, reader, lang)).collect();
    if entries.is_empty() && vendors.is_empty() {
        return view! { <p class="missing">{nothing_held(Class::HeldElsewhere, lang)}</p> };
    }
    view! { {entries} {vendors} }
}

fn entry_of(name: Text, said: &str, lang: Lang) -> AnyView {
    fact(name, said.to_owned(), lang)
}

/// A service of others: what for, what it gets and keeps, how to have an account there deleted, whom to ask, its policy, and
/// when the library last looked at the contract.
fn vendor_view(vendor: &Vendor, reader: Reader<'_>, lang: Lang) -> AnyView {
    let reviewed = vendor.contract_reviewed.map(|day| show::date(day, lang));
    let reviewed = reviewed.unwrap_or_else(|| words::VENDOR_NOT_REVIEWED.to(lang).to_owned());
    let policy = match vendor.policy_url.clone() {
        Some(url) => view! { <a href=url.clone() rel="noreferrer noopener">{url.clone()}</a> },
        None => words::VENDOR_NO_POLICY.to(lang).into_any(),
    };
    view! {
        <section class="sheet">
            <h2>{vendor.name.to(lang).to_owned()}</h2>
            <dl class="card-record">
                {entry_of(words::VENDOR_FOR, vendor.purpose.to(lang), lang)}
                {entry_of(words::VENDOR_GETS, &knows::gets(vendor, reader, lang), lang)}
                {vendor.keeps.as_ref().map(|keeps| entry_of(words::VENDOR_KEEPS, keeps.to(lang), lang))}
                {vendor.account.as_ref().map(|account| entry_of(words::VENDOR_ACCOUNT, account.to(lang), lang))}
                {entry_of(words::ELSEWHERE_ASK, vendor.ask.to(lang), lang)}
                {fact(words::VENDOR_POLICY, policy, lang)}
                {entry_of(words::VENDOR_REVIEWED, &reviewed, lang)}
            </dl>
        </section>
    }
}

/// Why the drawer is there, who can see it, until when, what to do if it is wrong.
pub fn about_drawer(class: Class, reader: Reader<'_>, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    view! {
        <section aria-labelledby="about">
            <h2 id="about">{words::ABOUT.to(lang)}</h2>
            {about_entries(class, reader, profile, lang)}
        </section>
    }
}

/// The same, folded; what it is stands before it.
pub fn about_folded(class: Class, reader: Reader<'_>, profile: &Profile, lang: Lang) -> AnyView {
    let what = reader.about(class, lang).what;
    let entries = about_entries(class, reader, profile, lang);
    let body = view! { <p>{what}</p> {entries} };
    fold("about", Level::Two, words::ABOUT.to(lang).to_owned(), false, body)
}

/// The same, as the entries of a card. Of what is not kept the page says so first ([`not_kept`]).
pub fn about_entries(class: Class, reader: Reader<'_>, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let about = reader.about(class, lang);
    let how_long = how_long(reader, class, profile, lang).filter(|_| profile.is_kept(class));
    view! {
        <dl class="card-record">
            {fact(words::WHY, about.why, lang)}
            {fact(words::WHO, about.who, lang)}
            {how_long.map(|how_long| view! {
                {fact(words::UNTIL, how_long, lang)}
            })}
            {fact(words::WRONG, about.wrong, lang)}
        </dl>
    }
}

/// The times when somebody saw a class, and how a minor whose record it is in is spoken to.
type Seen<'a> = (&'a [Sighting], Option<Young>);

/// Who has seen it.
fn seen_by(seen: Seen<'_>, profile: &Profile, today: NaiveDate, lang: Lang) -> AnyView {
    let sightings = sightings(seen, profile, today, lang);
    view! {
        <section aria-labelledby="seen-by">
            <h2 id="seen-by">{words::SEEN_BY.to(lang)}</h2>
            {sightings}
        </section>
    }
}

/// The same, folded.
pub fn seen_by_folded(seen: Seen<'_>, profile: &Profile, today: NaiveDate, lang: Lang) -> AnyView {
    let body = sightings(seen, profile, today, lang);
    let (sightings, young) = seen;
    let title = if sightings.is_empty() { words::SEEN_BY_NONE.of(young) } else { words::SEEN_BY };
    fold("seen-by", Level::Two, title.to(lang).to_owned(), false, body)
}

/// The times when somebody saw it, or that nobody has.
fn sightings((seen, young): Seen<'_>, profile: &Profile, today: NaiveDate, lang: Lang) -> AnyView {
    let zone = profile.time_zone;
    let rows: Vec<_> = seen
        .iter()
        .map(|sighting| {
            let who = told::who(sighting.actor, sighting.role, None, young, lang);
            let action = minor::action(sighting.action, false, young).to(lang);
            let purpose = sighting.purpose.as_deref().map(|purpose| told::purpose(purpose, profile, lang));
            let (first, then) = match purpose {
                Some(purpose) => (purpose, Some(format!("{who}: {action}"))),
                None => (format!("{who}: {action}"), None),
            };
            view! {
                <li>
                    <time datetime=show::machine(sighting.at)>{show::short_moment(sighting.at, today, zone, lang)}</time>
                    <p><b>{first}</b></p>
                    {then.map(|then| view! { <p>{then}</p> })}
                </li>
            }
        })
        .collect();
    if rows.is_empty() {
        view! { <p class="missing">{words::SEEN_BY_NOBODY.to(young, lang)}</p> }
    } else {
        view! { <ol class="seen">{rows}</ol> }
    }
}
