//! The head of a table.

use crate::prelude::*;
use domain::words::{Lang, Text};

/// What its columns are called. Where the style makes cards of the rows, they stay a table to a screen reader (decision 0083).
// Test (end2end/journeys/record.spec.ts): "a table is a table to a screen reader, also where its rows are cards".
pub fn head<const COLUMNS: usize>(columns: [Text; COLUMNS], lang: Lang) -> impl IntoView {
    let cells = columns.map(|column| view! { <th scope="col">{column.to(lang)}</th> }).into_iter().collect_view();
    view! { <thead><tr>{cells}</tr></thead> }
}
