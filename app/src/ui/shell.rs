//! The frame around every page: who the library is, where one is, the language, the way out.

use crate::{
    islands::{FormHelp, ShowSecret},
    prelude::*,
    request::{
        at_desk::is_desk,
        head::{Head, Module},
        visit::Visit,
    },
    ui::{
        icons::{Icon, icon},
        languages::languages,
        session_warning,
        tel::tel,
    },
    words::shell as words,
};
use domain::{
    decision::Role,
    inventory::show,
    parse::ERROR_PREFIX,
    permission::Offer,
    profile::{PrivacyOfficer, Profile},
    words::{Lang, Text},
};
use leptos::config::LeptosOptions;
use portal::family::{Way, way};

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
                // First of all where it shows; the style puts it at the foot of the window.
                {session_warning::warning(visit)}
                {masthead(visit, head)}
                <main id="main">{body}</main>
                {colophon(visit)}
                {islands.then(|| view! { <FormHelp/><ShowSecret/> })}
            </body>
        </html>
    }
}

/// The library's colour, checked for contrast when its profile was read; and when the page warns by itself.
fn accent(visit: &Visit) -> String {
    let accent = &visit.site.profile.accent;
    let warns = session_warning::after(visit).map(|seconds| format!(";--warns-after:{seconds}s")).unwrap_or_default();
    format!(":root{{--accent:{};--accent-dark:{}{warns}}}", accent.light, accent.dark)
}

/// What wakes the page's islands when it is idle. The module that weighs most is not fetched until one of its islands is touched
/// ([`crate::islands`]): what would load it waits in a `template`, where nothing runs.
// Test (end2end/journeys/loading.script.spec.ts): "a page is there before any WebAssembly is, and what weighs most is not fetched until it is touched".
fn scripts(visit: &Visit, module: Module) -> impl IntoView + use<> {
    let assets = &visit.web.assets;
    let (idle, touched) = match module {
        Module::Core => (&assets.output_name, Some(&assets.forms)),
        Module::Tools => (&assets.output_name, Some(&assets.tools)),
        Module::Permission => (&assets.output_name, Some(&assets.permission)),
        Module::Proof => (&assets.proof, None),
        Module::Desk => (&assets.desk, None),
        Module::Letter => (&assets.letter, None),
    };
    // Where somebody develops they are one.
    let touched = touched.filter(|name| *name != idle);
    let options = |name: &str| LeptosOptions::builder().output_name(name).site_pkg_dir("pkg").build();
    view! {
        <HydrationScripts options=options(idle) islands=true/>
        {touched.map(|name| view! {
            <template id="when-touched"><HydrationScripts options=options(name) islands=true/></template>
        })}
    }
}

/// Whose record a page is about and as of when: on paper alone, by the style (print.css).
// Test (server/tests/routes/one_page.rs): "paper says whose record it is and as of when".
fn printed(visit: &Visit, head: &Head) -> Option<String> {
    let at = words::printed(visit.lang, &show::moment(visit.now, visit.site.profile.time_zone, visit.lang));
    (visit.patron.is_some() || visit.staff.is_some()).then(|| match &head.of {
        Some(name) => format!("{name}. {at}"),
        None => at,
    })
}

fn masthead(visit: &Visit, head: &Head) -> impl IntoView + use<> {
    let lang = visit.lang;
    let at_desk = is_desk(&visit.path);
    let signed_in = visit.patron.is_some() && !at_desk;
    let home = match (at_desk, signed_in) {
        (true, _) => "/desk",
        (false, true) => "/record",
        (false, false) => "/",
    };
    view! {
        <header class="masthead" data-printed=printed(visit, head)>
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
                {tabs(visit, &patron_tabs(&visit.site.profile))}
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
        Some(file) => view! { <img src=format!("/assets/logos/{file}") alt="" width="32" height="32"/> },
        None => icon(Icon::Book),
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

/// The pages that this library offers: none of written permission where it takes none, and none of a family where its policy
/// opens no child's record to a parent or guardian. What is held of either is on the overview.
// Test (server/tests/routes/one_page.rs): "the tabs are what the library offers".
fn patron_tabs(profile: &Profile) -> Vec<Tab> {
    let is_offered = |&(href, _): &Tab| match href {
        "/permissions" => Offer::of(profile).is_some(),
        "/family" => way(profile) != Way::NotOffered,
        _ => true,
    };
    PATRON_TABS.into_iter().filter(is_offered).collect()
}

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

fn colophon(visit: &Visit) -> impl IntoView + use<> {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    // A paragraph’s sign is not left alone at the end of a line.
    let statute = profile.statute.replace("§ ", "§\u{a0}");
    view! {
        <footer class="colophon">
            <ul>
                <li><a href="/privacy">{words::PRIVACY.to(lang)}</a></li>
                <li>{tel(&profile.desk.phone)}</li>
                <li>{profile.desk.address.join(", ")}</li>
            </ul>
            {profile.privacy_officer.as_ref().map(|officer| officer_line(officer, lang))}
            <p>{words::LAW.to(lang)} " " <cite lang="en">{statute}</cite></p>
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
            {officer.phone.clone().map(|phone| view! { ", " {tel(&phone)} })}
            {officer.email.clone().map(|email| view! { ", " <a href=format!("mailto:{email}")>{email.clone()}</a> })}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::reactive::owner::Owner;

    #[test]
    fn a_librarys_own_logo_stands_before_its_name() {
        let text = include_str!("../../../libraries/canton.toml");
        let mut profile = Profile::parse("canton", text).unwrap();
        let drawn = |profile: &Profile| Owner::new().with(|| mark(profile).to_html());
        assert!(drawn(&profile).starts_with("<svg"), "{}", drawn(&profile));
        profile.logo = Some("canton.svg".to_owned());
        assert!(
            drawn(&profile).contains("src=\"/assets/logos/canton.svg\" alt=\"\" width=\"32\" height=\"32\""),
            "{}",
            drawn(&profile)
        );
    }
}
