//! What is said about a change under way.

use crate::prelude::*;
use crate::words::{by_age::ByAge, contact as words, record};
use chrono::{DateTime, Utc};
use domain::{
    inventory::show,
    profile::{ContactEdits, Profile},
    words::{Lang, Text},
};
use portal::contact::{LinkMail, Pending, Stage};

/// What it waits for; where that is a link, whether its mail arrived, and what to do if it did not.
pub fn waits_for(pending: &Pending, profile: &Profile) -> ByAge {
    match (pending.stage, pending.mail) {
        (Stage::Desk, _) if profile.switches.contact_edits.value == ContactEdits::DeskWithPhotoId => {
            words::WAITING_DESK_ID
        }
        (Stage::Desk, _) => words::WAITING_DESK,
        (_, Some(LinkMail::Refused)) => words::LINK_REFUSED,
        (_, Some(LinkMail::CannotBeWrittenTo)) => words::LINK_CANNOT_BE_SENT,
        (_, Some(LinkMail::GivenUp)) => words::LINK_GIVEN_UP,
        (_, Some(LinkMail::CameBack)) => words::LINK_CAME_BACK,
        (Stage::LinkLapsed, _) => words::LINK_LAPSED,
        (Stage::Link, Some(LinkMail::Waits)) => words::LINK_ON_ITS_WAY,
        (Stage::Link, Some(LinkMail::Late)) => words::LINK_LATE,
        (Stage::Link, Some(LinkMail::Sent) | None) => words::WAITING_LINK,
    }
}

/// Whether it waits for a mail that will not come.
pub fn mail_has_failed(pending: &Pending) -> bool {
    pending.mail.is_some_and(LinkMail::has_failed)
}

/// Whether its mail has still to be sent, so that the next look at the page may say something else.
pub fn mail_is_to_be_sent(pending: &Pending) -> bool {
    pending.stage == Stage::Link && matches!(pending.mail, Some(LinkMail::Waits | LinkMail::Late))
}

/// Lines of text, each on its own.
pub fn lines(text: &str) -> Vec<AnyView> {
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            lines.push(view! { <br/> });
        }
        lines.push(line.to_owned().into_any());
    }
    lines
}

/// A value, or that there is none.
pub fn value(text: &str, none: Text, lang: Lang) -> AnyView {
    if text.is_empty() {
        view! { <span class="missing">{none.to(lang)}</span> }
    } else {
        lines(text).into_any()
    }
}

/// What the library's own system says instead of a detail that was entered here, in one line.
pub fn in_system(
    other: Option<&(String, DateTime<Utc>)>,
    profile: &Profile,
    lang: Lang,
) -> Option<impl IntoView + use<>> {
    other.map(|(said, since)| {
        let said = said.lines().collect::<Vec<_>>().join(", ");
        let since = show::date(since.with_timezone(&profile.time_zone).date_naive(), lang);
        let said = record::in_system(lang, Some(said.as_str()).filter(|said| !said.is_empty()), &since);
        view! { <p class="hint" dir="auto">{said}</p> }
    })
}
