//! A whole list for the browser to look through: the way from the island `ListSearch` to the code that writes lists.

use super::visit::Visit;
use crate::prelude::*;
use axum::http::StatusCode;
use leptos_axum::ResponseOptions;
use std::pin::Pin;

/// What is written, or the status that says why not.
pub type Written = Pin<Box<dyn Future<Output = Result<String, StatusCode>> + Send>>;

/// Writes the list of this name for the person who visits, or says why not. Entered where server functions are answered, so that
/// islands know of no page.
#[derive(Clone, Copy)]
pub struct Lists(pub fn(Visit, String) -> Written);

/// What the island asks.
///
/// # Errors
/// 401 when nobody is signed in, 404 where there is no such list.
pub async fn whole_list(name: String) -> Result<String, ServerFnError> {
    let Lists(write) = expect_context();
    let options = use_context::<ResponseOptions>();
    answered(options, write(expect_context(), name).await)
}

/// What was written, or the status that says why not.
///
/// # Errors
/// With that status.
pub(super) fn answered(
    options: Option<ResponseOptions>,
    written: Result<String, StatusCode>,
) -> Result<String, ServerFnError> {
    written.map_err(|status| {
        if let Some(options) = options {
            options.set_status(status);
        }
        ServerFnError::new(status.as_str())
    })
}
