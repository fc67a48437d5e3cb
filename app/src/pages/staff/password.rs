//! Changing one's own password at the desk.

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
    words::{access, desk as words},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use portal::staff::{PasswordChange, change_password};
use serde::Deserialize;

/// The form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    current: String,
    new_secret: String,
    again: String,
}

/// `GET /desk/password`
pub async fn get(visit: Visit, AtDesk(_): AtDesk) -> Response {
    form(&visit, &Problems::none())
}

/// `POST /desk/password`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(entered): Posted<PasswordForm>,
) -> Result<Response, Failure> {
    let mut problems = Problems::none();
    if entered.current.is_empty() {
        problems.add("current", words::PASSWORD_MISSING);
    }
    if entered.new_secret != entered.again {
        problems.add("again", access::NEW_DIFFERS);
    }
    if !problems.is_empty() {
        return Ok(form(&visit, &problems));
    }
    let changed =
        change_password(&web.portal, &web.hasher, &staff, entered.current.into(), entered.new_secret.into()).await?;
    Ok(match changed {
        PasswordChange::Done => Redirect::to("/desk?done=password").into_response(),
        PasswordChange::WrongCurrent => form(&visit, &Problems::one("current", words::PASSWORD_WRONG)),
        PasswordChange::Weak(why) => form(&visit, &Problems::one("new_secret", why)),
        PasswordChange::Busy { retry_after_seconds } => return Err(Failure::Busy { retry_after_seconds }),
    })
}

fn form(visit: &Visit, problems: &Problems) -> Response {
    let lang = visit.lang;
    let head = Head::new(words::PASSWORD_DO.to(lang)).problems(!problems.is_empty()).islands();
    let field = |name, label, hint, autocomplete| Field { name, label, hint, autocomplete, inputmode: "text", size: 0 };
    render(visit, head, || {
        view! {
            {buttons::back("/desk", words::BACK, lang)}
            {summary(problems, lang)}
            <h1>{words::PASSWORD_DO.to(lang)}</h1>
            <form method="post" action="/desk/password" class="sheet" novalidate>
                {field("current", words::PASSWORD_NOW, None, "current-password").secret(problems, lang)}
                {field("new_secret", words::PASSWORD_NEW, Some(words::PASSWORD_HINT), "new-password").secret(problems, lang)}
                {field("again", words::PASSWORD_AGAIN, None, "new-password").secret(problems, lang)}
                {buttons::submit(words::PASSWORD_DO, lang)}
            </form>
        }
    })
}
