//! Adding an account, and giving one a new password and second factor. Both ask for the keeper's own password, and show
//! what was made up once.

use super::accounts::keeper;
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems, form_name},
        visit::Visit,
    },
    ui::{
        answers::{Answer, one_of},
        buttons,
        field::Field,
        qr::qr,
        render::{Head, render},
        summary::summary,
    },
    words::desk as words,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    decision::{Role, has_role},
    words::Text,
};
use portal::{
    authority::{Keeper, Reauthenticated, Staff},
    staff::{Added, Enrolled, KeeperConfirmed, NewAccount, add_by_form, confirm_keeper, reset_by_form},
};
use secrecy::ExposeSecret;
use serde::Deserialize;

/// The forms' fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AccountForm {
    login: String,
    name: String,
    role: String,
    own_secret: String,
    /// The form's own name: sent twice, it shows the same twice.
    form: String,
}

/// Whose secrets are to be new.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ResetQuery {
    login: String,
}

/// `GET /desk/staff/new`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk) -> Result<Response, Failure> {
    keeper(&staff)?;
    Ok(form(&visit, &AccountForm::default(), &Problems::none()))
}

/// `POST /desk/staff/new`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(entered): Posted<AccountForm>,
) -> Result<Response, Failure> {
    keeper(&staff)?;
    let mut problems = Problems::none();
    let role = Role::from_code(&entered.role).filter(|&role| has_role(staff.profile(), role));
    if entered.name.trim().is_empty() {
        problems.add("name", words::ACCOUNT_NAME_MISSING);
    }
    if entered.login.trim().is_empty() {
        problems.add("login", words::ACCOUNT_LOGIN_WRONG);
    }
    if role.is_none() {
        problems.add("role", words::ACCOUNT_ROLE_MISSING);
    }
    if entered.own_secret.is_empty() {
        problems.add("own_secret", words::PASSWORD_MISSING);
    }
    let Some(role) = role.filter(|_| problems.is_empty()) else { return Ok(form(&visit, &entered, &problems)) };
    let keeper = match confirmed(&web, &staff, &entered).await? {
        Ok(keeper) => keeper,
        Err(problem) => return Ok(form(&visit, &entered, &problem)),
    };
    let (login, name) = (entered.login.trim(), entered.name.trim());
    let new = NewAccount { login, name, role };
    let problem = match add_by_form(&web.portal, &web.hasher, &keeper, new, form_name(&web, &entered.form)).await? {
        Added::Done(made) => return Ok(ready(&visit, login, &made)),
        Added::Taken => ("login", words::ACCOUNT_TAKEN),
        Added::BadLogin | Added::Unknown => ("login", words::ACCOUNT_LOGIN_WRONG),
        Added::Weak(why) => ("login", why),
        Added::Busy { retry_after_seconds } => return Err(Failure::Busy { retry_after_seconds }),
    };
    Ok(form(&visit, &entered, &Problems::one(problem.0, problem.1)))
}

/// `GET /desk/staff/reset?login=…`: nothing is done yet.
pub async fn get_reset(
    visit: Visit,
    AtDesk(staff): AtDesk,
    Query(asked): Query<ResetQuery>,
) -> Result<Response, Failure> {
    keeper(&staff)?;
    let entered = AccountForm { login: asked.login, ..AccountForm::default() };
    Ok(reset_form(&visit, &entered, &Problems::none()))
}

/// `POST /desk/staff/reset`
pub async fn post_reset(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(entered): Posted<AccountForm>,
) -> Result<Response, Failure> {
    keeper(&staff)?;
    if entered.own_secret.is_empty() {
        return Ok(reset_form(&visit, &entered, &Problems::one("own_secret", words::PASSWORD_MISSING)));
    }
    let keeper = match confirmed(&web, &staff, &entered).await? {
        Ok(keeper) => keeper,
        Err(problem) => return Ok(reset_form(&visit, &entered, &problem)),
    };
    let made = reset_by_form(&web.portal, &web.hasher, &keeper, &entered.login, form_name(&web, &entered.form)).await?;
    Ok(match made {
        Added::Done(made) => ready(&visit, &entered.login, &made),
        Added::Busy { retry_after_seconds } => return Err(Failure::Busy { retry_after_seconds }),
        Added::Taken | Added::Unknown | Added::BadLogin | Added::Weak(_) => {
            reset_form(&visit, &entered, &Problems::one("own_secret", words::ACCOUNT_UNKNOWN))
        }
    })
}

/// The keeper, with their own password given again.
async fn confirmed(
    web: &Web,
    staff: &Staff,
    entered: &AccountForm,
) -> Result<Result<Reauthenticated<Keeper>, Problems>, Failure> {
    Ok(match confirm_keeper(&web.portal, &web.hasher, staff, entered.own_secret.clone().into()).await? {
        KeeperConfirmed::Yes(keeper) => Ok(keeper),
        KeeperConfirmed::No => Err(Problems::one("own_secret", words::PASSWORD_WRONG)),
        KeeperConfirmed::NotYours => return Err(Failure::NotFound),
        KeeperConfirmed::Busy { retry_after_seconds } => return Err(Failure::Busy { retry_after_seconds }),
    })
}

fn form(visit: &Visit, entered: &AccountForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    let here = Role::ALL.into_iter().filter(|&role| has_role(&visit.site.profile, role));
    let roles = here.map(|role| Answer {
        code: role.code(),
        label: role.label(),
        hint: None,
        chosen: entered.role == role.code(),
    });
    render(visit, Head::new(words::ACCOUNT_NEW.to(lang)).problems(!problems.is_empty()).islands(), || {
        view! {
            {buttons::back("/desk/staff", words::STAFF, lang)}
            {summary(problems, lang)}
            <h1>{words::ACCOUNT_NEW.to(lang)}</h1>
            <form method="post" action="/desk/staff/new" class="sheet" novalidate>
                {named(visit, entered)}
                {text("name", words::ACCOUNT_NAME, None).text(&entered.name, problems, lang)}
                {text("login", words::ACCOUNT_LOGIN, Some(words::ACCOUNT_LOGIN_HINT)).text(&entered.login, problems, lang)}
                {one_of("role", words::ROLE, roles.collect(), problems, lang)}
                {own_secret().secret(problems, lang)}
                {buttons::submit(words::ACCOUNT_NEW, lang)}
            </form>
        }
    })
}

fn reset_form(visit: &Visit, entered: &AccountForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::ACCOUNT_RESET.to(lang)).problems(!problems.is_empty()).islands(), || {
        view! {
            {buttons::back("/desk/staff", words::STAFF, lang)}
            {summary(problems, lang)}
            <h1>{words::ACCOUNT_RESET.to(lang)}</h1>
            <p class="lede">{words::ACCOUNT_LOGIN.to(lang)} ": " <b>{entered.login.clone()}</b></p>
            <p>{words::ACCOUNT_RESET_WHAT.to(lang)}</p>
            <form method="post" action="/desk/staff/reset" class="sheet" novalidate>
                {named(visit, entered)}
                <input type="hidden" name="login" value=entered.login.clone()/>
                {own_secret().secret(problems, lang)}
                {buttons::submit(words::ACCOUNT_RESET, lang)}
            </form>
        }
    })
}

/// The form's own name, kept where something was wrong.
fn named(visit: &Visit, entered: &AccountForm) -> impl IntoView + use<> {
    let name = form_name(&visit.web, &entered.form).to_string();
    view! { <input type="hidden" name="form" value=name/> }
}

fn text(name: &'static str, label: Text, hint: Option<Text>) -> Field {
    Field { name, label, hint, autocomplete: "off", inputmode: "text", size: 0 }
}

fn own_secret() -> Field {
    Field {
        autocomplete: "current-password",
        ..text("own_secret", words::ACCOUNT_OWN_SECRET, Some(words::ACCOUNT_OWN_HINT))
    }
}

/// What the person needs to sign in, shown once.
fn ready(visit: &Visit, login: &str, made: &Enrolled) -> Response {
    let lang = visit.lang;
    let otpauth = made.otpauth.expose_secret();
    render(visit, Head::new(words::ACCOUNT_READY.to(lang)), || {
        view! {
            {buttons::back("/desk/staff", words::STAFF, lang)}
            <h1>{words::ACCOUNT_READY.to(lang)}</h1>
            <p class="notice warning">{words::ACCOUNT_ONCE.to(lang)}</p>
            <section class="sheet code-slip">
                <p>{visit.address()} "/desk"</p>
                <p>{words::ACCOUNT_LOGIN.to(lang)} ": " <b>{login.to_owned()}</b></p>
                <p>
                    {words::ACCOUNT_PASSWORD.to(lang)} ": "
                    <strong class="reference">{made.password.expose_secret().to_owned()}</strong>
                </p>
                {qr(otpauth, words::ACCOUNT_QR.to(lang))}
                <p>{words::ACCOUNT_BY_HAND.to(lang)}<br/><span class="fingerprint">{otpauth.to_owned()}</span></p>
            </section>
        }
    })
}
