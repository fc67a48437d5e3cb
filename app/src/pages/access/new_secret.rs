//! Choosing a PIN or password with a mailed link or a code from the desk.

use crate::{
    prelude::*,
    request::{
        Web, at_desk,
        client::Client,
        device,
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
    words::access as words,
};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{parse::Judge, words::Text};
use portal::{
    access::{Choosing, Chosen, choose_by_link, link_or_code_shown, link_shown},
    authority::LinkShown,
};
use serde::Deserialize;

/// What a mailed link carries.
#[derive(Debug, Default, Deserialize)]
pub struct ChooseQuery {
    /// The token.
    t: Option<String>,
}

/// The form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChooseForm {
    token: String,
    new_secret: String,
    again: String,
}

/// `GET /choose?t=…`, where a mailed link leads. Looking changes nothing: the token is used when the form is sent, so a
/// mail scanner that follows links does not use it up.
pub async fn get(
    visit: Visit,
    State(web): State<Web>,
    Client(client): Client,
    Query(asked): Query<ChooseQuery>,
) -> Result<Response, Failure> {
    let token = tidy(&asked.t.unwrap_or_default());
    Ok(match link_shown(&web.portal, &visit.site.profile, &token, client).await? {
        LinkShown::Live(_) => form(&visit, &token, &Problems::none()),
        LinkShown::Used(_) => before(),
        LinkShown::Dead => dead(&visit),
    })
}

/// `POST /choose`
pub async fn post(
    visit: Visit,
    State(web): State<Web>,
    Client(client): Client,
    headers: HeaderMap,
    Posted(entered): Posted<ChooseForm>,
) -> Result<Response, Failure> {
    let token = tidy(&entered.token);
    let problems = differing(&visit, &entered.new_secret, &entered.again);
    if !problems.is_empty() {
        return Ok(form(&visit, &token, &problems));
    }
    let holder = match link_or_code_shown(&web.portal, &visit.site.profile, &token, client).await? {
        LinkShown::Live(holder) => holder,
        LinkShown::Used(_) => return Ok(before()),
        LinkShown::Dead => return Ok(dead(&visit)),
    };
    let choosing = Choosing {
        new: entered.new_secret.into(),
        at_desk: at_desk::is_desks(&headers),
        client,
        lang: visit.lang,
        site: &visit.address(),
    };
    let chosen = choose_by_link(&web.portal, &web.hasher, &holder, choosing).await?;
    match chosen {
        Chosen::Done { mark } => {
            let mut response = Redirect::to("/chosen").into_response();
            device::keep_mark(&mut response, &mark);
            Ok(response)
        }
        Chosen::AtDesk => {
            let problem = Problems::one("new_secret", words::DESKS_BROWSER);
            Ok(form(&visit, &token, &problem))
        }
        Chosen::Weak(why) => Ok(form(&visit, &token, &Problems::one("new_secret", why))),
        Chosen::Before => Ok(before()),
        Chosen::Refused => Ok(dead(&visit)),
        Chosen::Busy { retry_after_seconds } => Err(Failure::Busy { retry_after_seconds }),
    }
}

/// What the address of the page of what was done carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChosenQuery {
    /// `yes` where the link or code had been used before, `changed` where the form for a change was sent twice.
    before: Option<String>,
}

/// The person who shows a link or code again, after it was used.
pub fn before() -> Response {
    Redirect::to("/chosen?before=yes").into_response()
}

/// `GET /chosen`
pub async fn chosen(visit: Visit, Query(asked): Query<ChosenQuery>) -> Response {
    let lang = visit.lang;
    let what = match asked.before.as_deref() {
        Some("changed") => words::CHANGED_BEFORE.of(visit.young),
        Some(_) => words::CHOSEN_BEFORE,
        None => words::CHOSEN_WHAT,
    };
    render(&visit, Head::new(words::CHOSEN.to(visit.young, lang)), || {
        view! {
            <h1>{words::CHOSEN.to(visit.young, lang)}</h1>
            <p class="lede">{what.to(lang)}</p>
            <p class="buttons">
                <a class="button" href="/sign-in?next=/security">{words::SIGN_IN.to(lang)}</a>
                {asked.before.is_some().then(|| view! { <a href="/forgot">{words::CHOOSE_ANOTHER.to(lang)}</a> })}
            </p>
        }
    })
}

/// A token as typed or pasted: without spaces around it.
pub fn tidy(token: &str) -> String {
    token.trim().to_owned()
}

/// What is wrong with a new secret before anyone looks at its strength.
pub fn differing(visit: &Visit, new: &str, again: &str) -> Problems {
    if new.is_empty() {
        Problems::one("new_secret", words::NEW_MISSING.of(visit.young))
    } else if new == again {
        Problems::none()
    } else {
        Problems::one("again", words::NEW_DIFFERS)
    }
}

/// The two fields for a new secret.
pub fn fields(visit: &Visit, problems: &Problems) -> impl IntoView + use<> {
    let lang = visit.lang;
    let rules = &visit.site.profile.sign_in;
    let hint = words::secret_hint(
        lang,
        visit.young,
        rules.pin.as_ref().map(|pin| (pin.min, pin.max)),
        rules.password.as_ref().map(|password| password.min),
    );
    view! {
        <p class="hint" id="secret-rules">{hint}</p>
        {new_field("new_secret", words::NEW_SECRET)
            .judged(Judge::NewSecret(rules.pin, rules.password))
            .secret(problems, lang)}
        {new_field("again", words::NEW_AGAIN.of(visit.young)).secret(problems, lang)}
    }
}

fn new_field(name: &'static str, label: Text) -> Field {
    Field { name, label, hint: None, autocomplete: "new-password", inputmode: "text", size: 0 }
}

/// The form. The token travels in it and not in the address, which ends up in histories.
pub fn form(visit: &Visit, token: &str, problems: &Problems) -> Response {
    let lang = visit.lang;
    let head = Head::new(words::CHOOSE.to(lang)).problems(!problems.is_empty()).islands();
    render(visit, head, || {
        view! {
            {summary(problems, lang)}
            <h1>{words::CHOOSE.to(lang)}</h1>
            <form method="post" action="/choose" class="sheet" novalidate>
                <input type="hidden" name="token" value=token.to_owned()/>
                {fields(visit, problems)}
                {buttons::submit(words::SAVE_SECRET, lang)}
            </form>
        }
    })
}

fn dead(visit: &Visit) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::TOKEN_DEAD_TITLE.to(lang)).status(StatusCode::UNPROCESSABLE_ENTITY), || {
        view! {
            <h1>{words::TOKEN_DEAD_TITLE.to(lang)}</h1>
            <p class="lede">{words::TOKEN_DEAD.to(lang)}</p>
            <p class="buttons"><a class="button" href="/forgot">{words::ASK_AGAIN.to(lang)}</a></p>
        }
    })
}
