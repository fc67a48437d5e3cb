//! The desk: a card that was closed here, to be closed in the library's own system too.

use crate::{
    request::{Web, at_desk::AtDesk, failure::Failure, in_path::InPath, visit::Visit},
    ui::{
        decision,
        fact::fact,
        value::apart,
        work_item::{self, Weight, WorkItem},
    },
    words::{desk, leave as words},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::inventory::show;
use portal::access::{settle_closing, to_close};

/// `GET /desk/closings/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    let found = match to_close(&web.portal, &staff, id).await? {
        Ok(found) => found.ok_or(Failure::NotFound)?,
        Err(refused) => return Ok(decision::no(&visit, desk::MAY_NOT, &refused)),
    };
    let lang = visit.lang;
    let at = show::moment(found.at, visit.site.profile.time_zone, lang);
    let item = WorkItem {
        title: words::DESK,
        lede: if found.lost { words::DESK_LOST } else { words::DESK_LEDE },
        facts: vec![
            fact(desk::NAME, apart(found.name), lang),
            fact(words::DESK_CARDS, found.cards.join(", "), lang),
            fact(words::DESK_CLOSED, at, lang),
        ],
        action: format!("/desk/closings/{}", found.id),
        check: None,
        button: (words::DESK_DO, Weight::Notes),
    };
    Ok(work_item::page(&visit, item))
}

/// `POST /desk/closings/{id}`
pub async fn post(AtDesk(staff): AtDesk, State(web): State<Web>, InPath(id): InPath) -> Result<Response, Failure> {
    if !settle_closing(&web.portal, &staff, id).await? {
        return Err(Failure::NotFound);
    }
    Ok(Redirect::to("/desk?done=closing").into_response())
}
