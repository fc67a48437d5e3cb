//! Asking for newsletters without a card, and for the link to what is held. The answer is the same for every address.

use super::{offered, what_is_held};
use crate::{
    prelude::*,
    request::{
        client::Client,
        failure::Failure,
        forms::{Posted, Problems, form_name},
        visit::Visit,
    },
    ui::{
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{consent as answers, subscriber as words},
};
use axum::{
    extract::Query,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    consent::without_card,
    parse::{ERROR_PREFIX, EmailAddress, FieldError, Judge, PersonName},
    words::{Lang, Text},
};
use portal::{
    access::TooManyAsk,
    consent::subscriber::{LinkWish, Wish, ask, ask_for_own_link},
    password::RETRY_AFTER_SECONDS,
};
use serde::Deserialize;

/// What was typed, in either form of the page.
#[derive(Debug, Default)]
struct Typed {
    name: String,
    email: String,
    lists: Vec<String>,
    form: String,
    /// In the second form.
    own_email: String,
}

/// What comes before a newsletter's code in the name of its box.
const LIST: &str = "list-";

impl Typed {
    fn read(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (field, value) in fields {
            match (field.as_str(), field.strip_prefix(LIST)) {
                (_, Some(code)) => typed.lists.push(code.to_owned()),
                ("name", _) => typed.name = value,
                ("email", _) => typed.email = value,
                ("own_email", _) => typed.own_email = value,
                ("form", _) => typed.form = value,
                _ => {}
            }
        }
        typed
    }
}

/// `GET /newsletters`
pub async fn get(visit: Visit) -> Result<Response, Failure> {
    offered(&visit)?;
    Ok(page(&visit, &Typed::default(), &Problems::none()))
}

/// `POST /newsletters`
pub async fn post(
    visit: Visit,
    Client(client): Client,
    Posted(fields): Posted<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    offered(&visit)?;
    let typed = Typed::read(fields);
    let profile = &visit.site.profile;
    let mut problems = Problems::none();
    let name = PersonName::parse(&typed.name).map_err(|error| problems.add("name", error.text())).ok();
    let email = EmailAddress::parse(&typed.email).map_err(|error| problems.add("email", error.text())).ok();
    let known = |code: &&String| profile.newsletters.iter().any(|list| list.code == **code);
    let lists: Vec<String> = typed.lists.iter().filter(known).cloned().collect();
    if lists.is_empty() {
        problems.add("lists", words::WHICH_MISSING);
    }
    let (Some(name), Some(email), true) = (name, email, problems.is_empty()) else {
        return Ok(page(&visit, &typed, &problems));
    };
    let form = form_name(&visit.web, &typed.form);
    let wish = Wish { name, email, lists, lang: visit.lang, form, site: visit.address(), client };
    ask(&visit.web.portal, profile, wish).await?.map_err(busy)?;
    Ok(Redirect::to("/newsletters/sent").into_response())
}

/// `POST /newsletters/link`
pub async fn post_link(
    visit: Visit,
    Client(client): Client,
    Posted(fields): Posted<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    offered(&visit)?;
    let typed = Typed::read(fields);
    let email = match EmailAddress::parse(&typed.own_email) {
        Ok(email) => email,
        Err(error) => return Ok(page(&visit, &typed, &Problems::one("own_email", error.text()))),
    };
    let wish = LinkWish { email, form: form_name(&visit.web, &typed.form), site: visit.address(), client };
    ask_for_own_link(&visit.web.portal, &visit.site.profile, wish).await?.map_err(busy)?;
    Ok(Redirect::to("/newsletters/sent?what=link").into_response())
}

fn busy(TooManyAsk: TooManyAsk) -> Failure {
    Failure::Busy { retry_after_seconds: RETRY_AFTER_SECONDS }
}

/// What the address may carry: which of the two was asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SentQuery {
    what: Option<String>,
}

/// `GET /newsletters/sent`
pub async fn sent(visit: Visit, Query(asked): Query<SentQuery>) -> Result<Response, Failure> {
    offered(&visit)?;
    let lang = visit.lang;
    let what = if asked.what.as_deref() == Some("link") { words::SENT_LINK } else { words::SENT_WISH };
    Ok(render(&visit, Head::new(words::SENT.to(lang)), || {
        view! {
            <h1>{words::SENT.to(lang)}</h1>
            <p class="lede">{what.to(lang)}</p>
            <p>{words::SENT_LIMIT.to(lang)}</p>
            <p><a href="/newsletters">{words::TO_START.to(lang)}</a></p>
        }
    }))
}

fn page(visit: &Visit, typed: &Typed, problems: &Problems) -> Response {
    let lang = visit.lang;
    let form = visit.web.portal.entropy.uuid().to_string();
    let field =
        |name, label, hint, autocomplete, inputmode| Field { name, label, hint, autocomplete, inputmode, size: 40 };
    render(visit, Head::new(words::TITLE.to(lang)).problems(!problems.is_empty()).islands(), || {
        view! {
            {summary(problems, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <p>{words::WITH_CARD.to(lang)} " " <a href="/consents">{answers::TITLE.to(None, lang)}</a></p>
            <form method="post" action="/newsletters" class="sheet" novalidate>
                <input type="hidden" name="form" value=form.clone()/>
                {field("name", words::NAME, Some(words::NAME_HINT), "name", "text").judged(Judge::Line(100)).text(&typed.name, problems, lang)}
                {field("email", words::EMAIL, None, "email", "email").judged(Judge::Email).text(&typed.email, problems, lang)}
                {lists(visit, typed, problems)}
                {buttons::submit(words::ASK, lang)}
            </form>
            <section aria-labelledby="held">
                <h2 id="held">{words::HELD.to(lang)}</h2>
                {what_is_held(&visit.site.profile, lang)}
            </section>
            <section class="sheet" aria-labelledby="mine">
                <h2 id="mine">{words::MINE.to(lang)}</h2>
                <p>{words::MINE_WHAT.to(lang)}</p>
                <form method="post" action="/newsletters/link" novalidate>
                    <input type="hidden" name="form" value=form/>
                    {field("own_email", words::EMAIL, None, "email", "email")
                        .judged(Judge::Email)
                        .text(&typed.own_email, problems, lang)}
                    {second(words::MINE_DO, lang)}
                </form>
            </section>
        }
    })
}

fn second(label: Text, lang: Lang) -> impl IntoView + use<> {
    view! { <p class="buttons"><button class="button secondary">{label.to(lang)}</button></p> }
}

/// Each newsletter with a box, off until ticked, and the exact words of a yes one click away.
fn lists(visit: &Visit, typed: &Typed, problems: &Problems) -> impl IntoView + use<> {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let wrong = problems.of("lists", lang);
    let each: Vec<_> = profile
        .newsletters
        .iter()
        .enumerate()
        .map(|(at, list)| {
            let name = format!("{LIST}{}", list.code);
            let id = if at == 0 { "lists".to_owned() } else { name.clone() };
            let hint = format!("{id}-hint");
            let chosen = typed.lists.contains(&list.code);
            let label = list.name.to(lang).to_owned();
            let said = without_card(list, true, profile, lang);
            view! {
                <div class="choice">
                    <input type="checkbox" id=id.clone() name=name value="on" checked=chosen aria-describedby=hint.clone()/>
                    <label for=id>{label.clone()}</label>
                    <p class="hint" id=hint>{list.what.to(lang).to_owned()}</p>
                </div>
                <details>
                    <summary>
                        {answers::EXACT_WORDS.to(lang)}<span class="visually-hidden">": " {label}</span>
                    </summary>
                    <blockquote><p>{answers::YES_WORDS.to(None, lang)} " " {said}</p></blockquote>
                </details>
            }
        })
        .collect();
    view! {
        <fieldset aria-describedby=wrong.map(|_| "lists-error")>
            <legend>{words::WHICH.to(lang)}</legend>
            {wrong.map(|wrong| view! {
                <p class="error" id="lists-error">
                    <span class="visually-hidden">{ERROR_PREFIX.to(lang)}</span>{wrong}
                </p>
            })}
            {each}
        </fieldset>
    }
}
