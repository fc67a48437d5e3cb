//! What a version of the profile that waits for its day will say otherwise.

use crate::prelude::*;
use crate::words::versions as words;
use domain::{
    profile::{AgreedChange, privacy::Statement},
    words::Lang,
};
use portal::library::Coming;

/// Each version that waits, as a section; one that changes nothing that is read here has none.
pub fn sections(coming: &[Coming], lang: Lang) -> impl IntoView + use<> {
    coming.iter().filter_map(|next| section(next, lang)).collect_view()
}

fn section(next: &Coming, lang: Lang) -> Option<AnyView> {
    let difference = &next.difference;
    // What is the same in this language is not told in it.
    let only = |these: &[Statement], those: &[Statement]| -> Vec<Statement> {
        let reads_alike = |one: &Statement, other: &Statement| {
            one.words.to(lang) == other.words.to(lang) && one.class == other.class && one.receives == other.receives
        };
        these.iter().filter(|one| !those.iter().any(|other| reads_alike(one, other))).cloned().collect()
    };
    let unsaid = only(&difference.unsaid, &difference.said);
    let said = only(&difference.said, &difference.unsaid);
    let changes =
        |change: &&AgreedChange| change.after.as_ref().is_none_or(|after| after.to(lang) != change.before.to(lang));
    let agreed_to: Vec<_> = difference.agreed.iter().filter(changes).map(|change| agreed(change, lang)).collect();
    if said.is_empty() && unsaid.is_empty() && agreed_to.is_empty() {
        return None;
    }
    let id = format!("version-{}", next.number);
    let named = id.clone();
    let title = words::from(next.starts_on, lang);
    Some(view! {
        <section class="notice" aria-labelledby=named>
            <h2 id=id>{title}</h2>
            <p>{words::WHAT.to(lang)}</p>
            {sentences(words::UNSAID.to(lang), &unsaid, lang)}
            {sentences(words::SAID.to(lang), &said, lang)}
            {(!agreed_to.is_empty()).then(|| view! {
                <h3>{words::AGREED.to(lang)}</h3>
                <p>{words::AGREED_WHAT.to(lang)}</p>
                {agreed_to}
            })}
        </section>
    })
}

fn sentences(title: &'static str, all: &[Statement], lang: Lang) -> Option<impl IntoView + use<>> {
    let each: Vec<_> = all
        .iter()
        .map(|one| {
            let class = one.class.map(|class| format!("{}: ", class.label().to(lang)));
            view! { <li>{class} {one.words.to(lang).to_owned()}</li> }
        })
        .collect();
    (!each.is_empty()).then(|| view! { <h3>{title}</h3> <ul>{each}</ul> })
}

fn agreed(change: &AgreedChange, lang: Lang) -> impl IntoView + use<> {
    let after = match &change.after {
        Some(after) => after.to(lang).to_owned(),
        None => words::ENDS.to(lang).to_owned(),
    };
    view! {
        <h4>{change.label.to(lang).to_owned()}</h4>
        <p><b>{words::BEFORE.to(lang)} ": "</b> {change.before.to(lang).to_owned()}</p>
        <p><b>{words::AFTER.to(lang)} ": "</b> {after}</p>
    }
}
