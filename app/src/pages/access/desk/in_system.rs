//! The desk: a card that was closed here, to be closed in the library's own system too.

use crate::{
    request::{Web, at_desk::AtDesk, failure::Failure, in_path::InPath, visit::Visit},
    ui::{
        fact::fact,
        value::apart,
        work_item::{self, Weight, WorkItem},
    },
    words::{desk, leave as words},
};
use axum::{extract::State, response::Response};
use domain::inventory::show;
use portal::access::{settle_closing, to_close};

/// `GET /desk/closings/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    let found = to_close(&web.portal, &staff, id).await?;
    work_item::opened(&visit, found, |found| {
        let lang = visit.lang;
        let at = show::moment(found.at, visit.site.profile.time_zone, lang);
        WorkItem {
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
        }
    })
}

/// `POST /desk/closings/{id}`
pub async fn post(AtDesk(staff): AtDesk, State(web): State<Web>, InPath(id): InPath) -> Result<Response, Failure> {
    work_item::settled(settle_closing(&web.portal, &staff, id).await?, "closing")
}
