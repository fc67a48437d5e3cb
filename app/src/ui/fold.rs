//! What is one click away: a title that says what it is and how many, and what is folded below it.

use crate::prelude::*;

/// How deep the title of something folded stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Among the sections of the page.
    Two,
    /// In a section.
    Three,
}

/// `body`, folded unless `open`; on paper it is open. `id` names the title, and [`inside`] what is below it.
pub fn fold(id: &str, level: Level, title: String, open: bool, body: AnyView) -> AnyView {
    let (named, within) = (id.to_owned(), inside(id));
    let title = match level {
        Level::Two => view! { <h2 id=named>{title}</h2> },
        Level::Three => view! { <h3 id=named>{title}</h3> },
    };
    view! {
        <details class="fold" open=open>
            <summary>{title}</summary>
            <div id=within>{body}</div>
        </details>
    }
}

/// What an address names to have what is folded open: a browser opens what the place it was sent to is in.
// Test (end2end/journeys/words.script.spec.ts): "an address that leads into what is folded opens it".
pub fn inside(id: &str) -> String {
    format!("in-{id}")
}
