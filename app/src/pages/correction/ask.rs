//! One row of the record, and what is wrong in it: by its person, or by a guardian of what they may see.

use crate::{
    pages::record::{reader::Reader, wrong::address},
    prelude::*,
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems, form_name, one_line},
        in_path::InPath,
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        answers::long,
        buttons,
        field::{Choice, choices},
        render::{Head, render},
        summary::summary,
        value,
    },
    words::{correction as words, overview::drawer},
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::parse::{FieldError, ShortText};
use portal::{
    authority::Patron,
    correction::{CorrectionOutcome, Named, Wish, ask, ask_for_child, named, named_for_child},
    family::{self, Access, ChildRecord},
    record::Cell,
};
use serde::Deserialize;
use uuid::Uuid;

/// What the address may carry: which field is meant.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Meant {
    field: String,
    /// A guardian, who has no list of corrections, reads here that it was sent.
    done: Option<String>,
}

/// The form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WrongForm {
    form: String,
    field: String,
    wish: String,
}

/// Whose record it is about.
enum Whose {
    Own(Patron),
    Childs(Box<ChildRecord>),
}

impl Whose {
    fn reader(&self) -> Reader<'_> {
        match self {
            Self::Own(_) => Reader::Patron(None),
            Self::Childs(opened) => Reader::Guardian(opened),
        }
    }

    async fn named(&self, web: &Web, relation: &str, row: Uuid) -> Result<Named, Failure> {
        let found = match self {
            Self::Own(patron) => named(&web.portal, patron, relation, row).await?,
            Self::Childs(opened) => named_for_child(&web.portal, opened, relation, row).await?,
        };
        found.ok_or(Failure::NotFound)
    }

    async fn ask(&self, web: &Web, named: &Named, wish: &Wish) -> Result<CorrectionOutcome, Failure> {
        Ok(match self {
            Self::Own(patron) => ask(&web.portal, patron, named, wish).await?,
            Self::Childs(opened) => ask_for_child(&web.portal, opened, named, wish).await?,
        })
    }

    /// Where it leads once it is asked.
    fn after(&self, relation: &str, row: Uuid) -> String {
        match self {
            Self::Own(_) => "/corrections?done=asked".to_owned(),
            Self::Childs(_) => format!("{}?done=asked", address(self.reader(), relation, row)),
        }
    }
}

async fn guardian(visit: &Visit, patron: &Patron, link: Uuid) -> Result<Whose, Failure> {
    match family::guardian(&visit.web.portal, patron, link).await? {
        Some(Access::Open(opened)) => Ok(Whose::Childs(opened)),
        _ => Err(Failure::NotFound),
    }
}

/// `GET /corrections/{relation}/{row}`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    InPath((relation, row)): InPath<(String, Uuid)>,
    Query(meant): Query<Meant>,
) -> Result<Response, Failure> {
    show(&visit, &Whose::Own(patron), (&relation, row), meant).await
}

/// `GET /family/{link}/wrong/{relation}/{row}`
pub async fn get_for_child(
    visit: Visit,
    SignedIn(patron): SignedIn,
    InPath((link, relation, row)): InPath<(Uuid, String, Uuid)>,
    Query(meant): Query<Meant>,
) -> Result<Response, Failure> {
    let whose = guardian(&visit, &patron, link).await?;
    show(&visit, &whose, (&relation, row), meant).await
}

async fn show(visit: &Visit, whose: &Whose, (relation, row): (&str, Uuid), meant: Meant) -> Result<Response, Failure> {
    let named = whose.named(&visit.web, relation, row).await?;
    if meant.done.is_some() {
        return Ok(sent(visit, whose, &named));
    }
    let form = visit.web.portal.entropy.uuid().to_string();
    let entered = WrongForm { form, field: meant.field, wish: String::new() };
    Ok(page(visit, whose, &named, &entered, &Problems::none()))
}

/// `POST /corrections/{relation}/{row}`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    InPath((relation, row)): InPath<(String, Uuid)>,
    Posted(entered): Posted<WrongForm>,
) -> Result<Response, Failure> {
    said(&visit, &web, &Whose::Own(patron), (&relation, row), entered).await
}

/// `POST /family/{link}/wrong/{relation}/{row}`
pub async fn post_for_child(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    InPath((link, relation, row)): InPath<(Uuid, String, Uuid)>,
    Posted(entered): Posted<WrongForm>,
) -> Result<Response, Failure> {
    let whose = guardian(&visit, &patron, link).await?;
    said(&visit, &web, &whose, (&relation, row), entered).await
}

async fn said(
    visit: &Visit,
    web: &Web,
    whose: &Whose,
    (relation, row): (&str, Uuid),
    mut entered: WrongForm,
) -> Result<Response, Failure> {
    let named = whose.named(web, relation, row).await?;
    let form = form_name(web, &entered.form);
    entered.form = form.to_string();
    let mut problems = Problems::none();
    let cell = named.row.cells.iter().find(|cell| cell.field.column == entered.field);
    if cell.is_none() {
        problems.add("field", words::WHICH_MISSING.of(visit.young));
    }
    // It may be told in several lines.
    let told = one_line(&entered.wish);
    let wish = ShortText::parse(&told).map_err(|error| problems.add("wish", error.text())).ok();
    let (Some(cell), Some(wish)) = (cell, wish) else { return Ok(page(visit, whose, &named, &entered, &problems)) };
    let value = value::alone(cell, &visit.site.profile, visit.lang);
    let wish = Wish { form, column: entered.field.clone(), value, wish };
    Ok(match whose.ask(web, &named, &wish).await? {
        CorrectionOutcome::Waits => Redirect::to(&whose.after(named.relation.name, named.row.id)).into_response(),
        CorrectionOutcome::TooMany => {
            page(visit, whose, &named, &entered, &Problems::one("wish", words::TOO_MANY.of(visit.young)))
        }
        CorrectionOutcome::NoSuchValue => page(visit, whose, &named, &entered, &Problems::one("field", words::GONE)),
    })
}

fn sent(visit: &Visit, whose: &Whose, named: &Named) -> Response {
    let (lang, reader) = (visit.lang, whose.reader());
    render(visit, Head::new(words::ASK.to(visit.young, lang)), || {
        view! {
            <p class="crumb"><a href=reader.page(named.class)>{drawer(named.class, visit.young).to(lang)}</a></p>
            {reader.banner(lang)}
            <h1>{words::ASK.to(visit.young, lang)}</h1>
            <div class="notice success" role="status"><p>{words::ASKED_FOR_CHILD.to(lang)}</p></div>
        }
    })
}

fn page(visit: &Visit, whose: &Whose, named: &Named, entered: &WrongForm, problems: &Problems) -> Response {
    let (lang, profile, reader) = (visit.lang, &visit.site.profile, whose.reader());
    let shown = |cell: &Cell| value::shown(cell, profile, lang);
    let held: Vec<_> = named
        .row
        .cells
        .iter()
        .map(|cell| view! { <div class="entry"><dt>{cell.field.label.to(lang)}</dt><dd>{shown(cell)}</dd></div> })
        .collect();
    // The first answer carries the field's own id, where the summary's link leads.
    let fields: Vec<_> = named
        .row
        .cells
        .iter()
        .enumerate()
        .map(|(at, cell)| Choice {
            id: if at == 0 { "field" } else { cell.field.column },
            value: cell.field.column,
            label: cell.field.label,
            hint: None,
            chosen: cell.field.column == entered.field,
        })
        .collect();
    let action = address(reader, named.relation.name, named.row.id);
    render(visit, Head::new(words::ASK.to(visit.young, lang)).problems(!problems.is_empty()), || {
        view! {
            <p class="crumb"><a href=reader.page(named.class)>{drawer(named.class, visit.young).to(lang)}</a></p>
            {reader.banner(lang)}
            {summary(problems, lang)}
            <h1>{words::ASK.to(visit.young, lang)}</h1>
            <p class="lede">{words::ASK_LEDE.to(visit.young, lang)}</p>
            <section class="sheet" aria-labelledby="row">
                <h2 id="row">{named.relation.label.to(lang)}</h2>
                <dl class="card-record">{held}</dl>
            </section>
            <form method="post" action=action class="sheet" novalidate>
                <input type="hidden" name="form" value=entered.form.clone()/>
                {problems.of("field", lang).map(|wrong| view! { <p class="error">{wrong}</p> })}
                {choices("field", words::WHICH.of(visit.young), &fields, lang)}
                {long("wish", words::WHAT, Some(words::WHAT_HINT), &entered.wish, problems, lang)}
                {buttons::submit(words::ASK_DO, lang)}
            </form>
        }
    })
}
