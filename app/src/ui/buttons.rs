//! Buttons and ways back.

use crate::prelude::*;
use domain::words::{Lang, Text};

/// The one thing a form does, named as the act.
pub fn submit(label: Text, lang: Lang) -> AnyView {
    view! { <p class="buttons"><button class="button">{label.to(lang)}</button></p> }
}

/// The way back, above a page's heading.
pub fn back(href: &'static str, label: Text, lang: Lang) -> AnyView {
    view! { <p class="crumb"><a href=href>{label.to(lang)}</a></p> }
}
