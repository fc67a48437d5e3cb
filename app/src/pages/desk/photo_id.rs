//! Which photo ID a clerk saw.

use crate::{
    ui::field::{Choice, choices},
    web::forms::Problems,
    words::desk as words,
};
use domain::{photo_id::PhotoId, words::Lang};
use leptos::prelude::*;

/// The question. `or_none`: whether "none was needed" is an answer.
pub fn question(chosen: &str, or_none: bool, problems: &Problems, lang: Lang) -> AnyView {
    let kinds = PhotoId::ALL.into_iter().enumerate().map(|(at, kind)| Choice {
        // The first answer carries the field's own id, where the summary's link leads.
        id: if at == 0 { "seen" } else { kind.code() },
        value: kind.code(),
        label: kind.label(),
        hint: None,
        chosen: chosen == kind.code(),
    });
    let none = or_none.then_some(Choice {
        id: "seen-none",
        value: "none",
        label: words::SEEN_NONE,
        hint: None,
        chosen: chosen == "none",
    });
    let options: Vec<Choice> = kinds.chain(none).collect();
    view! {
        {problems.of("seen", lang).map(|wrong| view! { <p class="error">{wrong}</p> })}
        {choices("seen", words::SEEN, &options, lang)}
        <p class="hint">{words::SEEN_HINT.to(lang)}</p>
    }
    .into_any()
}
