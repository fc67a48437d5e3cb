//! The frame around every page: who the library is, where one is, the language, the way out.

use crate::{
    islands::{FormHelp, SessionClock, ShowSecret},
    request::{
        at_desk::is_desk,
        head::{Head, Module},
        visit::Visit,
    },
    ui::{
        icons::{Icon, icon},
        languages::languages,
    },
    words::shell as words,
};
use domain::{
    decision::Role,
    parse::ERROR_PREFIX,
    profile::{PrivacyOfficer, Profile},
    words::{Lang, Text},
};
use leptos::{config::LeptosOptions, prelude::*};

/// A whole document.
pub fn document(visit: &Visit, head: &Head, body: AnyView) -> impl IntoView {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let error = if head.has_problems { ERROR_PREFIX.to(lang) } else { "" };
    let title = format!("{error}{} – {}", head.title, profile.name);
    let islands = head.islands || visit.patron.is_some() || visit.staff.is_some();
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title}</title>
                <meta name="description" content=words::DESCRIPTION.to(lang)/>
                <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=format!("/pkg/{}", visit.web.assets.style)/>
                <style nonce=visit.nonce.clone()>{accent(visit)}</style>
                {islands.then(|| scripts(visit, head.module))}
            </head>
            <body class=is_desk(&visit.path).then_some("at-desk")>
                <a class="skip" href="#main">{words::SKIP.to(lang)}</a>
                {masthead(visit)}
                <main id="main">{body}</main>
                {colophon(visit)}
                {clock(visit)}
                {islands.then(|| view! { <FormHelp/><ShowSecret/> })}
            </body>
        </html>
    }
}

/// The library's colour, checked for contrast when its profile was read.
fn accent(visit: &Visit) -> String {
    let accent = &visit.site.profile.accent;
    format!(":root{{--accent:{};--accent-dark:{}}}", accent.light, accent.dark)
}

fn scripts(visit: &Visit, module: Module) -> impl IntoView + use<> {
    let assets = &visit.web.assets;
    let name = match module {
        Module::Core => &assets.output_name,
        Module::Tools => &assets.tools,
        Module::Proof => &assets.proof,
        Module::Desk => &assets.desk,
        Module::Letter => &assets.letter,
    };
    let options = LeptosOptions::builder().output_name(name.as_str()).site_pkg_dir("pkg").build();
    view! { <HydrationScripts options islands=true/> }
}

fn masthead(visit: &Visit) -> impl IntoView + use<> {
    let lang = visit.lang;
    let at_desk = is_desk(&visit.path);
    let signed_in = visit.patron.is_some() && !at_desk;
    let home = match (at_desk, signed_in) {
        (true, _) => "/desk",
        (false, true) => "/record",
        (false, false) => "/",
    };
    view! {
        <header class="masthead">
            // In the order in which it is seen, so that nothing moves while it arrives.
            {at_desk.then(|| view! { <p class="masthead-what">{words::DESK.to(lang)}</p> })}
            <p class="masthead-name"><a href=home>{mark(&visit.site.profile)} <span>{visit.site.profile.name.clone()}</span></a></p>
            {(!at_desk).then(|| view! { <p class="masthead-what">{words::WHAT.to(lang)}</p> })}
            {languages(&visit.here, lang, &visit.site.profile.languages)}
            {signed_in.then(|| view! {
                <form method="post" action="/sign-out">
                    <button class="quiet">{words::SIGN_OUT.to(lang)}</button>
                </form>
                {leave(visit)}
                {tabs(visit, &PATRON_TABS)}
            })}
            {visit.staff.as_ref().map(|staff| view! {
                <p><bdi>{staff.name().to_owned()}</bdi> ", " {staff.role().label().to(lang)}</p>
                <form method="post" action="/desk/sign-out">
                    <button class="quiet">{words::SIGN_OUT.to(lang)}</button>
                </form>
                {tabs(visit, if staff.role() == Role::Desk { &DESK_TABS[..2] } else { &DESK_TABS })}
            })}
        </header>
    }
}

/// What stands before the library's name: its logo, or the portal's own mark. The name says the rest.
fn mark(profile: &Profile) -> AnyView {
    match &profile.logo {
        Some(file) => view! { <img src=format!("/assets/logos/{file}") alt="" width="32" height="32"/> }.into_any(),
        None => icon(Icon::Book).into_any(),
    }
}

/// The way out of a page that someone may not want to be seen reading: who can look at a family's records.
fn leave(visit: &Visit) -> Option<impl IntoView + use<>> {
    let is_about_safety = visit.path.split('/').any(|part| part == "family");
    let label = words::LEAVE.to(visit.lang);
    is_about_safety.then(|| {
        view! {
            <form method="post" action="/leave">
                <button class="quiet">{label}</button>
            </form>
        }
    })
}

/// A page of its own in the frame.
type Tab = (&'static str, Text);

const PATRON_TABS: [Tab; 8] = [
    ("/record", words::TAB_RECORD),
    ("/record/activity", words::TAB_ACTIVITY),
    ("/contact", words::TAB_CONTACT),
    ("/consents", words::TAB_CONSENTS),
    ("/permissions", words::TAB_PERMISSIONS),
    ("/family", words::TAB_FAMILY),
    ("/security", words::TAB_SECURITY),
    ("/privacy", words::TAB_PRIVACY),
];

/// The last is for those who keep staff accounts.
const DESK_TABS: [Tab; 3] =
    [("/desk", words::TAB_WORK), ("/desk/password", words::TAB_PASSWORD), ("/desk/staff", words::TAB_STAFF)];

fn tabs(visit: &Visit, tabs: &[Tab]) -> impl IntoView + use<> {
    let lang = visit.lang;
    let within =
        |href: &str| visit.path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let here = tabs.iter().map(|&(href, _)| href).filter(|href| within(href)).max_by_key(|href| href.len());
    let tabs: Vec<_> = tabs
        .iter()
        .map(|&(href, label)| {
            let is_part = (here == Some(href)).then_some("true");
            let current = if visit.path == href { Some("page") } else { is_part };
            view! { <li><a href=href aria-current=current>{label.to(lang)}</a></li> }
        })
        .collect();
    // On a phone the pages are a menu, opened by the browser itself; where there is room they stand in a row (layout.css).
    view! {
        <button class="menu" type="button" popovertarget="pages">{words::MENU.to(lang)}</button>
        <nav class="tabs" id="pages" popover="auto" aria-label=words::TABS.to(lang)><ul>{tabs}</ul></nav>
    }
}

/// Warns before a session lapses, where there is one.
fn clock(visit: &Visit) -> impl IntoView + use<> {
    let lang = visit.lang;
    let left = visit.left?;
    let (text, leave_to) = if visit.staff.is_some() {
        (words::CLOCK_TEXT_DESK, "/desk/sign-in?ended=yes")
    } else {
        (words::CLOCK_TEXT, "/sign-in?ended=yes")
    };
    Some({
        view! {
            <section class="session-warning" aria-labelledby="session-warning-title" hidden
                data-idle=left.num_seconds().max(0) data-warn="90" data-leave=leave_to
                data-text=text.to(lang) data-last=words::CLOCK_LAST.to(lang)>
                <h2 id="session-warning-title">{words::CLOCK_TITLE.to(lang)}</h2>
                <p role="status"></p>
                <p class="buttons"><button type="button" class="button">{words::CLOCK_STAY.to(lang)}</button></p>
            </section>
            <SessionClock/>
        }
    })
}

fn colophon(visit: &Visit) -> impl IntoView + use<> {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    view! {
        <footer class="colophon">
            <ul>
                <li><a href="/privacy">{words::PRIVACY.to(lang)}</a></li>
                <li><a href=tel(&profile.desk.phone)>{profile.desk.phone.clone()}</a></li>
                <li>{profile.desk.address.join(", ")}</li>
            </ul>
            {profile.privacy_officer.as_ref().map(|officer| officer_line(officer, lang))}
            <p>{words::LAW.to(lang)} " " <cite lang="en">{profile.statute.clone()}</cite></p>
            {profile.reading_of_published_policy.then(|| view! { <p>{words::READING.to(lang)}</p> })}
        </footer>
    }
}

/// Who answers for privacy, and how they are reached.
// Test (server/tests/routes/profile.rs): "who answers for privacy is named at the foot of every page".
fn officer_line(officer: &PrivacyOfficer, lang: Lang) -> impl IntoView + use<> {
    view! {
        <p>
            {words::OFFICER.to(lang)} " " {officer.name.to(lang).to_owned()}
            {officer.phone.clone().map(|phone| view! { ", " <a href=tel(&phone)>{phone.clone()}</a> })}
            {officer.email.clone().map(|email| view! { ", " <a href=format!("mailto:{email}")>{email.clone()}</a> })}
        </p>
    }
}

/// The address that calls a number as it is shown. A number of ten digits is one of this country.
fn tel(shown: &str) -> String {
    let digits: String = shown.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    if digits.len() == 10 { format!("tel:+1{digits}") } else { format!("tel:{digits}") }
}
