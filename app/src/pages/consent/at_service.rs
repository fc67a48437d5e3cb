//! What newsletter services have of somebody, where they look for it.

use crate::{pages::consent::history::purpose_label, request::visit::Visit, ui::fact::fact, words::service as words};
use domain::inventory::show;
use leptos::prelude::*;
use portal::consent::AtService;

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
            let given = [one.name.as_str(), one.email.as_str()];
            let given: Vec<&str> = given.into_iter().filter(|text| !text.is_empty()).collect();
            let off = one.removed_at.map_or_else(|| words::HAS_ON.to(lang).to_owned(), at);
            view! {
                <dl class="card-record">
                    {fact(words::HAS_LIST, purpose_label(visit, &one.list), lang)}
                    {fact(words::HAS_SERVICE, service, lang)}
                    {fact(words::HAS_GIVEN, view! { <bdi>{given.join(", ")}</bdi> }, lang)}
                    {fact(words::HAS_SINCE, at(one.first_sent_at), lang)}
                    {fact(words::HAS_LAST, at(one.sent_at), lang)}
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
        .into_any()
    })
}
