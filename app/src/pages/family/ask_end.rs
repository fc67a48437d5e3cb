//! A child asks the desk to end a grown-up's link.

use crate::request::{Web, failure::Failure, forms::Posted, signed_in::SignedIn};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use portal::family::ask_to_end;
use serde::Deserialize;

/// Which link.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    link: String,
}

/// `POST /family/ask-end`: the list, which says what was asked, whatever became of it.
pub async fn post(
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Posted(chosen): Posted<Chosen>,
) -> Result<Response, Failure> {
    let link = chosen.link.parse().map_err(|_| Failure::Malformed)?;
    ask_to_end(&web.portal, &patron, link).await?;
    Ok(Redirect::to("/family").into_response())
}
