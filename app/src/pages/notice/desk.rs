//! The desk: an e-mail choice of a patron's, to be entered in the library's own system.

use crate::{
    request::{Web, at_desk::AtDesk, failure::Failure, in_path::InPath, visit::Visit},
    ui::{
        fact::fact,
        value::apart,
        work_item::{self, Weight, WorkItem},
    },
    words::{consent as answers, desk, enter as words},
};
use axum::{extract::State, response::Response};
use domain::{consent::Purpose, inventory::show};
use portal::notice::{CheckOffOutcome, enter, to_enter};

/// `GET /desk/choices/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    let found = to_enter(&web.portal, &staff, id).await?;
    work_item::opened(&visit, found, |found| {
        let lang = visit.lang;
        let profile = &visit.site.profile;
        let what =
            Purpose::from_code(&found.purpose, profile).map_or(found.purpose.clone(), |purpose| purpose.label(lang));
        let answer =
            answers::answer(if found.given { domain::consent::State::Given } else { domain::consent::State::Refused });
        let at = show::moment(found.asked_at, profile.time_zone, lang);
        WorkItem {
            title: words::TITLE,
            lede: words::LEDE,
            facts: vec![
                fact(desk::NAME, apart(found.name), lang),
                fact(words::CARDS, found.cards.join(", "), lang),
                fact(words::WHAT, what, lang),
                fact(words::BY_MAIL, answer.to(lang), lang),
                fact(words::CHOSEN, at, lang),
            ],
            action: format!("/desk/choices/{}", found.id),
            check: None,
            button: (words::DO, Weight::Notes),
        }
    })
}

/// `POST /desk/choices/{id}`
pub async fn post(AtDesk(staff): AtDesk, State(web): State<Web>, InPath(id): InPath) -> Result<Response, Failure> {
    work_item::settled(enter(&web.portal, &staff, id).await? == CheckOffOutcome::Done, "entered")
}
