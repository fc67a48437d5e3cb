//! The rules something rests on: in words, each with where it is from, and never as a bare id.

use crate::prelude::*;
use crate::words::shell as words;
use domain::{profile::Profile, rules::RuleId, words::Lang};
use std::collections::BTreeSet;

/// The rules an answer rests on, to unfold; nothing where there are none.
pub fn cited(rules: &[RuleId], lang: Lang) -> Option<impl IntoView + use<>> {
    (!rules.is_empty()).then(|| {
        view! {
            <details class="about">
                <summary>{words::RULES.to(lang)}</summary>
                <ul class="cite">{told(rules, lang)}</ul>
            </details>
        }
    })
}

/// Each rule as an item of a list: its words, then its citation.
pub fn told(rules: &[RuleId], lang: Lang) -> Vec<AnyView> {
    let one = |id: &RuleId| {
        let href = format!("/privacy#{}", anchor(id));
        view! {
            <li>{id.words(lang).to_owned()} " " <cite><a href=href>{id.citation(lang).to_owned()}</a></cite></li>
        }
    };
    rules.iter().map(one).collect()
}

/// Where a rule stands on the page of the library's rules.
pub fn anchor(id: &RuleId) -> String {
    format!("rule-{}", id.as_str())
}

/// The rules of the library that no answer has `said` in their words, each where a citation leads: its words, then its place in
/// the policy that the page names. Nothing where all are shown already.
// Test (server/tests/routes/rules.rs): "every rule stands once on the page of the rules".
pub fn rest(profile: &Profile, said: &BTreeSet<String>, lang: Lang) -> Option<AnyView> {
    let rules: Vec<_> = profile
        .rules
        .all()
        .filter(|id| !said.contains(id.as_str()))
        .map(|id| {
            let (words, place) = (id.words(lang).to_owned(), id.rule().place(lang));
            view! { <li id=anchor(id)>{words} " " <cite>{place}</cite></li> }
        })
        .collect();
    (!rules.is_empty()).then(|| view! { <ul class="cite">{rules}</ul> })
}

/// The same for the ids that a line of the activity carries.
pub fn written(codes: &[String], profile: &Profile, lang: Lang) -> Vec<AnyView> {
    codes
        .iter()
        .flat_map(|code| match profile.rules.get(code) {
            Some(id) => told(std::slice::from_ref(id), lang),
            None => vec![view! { <li>{profile.rules.cited(code, lang)}</li> }],
        })
        .collect()
}

/// Where the rules with these ids are from, in one line.
pub fn named(codes: &[String], profile: &Profile, lang: Lang) -> String {
    codes.iter().map(|code| profile.rules.cited(code, lang)).collect::<Vec<_>>().join("; ")
}

/// Where rules are from, for a place that has room for nothing else and names the policy above: the headings alone.
pub fn places(rules: &[RuleId], lang: Lang) -> String {
    let mut places: Vec<String> = Vec::new();
    for id in rules {
        let place = id.rule().place(lang);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places.join("; ")
}
