//! A search warrant runs at once: what to do, one thing after the other, and a list of what is taken. For every role.

use super::{needed, optional};
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems, form_name},
        visit::Visit,
    },
    ui::{
        answers::long,
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{process as steps, warrant as words},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    parse::{FieldError, ShortText},
    words::Text,
};
use portal::process::{Raised, Under, may_note_taken, note_taken};
use serde::Deserialize;
use uuid::Uuid;

/// What is written down.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WarrantForm {
    /// The entry's name, which is the form's where the entry is new.
    id: String,
    /// This form's own name: sent twice, nothing is written twice.
    batch: String,
    /// Whether the entry is there already.
    known: Option<String>,
    who: String,
    agency: String,
    badge: String,
    court: String,
    taken: String,
}

/// What the address may carry: under which entry, and that something was written down.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WarrantQuery {
    entry: Option<String>,
    done: Option<String>,
}

/// The most things in one form.
const MOST: usize = 200;

/// `GET /desk/warrant`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Query(asked): Query<WarrantQuery>,
) -> Result<Response, Failure> {
    let new = || web.portal.entropy.uuid().to_string();
    let entry = asked.entry.as_deref().and_then(|entry| entry.parse::<Uuid>().ok());
    let known = match entry {
        Some(entry) if may_note_taken(&web.portal, &staff, entry).await? => Some(entry),
        Some(_) => return Err(Failure::NotFound),
        None => None,
    };
    let entered = WarrantForm {
        id: known.map_or_else(new, |entry| entry.to_string()),
        batch: new(),
        known: known.map(|_| "yes".to_owned()),
        ..WarrantForm::default()
    };
    Ok(page(&visit, &entered, &Problems::none(), asked.done.is_some()))
}

/// `POST /desk/warrant`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(mut entered): Posted<WarrantForm>,
) -> Result<Response, Failure> {
    let (id, batch) = (form_name(&web, &entered.id), form_name(&web, &entered.batch));
    (entered.id, entered.batch) = (id.to_string(), batch.to_string());
    let mut problems = Problems::none();
    let under = under(&entered, id, &mut problems);
    let taken = things(&entered.taken, entered.known.is_some(), &mut problems);
    let (Some(under), true) = (under, problems.is_empty()) else {
        return Ok(page(&visit, &entered, &problems, false));
    };
    if !note_taken(&web.portal, &staff, under, batch, &taken, &visit.address()).await? {
        // The Director closed the entry while somebody typed. What they saw being taken is asked for once more, as an entry of its own.
        entered.id = web.portal.entropy.uuid().to_string();
        entered.known = None;
        return Ok(page(&visit, &entered, &Problems::one("taken", words::CLOSED_MEANWHILE), false));
    }
    Ok(Redirect::to(&format!("/desk/warrant?entry={id}&done=yes")).into_response())
}

fn under(entered: &WarrantForm, id: Uuid, problems: &mut Problems) -> Option<Under> {
    if entered.known.is_some() {
        return Some(Under::Known(id));
    }
    let who = needed("who", &entered.who, steps::WHO_MISSING, problems);
    let agency = optional("agency", &entered.agency, problems);
    let badge = optional("badge", &entered.badge, problems);
    let court = optional::<200>("court", &entered.court, problems);
    let asked =
        court.map_or_else(|| words::ASKED.en.to_owned(), |court| format!("{} {}", words::ASKED.en, court.as_str()));
    let asked = ShortText::parse(&asked).ok()?;
    Some(Under::New(id, Raised { who: who?, agency, badge, call_back: None, asked }))
}

/// One thing a line. Of an entry that is there already something has to be said.
fn things(typed: &str, needed: bool, problems: &mut Problems) -> Vec<ShortText<500>> {
    let mut all = Vec::new();
    for line in typed.lines().filter(|line| !line.trim().is_empty()) {
        match ShortText::parse(line) {
            Ok(thing) => all.push(thing),
            Err(error) => problems.add("taken", error.text()),
        }
    }
    if needed && all.is_empty() && problems.is_empty() {
        problems.add("taken", words::TAKEN_MISSING);
    }
    if all.len() > MOST {
        problems.add("taken", words::TAKEN_TOO_MANY);
    }
    all
}

fn page(visit: &Visit, entered: &WarrantForm, problems: &Problems, done: bool) -> Response {
    let lang = visit.lang;
    let field = |name: &'static str, label: Text, value: &str| {
        Field { name, label, hint: None, autocomplete: "off", inputmode: "text", size: 40 }.text(value, problems, lang)
    };
    let list: Vec<_> = words::CHECKLIST.iter().map(|one| view! { <li>{one.to(lang)}</li> }).collect();
    render(visit, Head::new(words::TITLE.to(lang)).problems(!problems.is_empty()), || {
        let known = entered.known.is_some();
        view! {
            {buttons::back("/desk/police", steps::RAISE, lang)}
            {done.then(|| view! { <div class="notice success" role="status"><p>{words::DONE.to(lang)}</p></div> })}
            {summary(problems, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <ol>{list}</ol>
            <form method="post" action="/desk/warrant" class="sheet" novalidate>
                <h2>{words::WRITE.to(lang)}</h2>
                <input type="hidden" name="id" value=entered.id.clone()/>
                <input type="hidden" name="batch" value=entered.batch.clone()/>
                {if known {
                    view! { <input type="hidden" name="known" value="yes"/> }
                } else {
                    view! {
                        {field("who", steps::WHO, &entered.who)}
                        {field("agency", steps::AGENCY, &entered.agency)}
                        {field("badge", steps::BADGE, &entered.badge)}
                        {field("court", words::COURT, &entered.court)}
                    }
                }}
                {long("taken", words::TAKEN, Some(words::TAKEN_HINT), &entered.taken, problems, lang)}
                {buttons::submit(words::DO, lang)}
            </form>
        }
    })
}
