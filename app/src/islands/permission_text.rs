//! The permission, written before one's eyes: as one fills in the form, the exact text that would be signed, what would be
//! told of the record as it is now, and where words and ticks disagree. Without script the text is that of the answers the
//! page came with.

use chrono::NaiveDate;
use domain::{
    digest,
    inventory::Class,
    permission::{Letterhead, Parts, read_day, remarks, sketch, so_far},
    reference::Reference,
    words::Lang,
};
use leptos::prelude::*;

/// The words of the island, translated by the server.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[expect(missing_docs, reason = "each is named by where it stands")]
pub struct Words {
    pub title: String,
    pub fingerprint: String,
    pub told: String,
    pub nothing_told: String,
    pub look_again: String,
}

/// The form is `children`; `typed` is what stands in it when the page arrives, `told` how much of each class that can be
/// chosen is held, `latest` the latest last day (`2027-11-23`).
// Test (end2end/journeys/permission-text.script.spec.ts): "the text that is read while it is written is the text that is signed".
#[island]
pub fn PermissionText(
    lang: Lang,
    reference: String,
    library: String,
    statute: String,
    latest: String,
    told: Vec<(String, String)>,
    typed: Vec<(String, String)>,
    words: Words,
    children: Children,
) -> impl IntoView {
    let typed = RwSignal::new(typed);
    Effect::new(move |_| typed.set(read_form()));
    let parts = Memo::new(move |_| {
        typed.with(|typed| {
            let value = |name: &str| typed.iter().find(|(one, _)| one == name).map(|(_, value)| value.clone());
            // As text, as all days are read here: a day of chrono's would bring its reader of formats with it.
            so_far(|name| value(name).unwrap_or_default(), read_day(&latest).unwrap_or(NaiveDate::MAX))
        })
    });
    let text = Memo::new(move |_| {
        let head = Letterhead { library: &library, statute: &statute };
        let reference = Reference::parse(&reference);
        reference.map(|reference| parts.with(|parts| sketch(parts, &reference, head, lang))).unwrap_or_default()
    });
    let told: Vec<(Class, String)> =
        told.into_iter().filter_map(|(code, holds)| Some((Class::from_code(&code)?, holds))).collect();
    let offered: Vec<Class> = told.iter().map(|(class, _)| *class).collect();
    let Words { title, fingerprint, told: told_title, nothing_told, look_again } = words;
    let would_be_told = move || {
        let lines: Vec<_> = told
            .iter()
            .filter(|(class, _)| parts.with(|parts| parts.classes.contains(class)))
            .map(|(class, holds)| view! { <li><b>{class.label().to(lang)}</b> " " {holds.clone()}</li> })
            .collect();
        if lines.is_empty() {
            view! { <p class="hint">{nothing_told.clone()}</p> }.into_any()
        } else {
            view! { <ul>{lines}</ul> }.into_any()
        }
    };
    let doubts = move || {
        let doubts = parts.with(|parts| {
            let purpose = parts.purpose.as_ref().map_or("", |purpose| purpose.as_str());
            remarks(purpose, &parts.classes, &offered)
        });
        (!doubts.is_empty()).then(|| {
            let lines: Vec<_> = doubts.into_iter().map(|one| view! { <li>{one.words(lang)}</li> }).collect();
            view! { <div class="notice"><p><b>{look_again.clone()}</b></p><ul>{lines}</ul></div> }
        })
    };
    let mark = move || {
        parts.with(is_answered).then(|| {
            view! {
                <p class="cite">{fingerprint.clone()}<br/><span class="fingerprint">{text.with(|text| digest::of_text(text))}</span></p>
            }
        })
    };
    let update = move |_| typed.set(read_form());
    view! {
        <div class="beside" on:input=update>
            {children()}
            <section aria-labelledby="so-far">
                <h2 id="so-far">{title}</h2>
                <pre class="deed" tabindex="0" aria-labelledby="so-far">{move || text.get()}</pre>
                {mark}
                <div role="status">{doubts}</div>
                <h3>{told_title}</h3>
                {would_be_told}
            </section>
        </div>
    }
}

fn is_answered(parts: &Parts) -> bool {
    let Parts { recipient, proof, classes, purpose, days, uses } = parts;
    recipient.is_some()
        && proof.is_some()
        && !classes.is_empty()
        && purpose.is_some()
        && days.is_some()
        && uses.is_some()
}

/// What stands in the page's form now, by name.
#[cfg(feature = "hydrate")]
fn read_form() -> Vec<(String, String)> {
    use leptos::{
        wasm_bindgen::JsCast,
        web_sys::{FormData, HtmlFormElement},
    };
    let form = document().get_element_by_id("permission").and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    let Some(data) = form.and_then(|form| FormData::new_with_form(&form).ok()) else { return Vec::new() };
    let names = ["kind", "name", "proof", "purpose", "from", "for", "until", "uses"];
    let names = names.into_iter().chain(Class::ALL.into_iter().map(Class::code));
    names.filter_map(|name| Some((name.to_owned(), data.get(name).as_string()?))).collect()
}

#[cfg(not(feature = "hydrate"))]
fn read_form() -> Vec<(String, String)> {
    Vec::new()
}
