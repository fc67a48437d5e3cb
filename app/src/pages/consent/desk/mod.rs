//! Taking somebody off every newsletter, for anyone who asks (L29). Any of the staff may; nothing is shown of anybody.

pub mod proof;
mod proof_file;
pub mod report;

use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::{
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{desk, newsletter as words},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::parse::{EmailAddress, FieldError};
use portal::consent::leave_at_desk;
use serde::Deserialize;

/// Whose.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LeaveForm {
    email: String,
}

/// `GET /desk/unsubscribe`
pub async fn get(visit: Visit, AtDesk(_): AtDesk) -> Response {
    page(&visit, "", &Problems::none())
}

/// `POST /desk/unsubscribe`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(entered): Posted<LeaveForm>,
) -> Result<Response, Failure> {
    match EmailAddress::parse(&entered.email) {
        Ok(address) => {
            leave_at_desk(&web.portal, &staff, &address, visit.lang).await?;
            Ok(Redirect::to("/desk?done=left").into_response())
        }
        Err(error) => Ok(page(&visit, &entered.email, &Problems::one("email", error.text()))),
    }
}

fn page(visit: &Visit, typed: &str, problems: &Problems) -> Response {
    let lang = visit.lang;
    let field = Field {
        name: "email",
        label: words::DESK_LEAVE_ADDRESS,
        hint: None,
        autocomplete: "off",
        inputmode: "email",
        size: 40,
    }
    .first(typed, problems, lang);
    render(visit, Head::new(words::DESK_LEAVE.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            {summary(problems, lang)}
            <h1>{words::DESK_LEAVE.to(lang)}</h1>
            <p class="lede">{words::DESK_LEAVE_LEDE.to(lang)}</p>
            <form method="post" action="/desk/unsubscribe" class="sheet" novalidate>
                {field}
                {buttons::submit(words::DESK_LEAVE_DO, lang)}
            </form>
        }
    })
}
