//! A line of the desk's work, opened: what it is, whose it is, and one button that settles it.

use crate::{
    prelude::*,
    request::{failure::Failure, visit::Visit},
    ui::{
        buttons, decision,
        render::{Head, render},
    },
    words::desk,
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{decision::Refused, words::Text};

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

/// What a use case found: the page of it as `item` writes it, or the decision's no.
///
/// # Errors
/// When nothing of that name is waiting.
pub fn opened<T>(
    visit: &Visit,
    found: Result<Option<T>, Refused>,
    item: impl FnOnce(T) -> WorkItem,
) -> Result<Response, Failure> {
    match found {
        Ok(Some(found)) => Ok(page(visit, item(found))),
        Ok(None) => Err(Failure::NotFound),
        Err(refused) => Ok(decision::no(visit, desk::MAY_NOT, &refused)),
    }
}

/// The way back to the list, which says by this word what was done.
///
/// # Errors
/// When it was not settled: nothing of that name is waiting, or it is not this role's work.
pub fn settled(is_settled: bool, done: &str) -> Result<Response, Failure> {
    if is_settled { Ok(Redirect::to(&format!("/desk?done={done}")).into_response()) } else { Err(Failure::NotFound) }
}

fn page(visit: &Visit, item: WorkItem) -> Response {
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
            <div class="sheet">
                <dl class="card-record">{facts}</dl>
            </div>
            <form method="post" action=action class:sheet=check.is_some()>
                {check.map(|check| view! { <p>{check.to(lang)}</p> })}
                {button}
            </form>
        }
    })
}
