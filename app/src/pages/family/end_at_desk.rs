//! The desk: a young person's wish that a parent or guardian no longer looks at the record.

use crate::prelude::*;
use crate::{
    request::{Web, at_desk::AtDesk, failure::Failure, visit::Visit},
    ui::{
        buttons, decision,
        fact::fact,
        render::{Head, render},
        value::apart,
    },
    words::{desk, desk_family as words},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::inventory::show;
use portal::family::desk::{end_as_asked, end_to_settle};
use uuid::Uuid;

/// `GET /desk/ends/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let link = Uuid::parse_str(&id).map_err(|_| Failure::NotFound)?;
    let found = match end_to_settle(&web.portal, &staff, link).await? {
        Ok(found) => found.ok_or(Failure::NotFound)?,
        Err(refused) => return Ok(decision::no(&visit, desk::MAY_NOT, &refused)),
    };
    let (lang, zone) = (visit.lang, visit.site.profile.time_zone);
    Ok(render(&visit, Head::new(words::ASKS_END.to(lang)), || {
        let guardian = found.guardian.clone().unwrap_or_else(|| words::UNNAMED.to(lang).to_owned());
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1>{words::ASKS_END.to(lang)}</h1>
            <p class="lede">{words::ASKS_END_WHAT.to(lang)}</p>
            <section class="sheet">
                <dl class="card-record">
                    {fact(words::YOUNG_PERSON, apart(found.name.clone()), lang)}
                    {fact(words::GUARDIAN, apart(guardian), lang)}
                    {fact(words::LINKED_AT, show::moment(found.linked_at, zone, lang), lang)}
                    {fact(desk::ASKED_AT, show::moment(found.asked_at, zone, lang), lang)}
                </dl>
            </section>
            <form method="post" action=format!("/desk/ends/{}", found.link) class="sheet">
                <p>{words::CHECK_END.to(lang)}</p>
                <p class="buttons"><button class="button warning">{words::END.to(lang)}</button></p>
            </form>
        }
    }))
}

/// `POST /desk/ends/{id}`
pub async fn post(AtDesk(staff): AtDesk, State(web): State<Web>, Path(id): Path<String>) -> Result<Response, Failure> {
    let link = Uuid::parse_str(&id).map_err(|_| Failure::NotFound)?;
    if !end_as_asked(&web.portal, &staff, link).await? {
        return Err(Failure::NotFound);
    }
    Ok(Redirect::to("/desk?done=link-ended").into_response())
}
