//! What newsletter services have of somebody, where they look for it.

use crate::{
    prelude::*,
    request::visit::Visit,
    ui::{fact::fact, purpose::purpose_label},
    words::service as words,
};
use chrono::{DateTime, Utc};
use domain::{
    inventory::show,
    words::{Lang, Text},
};
use portal::consent::{AtService, SoFar};

fn not_off(so_far: SoFar) -> Text {
    if so_far == SoFar::Leaving { words::HAS_LEAVING } else { words::HAS_ON }
}

fn confirmed(so_far: SoFar, at: impl Fn(DateTime<Utc>) -> String, lang: Lang) -> String {
    match so_far {
        SoFar::Confirmed(when) => at(when),
        SoFar::Failed => words::HAS_FAILED.to(lang).to_owned(),
        SoFar::ByList | SoFar::Asked | SoFar::Leaving => words::HAS_ON.to(lang).to_owned(),
    }
}

/// A section; nothing where no service has anything.
pub fn section(visit: &Visit, all: &[AtService]) -> Option<AnyView> {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let at = |moment| show::moment(moment, profile.time_zone, lang);
    let each: Vec<_> = all
        .iter()
        .map(|one| {
            let vendor = profile.vendors.iter().find(|vendor| vendor.code == one.service);
            let service = vendor.map_or_else(|| one.service.clone(), |vendor| vendor.name.to(lang).to_owned());
            let given = [one.name.as_str(), one.email.as_str(), one.statement.as_str()];
            let given: Vec<&str> = given.into_iter().filter(|text| !text.is_empty()).collect();
            let off = one.removed_at.map_or_else(|| not_off(one.so_far).to(lang).to_owned(), at);
            let far = match one.so_far {
                SoFar::ByList => view! {
                    {fact(words::HAS_SINCE, at(one.first_sent_at), lang)}
                    {fact(words::HAS_LAST, at(one.sent_at), lang)}
                },
                so_far => view! {
                    {fact(words::HAS_ASKED, at(one.first_sent_at), lang)}
                    {fact(words::HAS_CONFIRMED, confirmed(so_far, at, lang), lang)}
                },
            };
            view! {
                <dl class="card-record">
                    {fact(words::HAS_LIST, purpose_label(visit, &one.list), lang)}
                    {fact(words::HAS_SERVICE, service, lang)}
                    {fact(words::HAS_GIVEN, view! { <bdi>{given.join(", ")}</bdi> }, lang)}
                    {far}
                    {fact(words::HAS_OFF, off, lang)}
                </dl>
            }
        })
        .collect();
    (!each.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="services">
                <h2 id="services">{words::HAS.to(lang)}</h2>
                <p>{words::HAS_WHAT.to(lang)}</p>
                {each}
            </section>
        }
    })
}
