//! The head of a table.

use crate::prelude::*;
use domain::words::{Lang, Text};

/// What its columns are called. The ARIA roles are written out, because on a phone the style turns the rows into cards and their own roles are lost.
pub fn head<const COLUMNS: usize>(columns: [Text; COLUMNS], lang: Lang) -> impl IntoView {
    let cells = columns.map(|column| view! { <th scope="col">{column.to(lang)}</th> }).into_iter().collect_view();
    view! { <thead><tr>{cells}</tr></thead> }
}
