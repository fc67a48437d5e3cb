//! Somebody asks about a person, and no record is needed: the words to say. Every role of the staff may read them.

use crate::{
    prelude::*,
    request::{at_desk::AtDesk, failure::Failure, forms::Problems, in_path::InPath, visit::Visit},
    ui::{
        buttons,
        field::Field,
        render::{Head, render},
        rules::cited,
    },
    words::{desk as words, desk_asks, process},
};
use axum::response::Response;
use chrono::NaiveDate;
use domain::{
    asking::{Known, ProofShown, Voice, asker},
    decision::{Card, Decision, Request, Wanted, decide},
    profile::Profile,
    words::{Lang, Text},
};

/// `GET /desk/asks`: who it can be.
pub async fn get(visit: Visit, AtDesk(_): AtDesk) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let voices = Voice::ALL.into_iter().filter(|voice| !voice.needs_record() && voice.is_offered(profile));
    let doors: Vec<_> = voices.map(|voice| door(format!("/desk/asks/{}", voice.code()), voice, false, lang)).collect();
    render(&visit, Head::new(desk_asks::SOMEBODY.to(lang)), || {
        view! {
            {buttons::back("/desk", words::BACK, lang)}
            <h1>{desk_asks::SOMEBODY.to(lang)}</h1>
            <p class="lede">{desk_asks::SOMEBODY_LEDE.to(lang)}</p>
            <ul class="doors">{doors}</ul>
        }
    })
}

/// `GET /desk/asks/{voice}`: the words to say to them.
pub async fn get_voice(visit: Visit, AtDesk(_): AtDesk, InPath(voice): InPath<String>) -> Result<Response, Failure> {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let voice = Voice::from_code(&voice).filter(|voice| !voice.needs_record() && voice.is_offered(profile));
    let voice = voice.ok_or(Failure::NotFound)?;
    if voice == Voice::PermissionHolder {
        return Ok(by_reference(&visit));
    }
    let Some(Decision::Refused(refused)) = said(voice, profile) else { return Err(Failure::NotFound) };
    Ok(render(&visit, Head::new(voice.label().to(lang)), || {
        view! {
            {buttons::back("/desk/asks", desk_asks::SOMEBODY, lang)}
            <h1>{voice.label().to(lang)}</h1>
            <div class="answer is-no">
                <h2>{desk_asks::CANNOT.to(lang)}</h2>
                {to_say(desk_asks::SAY, refused.reason.to(lang), lang)}
                {to_say(desk_asks::NEXT, refused.next.to(lang), lang)}
                {refused.refer_to_director.then(|| view! { <p><strong>{desk_asks::REFER.to(lang)}</strong></p> })}
                {(voice == Voice::Police).then(|| view! {
                    <p><strong>{desk_asks::DESTROY_NOTHING.to(lang)}</strong></p>
                    <p class="buttons"><a class="button" href="/desk/police">{process::RAISE_DO.to(lang)}</a></p>
                })}
                {cited(&refused.rules, lang)}
            </div>
        }
    }))
}

/// What the decision says to somebody who shows nothing and names no record. The day makes no difference to these answers.
fn said(voice: Voice, profile: &Profile) -> Option<Decision> {
    let nobody = Known {
        card: Card::NotShown,
        born: None,
        is_patron: false,
        stop: None,
        named: None,
        permitted: false,
        number_matches: false,
    };
    let asker = asker(voice, None, ProofShown::default(), &nobody)?;
    Some(decide(&Request { asker, wanted: Wanted::everything(), today: NaiveDate::default() }, profile))
}

/// A permission is opened by its reference.
fn by_reference(visit: &Visit) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(Voice::PermissionHolder.label().to(lang)), || {
        view! {
            {buttons::back("/desk/asks", desk_asks::SOMEBODY, lang)}
            <h1>{Voice::PermissionHolder.label().to(lang)}</h1>
            <form method="post" action="/desk/find" class="sheet" novalidate>
                {Field {
                    name: "find",
                    label: words::REFERENCE,
                    hint: Some(desk_asks::PERMISSION),
                    autocomplete: "off",
                    inputmode: "text",
                    size: 24,
                }.first("", &Problems::none(), lang)}
                {buttons::submit(words::FIND_DO, lang)}
            </form>
        }
    })
}

/// A line to read out.
pub fn to_say(label: Text, said: &'static str, lang: Lang) -> impl IntoView + use<> {
    view! { <p class="to-say"><b>{label.to(lang)} ": "</b>{said}</p> }
}

/// Somebody who may be asking, chosen by one press or by a letter.
pub fn door(href: String, voice: Voice, chosen: bool, lang: Lang) -> impl IntoView + use<> {
    let letter = voice.letter().to_string();
    let shown = letter.clone();
    view! {
        <li>
            <a class=if chosen { "button" } else { "button secondary" } href=href accesskey=letter
                aria-current=chosen.then_some("true")>
                {voice.label().to(lang)} <kbd aria-hidden="true">{shown}</kbd>
            </a>
        </li>
    }
}
