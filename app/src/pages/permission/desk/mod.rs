//! Written permission at the desk (S3): what waits, confirming with photo ID, taking one from paper, telling what one
//! names.

pub mod disclose;
pub mod open;
pub mod paper;
pub mod settle;

use crate::{
    prelude::*,
    request::{failure::Failure, visit::Visit},
    ui::{buttons, decision},
    words::{desk, desk_permission as words},
};
use axum::response::Response;
use domain::{decision::Refused, reference::Reference, words::Lang};
use portal::{
    authority::Staff,
    permission::{AtDesk as Found, find},
};
use std::collections::HashMap;

/// The fields as they were typed, by name.
type DeskFields = HashMap<String, String>;

/// The permission that an address names, or the page that says why this member of staff may not see it.
async fn found(visit: &Visit, staff: &Staff, reference: &str) -> Result<Result<Found, Response>, Failure> {
    let reference = Reference::parse(reference).ok_or(Failure::NotFound)?;
    match find(&visit.web.portal, staff, &reference).await? {
        Ok(found) => found.map(Ok).ok_or(Failure::NotFound),
        Err(refused) => Ok(Err(no(visit, &refused))),
    }
}

/// The decision's no, large, with the words to say.
fn no(visit: &Visit, refused: &Refused) -> Response {
    decision::no(visit, words::MAY_NOT, refused)
}

/// The way back to the work list.
fn back(lang: Lang) -> impl IntoView {
    buttons::back("/desk", desk::BACK, lang)
}

/// What was typed, carried to the second step.
fn carried(entered: &DeskFields) -> impl IntoView + use<> {
    let mut fields: Vec<_> = entered.iter().collect();
    fields.sort();
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> })
        .collect();
    fields.into_view()
}
