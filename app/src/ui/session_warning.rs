//! The warning before a session lapses (WCAG 2.2.1), first on the page after the way to its main part: the island
//! [`SessionClock`] wakes it, and without script a page shows it by itself when its time comes (docs/decisions/0068).

use crate::{
    islands::SessionClock,
    prelude::*,
    request::{
        stay::{DESKS, PATRONS},
        visit::Visit,
    },
    words::shell as words,
};
use chrono::Duration;
use domain::inventory::show;

/// So long before the end.
const WARNS: Duration = Duration::seconds(90);

/// The warning, where there is a session.
// Test (server/tests/routes/sessions.rs): "the warning is the first thing a key reaches and says when the session ends".
pub fn warning(visit: &Visit) -> Option<impl IntoView + use<>> {
    let lang = visit.lang;
    let left = visit.left?;
    let (text, leave_to) = if visit.staff.is_some() {
        (words::CLOCK_TEXT_DESK, "/desk/sign-in?ended=yes")
    } else {
        (words::CLOCK_TEXT, "/sign-in?ended=yes")
    };
    Some(view! {
        <section class="session-warning" aria-labelledby="session-warning-title" hidden
            data-idle=left.num_seconds().max(0) data-warn=WARNS.num_seconds() data-leave=leave_to
            data-text=text.to(lang) data-last=words::CLOCK_LAST.to(lang)>
            <h2 id="session-warning-title">{words::CLOCK_TITLE.to(lang)}</h2>
            <p role="status"></p>
            <p class="buttons"><button type="button" class="button">{words::CLOCK_STAY.to(lang)}</button></p>
        </section>
        <noscript>{by_itself(visit)}</noscript>
        <SessionClock/>
    })
}

/// What a page says by itself where there is no script: when the session ends, and a way to go on that leaves what was typed
/// here as it is.
fn by_itself(visit: &Visit) -> impl IntoView + use<> {
    let lang = visit.lang;
    let stay = if visit.staff.is_some() { DESKS } else { PATRONS };
    ends_at(visit).map(|(at, is_last)| {
        let way_on = (!is_last).then(|| {
            view! {
                <p class="buttons">
                    <a class="button" href=stay target="_blank" rel="noopener">{words::CLOCK_STAY_TAB.to(lang)}</a>
                </p>
            }
        });
        let says = if is_last { words::last(lang, &at) } else { words::ends(lang, &at) };
        view! {
            <section class="session-warning by-itself" aria-labelledby="session-ends-title">
                <h2 id="session-ends-title">{words::CLOCK_TITLE.to(lang)}</h2>
                <p>{says}</p>
                {way_on}
            </section>
        }
    })
}

/// When the session ends if nothing more is done, as it is shown, and whether it is the longest that any lasts.
pub fn ends_at(visit: &Visit) -> Option<(String, bool)> {
    let left = visit.left?;
    let idle = if visit.staff.is_some() { portal::staff::IDLE } else { portal::session::idle(visit.shared) };
    let profile = &visit.site.profile;
    let today = visit.now.with_timezone(&profile.time_zone).date_naive();
    let at = show::short_moment(visit.now + left, today, profile.time_zone, visit.lang);
    // What is written down of activity is up to half a minute old.
    Some((at, left + Duration::minutes(1) < idle))
}

/// The seconds until a page warns by itself, for its style.
pub fn after(visit: &Visit) -> Option<i64> {
    visit.left.map(|left| (left - WARNS).num_seconds().max(0))
}
