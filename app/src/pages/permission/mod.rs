//! Written permission (S3): list, the page where it is written, sign, print, withdraw.

mod beside;
pub mod desk;
pub mod detail;
pub mod discard;
pub mod done;
pub mod list;
pub mod new;
pub(crate) mod parts;
pub mod print;
pub(crate) mod questions;
pub mod sign;
mod told;
pub mod withdraw;
pub mod write;

use crate::{
    prelude::*,
    request::{failure::Failure, visit::Visit},
    words::permission as words,
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::permission::Offer;
use portal::{
    authority::Patron,
    permission::{PermissionHeld, Use, held},
};
use uuid::Uuid;

/// The permission that an address names, if it is this patron's. Another patron's and an unknown one get the same
/// answer.
async fn found(visit: &Visit, patron: &Patron, id: Uuid) -> Result<(PermissionHeld, Vec<Use>), Failure> {
    held(&visit.web.portal, patron, id).await?.ok_or(Failure::NotFound)
}

/// Where the pages of a draft lead when there is no draft (any more), or no library that takes one.
pub enum Elsewhere {
    /// Another page.
    To(String),
    /// What went wrong.
    Failed(Failure),
}

impl IntoResponse for Elsewhere {
    fn into_response(self) -> Response {
        match self {
            Self::To(path) => Redirect::to(&path).into_response(),
            Self::Failed(failure) => failure.into_response(),
        }
    }
}

impl From<Failure> for Elsewhere {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// The draft that an address names, and what the library offers. One that was signed meanwhile leads to its own page.
async fn draft(visit: &Visit, patron: &Patron, id: Uuid) -> Result<(PermissionHeld, Offer), Elsewhere> {
    let (held, _) = found(visit, patron, id).await?;
    let Some(offer) = Offer::of(&visit.site.profile) else { return Err(to("/permissions")) };
    if held.signed.is_some() {
        return Err(to(&format!("/permissions/{}", held.id)));
    }
    Ok((held, offer))
}

fn to(path: &str) -> Elsewhere {
    Elsewhere::To(path.to_owned())
}

/// The way back, above a page's heading.
fn crumb(href: String, label: &'static str) -> impl IntoView {
    view! { <p class="crumb"><a href=href>{label}</a></p> }
}

/// The way back to the list.
fn back_to_list(visit: &Visit) -> impl IntoView + use<> {
    crumb("/permissions".to_owned(), words::TITLE.to(visit.lang))
}
