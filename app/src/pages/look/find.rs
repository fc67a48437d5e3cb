//! The search box: a card number or a reference. It is posted, so that neither stands in an address or a log.

use super::work;
use crate::{
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::decision,
    words::desk as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    parse::CardNumber,
    reference::{Names, Reference},
};
use portal::look::{FoundCard, find_card};
use serde::Deserialize;

/// The form's field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FindForm {
    find: String,
}

/// `POST /desk/find`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(entered): Posted<FindForm>,
) -> Result<Response, Failure> {
    let problem = if entered.find.trim().is_empty() {
        words::FIND_MISSING
    } else if let Some(reference) = Reference::parse(&entered.find) {
        let page = match reference.names() {
            Some(Names::Permission) => "permissions",
            Some(Names::Correction) => "corrections",
            _ => "changes",
        };
        return Ok(Redirect::to(&format!("/desk/{page}/{reference}")).into_response());
    } else if let Ok(card) = CardNumber::parse(&entered.find, &visit.site.profile.card) {
        match find_card(&web.portal, &staff, &card).await? {
            FoundCard::InUse { look } => return Ok(Redirect::to(&format!("/desk/look/{look}")).into_response()),
            FoundCard::Closed => words::FIND_CLOSED,
            FoundCard::Unknown => words::FIND_NONE,
            FoundCard::NotYours(refused) => return Ok(decision::no(&visit, words::MAY_NOT, &refused)),
        }
    } else {
        words::FIND_NONE
    };
    work::page(&visit, &web, &staff, None, &entered.find, &Problems::one("find", problem)).await
}
