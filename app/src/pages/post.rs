//! Letters by post: how many wait, the sheets to print, and that they are in the post.

use crate::{
    prelude::*,
    request::{Web, at_desk::AtDesk, failure::Failure, forms::Posted, visit::Visit},
    ui::{
        buttons, decision,
        fact::fact,
        render::{Head, render},
    },
    words::{desk, post as words},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::inventory::show;
use portal::post::{self, Letter, Waiting};
use serde::Deserialize;
use uuid::Uuid;

/// Which letters are in the post.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PostedForm {
    /// Their names, with spaces between.
    letters: String,
}

/// `GET /desk/letters`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    Ok(match post::waiting(&web.portal, &staff).await? {
        Ok(waiting) => page(&visit, &waiting),
        Err(refused) => decision::no(&visit, desk::MAY_NOT, &refused),
    })
}

/// `POST /desk/letters`: the sheets. Posted, since each patron reads who printed theirs.
pub async fn print(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(_): Posted<PostedForm>,
) -> Result<Response, Failure> {
    Ok(match post::print(&web.portal, &staff).await? {
        Ok(letters) if letters.is_empty() => page(&visit, &Waiting { letters: 0, since: None }),
        Ok(letters) => sheets(&visit, &letters),
        Err(refused) => decision::no(&visit, desk::MAY_NOT, &refused),
    })
}

/// `POST /desk/letters/posted`
pub async fn posted(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(form): Posted<PostedForm>,
) -> Result<Response, Failure> {
    let letters: Vec<Uuid> = form.letters.split_whitespace().filter_map(|id| id.parse().ok()).collect();
    Ok(match post::posted(&web.portal, &staff, &letters).await? {
        Ok(_) => Redirect::to("/desk?done=posted").into_response(),
        Err(refused) => decision::no(&visit, desk::MAY_NOT, &refused),
    })
}

fn page(visit: &Visit, waiting: &Waiting) -> Response {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let count = waiting.letters;
    render(visit, Head::new(words::TITLE.to(lang)), || {
        let body = match waiting.since {
            None => view! { <p class="missing">{words::NONE.to(lang)}</p> },
            Some(since) => view! {
                <p class="lede">{words::LEDE.to(lang)}</p>
                <dl class="card-record">
                    {fact(words::WAIT, count, lang)}
                    {fact(words::OLDEST, show::moment(since, zone, lang), lang)}
                </dl>
                <form method="post" action="/desk/letters">{buttons::submit(words::SHOW, lang)}</form>
            },
        };
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            {body}
        }
    })
}

fn sheets(visit: &Visit, letters: &[Letter]) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let ids = letters.iter().map(|letter| letter.id.to_string()).collect::<Vec<_>>().join(" ");
    let from = [std::slice::from_ref(&profile.name), profile.desk.address.as_slice()].concat();
    render(visit, Head::new(words::TITLE.to(lang)), || {
        let sheets: Vec<_> = letters
            .iter()
            .map(|letter| {
                let day = show::date(letter.written_at.with_timezone(&profile.time_zone).date_naive(), letter.lang);
                let lines: Vec<_> = letter.to.iter().map(|line| view! { <bdi>{line.clone()}</bdi><br/> }).collect();
                view! {
                    <article class="sheet letter" lang=letter.lang.tag()>
                        <p class="from">{from.join(" · ")}</p>
                        <p class="to">{lines}</p>
                        {(letter.to.len() < 2).then(|| view! {
                            <p class="notice warning screen-only" lang=lang.tag()>{words::NO_ADDRESS.to(lang)}</p>
                        })}
                        <p class="day">{day}</p>
                        <h2>{letter.subject.clone()}</h2>
                        <p class="text">{letter.body.clone()}</p>
                    </article>
                }
            })
            .collect();
        view! {
            <div class="screen-only">
                {buttons::back("/desk", desk::BACK, lang)}
                <h1>{words::TITLE.to(lang)}</h1>
                <p class="lede">{words::SHOWN.to(lang)}</p>
                <form method="post" action="/desk/letters/posted">
                    <input type="hidden" name="letters" value=ids/>
                    {buttons::submit(words::POSTED, lang)}
                </form>
            </div>
            {sheets}
        }
    })
}
