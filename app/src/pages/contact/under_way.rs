//! What is said about a change under way.

use crate::words::contact as words;
use domain::{
    profile::{ContactEdits, Profile},
    words::{Lang, Text},
};
use leptos::prelude::*;
use portal::contact::{Pending, Stage};

/// What it waits for.
pub fn waits_for(pending: &Pending, profile: &Profile) -> Text {
    match pending.stage {
        Stage::Link => words::WAITING_LINK,
        Stage::LinkLapsed => words::LINK_LAPSED,
        Stage::Desk if profile.switches.contact_edits.value == ContactEdits::DeskWithPhotoId => words::WAITING_DESK_ID,
        Stage::Desk => words::WAITING_DESK,
    }
}

/// Lines of text, each on its own.
pub fn lines(text: &str) -> Vec<AnyView> {
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            lines.push(view! { <br/> }.into_any());
        }
        lines.push(line.to_owned().into_any());
    }
    lines
}

/// A value, or that there is none.
pub fn value(text: &str, none: Text, lang: Lang) -> AnyView {
    if text.is_empty() {
        view! { <span class="missing">{none.to(lang)}</span> }.into_any()
    } else {
        lines(text).into_any()
    }
}
