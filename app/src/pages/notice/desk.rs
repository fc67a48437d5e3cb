//! The desk: an e-mail choice of a patron's, to be entered in the library's own system.

use crate::prelude::*;
use crate::{
    request::{Web, at_desk::AtDesk, failure::Failure, visit::Visit},
    ui::{
        buttons, decision,
        fact::fact,
        render::{Head, render},
        value::apart,
    },
    words::{consent as answers, desk, enter as words},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{consent::Purpose, inventory::show};
use portal::notice::{CheckOffOutcome, enter, to_enter};
use uuid::Uuid;

/// `GET /desk/choices/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = Uuid::parse_str(&id).map_err(|_| Failure::NotFound)?;
    let found = match to_enter(&web.portal, &staff, id).await? {
        Ok(found) => found.ok_or(Failure::NotFound)?,
        Err(refused) => return Ok(decision::no(&visit, desk::MAY_NOT, &refused)),
    };
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let what = Purpose::from_code(&found.purpose, profile).map_or(found.purpose.clone(), |purpose| purpose.label(lang));
    let answer =
        answers::answer(if found.given { domain::consent::State::Given } else { domain::consent::State::Refused });
    let at = show::moment(found.asked_at, profile.time_zone, lang);
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <section class="sheet">
                <dl class="card-record">
                    {fact(desk::NAME, apart(found.name.clone()), lang)}
                    {fact(words::CARDS, found.cards.join(", "), lang)}
                    {fact(words::WHAT, what, lang)}
                    {fact(words::BY_MAIL, answer.to(lang), lang)}
                    {fact(words::CHOSEN, at, lang)}
                </dl>
            </section>
            <form method="post" action=format!("/desk/choices/{}", found.id)>
                {buttons::submit(words::DO, lang)}
            </form>
        }
    }))
}

/// `POST /desk/choices/{id}`
pub async fn post(AtDesk(staff): AtDesk, State(web): State<Web>, Path(id): Path<String>) -> Result<Response, Failure> {
    let id = Uuid::parse_str(&id).map_err(|_| Failure::NotFound)?;
    match enter(&web.portal, &staff, id).await? {
        CheckOffOutcome::Done => Ok(Redirect::to("/desk?done=entered").into_response()),
        CheckOffOutcome::NotFound => Err(Failure::NotFound),
    }
}
