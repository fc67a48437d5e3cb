//! The desk: a card that was closed here, to be closed in the library's own system too.

use crate::prelude::*;
use crate::{
    request::{Web, at_desk::AtDesk, failure::Failure, visit::Visit},
    ui::{
        buttons, decision,
        fact::fact,
        render::{Head, render},
        value::apart,
    },
    words::{desk, leave as words},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::inventory::show;
use portal::access::{settle_closing, to_close};
use uuid::Uuid;

/// `GET /desk/closings/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = Uuid::parse_str(&id).map_err(|_| Failure::NotFound)?;
    let found = match to_close(&web.portal, &staff, id).await? {
        Ok(found) => found.ok_or(Failure::NotFound)?,
        Err(refused) => return Ok(decision::no(&visit, desk::MAY_NOT, &refused)),
    };
    let lang = visit.lang;
    Ok(render(&visit, Head::new(words::DESK.to(lang)), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1>{words::DESK.to(lang)}</h1>
            <p class="lede">{if found.lost { words::DESK_LOST } else { words::DESK_LEDE }.to(lang)}</p>
            <section class="sheet">
                <dl class="card-record">
                    {fact(desk::NAME, apart(found.name.clone()), lang)}
                    {fact(words::DESK_CARDS, found.cards.join(", "), lang)}
                    <div class="entry">
                        <dt>{words::DESK_CLOSED.to(lang)}</dt>
                        <dd>{show::moment(found.at, visit.site.profile.time_zone, lang)}</dd>
                    </div>
                </dl>
            </section>
            <form method="post" action=format!("/desk/closings/{}", found.id)>
                {buttons::submit(words::DESK_DO, lang)}
            </form>
        }
    }))
}

/// `POST /desk/closings/{id}`
pub async fn post(AtDesk(staff): AtDesk, State(web): State<Web>, Path(id): Path<String>) -> Result<Response, Failure> {
    let id = Uuid::parse_str(&id).map_err(|_| Failure::NotFound)?;
    if !settle_closing(&web.portal, &staff, id).await? {
        return Err(Failure::NotFound);
    }
    Ok(Redirect::to("/desk?done=closing").into_response())
}
