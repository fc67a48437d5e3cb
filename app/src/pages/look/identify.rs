//! Finding a record by what a photo ID shows, where the card is not there. It is posted, so that neither name nor birth
//! date stands in an address or a log.

use crate::{
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::{
        answers::day,
        buttons, decision,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{desk as words, desk_asks},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::parse::{FieldError, PersonName, import_date};
use leptos::prelude::*;
use portal::look::{Candidate, Identified, identify};
use serde::Deserialize;

/// What the photo ID shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct IdForm {
    name: String,
    born: String,
}

/// `GET /desk/identify`
pub async fn get(visit: Visit, AtDesk(_): AtDesk) -> Response {
    form(&visit, &IdForm::default(), &Problems::none())
}

/// `POST /desk/identify`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(entered): Posted<IdForm>,
) -> Result<Response, Failure> {
    let mut problems = Problems::none();
    let name = PersonName::parse(&entered.name).map_err(|error| problems.add("name", error.text())).ok();
    let born = import_date(&entered.born).ok().flatten();
    if born.is_none() {
        problems.add("born", desk_asks::BY_ID_BORN_MISSING);
    }
    let (Some(name), Some(born)) = (name, born) else { return Ok(form(&visit, &entered, &problems)) };
    Ok(match identify(&web.portal, &staff, name.as_str(), born).await? {
        Identified::Found(found) => match found.as_slice() {
            [one] => Redirect::to(&format!("/desk/look/{}", one.look)).into_response(),
            several => choose(&visit, several),
        },
        Identified::None => form(&visit, &entered, &Problems::one("name", desk_asks::BY_ID_NONE)),
        Identified::NotYours(refused) => decision::no(&visit, words::MAY_NOT, &refused),
    })
}

fn form(visit: &Visit, entered: &IdForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(desk_asks::BY_ID.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk", words::BACK, lang)}
            {summary(problems, lang)}
            <h1>{desk_asks::BY_ID.to(lang)}</h1>
            <p class="lede">{desk_asks::BY_ID_LEDE.to(lang)}</p>
            <form method="post" action="/desk/identify" class="sheet" novalidate>
                {Field {
                    name: "name",
                    label: desk_asks::BY_ID_NAME,
                    hint: None,
                    autocomplete: "off",
                    inputmode: "text",
                    size: 30,
                }.first(&entered.name, problems, lang)}
                {day("born", desk_asks::BY_ID_BORN, None, &entered.born, problems, lang)}
                {buttons::submit(words::FIND_DO, lang)}
            </form>
        }
    })
}

fn choose(visit: &Visit, several: &[Candidate]) -> Response {
    let lang = visit.lang;
    let doors: Vec<_> = several
        .iter()
        .map(|one| {
            let address = one.address.clone().filter(|line| !line.is_empty());
            let said = address.unwrap_or_else(|| desk_asks::BY_ID_NO_ADDRESS.to(lang).to_owned());
            view! { <li><a class="button secondary" href=format!("/desk/look/{}", one.look)><bdi>{said}</bdi></a></li> }
        })
        .collect();
    render(visit, Head::new(desk_asks::BY_ID_SEVERAL.to(lang)), || {
        view! {
            {buttons::back("/desk/identify", desk_asks::BY_ID, lang)}
            <h1>{desk_asks::BY_ID_SEVERAL.to(lang)}</h1>
            <p class="lede">{desk_asks::BY_ID_SEVERAL_LEDE.to(lang)}</p>
            <ul class="doors">{doors}</ul>
        }
    })
}
