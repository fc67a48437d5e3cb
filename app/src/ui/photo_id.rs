//! Which photo ID a clerk saw.

use crate::{
    prelude::*,
    request::forms::Problems,
    ui::answers::{Answer, one_of},
    words::desk as words,
};
use domain::{photo_id::PhotoId, words::Lang};

/// The question. `or_none`: whether "none was needed" is an answer.
pub fn question(chosen: &str, or_none: bool, problems: &Problems, lang: Lang) -> AnyView {
    let kinds = PhotoId::ALL.into_iter().map(|kind| (kind.code(), kind.label()));
    let none = or_none.then_some(("none", words::SEEN_NONE));
    let answers =
        kinds.chain(none).map(|(code, label)| Answer { code, label, hint: None, chosen: chosen == code }).collect();
    view! {
        {one_of("seen", words::SEEN, answers, problems, lang)}
        <p class="hint">{words::SEEN_HINT.to(lang)}</p>
    }
}
