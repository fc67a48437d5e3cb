//! A switch of consents that is pressed in the browser: the way from the island `ConsentSwitches` to the code that writes its row.

use super::{
    lists::{Written, answered},
    visit::Visit,
};
use crate::prelude::*;
use leptos_axum::ResponseOptions;

/// Says this answer to this purpose for anyone who visits, and writes what the page shows then, or says why not. Entered where
/// server functions are answered, so that islands know of no page.
#[derive(Clone, Copy)]
pub struct Switches(pub fn(Visit, (String, String)) -> Written);

/// What the island asks.
///
/// # Errors
/// 401 when nobody is signed in, 404 where there is no such purpose or answer, 409 where it cannot be kept as things stand.
pub async fn switched(purpose: String, answer: String) -> Result<String, ServerFnError> {
    let Switches(say) = expect_context();
    let options = use_context::<ResponseOptions>();
    answered(options, say(expect_context(), (purpose, answer)).await)
}
