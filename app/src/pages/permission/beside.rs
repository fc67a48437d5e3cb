//! What stands beside the form of a permission: what would be told of the record as it is now, and the exact text as it would be
//! signed; and in the form, where words and ticks disagree.

use super::questions::AskFields;
use crate::{
    islands::PermissionText,
    prelude::*,
    request::visit::Visit,
    words::{overview::drawer, permission as words},
};
use chrono::NaiveDate;
use domain::{
    digest,
    inventory::Class,
    permission::{Letterhead, Parts, remarks, sketch, so_far},
};
use portal::permission::PermissionHeld;

/// How far a permission is written.
pub struct So<'a> {
    pub held: &'a PermissionHeld,
    /// The latest last day.
    pub latest: NaiveDate,
    /// What would be told now of each class that can be chosen.
    pub told: &'a [(Class, String)],
    /// What stands in the form when the page arrives.
    pub entered: &'a AskFields,
}

impl So<'_> {
    fn parts(&self) -> Parts {
        so_far(|name| self.entered.get(name).cloned().unwrap_or_default(), self.latest)
    }

    /// The classes that can be chosen.
    fn offered(&self) -> Vec<Class> {
        self.told.iter().map(|(class, _)| *class).collect()
    }
}

/// Where the words and the ticked boxes disagree; it stands below the words, where the person who writes them looks.
// Test (end2end/journeys/permission-text.script.spec.ts): "the text that is read while it is written is the text that is signed".
pub fn doubts(visit: &Visit, so: &So<'_>) -> impl IntoView + use<> {
    let lang = visit.lang;
    let parts = so.parts();
    let purpose = parts.purpose.as_ref().map_or("", |purpose| purpose.as_str());
    let named = |class| drawer(class, visit.young).to(lang);
    let doubts: Vec<_> = remarks(purpose, &parts.classes, &so.offered())
        .into_iter()
        .map(|doubt| doubt.words(named(doubt.class()), lang))
        .collect();
    let none = doubts.is_empty();
    view! {
        <div role="status">
            <div class="notice" hidden=none>
                <p><b>{words::LOOK_AGAIN.to(visit.young, lang)}</b></p>
                <ul>{doubts.into_iter().map(|doubt| view! { <li>{doubt}</li> }).collect_view()}</ul>
            </div>
        </div>
    }
}

/// The form, and beside it what it says so far. The island [`PermissionText`] writes it anew at each key.
pub fn beside(visit: &Visit, form: AnyView, so: &So<'_>) -> impl IntoView + use<> {
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let parts = so.parts();
    let head = Letterhead { library: &profile.name, statute: &profile.statute };
    let text = sketch(&parts, &so.held.reference, head, lang);
    let offered = so.offered();
    let is_any = parts.classes.iter().any(|class| offered.contains(class));
    let told: Vec<_> = so
        .told
        .iter()
        .map(|(class, holds)| {
            view! {
                <li data-class=class.code() hidden=!parts.classes.contains(class)>
                    <b>{drawer(*class, visit.young).to(lang)}</b> " " {holds.clone()}
                </li>
            }
        })
        .collect();
    view! {
        <div class="beside" data-wakes="" data-reference=so.held.reference.to_string() data-library=profile.name.clone()
            data-statute=profile.statute.clone() data-latest=so.latest.to_string()>
            {form}
            <div class="so-far">
                <section aria-labelledby="told-now">
                    <h2 id="told-now">{words::TOLD_NOW.to(lang)}</h2>
                    <p class="hint nothing-told" hidden=is_any>{words::TOLD_NOTHING.to(visit.young, lang)}</p>
                    <ul class="told" hidden=!is_any>{told}</ul>
                </section>
                <section aria-labelledby="so-far">
                    <h2 id="so-far">{words::TEXT_SO_FAR.to(visit.young, lang)}</h2>
                    <pre class="deed" role="group" tabindex="0" aria-labelledby="so-far">{text.clone()}</pre>
                    <details class="technical" hidden=!parts.is_answered()>
                        <summary>{words::FINGERPRINT.to(lang)}</summary>
                        <p class="fingerprint">{digest::of_text(&text)}</p>
                    </details>
                </section>
            </div>
        </div>
        <PermissionText/>
    }
}
