//! What stands beside the form of a permission: the exact text as it would be signed, what would be told of the record as it is
//! now, and where words and ticks disagree.

use super::questions::AskFields;
use crate::prelude::*;
use crate::{islands::PermissionText, request::visit::Visit, words::permission as words};
use chrono::NaiveDate;
use domain::{
    digest,
    inventory::Class,
    permission::{Letterhead, remarks, sketch, so_far},
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

/// The form, and beside it what it says so far. The island [`PermissionText`] writes it anew at each key.
pub fn beside(visit: &Visit, form: AnyView, so: &So<'_>) -> impl IntoView + use<> {
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let parts = so_far(|name| so.entered.get(name).cloned().unwrap_or_default(), so.latest);
    let head = Letterhead { library: &profile.name, statute: &profile.statute };
    let text = sketch(&parts, &so.held.reference, head, lang);
    let offered: Vec<Class> = so.told.iter().map(|(class, _)| *class).collect();
    let purpose = parts.purpose.as_ref().map_or("", |purpose| purpose.as_str());
    let doubts: Vec<_> =
        remarks(purpose, &parts.classes, &offered).into_iter().map(|doubt| doubt.words(lang)).collect();
    let is_sure = doubts.is_empty();
    let is_any = parts.classes.iter().any(|class| offered.contains(class));
    let told: Vec<_> = so
        .told
        .iter()
        .map(|(class, holds)| {
            view! {
                <li data-class=class.code() hidden=!parts.classes.contains(class)>
                    <b>{class.label().to(lang)}</b> " " {holds.clone()}
                </li>
            }
        })
        .collect();
    view! {
        <div class="beside" data-wakes="" data-reference=so.held.reference.to_string() data-library=profile.name.clone()
            data-statute=profile.statute.clone() data-latest=so.latest.to_string()>
            {form}
            <section aria-labelledby="so-far">
                <h2 id="so-far">{words::TEXT_SO_FAR.to(lang)}</h2>
                <pre class="deed" tabindex="0" aria-labelledby="so-far">{text.clone()}</pre>
                <p class="cite" hidden=!parts.is_answered()>
                    {words::FINGERPRINT.to(lang)}<br/><span class="fingerprint">{digest::of_text(&text)}</span>
                </p>
                <div role="status">
                    <div class="notice" hidden=is_sure>
                        <p><b>{words::LOOK_AGAIN.to(lang)}</b></p>
                        <ul>{doubts.into_iter().map(|doubt| view! { <li>{doubt}</li> }).collect_view()}</ul>
                    </div>
                </div>
                <h3>{words::TOLD_NOW.to(lang)}</h3>
                <p class="hint nothing-told" hidden=is_any>{words::TOLD_NOTHING.to(lang)}</p>
                <ul class="told" hidden=!is_any>{told}</ul>
            </section>
        </div>
        <PermissionText/>
    }
}
