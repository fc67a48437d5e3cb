//! What leaves of one record: each entry that the paper names, with a box to leave it out; then the very text, seen once more;
//! then it is given.

use super::{needed, optional};
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        forms::{Posted, Problems},
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        decision,
        field::Field,
        render::{Head, render},
        summary::summary,
        value,
    },
    words::process as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::words::{Lang, Text};
use portal::{
    authority::Director,
    process::{Handed, Leaving, Prepared, Preparing, ReleaseEnd, prepare, release},
    record::Row,
};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The fields of both steps.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct ReleaseForm {
    step: String,
    /// The form's own name: sent twice, it is one release.
    id: String,
    given_to: String,
    agency: String,
    proof: String,
    how: String,
    /// The digest of the text that was shown.
    shown: String,
    /// The entries that are left out, each `out-` and its number.
    #[serde(flatten)]
    out: HashMap<String, String>,
}

/// Before the number of an entry, in the name of its box.
const OUT: &str = "out-";

impl ReleaseForm {
    fn left_out(&self) -> BTreeSet<Uuid> {
        self.out.keys().filter_map(|name| name.strip_prefix(OUT)?.parse().ok()).collect()
    }

    fn handed(&self, problems: &mut Problems) -> Option<Handed> {
        let given_to = needed("given_to", &self.given_to, words::GIVEN_TO_MISSING, problems);
        let agency = optional("agency", &self.agency, problems);
        let proof = optional("proof", &self.proof, problems);
        let how = optional("how", &self.how, problems);
        problems.is_empty().then_some(Handed { given_to: given_to?, agency, proof, how })
    }
}

/// Where it stands: the process and the record that is kept for it.
type At = (Uuid, Uuid);

/// `GET /desk/process/{id}/release/{hold}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(at): InPath<At>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let entered = ReleaseForm { id: web.portal.entropy.uuid().to_string(), ..ReleaseForm::default() };
    shown(&visit, &web, &director, at, &entered, &Problems::none()).await
}

/// `POST /desk/process/{id}/release/{hold}`: shows the very text, or gives it.
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(at): InPath<At>,
    Posted(entered): Posted<ReleaseForm>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let mut problems = Problems::none();
    let Some(handed) = entered.handed(&mut problems) else {
        return shown(&visit, &web, &director, at, &entered, &problems).await;
    };
    if entered.step != "give" {
        return check(&visit, &web, &director, at, &entered, &problems).await;
    }
    let left_out = entered.left_out();
    let id: Uuid = entered.id.parse().map_err(|_| Failure::Malformed)?;
    let leaving = Leaving { id, left_out: &left_out, shown: &entered.shown, handed: &handed };
    let (process, hold) = at;
    let problem = match release(&web.portal, &director, process, hold, leaving, &visit.address()).await? {
        ReleaseEnd::Done => return Ok(Redirect::to(&format!("/desk/process/{process}/released/{id}")).into_response()),
        ReleaseEnd::No(no) => return refused(&visit, at, &no),
        ReleaseEnd::Changed => words::CHANGED,
        ReleaseEnd::Nothing => words::NOTHING_LEFT,
        ReleaseEnd::TooMany => words::TOO_MANY,
    };
    check(&visit, &web, &director, at, &entered, &Problems::one("give", problem)).await
}

fn refused(visit: &Visit, (process, _): At, no: &Preparing) -> Result<Response, Failure> {
    Ok(match no {
        Preparing::NotYet(refused) => decision::no(visit, words::MAY_NOT, refused),
        Preparing::NothingNamed => {
            let lang = visit.lang;
            render(visit, Head::new(words::MAY_NOT.to(lang)), || {
                view! {
                    {crumb(process, lang)}
                    <h1>{words::MAY_NOT.to(lang)}</h1>
                    <p class="lede">{words::NOTHING_NAMED.to(lang)}</p>
                }
            })
        }
        Preparing::Ready(_) | Preparing::NotFound => return Err(Failure::NotFound),
    })
}

fn crumb(process: Uuid, lang: Lang) -> impl IntoView {
    view! { <p class="crumb"><a href=format!("/desk/process/{process}")>{words::BACK.to(lang)}</a></p> }
}

async fn shown(
    visit: &Visit,
    web: &Web,
    director: &Director,
    at: At,
    entered: &ReleaseForm,
    problems: &Problems,
) -> Result<Response, Failure> {
    match prepare(&web.portal, director, at.0, at.1, &BTreeSet::new()).await? {
        Preparing::Ready(prepared) => Ok(page(visit, at, &prepared, entered, problems)),
        no => refused(visit, at, &no),
    }
}

fn page(
    visit: &Visit,
    (process, hold): At,
    prepared: &Prepared,
    entered: &ReleaseForm,
    problems: &Problems,
) -> Response {
    let lang = visit.lang;
    let left_out = entered.left_out();
    let field = |name: &'static str, label: Text, hint: Option<Text>, value: &str| {
        Field { name, label, hint, autocomplete: "off", inputmode: "text", size: 40 }.text(value, problems, lang)
    };
    render(visit, Head::new(words::RELEASE.to(lang)).problems(!problems.is_empty()), || {
        let parts: Vec<_> = prepared
            .shared
            .iter()
            .filter(|part| !part.sections.is_empty())
            .map(|part| {
                let rows: Vec<_> = part
                    .sections
                    .iter()
                    .flat_map(|section| &section.rows)
                    .map(|row| entry(visit, row, left_out.contains(&row.id)))
                    .collect();
                view! { <section class="sheet"><h2>{part.class.label_for_others().to(lang)}</h2>{rows}</section> }
            })
            .collect();
        let not_kept: Vec<_> =
            prepared.not_kept.iter().map(|&class| view! { <li>{class.label_for_others().to(lang)}</li> }).collect();
        let not_loaded: Vec<_> =
            prepared.not_loaded.iter().map(|&class| view! { <li>{class.label_for_others().to(lang)}</li> }).collect();
        let too_many: Vec<_> = prepared.too_many.iter().map(|label| view! { <li>{label.to(lang)}</li> }).collect();
        view! {
            {crumb(process, lang)}
            {summary(problems, lang)}
            <h1>{words::RELEASE.to(lang)} ": " <bdi>{prepared.name.clone()}</bdi></h1>
            <p class="lede">{words::RELEASE_LEDE.to(lang)}</p>
            {prepared.silent.then(|| view! { <p class="notice warning">{words::SILENCE_HOLDS.to(lang)}</p> })}
            {(!not_kept.is_empty()).then(|| view! {
                <div class="notice"><p>{words::NAMED_NOT_KEPT.to(lang)}</p><ul>{not_kept}</ul></div>
            })}
            {(!not_loaded.is_empty()).then(|| view! {
                <div class="notice warning"><p>{words::NAMED_NOT_LOADED.to(lang)}</p><ul>{not_loaded}</ul></div>
            })}
            {(!too_many.is_empty()).then(|| view! {
                <div class="notice warning"><p>{words::TOO_MANY.to(lang)}</p><ul>{too_many}</ul></div>
            })}
            <form method="post" action=format!("/desk/process/{process}/release/{hold}") novalidate>
                <input type="hidden" name="id" value=entered.id.clone()/>
                {if parts.is_empty() {
                    view! { <p class="missing">{words::NOTHING_THERE.to(lang)}</p> }
                } else {
                    parts.into_any()
                }}
                <section class="sheet">
                    <h2>{words::TO_WHOM.to(lang)}</h2>
                    {field("given_to", words::GIVEN_TO, None, &entered.given_to)}
                    {field("agency", words::AGENCY_OR_COURT, None, &entered.agency)}
                    {field("proof", words::PROOF, None, &entered.proof)}
                    {field("how", words::HOW, Some(words::HOW_HINT), &entered.how)}
                    <p class="buttons">
                        <button class="button" name="step" value="check">{words::CHECK_DO.to(lang)}</button>
                    </p>
                </section>
            </form>
        }
    })
}

fn entry(visit: &Visit, row: &Row, out: bool) -> AnyView {
    let lang = visit.lang;
    let id = format!("{OUT}{}", row.id);
    let said: Vec<String> =
        row.cells.iter().filter_map(|cell| value::in_words(cell, &visit.site.profile, lang)).collect();
    let first = said.first().cloned().unwrap_or_default();
    let cells: Vec<_> = row
        .cells
        .iter()
        .filter_map(|cell| {
            let said = value::in_words(cell, &visit.site.profile, lang)?;
            Some(view! { <div class="entry"><dt>{cell.field.label.to(lang)}</dt><dd>{said}</dd></div> })
        })
        .collect();
    view! {
        <dl class="card-record">{cells}</dl>
        <div class="choice">
            <input type="checkbox" id=id.clone() name=id.clone() value="on" checked=out/>
            <label for=id>
                {words::LEAVE_OUT.to(lang)}
                <span class="visually-hidden">": " <bdi>{first}</bdi></span>
            </label>
        </div>
    }
}

async fn check(
    visit: &Visit,
    web: &Web,
    director: &Director,
    at: At,
    entered: &ReleaseForm,
    problems: &Problems,
) -> Result<Response, Failure> {
    let prepared = match prepare(&web.portal, director, at.0, at.1, &entered.left_out()).await? {
        Preparing::Ready(prepared) => prepared,
        no => return refused(visit, at, &no),
    };
    if prepared.entries == 0 {
        let none = Problems::one("given_to", words::NOTHING_LEFT);
        return shown(visit, web, director, at, entered, &none).await;
    }
    if !prepared.too_many.is_empty() {
        let many = Problems::one("given_to", words::TOO_MANY);
        return shown(visit, web, director, at, entered, &many).await;
    }
    let (process, hold) = at;
    let lang = visit.lang;
    Ok(render(visit, Head::new(words::CHECK.to(lang)).problems(!problems.is_empty()), || {
        let kept = [
            ("id", &entered.id),
            ("given_to", &entered.given_to),
            ("agency", &entered.agency),
            ("proof", &entered.proof),
            ("how", &entered.how),
            ("shown", &prepared.digest),
        ];
        let mut hidden: Vec<_> =
            kept.map(|(name, value)| view! { <input type="hidden" name=name value=value.clone()/> }).into();
        hidden.extend(
            entered
                .left_out()
                .into_iter()
                .map(|row| view! { <input type="hidden" name=format!("{OUT}{row}") value="on"/> }),
        );
        view! {
            {crumb(process, lang)}
            {summary(problems, lang)}
            <h1>{words::CHECK.to(lang)}</h1>
            <p class="lede">{words::check(lang, prepared.entries, &entered.given_to)}</p>
            <p>{if prepared.silent { words::NOT_TOLD } else { words::WILL_BE_TOLD }.to(lang)}</p>
            <pre class="deed" lang="en">{prepared.text.clone()}</pre>
            <p>{words::DIGEST.to(lang)}<br/><span class="fingerprint">{prepared.digest.clone()}</span></p>
            <form method="post" action=format!("/desk/process/{process}/release/{hold}") novalidate>
                {hidden}
                <p class="buttons">
                    <button class="button warning" id="give" name="step" value="give">{words::GIVE_DO.to(lang)}</button>
                    <a href=format!("/desk/process/{process}/release/{hold}")>{words::CHECK_NOT.to(lang)}</a>
                </p>
            </form>
        }
    }))
}
