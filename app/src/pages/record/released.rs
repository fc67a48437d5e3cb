//! What was given to police, an agency or a court: to whom, why, and word for word.

use crate::{prelude::*, ui::fact::fact, words::released as words};
use domain::{
    inventory::{show, told},
    profile::Profile,
    words::Lang,
};
use portal::record::GivenAway;

/// The section; nothing where nothing was given.
pub(super) fn section(released: &[GivenAway], profile: &Profile, lang: Lang) -> Option<impl IntoView + use<>> {
    let each: Vec<_> = released
        .iter()
        .map(|one| {
            let ground =
                told::what_for(&one.ground).map_or_else(|| one.ground.clone(), |label| label.to(lang).to_owned());
            let named = show::moment(one.at, profile.time_zone, lang);
            view! {
                <dl class="card-record">
                    {fact(words::AT, named.clone(), lang)}
                    {fact(words::GROUND, ground, lang)}
                    {fact(words::GIVEN_TO, view! { <bdi>{one.given_to.clone()}</bdi> }, lang)}
                    {one.agency.clone().map(|agency| fact(words::AGENCY, view! { <bdi>{agency}</bdi> }, lang))}
                    {one.reason.clone().map(|reason| fact(words::REASON, view! { <bdi>{reason}</bdi> }, lang))}
                </dl>
                <details class="about">
                    <summary>{words::WORD_FOR_WORD.to(lang)}<span class="visually-hidden">", " {named}</span></summary>
                    <pre class="deed" lang="en">{one.text.clone()}</pre>
                    <p>{words::DIGEST.to(lang)}<br/><span class="fingerprint">{one.digest.clone()}</span></p>
                </details>
            }
        })
        .collect();
    (!each.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="released">
                <h2 id="released">{words::TITLE.to(lang)}</h2>
                {each}
                <p>{words::ASK.to(lang)}</p>
            </section>
        }
    })
}
