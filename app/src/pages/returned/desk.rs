//! The desk: a patron whose address e-mail came back from.

use crate::prelude::*;
use crate::{
    request::{Web, at_desk::AtDesk, failure::Failure, visit::Visit},
    ui::{
        buttons, decision,
        fact::fact,
        render::{Head, render},
        value::apart,
    },
    words::{desk, desk_mail, returned as words},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::inventory::show;
use portal::returned::{note, open};
use uuid::Uuid;

/// `GET /desk/returned/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = Uuid::parse_str(&id).map_err(|_| Failure::NotFound)?;
    let found = match open(&web.portal, &staff, id).await? {
        Ok(found) => found.ok_or(Failure::NotFound)?,
        Err(refused) => return Ok(decision::no(&visit, desk::MAY_NOT, &refused)),
    };
    let lang = visit.lang;
    let since = show::moment(found.since, visit.site.profile.time_zone, lang);
    // The same words as for a mail that was refused at once.
    let said = desk_mail::why(&format!("550 {}", found.code));
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <section class="sheet">
                <dl class="card-record">
                    {fact(desk::NAME, apart(found.name.clone()), lang)}
                    {fact(words::ADDRESS, found.address.clone(), lang)}
                    {found.phone.clone().map(|phone| fact(words::PHONE, phone, lang))}
                    {fact(words::SAID, format!("{} ({})", said.to(lang), found.code), lang)}
                    {fact(words::SINCE, since, lang)}
                </dl>
            </section>
            <form method="post" action=format!("/desk/returned/{}", found.id)>
                {buttons::submit(words::NOTE, lang)}
            </form>
        }
    }))
}

/// `POST /desk/returned/{id}`
pub async fn post(AtDesk(staff): AtDesk, State(web): State<Web>, Path(id): Path<String>) -> Result<Response, Failure> {
    let id = Uuid::parse_str(&id).map_err(|_| Failure::NotFound)?;
    if !note(&web.portal, &staff, id).await? {
        return Err(Failure::NotFound);
    }
    Ok(Redirect::to("/desk?done=noted").into_response())
}
