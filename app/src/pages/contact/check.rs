//! Check your answers: each value now, each after, what happens next, and the PIN or password once more.

use super::under_way::value;
use crate::{
    prelude::*,
    request::{forms::Problems, visit::Visit},
    ui::{
        fact::fact,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{access, contact as words},
};
use axum::response::Response;
use domain::{
    contact::{Change, Detail},
    profile::ContactEdits,
    words::{Lang, Text},
};
use portal::contact::Details;
use uuid::Uuid;

/// The page for one detail. The form carries a name of its own, so that sent twice it asks once.
pub fn page(visit: &Visit, form: Uuid, change: &Change, present: &Details, problems: &Problems) -> Response {
    let lang = visit.lang;
    let detail = change.detail;
    let title = format!("{}: {}", words::CHECK.to(visit.young, lang), detail.label().to(lang));
    let next: Vec<_> = own_next(visit, change, present).into_iter().chain([librarys_next(visit)]).collect();
    let head = Head::new(title.clone()).problems(!problems.is_empty()).islands();
    render(visit, head, || {
        view! {
            {summary(problems, lang)}
            <h1>{title}</h1>
            <div class="sheet">{was_and_will_be(visit, change, present)}</div>
            <h2>{words::NEXT.to(lang)}</h2>
            {list(next, lang)}
            <form method="post" action=format!("/contact/{}", detail.code()) class="sheet" novalidate>
                <input type="hidden" name="form" value=form.to_string()/>
                {carried(change)}
                {once_more(visit, words::SAVE, problems)}
            </form>
        }
    })
}

/// The page for several, each with a form's name of its own. It shows those that change something and carries all of them: what
/// is left out of a form is taken away.
// Test (end2end/journeys/contact.spec.ts): "moving house is one form and one PIN, and each part says what it waits for".
pub fn page_of_all(visit: &Visit, all: &[(Uuid, Change)], present: &Details, problems: &Problems) -> Response {
    let lang = visit.lang;
    let head = Head::new(words::CHECK_ALL.to(visit.young, lang)).problems(!problems.is_empty()).islands();
    render(visit, head, || {
        let each: Vec<_> = all
            .iter()
            .filter(|(_, change)| !present.has(change))
            .map(|(_, change)| {
                view! {
                    <section class="sheet">
                        <h2>{change.detail.label().to(lang)}</h2>
                        {was_and_will_be(visit, change, present)}
                        {list(own_next(visit, change, present), lang)}
                    </section>
                }
            })
            .collect();
        let carried: Vec<_> = all
            .iter()
            .map(|(form, change)| {
                let name = form_field(change.detail);
                view! { <input type="hidden" name=name value=form.to_string()/> {carried(change)} }
            })
            .collect();
        view! {
            {summary(problems, lang)}
            <h1>{words::CHECK_ALL.to(visit.young, lang)}</h1>
            {each}
            <h2>{words::NEXT.to(lang)}</h2>
            {list(vec![librarys_next(visit)], lang)}
            <form method="post" action="/contact/moving" class="sheet" novalidate>
                {carried}
                {once_more(visit, words::SAVE_ALL, problems)}
            </form>
        }
    })
}

/// The field that carries the form's name of a detail, where several are changed at once.
pub fn form_field(detail: Detail) -> String {
    format!("form-{}", detail.code())
}

fn was_and_will_be(visit: &Visit, change: &Change, present: &Details) -> AnyView {
    let lang = visit.lang;
    let (now, then) = (present.in_words(change.detail, lang), change.in_words(lang));
    view! {
        <dl class="card-record">
            {fact(words::NOW, value(&now, words::NONE, lang), lang)}
            <div class="entry">
                <dt>{words::THEN.to(lang)}</dt><dd>{value(&then, words::WAITING_REMOVED, lang)}</dd>
            </div>
        </dl>
    }
}

/// What was typed, on its way to the next step.
fn carried(change: &Change) -> Vec<AnyView> {
    let inputs = change.detail.inputs().iter();
    inputs
        .map(|input| {
            let value = change.value(input.name).unwrap_or_default().to_owned();
            view! { <input type="hidden" name=input.name value=value/> }
        })
        .collect()
}

/// The PIN or password once more, and the two ways on.
fn once_more(visit: &Visit, save: Text, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    view! {
        <p>{words::AGAIN.to(visit.young, lang)}</p>
        {Field {
            name: "secret",
            label: access::SECRET,
            hint: None,
            autocomplete: "current-password",
            inputmode: "text",
            size: 0,
        }.secret(problems, lang)}
        <p class="buttons">
            <button class="button" name="step" value="save">{save.to(lang)}</button>
            <button class="button secondary" name="step" value="edit">{words::EDIT.to(lang)}</button>
        </p>
    }
}

fn list(texts: Vec<Text>, lang: Lang) -> Option<AnyView> {
    let items: Vec<_> = texts.into_iter().map(|text| view! { <li>{text.to(lang)}</li> }).collect();
    (!items.is_empty()).then(|| view! { <ul>{items}</ul> })
}

/// What follows for this detail alone.
fn own_next(visit: &Visit, change: &Change, present: &Details) -> Vec<Text> {
    let replaces = present.under_way(change.detail).map(|_| words::NEXT_REPLACES);
    let link = (change.detail.is_verified() && !change.removes()).then_some(words::NEXT_LINK.of(visit.young));
    replaces.into_iter().chain(link).collect()
}

/// What the library does with a change.
fn librarys_next(visit: &Visit) -> Text {
    match visit.site.profile.switches.contact_edits.value {
        ContactEdits::AtOnce => words::NEXT_AT_ONCE.of(visit.young),
        ContactEdits::Desk => words::NEXT_DESK.of(visit.young),
        ContactEdits::DeskWithPhotoId => words::NEXT_DESK_ID.of(visit.young),
    }
}
