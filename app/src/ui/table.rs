//! The head of a table.

use domain::words::{Lang, Text};
use leptos::prelude::*;

/// What its columns are called. The roles are said, because on a phone the style makes cards of the rows.
pub fn head<const COLUMNS: usize>(columns: [Text; COLUMNS], lang: Lang) -> impl IntoView {
    let cells = columns
        .map(|column| view! { <th role="columnheader" scope="col">{column.to(lang)}</th> })
        .into_iter()
        .collect_view();
    view! { <thead role="rowgroup"><tr role="row">{cells}</tr></thead> }
}
