//! What is held about somebody who gets newsletters without a card, by the link that was mailed to them: all of it, a switch
//! for each newsletter, and its removal.

use super::dead;
use crate::{
    prelude::*,
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::{
        at_service,
        fact::fact,
        purpose::purpose_label,
        render::{Head, render},
        summary::summary,
    },
    words::{consent as answers, proof, subscriber as words},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    consent::without_card,
    inventory::{LANGUAGES, find, show},
    parse::ERROR_PREFIX,
    words::{Lang, Text},
};
use portal::{
    authority::Subscriber,
    consent::subscriber::{CameBack, OfList, SubscriberHeld, held, remove, say},
};
use serde::Deserialize;

/// What the link carries, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MineQuery {
    t: String,
    done: Option<String>,
}

/// A yes or no.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SayForm {
    token: String,
    list: String,
    answer: String,
}

/// Removing all of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RemoveForm {
    token: String,
    sure: String,
}

/// `GET /newsletters/mine?t=…`
pub async fn get(visit: Visit, State(web): State<Web>, Query(asked): Query<MineQuery>) -> Result<Response, Failure> {
    show_all(&visit, &web, &asked.t, asked.done.is_some(), &Problems::none()).await
}

/// `POST /newsletters/mine`
pub async fn post(visit: Visit, State(web): State<Web>, Posted(entered): Posted<SayForm>) -> Result<Response, Failure> {
    let given = match entered.answer.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Failure::Malformed),
    };
    let subscriber = Subscriber::showing(&web.portal, &visit.site.profile, &entered.token);
    let Some(subscriber) = subscriber else { return Ok(dead(&visit)) };
    if !say(&web.portal, &subscriber, &entered.list, given, visit.lang).await? {
        return Ok(dead(&visit));
    }
    Ok(Redirect::to(&format!("/newsletters/mine?t={}&done=saved", entered.token)).into_response())
}

/// `POST /newsletters/mine/remove`
pub async fn post_remove(
    visit: Visit,
    State(web): State<Web>,
    Posted(entered): Posted<RemoveForm>,
) -> Result<Response, Failure> {
    let subscriber = Subscriber::showing(&web.portal, &visit.site.profile, &entered.token);
    let Some(subscriber) = subscriber else { return Ok(dead(&visit)) };
    if entered.sure != "yes" {
        let problems = Problems::one("sure", words::REMOVE_MISSING);
        return show_all(&visit, &web, &entered.token, false, &problems).await;
    }
    remove(&web.portal, &subscriber).await?;
    let lang = visit.lang;
    let service = by_service(&visit);
    Ok(render(&visit, Head::new(words::REMOVED.to(lang)), || {
        view! {
            <h1>{words::REMOVED.to(lang)}</h1>
            <p class="lede">{words::REMOVED_WHAT.to(lang)}</p>
            {service.then(|| view! { <p>{words::REMOVED_SERVICE.to(lang)}</p> })}
        }
    }))
}

async fn show_all(
    visit: &Visit,
    web: &Web,
    token: &str,
    saved: bool,
    problems: &Problems,
) -> Result<Response, Failure> {
    let Some(subscriber) = Subscriber::showing(&web.portal, &visit.site.profile, token) else { return Ok(dead(visit)) };
    let Some(all) = held(&web.portal, &subscriber).await? else { return Ok(dead(visit)) };
    Ok(page(visit, token, all, saved, problems))
}

fn page(visit: &Visit, token: &str, all: SubscriberHeld, saved: bool, problems: &Problems) -> Response {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let at = move |moment| show::moment(moment, zone, lang);
    let lists: Vec<_> = all.lists.iter().map(|list| switch(visit, token, list, all.came_back)).collect();
    let said: Vec<_> = all
        .answers
        .into_iter()
        .map(|one| {
            let means = proof::means(&one.means).map(|how| how.to(lang));
            view! {
                <dl class="card-record">
                    {fact(answers::WHAT_FOR, purpose_label(visit, &one.list), lang)}
                    {fact(answers::ANSWER, yes_or_no(one.given).to(lang), lang)}
                    {fact(answers::WHEN, at(one.at), lang)}
                    {means.map(|means| fact(proof::HOW, means, lang))}
                    <div class="entry">
                        <dt>{answers::RECEIPT_WORDS.to(lang)}</dt>
                        <dd lang=(one.lang != lang).then(|| one.lang.tag())>{one.words}</dd>
                    </div>
                </dl>
            }
        })
        .collect();
    let copies: Vec<_> = all
        .copies
        .into_iter()
        .map(|copy| {
            let list = purpose_label(visit, &copy.list);
            view! { <li>{at(copy.at)} ": " {list} ", " {proof::came(&copy.state).to(lang)}</li> }
        })
        .collect();
    let wishes: Vec<_> =
        all.wishes.into_iter().map(|wish| view! { <li>{at(wish.at)} ": " <bdi>{wish.name}</bdi></li> }).collect();
    let mails: Vec<_> = all
        .mails
        .into_iter()
        .map(|mail| {
            view! {
                <details class="about">
                    <summary>{at(mail.at)} ": " <span lang=mail.lang.tag()>{mail.subject}</span></summary>
                    <pre lang=mail.lang.tag()>{mail.text}</pre>
                </details>
            }
        })
        .collect();
    let lines: Vec<_> = all
        .lines
        .into_iter()
        .map(|line| {
            view! { <li>{at(line.at)} ": " {words::line(line.action).to(lang)} ", " {words::who(line.actor).to(lang)}</li> }
        })
        .collect();
    let at_services = at_service::section(visit, &all.at_services);
    let has_wishes = !wishes.is_empty();
    let (name, email, since) = (all.name, all.email, at(all.since));
    let of_lang = find(LANGUAGES, all.lang.tag()).map(|name| name.to(lang));
    render(visit, Head::new(words::OWN.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {summary(problems, lang)}
            {saved.then(|| view! {
                <div class="notice success" role="status"><p>{words::SAVED.to(lang)}</p></div>
            })}
            <h1>{words::OWN.to(lang)}</h1>
            <p class="lede">{words::OWN_LEDE.to(lang)}</p>
            <dl class="facts">
                {fact(words::NAME, view! { <bdi>{name}</bdi> }, lang)}
                {fact(words::EMAIL, email, lang)}
                {fact(words::LANGUAGE, of_lang, lang)}
                {fact(words::SINCE, since, lang)}
            </dl>
            <section class="sheet" aria-labelledby="lists">
                <h2 id="lists">{answers::NEWSLETTERS.to(lang)}</h2>
                {lists}
            </section>
            {at_services}
            {listed("copies", words::COPIES, copies, lang)}
            {or_none("answers", words::ANSWERS, said, lang)}
            {or_none("mails", words::MAILS, mails, lang)}
            {has_wishes.then(|| view! {
                {listed("wishes", words::WISHES, wishes, lang)}
                <p>{words::WISHES_WHAT.to(lang)}</p>
            })}
            {listed("lines", words::HAPPENED, lines, lang)}
            {removal(token, by_service(visit), problems, lang)}
        }
    })
}

/// Whether a service sends a newsletter of the library's, and so may have somebody's address.
fn by_service(visit: &Visit) -> bool {
    let profile = &visit.site.profile;
    profile.newsletters.iter().any(|list| profile.service_of(list).is_some())
}

fn removal(token: &str, service: bool, problems: &Problems, lang: Lang) -> impl IntoView + use<> {
    let wrong = problems.of("sure", lang);
    view! {
        <section class="sheet" aria-labelledby="remove">
            <h2 id="remove">{words::REMOVE.to(lang)}</h2>
            <p>{words::REMOVE_WHAT.to(lang)}</p>
            {service.then(|| view! { <p>{words::REMOVED_SERVICE.to(lang)}</p> })}
            <form method="post" action="/newsletters/mine/remove" novalidate>
                <input type="hidden" name="token" value=token.to_owned()/>
                <div class="field" class:has-error=wrong.is_some()>
                    {wrong.map(|wrong| view! {
                        <p class="error" id="sure-error">
                            <span class="visually-hidden">{ERROR_PREFIX.to(lang)}</span>{wrong}
                        </p>
                    })}
                    <div class="choice">
                        <input
                            type="checkbox" id="sure" name="sure" value="yes" aria-invalid=wrong.map(|_| "true")
                            aria-describedby=wrong.map(|_| "sure-error")
                        />
                        <label for="sure">{words::REMOVE_SURE.to(lang)}</label>
                    </div>
                </div>
                <p class="buttons"><button class="button secondary">{words::REMOVE_DO.to(lang)}</button></p>
            </form>
        </section>
    }
}

/// What is held of one kind, each entry as it is; a heading above nothing would leave a listener waiting.
fn or_none(id: &'static str, title: Text, entries: Vec<impl IntoView + 'static>, lang: Lang) -> AnyView {
    let body = if entries.is_empty() {
        view! { <p class="missing">{words::NONE.to(lang)}</p> }
    } else {
        entries.into_any()
    };
    view! { <section aria-labelledby=id><h2 id=id>{title.to(lang)}</h2>{body}</section> }
}

fn listed(id: &'static str, title: Text, items: Vec<impl IntoView + 'static>, lang: Lang) -> AnyView {
    let list = if items.is_empty() { Vec::new() } else { vec![view! { <ul>{items}</ul> }] };
    or_none(id, title, list, lang)
}

/// One newsletter: whether it comes, the other answer as a button, and what a yes says before it is given. Where mail to the address
/// `came_back`, none comes until they show that it works.
fn switch(visit: &Visit, token: &str, list: &OfList, came_back: Option<CameBack>) -> AnyView {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let label = purpose_label(visit, &list.code);
    let stands = match (list.on, list.other_words) {
        (true, _) => match came_back {
            None => words::COMES,
            Some(CameBack::BeforeTheLink) => words::COMES_BACK,
            Some(CameBack::SinceTheLink) => words::COMES_BACK_SINCE,
        },
        (false, true) => words::COMES_NOT_YET,
        (false, false) => words::COMES_NOT,
    };
    let named = label.clone();
    let button = move |answer: &'static str, act: Text| {
        view! {
            <button class="button secondary" name="answer" value=answer>
                {act.to(lang)}<span class="visually-hidden">": " {named.clone()}</span>
            </button>
        }
    };
    let yes = profile.newsletters.iter().find(|one| one.code == list.code).filter(|_| !list.on).map(|one| {
        let said = without_card(one, true, profile, lang);
        view! {
            <details>
                <summary>
                    {answers::EXACT_WORDS.to(lang)}<span class="visually-hidden">": " {label.clone()}</span>
                </summary>
                <blockquote><p>{answers::YES_WORDS.to(None, lang)} " " {said}</p></blockquote>
            </details>
        }
    });
    view! {
        <form method="post" action="/newsletters/mine">
            <input type="hidden" name="token" value=token.to_owned()/>
            <input type="hidden" name="list" value=list.code.clone()/>
            <p><b>{label.clone()}</b> ": " {stands.to(lang)}</p>
            {yes}
            <p class="buttons">
                {(!list.on || came_back == Some(CameBack::BeforeTheLink)).then(|| button("yes", words::START))}
                {(list.on || list.other_words).then(|| button("no", words::STOP))}
            </p>
        </form>
    }
}

const fn yes_or_no(given: bool) -> Text {
    answers::answer(if given { domain::consent::State::Given } else { domain::consent::State::Refused })
}
