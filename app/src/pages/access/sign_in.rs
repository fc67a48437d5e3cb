//! Signing in with card number and PIN or password.

use crate::{
    prelude::*,
    request::{
        Web, at_desk,
        client::{Client, device_label},
        device,
        failure::{Failure, safe_next},
        forms::{Posted, Problems},
        in_browser::InBrowser,
        visit::Visit,
    },
    ui::{
        buttons,
        field::{Choice, Field, Judged, choices},
        icons::{Icon, icon},
        render::{Head, render},
        summary::summary,
    },
    words::access as words,
};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    parse::Judge,
    words::{Lang, Text},
};
use portal::{
    access::{Attempt, SignIn, sign_in},
    staff,
};
use serde::Deserialize;

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub struct SignInQuery {
    /// Where to go afterwards.
    next: Option<String>,
    /// Set when a session ended by itself.
    ended: Option<String>,
    /// `yes` when a form was sent after the session had ended, `perhaps` when the form ends the session itself.
    unsent: Option<String>,
}

impl SignInQuery {
    /// What to say about how somebody came here.
    fn notice(&self) -> Option<Text> {
        let unsent = self.unsent.as_deref().map(|how| if how == "yes" { words::UNSENT } else { words::UNSENT_OR_DONE });
        unsent.or(self.ended.is_some().then_some(words::ENDED))
    }
}

/// The form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    card_number: String,
    secret: String,
    /// `own` for one's own computer; anything else, or nothing, is a shared one.
    computer: String,
    next: String,
}

/// `GET /sign-in`
pub async fn get(visit: Visit, Query(asked): Query<SignInQuery>) -> Response {
    if visit.patron.is_some() {
        return Redirect::to(asked.next.as_deref().and_then(safe_next).unwrap_or("/record")).into_response();
    }
    let notice = asked.notice();
    let entered = SignInForm { next: asked.next.unwrap_or_default(), ..SignInForm::default() };
    form(&visit, &entered, &Problems::none(), StatusCode::OK, notice)
}

/// `POST /sign-in`
pub async fn post(
    visit: Visit,
    State(web): State<Web>,
    Client(client): Client,
    InBrowser(session): InBrowser,
    headers: HeaderMap,
    Posted(entered): Posted<SignInForm>,
) -> Result<Response, Failure> {
    let mut problems = Problems::none();
    if entered.card_number.trim().is_empty() {
        problems.add("card_number", words::CARD_MISSING);
    }
    if entered.secret.is_empty() {
        problems.add("secret", words::SECRET_MISSING.of(None));
    }
    if !problems.is_empty() {
        return Ok(form(&visit, &entered, &problems, StatusCode::UNPROCESSABLE_ENTITY, None));
    }
    let shared = entered.computer != "own";
    let user_agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let attempt = Attempt {
        card_number: &entered.card_number,
        secret: entered.secret.clone().into(),
        client,
        device: device::read(&headers),
        mark: device::mark(&headers),
        shared,
        device_label: device_label(user_agent),
        lang: visit.lang,
        site: &visit.address(),
    };
    match sign_in(&web.portal, &web.hasher, &visit.site.profile, &session, attempt).await? {
        SignIn::Welcome { device: new_device } => {
            let next = safe_next(&entered.next).unwrap_or("/record");
            let mut response = Redirect::to(next).into_response();
            if let Some(secret) = new_device {
                device::keep(&mut response, &secret);
            }
            // One browser is a patron's or the desk's, never both.
            if let Some(secret) = at_desk::secret(&headers) {
                staff::leave(&web.portal, visit.site.slug(), secret).await?;
                at_desk::forget(&mut response);
            }
            Ok(response)
        }
        SignIn::Refused => Ok(form(
            &visit,
            &entered,
            &Problems::one("card_number", words::REFUSED),
            StatusCode::UNPROCESSABLE_ENTITY,
            None,
        )),
        SignIn::Busy { retry_after_seconds } => Err(Failure::Busy { retry_after_seconds }),
    }
}

fn form(
    visit: &Visit,
    entered: &SignInForm,
    problems: &Problems,
    status: StatusCode,
    notice: Option<Text>,
) -> Response {
    let lang = visit.lang;
    let head = Head::new(words::SIGN_IN.to(lang)).problems(!problems.is_empty()).status(status).islands();
    render(visit, head, || {
        view! {
            {summary(problems, lang)}
            <h1>{words::SIGN_IN.to(lang)}</h1>
            {notice.map(|notice| view! { <p class="notice" role="status">{notice.to(lang)}</p> })}
            <div class="entrance">
                <div>
                    <form method="post" action="/sign-in" class="sheet" novalidate>
                        <input type="hidden" name="next" value=entered.next.clone()/>
                        {card_number(visit).text(&entered.card_number, problems, lang)}
                        {Field {
                            name: "secret",
                            label: words::SECRET,
                            hint: None,
                            autocomplete: "current-password",
                            inputmode: "text",
                            size: 0,
                        }.secret(problems, lang)}
                        {computer(entered.computer == "own", lang)}
                        {buttons::submit(words::SIGN_IN, lang)}
                    </form>
                    <ul class="ways">
                        <li><a href="/forgot">{words::FORGOT.to(lang)}</a></li>
                        <li><a href="/activate">{words::FIRST_TIME.to(lang)}</a></li>
                        <li><a href="/lost-card">{words::LOST_CARD.to(lang)}</a></li>
                    </ul>
                </div>
                {promises(lang)}
            </div>
        }
    })
}

/// A card in its drawer, in the colours of the library. It says nothing by itself.
const DRAWER: &str = r#"<path class="card" d="M58 108V12a4 4 0 0 1 4-4h116a4 4 0 0 1 4 4v96z"/><path class="red" d="M82 8v92M58 30h124"/><path class="lines" d="M92 46h78M92 60h62M92 74h70M92 88h52"/><path class="papers" d="m46 116 12-16h124l12 16z"/><rect class="front" x="34" y="116" width="172" height="68" rx="4"/><path class="label" d="M88 130h64v20H88z"/><path class="handle" d="M106 162h28c0 14-28 14-28 0z"/>"#;

/// What can be done here, at every library: beside the form, and on a phone below it.
// Test (server/tests/routes/sign_in.rs): "what the sign in page promises is there for whoever signs in".
fn promises(lang: Lang) -> impl IntoView {
    let each =
        [(Icon::Book, words::PROMISE_SEE), (Icon::Tune, words::PROMISE_DECIDE), (Icon::Eye, words::PROMISE_LOOKED)];
    let each = each.map(|(drawing, said)| view! { <li>{icon(drawing)} <span>{said.to(lang)}</span></li> });
    view! {
        <div class="promises screen-only">
            <svg viewBox="0 0 240 192" aria-hidden="true" inner_html=DRAWER></svg>
            <ul>{each.collect_view()}</ul>
        </div>
    }
}

/// A shared computer unless the person says otherwise.
fn computer(own: bool, lang: Lang) -> impl IntoView + use<> {
    let options = [
        Choice { id: "shared", value: "shared", label: words::SHARED, hint: Some(words::SHARED_HINT), chosen: !own },
        Choice { id: "own", value: "own", label: words::OWN, hint: Some(words::OWN_HINT), chosen: own },
    ];
    choices("computer", words::COMPUTER, &options, lang)
}

/// The card number's field, as every form that asks for one has it.
pub fn card_number(visit: &Visit) -> Judged {
    let field = Field {
        name: "card_number",
        label: words::CARD,
        hint: Some(words::CARD_HINT),
        autocomplete: "username",
        inputmode: "numeric",
        size: 20,
    };
    field.judged(Judge::Card(visit.site.profile.card.clone()))
}
