//! The desk: a young person's wish that a parent or guardian no longer looks at the record.

use crate::{
    request::{Web, at_desk::AtDesk, failure::Failure, in_path::InPath, visit::Visit},
    ui::{
        fact::fact,
        value::apart,
        work_item::{self, Weight, WorkItem},
    },
    words::{desk, desk_family as words},
};
use axum::{extract::State, response::Response};
use domain::inventory::show;
use portal::family::desk::{end_as_asked, end_to_settle};

/// `GET /desk/ends/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(link): InPath,
) -> Result<Response, Failure> {
    let found = end_to_settle(&web.portal, &staff, link).await?;
    work_item::opened(&visit, found, |found| {
        let (lang, zone) = (visit.lang, visit.site.profile.time_zone);
        let guardian = found.guardian.unwrap_or_else(|| words::UNNAMED.to(lang).to_owned());
        WorkItem {
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
        }
    })
}

/// `POST /desk/ends/{id}`
pub async fn post(AtDesk(staff): AtDesk, State(web): State<Web>, InPath(link): InPath) -> Result<Response, Failure> {
    work_item::settled(end_as_asked(&web.portal, &staff, link).await?, "link-ended")
}
