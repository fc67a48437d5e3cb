//! The desk: a young person's wish that a parent or guardian no longer looks at the record.

use crate::{
    request::{Web, at_desk::AtDesk, failure::Failure, in_path::InPath, visit::Visit},
    ui::{
        decision,
        fact::fact,
        value::apart,
        work_item::{self, Weight, WorkItem},
    },
    words::{desk, desk_family as words},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::inventory::show;
use portal::family::desk::{end_as_asked, end_to_settle};

/// `GET /desk/ends/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(link): InPath,
) -> Result<Response, Failure> {
    let found = match end_to_settle(&web.portal, &staff, link).await? {
        Ok(found) => found.ok_or(Failure::NotFound)?,
        Err(refused) => return Ok(decision::no(&visit, desk::MAY_NOT, &refused)),
    };
    let (lang, zone) = (visit.lang, visit.site.profile.time_zone);
    let guardian = found.guardian.unwrap_or_else(|| words::UNNAMED.to(lang).to_owned());
    let item = WorkItem {
        title: words::ASKS_END,
        lede: words::ASKS_END_WHAT,
        facts: vec![
            fact(words::YOUNG_PERSON, apart(found.name), lang),
            fact(words::GUARDIAN, apart(guardian), lang),
            fact(words::LINKED_AT, show::moment(found.linked_at, zone, lang), lang),
            fact(desk::ASKED_AT, show::moment(found.asked_at, zone, lang), lang),
        ],
        action: format!("/desk/ends/{}", found.link),
        check: Some(words::CHECK_END),
        button: (words::END, Weight::TakesAway),
    };
    Ok(work_item::page(&visit, item))
}

/// `POST /desk/ends/{id}`
pub async fn post(AtDesk(staff): AtDesk, State(web): State<Web>, InPath(link): InPath) -> Result<Response, Failure> {
    if !end_as_asked(&web.portal, &staff, link).await? {
        return Err(Failure::NotFound);
    }
    Ok(Redirect::to("/desk?done=link-ended").into_response())
}
