//! Every message the portal can send, as its reader gets it: for the Director and the administrator.

use super::given_up::keeper;
use crate::{
    prelude::*,
    request::{Web, at_desk::AtDesk, failure::Failure, in_path::InPath, visit::Visit},
    ui::{
        buttons,
        fact::fact,
        render::{Head, framed, render, with_frames},
        table,
    },
    words::{desk, messages as words},
};
use axum::{extract::State, response::Response};
use domain::{
    inventory::told,
    profile::SentBy,
    words::{Lang, Text},
};
use portal::{
    Portal,
    authority::Keeper,
    mail::{Letter, SampleMessage, samples, seen},
    notice,
};

/// Every letter of this library, in the order of the list.
fn all(visit: &Visit, portal: &Portal, lang: Lang) -> Vec<Letter> {
    let (profile, site) = (&visit.site.profile, visit.address());
    let today = portal.today(profile);
    samples(profile, &site, lang).into_iter().chain(notice::samples(profile, &site, lang, today)).collect()
}

/// The letter of one kind.
fn one(visit: &Visit, portal: &Portal, keeper: &Keeper, kind: &str, lang: Lang) -> Result<SampleMessage, Failure> {
    let letter = all(visit, portal, lang).into_iter().find(|letter| letter.code() == kind).ok_or(Failure::NotFound)?;
    Ok(seen(keeper, &visit.address(), lang, letter)?)
}

fn label(kind: &str, lang: Lang) -> String {
    told::what_for(kind).map_or_else(|| kind.to_owned(), |label| label.to(lang).to_owned())
}

fn goes(seen: &SampleMessage) -> Text {
    if seen.regardless { words::REGARDLESS } else { words::AS_CHOSEN }
}

/// `GET /desk/messages`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    let keeper = keeper(&staff)?;
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let mut rows = Vec::new();
    for letter in all(&visit, &web.portal, lang) {
        let kind = letter.code();
        rows.push(row(kind, &seen(&keeper, &visit.address(), lang, letter)?, lang));
    }
    let elsewhere = profile.circulation_mail.sent_by == SentBy::System || profile.own_newsletters().next().is_none();
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1 id="messages">{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <p>{words::NO_TRACKING.to(lang)}</p>
            {elsewhere.then(|| view! { <p class="hint">{words::NOT_HERE.to(lang)}</p> })}
            <table class="slip" aria-labelledby="messages">
                {table::head([words::KIND, words::SUBJECT, words::GOES], lang)}
                <tbody>{rows}</tbody>
            </table>
        }
    }))
}

fn row(kind: &'static str, seen: &SampleMessage, lang: Lang) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row"><a href=format!("/desk/messages/{kind}")>{label(kind, lang)}</a></th>
            <td data-label=words::SUBJECT.to(lang)>{seen.subject.clone()}</td>
            <td data-label=words::GOES.to(lang)>{goes(seen).to(lang)}</td>
        </tr>
    }
}

/// `GET /desk/messages/{kind}`
pub async fn get_one(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(kind): InPath<String>,
) -> Result<Response, Failure> {
    let keeper = keeper(&staff)?;
    let lang = visit.lang;
    let mut each = Vec::new();
    for of in visit.site.profile.languages.iter().copied() {
        each.push((of, one(&visit, &web.portal, &keeper, &kind, of)?));
    }
    let title = label(&kind, lang);
    let reaches = each.first().map(|(_, seen)| goes(seen).to(lang));
    let page = render(&visit, Head::new(title.clone()), || {
        view! {
            {buttons::back("/desk/messages", words::TITLE, lang)}
            <h1>{title}</h1>
            <dl class="facts">{reaches.map(|reaches| fact(words::GOES, reaches, lang))}</dl>
            <p>{words::NO_TRACKING.to(lang)}</p>
            {each.into_iter().map(|(of, seen)| in_language(&kind, of, seen, lang)).collect_view()}
        }
    });
    Ok(with_frames(&visit, page))
}

fn in_language(kind: &str, of: Lang, seen: SampleMessage, lang: Lang) -> impl IntoView + use<> {
    let id = format!("in-{}", of.tag());
    let frame = format!("{}: {}", words::FRAME.to(lang), of.own_name());
    view! {
        <section class="sheet" aria-labelledby=id.clone()>
            <h2 id=id.clone() lang=of.tag()>{of.own_name()}</h2>
            <dl class="facts">
                {fact(words::SUBJECT, view! { <span lang=of.tag()>{seen.subject}</span> }, lang)}
            </dl>
            <h3>{words::AS_TEXT.to(lang)}</h3>
            <pre lang=of.tag()>{seen.text}</pre>
            <h3>{words::AS_HTML.to(lang)}</h3>
            <p class="hint">{words::FRAME_HINT.to(lang)}</p>
            <iframe
                class="message" title=frame src=format!("/desk/messages/{kind}/{}", of.tag()) sandbox=""
                lang=of.tag()
            ></iframe>
        </section>
    }
}

/// `GET /desk/messages/{kind}/{lang}`: what stands in the frame.
pub async fn get_html(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath((kind, of)): InPath<(String, String)>,
) -> Result<Response, Failure> {
    let keeper = keeper(&staff)?;
    let of = Lang::from_tag(&of).filter(|of| visit.site.profile.languages.contains(of)).ok_or(Failure::NotFound)?;
    Ok(framed(one(&visit, &web.portal, &keeper, &kind, of)?.html))
}
