//! A line of the desk's work, opened: what it is, whose it is, and one button that settles it.

use crate::{
    prelude::*,
    request::visit::Visit,
    ui::{
        buttons,
        render::{Head, render},
    },
    words::desk,
};
use axum::response::Response;
use domain::words::Text;

/// What the page says.
pub struct WorkItem {
    /// What it is.
    pub title: Text,
    /// What is to be done about it.
    pub lede: Text,
    /// Whose it is and what stands there, each a [`fact`](super::fact::fact).
    pub facts: Vec<AnyView>,
    /// Where its one form is posted to.
    pub action: String,
    /// What the clerk makes sure of first, where that is anything.
    pub check: Option<Text>,
    /// What the button says, and whether it takes something away.
    pub button: (Text, Weight),
}

/// Whether a button takes something away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It notes that something is done.
    Notes,
    /// It takes something away from somebody.
    TakesAway,
}

/// The page.
pub fn page(visit: &Visit, item: WorkItem) -> Response {
    let lang = visit.lang;
    let WorkItem { title, lede, facts, action, check, button: (button, weight) } = item;
    render(visit, Head::new(title.to(lang)), || {
        let button = match weight {
            Weight::Notes => buttons::submit(button, lang),
            Weight::TakesAway => view! {
                <p class="buttons"><button class="button warning">{button.to(lang)}</button></p>
            },
        };
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1>{title.to(lang)}</h1>
            <p class="lede">{lede.to(lang)}</p>
            <section class="sheet">
                <dl class="card-record">{facts}</dl>
            </section>
            <form method="post" action=action class:sheet=check.is_some()>
                {check.map(|check| view! { <p>{check.to(lang)}</p> })}
                {button}
            </form>
        }
    })
}
