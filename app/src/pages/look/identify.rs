//! Finding a record where the card is not there: by what a photo ID shows, by the number that calls, or by what somebody says who
//! offers to pay. It is posted, so that nothing of it stands in an address or a log.

use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems, day_needed},
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
use domain::{
    asking::FoundBy,
    parse::{FieldError, PersonName, last_ten_digits},
    words::{Lang, Text},
};
use portal::look::{Candidate, Identified, Sought, identify};
use serde::Deserialize;

/// What is there instead of the card: the fields of the three forms.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct IdForm {
    /// Which form was sent: a code of [`FoundBy`]; the photo ID where it says nothing.
    by: String,
    name: String,
    born: String,
    caller: String,
    number: String,
    owes: String,
    house: String,
}

/// `GET /desk/identify`
pub async fn get(visit: Visit, AtDesk(_): AtDesk) -> Response {
    page(&visit, &IdForm::default(), &Problems::none())
}

/// `POST /desk/identify`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(entered): Posted<IdForm>,
) -> Result<Response, Failure> {
    let mut problems = Problems::none();
    let by = FoundBy::from_code(&entered.by).unwrap_or(FoundBy::PhotoId);
    let mut name_of = |field: &'static str, typed: &str| {
        PersonName::parse(typed).map_err(|error| problems.add(field, error.text())).ok()
    };
    let (field, name) = match by {
        FoundBy::Number => ("caller", name_of("caller", &entered.caller)),
        FoundBy::Payer => ("owes", name_of("owes", &entered.owes)),
        FoundBy::PhotoId | FoundBy::Card => ("name", name_of("name", &entered.name)),
    };
    let name = name.as_ref().map(PersonName::as_str).unwrap_or_default();
    let house = entered.house.trim();
    let sought = match by {
        FoundBy::Number => {
            let is_number = last_ten_digits(&entered.number).is_some();
            if !is_number {
                problems.add("number", desk_asks::CALLS_NUMBER_MISSING);
            }
            is_number.then_some(Sought::Number(name, &entered.number))
        }
        FoundBy::Payer => {
            let is_house = !house.is_empty() && house.len() <= 6 && house.bytes().all(|digit| digit.is_ascii_digit());
            if !is_house {
                problems.add("house", desk_asks::PAYS_HOUSE_MISSING);
            }
            is_house.then_some(Sought::Payer(name, house))
        }
        FoundBy::PhotoId | FoundBy::Card => {
            let born = day_needed("born", &entered.born, desk_asks::BY_ID_BORN_MISSING, &mut problems);
            born.map(|born| Sought::PhotoId(name, born))
        }
    };
    let Some(sought) = sought.filter(|_| problems.is_empty()) else { return Ok(page(&visit, &entered, &problems)) };
    Ok(match identify(&web.portal, &staff, sought).await? {
        Identified::Found(found) => match found.as_slice() {
            [one] if by == FoundBy::PhotoId => Redirect::to(&format!("/desk/look/{}", one.look)).into_response(),
            [one] => Redirect::to(&format!("/desk/look/{}/asks/{}", one.look, by.voice().code())).into_response(),
            several => choose(&visit, several),
        },
        Identified::None => {
            let none = if by == FoundBy::PhotoId { desk_asks::BY_ID_NONE } else { desk_asks::BY_WORDS_NONE };
            page(&visit, &entered, &Problems::one(field, none))
        }
        Identified::NotYours(refused) => decision::no(&visit, words::MAY_NOT, &refused),
        Identified::NotOffered => return Err(Failure::NotFound),
    })
}

fn page(visit: &Visit, entered: &IdForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    let offers = |by: FoundBy| by.is_offered(&visit.site.profile);
    render(visit, Head::new(desk_asks::NO_CARD.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk", words::BACK, lang)}
            {summary(problems, lang)}
            <h1>{desk_asks::NO_CARD.to(lang)}</h1>
            <p class="lede">{desk_asks::NO_CARD_LEDE.to(lang)}</p>
            {form(FoundBy::PhotoId, (desk_asks::BY_ID, desk_asks::BY_ID_LEDE), lang, view! {
                {line("name", desk_asks::BY_ID_NAME, None, 30).first(&entered.name, problems, lang)}
                {day("born", desk_asks::BY_ID_BORN, None, &entered.born, problems, lang)}
            })}
            {offers(FoundBy::Number).then(|| form(FoundBy::Number, (desk_asks::CALLS, desk_asks::CALLS_LEDE), lang, view! {
                {line("caller", desk_asks::CALLS_NAME, None, 30).text(&entered.caller, problems, lang)}
                {Field { inputmode: "tel", ..line("number", desk_asks::CALLS_NUMBER, Some(desk_asks::CALLS_NUMBER_HINT), 16) }
                    .text(&entered.number, problems, lang)}
            }))}
            {offers(FoundBy::Payer).then(|| form(FoundBy::Payer, (desk_asks::PAYS, desk_asks::PAYS_LEDE), lang, view! {
                {line("owes", desk_asks::PAYS_NAME, None, 30).text(&entered.owes, problems, lang)}
                {Field { inputmode: "numeric", ..line("house", desk_asks::PAYS_HOUSE, Some(desk_asks::PAYS_HOUSE_HINT), 6) }
                    .text(&entered.house, problems, lang)}
            }))}
        }
    })
}

fn line(name: &'static str, label: Text, hint: Option<Text>, size: u8) -> Field {
    Field { name, label, hint, autocomplete: "off", inputmode: "text", size }
}

fn form(by: FoundBy, (title, what): (Text, Text), lang: Lang, fields: AnyView) -> AnyView {
    let heading = format!("by-{}", by.code());
    let named = heading.clone();
    view! {
        <form method="post" action="/desk/identify" class="sheet" aria-labelledby=named novalidate>
            <h2 id=heading>{title.to(lang)}</h2>
            <p>{what.to(lang)}</p>
            <input type="hidden" name="by" value=by.code()/>
            {fields}
            {buttons::submit(words::FIND_DO, lang)}
        </form>
    }
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
            {buttons::back("/desk/identify", desk_asks::NO_CARD, lang)}
            <h1>{desk_asks::BY_ID_SEVERAL.to(lang)}</h1>
            <p class="lede">{desk_asks::BY_ID_SEVERAL_LEDE.to(lang)}</p>
            <ul class="doors">{doors}</ul>
        }
    })
}
