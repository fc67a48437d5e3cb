//! A child's record, as far as the decision allows at this moment.

use super::{others, over};
use crate::{
    pages::record::{
        class::{self, Searched, Wanted},
        not_shown, overview,
        reader::Reader,
    },
    prelude::*,
    request::{failure::Failure, forms::Posted, in_path::InPath, signed_in::SignedIn, visit::Visit},
    ui::{
        render::{Head, render},
        rules::cited,
    },
};
use axum::{extract::Query, http::StatusCode, response::Response};
use domain::inventory::{Class, childs::title_of_a_child};
use portal::{
    authority::Patron,
    family::{self, Access, ChildRecord},
    record::ListQuery,
};
use uuid::Uuid;

/// `GET /family/{link}`
pub async fn overview(visit: Visit, SignedIn(patron): SignedIn, InPath(link): InPath) -> Result<Response, Failure> {
    Ok(match open(&visit, &patron, link).await? {
        Access::Over(ended) => over::page(&visit, &ended),
        Access::Open(opened) => {
            let found = family::overview(&visit.web.portal, &opened).await?.ok_or(Failure::NotFound)?;
            let children = family::children(&visit.web.portal, &patron).await?;
            let ways = others::ways(&children, opened.link, None, visit.lang);
            overview::page(&visit, Reader::Guardian(&opened), &found, ways)
        }
    })
}

/// `GET /family/{link}/{class}`
pub async fn class(
    visit: Visit,
    SignedIn(patron): SignedIn,
    InPath((link, code)): InPath<(Uuid, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    answer(&visit, &patron, (link, &code), &wanted.asked()).await
}

/// `POST /family/{link}/{class}/search`: the search in a list.
pub async fn class_searched(
    visit: Visit,
    SignedIn(patron): SignedIn,
    InPath((link, code)): InPath<(Uuid, String)>,
    Posted(searched): Posted<Searched>,
) -> Result<Response, Failure> {
    answer(&visit, &patron, (link, &code), &searched.asked()).await
}

async fn answer(
    visit: &Visit,
    patron: &Patron,
    (link, code): (Uuid, &str),
    asked: &ListQuery,
) -> Result<Response, Failure> {
    let class = Class::from_code(code).ok_or(Failure::NotFound)?;
    let opened = match open(visit, patron, link).await? {
        Access::Over(ended) => return Ok(over::page(visit, &ended)),
        Access::Open(opened) => opened,
    };
    let found = family::class_page(&visit.web.portal, &opened, class, asked).await?;
    let children = family::children(&visit.web.portal, patron).await?;
    let ways = others::ways(&children, opened.link, Some(class), visit.lang);
    Ok(match found {
        Some(found) => class::page_of(visit, Reader::Guardian(&opened), &found, asked, ways),
        None => left_out(visit, &opened, class, ways),
    })
}

/// Another guardian's link and an unknown one get the same answer.
async fn open(visit: &Visit, patron: &Patron, link: Uuid) -> Result<Access, Failure> {
    family::guardian(&visit.web.portal, patron, link).await?.ok_or(Failure::NotFound)
}

/// A drawer that stays the child's own.
fn left_out(visit: &Visit, opened: &ChildRecord, class: Class, ways: Option<AnyView>) -> Response {
    let lang = visit.lang;
    let title = title_of_a_child(class, opened.name.as_deref(), lang);
    let reader = Reader::Guardian(opened);
    render(visit, Head::new(title.clone()).status(StatusCode::FORBIDDEN), || {
        view! {
            {reader.back(lang)}
            {reader.banner(lang)}
            {ways}
            <h1>{title}</h1>
            {not_shown::of(opened, class).map(|left| view! {
                <div class="notice">
                    <p>{left.reason.to(lang)}</p>
                    {cited(&left.rules, lang)}
                </div>
            })}
        }
    })
}
