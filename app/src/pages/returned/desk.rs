//! The desk: a patron whose address e-mail came back from.

use crate::{
    request::{Web, at_desk::AtDesk, failure::Failure, in_path::InPath, visit::Visit},
    ui::{
        fact::fact,
        value::apart,
        work_item::{self, Weight, WorkItem},
    },
    words::{desk, desk_mail, returned as words},
};
use axum::{extract::State, response::Response};
use domain::inventory::show;
use portal::returned::{note, open};

/// `GET /desk/returned/{id}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    let found = open(&web.portal, &staff, id).await?;
    work_item::opened(&visit, found, |found| {
        let lang = visit.lang;
        let since = show::moment(found.since, visit.site.profile.time_zone, lang);
        // The same words as for a mail that was refused at once.
        let said = desk_mail::why(&format!("550 {}", found.code));
        let mut facts = vec![fact(desk::NAME, apart(found.name), lang), fact(words::ADDRESS, found.address, lang)];
        facts.extend(found.phone.map(|phone| fact(words::PHONE, phone, lang)));
        facts.push(fact(words::SAID, format!("{} ({})", said.to(lang), found.code), lang));
        facts.push(fact(words::SINCE, since, lang));
        WorkItem {
            title: words::TITLE,
            lede: words::LEDE,
            facts,
            action: format!("/desk/returned/{}", found.id),
            check: None,
            button: (words::NOTE, Weight::Notes),
        }
    })
}

/// `POST /desk/returned/{id}`
pub async fn post(AtDesk(staff): AtDesk, State(web): State<Web>, InPath(id): InPath) -> Result<Response, Failure> {
    work_item::settled(note(&web.portal, &staff, id).await?, "noted")
}
