//! One line of a description list.

use crate::prelude::*;
use domain::words::{Lang, Text};

/// What it is called, and what it is. Stands in a `<dl>`.
pub fn fact(label: Text, value: impl IntoView + 'static, lang: Lang) -> AnyView {
    view! { <div class="entry"><dt>{label.to(lang)}</dt><dd>{value}</dd></div> }
}
