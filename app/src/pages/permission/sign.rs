//! The exact text, and the signature under it.

use super::{Elsewhere, crumb, draft, found, questions::field_of, to};
use crate::{
    prelude::*,
    request::{
        failure::Failure,
        forms::{Posted, Problems, busy},
        in_path::InPath,
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{access, permission as words, security},
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    parse::{FieldError, NameError, PersonName},
    permission::{Offer, Part, State},
};
use portal::permission::{PermissionHeld, PermissionText, SignOutcome, Signature, sign};
use serde::Deserialize;

/// The form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignForm {
    signed_name: String,
    secret: String,
    /// The digest of the text that was shown.
    shown: String,
}

/// `GET /permissions/{id}/sign`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, InPath(id): InPath) -> Result<Response, Elsewhere> {
    let (held, offer) = draft(&visit, &patron, id).await?;
    page(&visit, &held, &offer, "", &Problems::none())
}

/// `POST /permissions/{id}/sign`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    InPath(id): InPath,
    Posted(entered): Posted<SignForm>,
) -> Result<Response, Elsewhere> {
    let (held, _) = found(&visit, &patron, id).await?;
    if held.state == State::Signed {
        return Err(to(&format!("/permissions/{}/done", held.id)));
    }
    let (held, offer) = draft(&visit, &patron, id).await?;
    let typed = entered.signed_name.as_str();
    let mut problems = Problems::none();
    let name = PersonName::parse(typed)
        .map_err(|why| {
            let words = if why == NameError::Empty { words::SIGNED_NAME_MISSING.of(visit.young) } else { why.text() };
            problems.add("signed_name", words);
        })
        .ok();
    if entered.secret.is_empty() {
        problems.add("secret", access::SECRET_MISSING.of(visit.young));
    }
    let Some(name) = name.filter(|_| problems.is_empty()) else {
        return page(&visit, &held, &offer, typed, &problems);
    };
    let web = &visit.web;
    let signature = Signature {
        name,
        shown: &entered.shown,
        secret: entered.secret.into(),
        lang: visit.lang,
        site: &visit.address(),
    };
    let outcome = sign(&web.portal, &web.hasher, &offer, &patron, held.id, signature);
    let problems = match outcome.await.map_err(Failure::from)? {
        SignOutcome::Signed(_) => {
            return Ok(Redirect::to(&format!("/permissions/{}/done", held.id)).into_response());
        }
        SignOutcome::NoDraft => return Err(to(&format!("/permissions/{}/done", held.id))),
        SignOutcome::Incomplete(part) => return Err(ask(&held, part)),
        SignOutcome::SignedOut => {
            return Err(visit.signed_out().into());
        }
        SignOutcome::WrongSecret => Problems::one("secret", security::CURRENT_WRONG.of(visit.young)),
        SignOutcome::TextChanged => Problems::one("text", words::TEXT_CHANGED.of(visit.young)),
        SignOutcome::Busy { retry_after_seconds } => {
            let problems = Problems::one("secret", access::BUSY_NOW.of(visit.young));
            return page(&visit, &held, &offer, typed, &problems).map(|form| busy(form, retry_after_seconds));
        }
    };
    page(&visit, &held, &offer, typed, &problems)
}

/// A part that is missing is asked before anything is signed.
fn ask(held: &PermissionHeld, part: Part) -> Elsewhere {
    to(&format!("/permissions/{}/write#{}", held.id, field_of(part)))
}

fn page(
    visit: &Visit,
    held: &PermissionHeld,
    offer: &Offer,
    typed: &str,
    problems: &Problems,
) -> Result<Response, Elsewhere> {
    let lang = visit.lang;
    let shown = PermissionText::of(&visit.web.portal, &visit.site.profile, offer, held, lang)
        .map_err(|part| ask(held, part))?;
    let id = held.id;
    Ok(render(visit, Head::new(words::SIGN.to(visit.young, lang)).problems(!problems.is_empty()).islands(), || {
        view! {
            {crumb(format!("/permissions/{id}/write"), words::GIVE.to(lang))}
            {summary(problems, lang)}
            <h1>{words::SIGN.to(visit.young, lang)}</h1>
            <p class="lede">{words::SIGN_WHAT.to(visit.young, lang)}</p>
            <h2 id="text">{words::THE_TEXT.to(lang)}</h2>
            <pre class="deed">{shown.text}</pre>
            <form method="post" action=format!("/permissions/{id}/sign") class="sheet" novalidate>
                <input type="hidden" name="shown" value=shown.digest/>
                {Field {
                    name: "signed_name",
                    label: words::SIGNED_NAME.of(visit.young),
                    hint: None,
                    autocomplete: "name",
                    inputmode: "text",
                    size: 0,
                }.text(typed, problems, lang)}
                {Field {
                    name: "secret",
                    label: access::SECRET,
                    hint: Some(words::SECRET_HINT.of(visit.young)),
                    autocomplete: "current-password",
                    inputmode: "text",
                    size: 0,
                }.secret(problems, lang)}
                {buttons::submit(words::SIGN_DO, lang)}
            </form>
        }
    }))
}
