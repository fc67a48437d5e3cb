//! Check your answers: the value now, the value after, what happens next, and the PIN or password once more.

use super::under_way::value;
use crate::{
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
use domain::{contact::Change, profile::ContactEdits, words::Text};
use leptos::prelude::*;
use portal::contact::Details;
use uuid::Uuid;

/// The page. The form carries a name of its own, so that sent twice it asks once.
pub fn page(visit: &Visit, form: Uuid, change: &Change, present: &Details, problems: &Problems) -> Response {
    let lang = visit.lang;
    let detail = change.detail;
    let (now, then) = (present.in_words(detail, lang), change.in_words(lang));
    let hidden: Vec<_> = detail
        .inputs()
        .iter()
        .map(|input| {
            let value = change.value(input.name).unwrap_or_default().to_owned();
            view! { <input type="hidden" name=input.name value=value/> }
        })
        .collect();
    let next: Vec<_> =
        next(visit, change, present).into_iter().map(|text| view! { <li>{text.to(lang)}</li> }).collect();
    let title = format!("{}: {}", words::CHECK.to(lang), detail.label().to(lang));
    let head = Head::new(title.clone()).problems(!problems.is_empty()).islands();
    render(visit, head, || {
        view! {
            {summary(problems, lang)}
            <h1>{title}</h1>
            <section class="sheet">
                <dl class="card-record">
                    {fact(words::NOW, value(&now, words::NONE, lang), lang)}
                    <div class="entry">
                        <dt>{words::THEN.to(lang)}</dt><dd>{value(&then, words::WAITING_REMOVED, lang)}</dd>
                    </div>
                </dl>
            </section>
            <h2>{words::NEXT.to(lang)}</h2>
            <ul>{next}</ul>
            <form method="post" action=format!("/contact/{}", detail.code()) class="sheet" novalidate>
                <input type="hidden" name="form" value=form.to_string()/>
                {hidden}
                <p>{words::AGAIN.to(lang)}</p>
                {Field {
                    name: "secret",
                    label: access::SECRET,
                    hint: None,
                    autocomplete: "current-password",
                    inputmode: "text",
                    size: 0,
                }.secret(problems, lang)}
                <p class="buttons">
                    <button class="button" name="step" value="save">{words::SAVE.to(lang)}</button>
                    <button class="button secondary" name="step" value="edit">{words::EDIT.to(lang)}</button>
                </p>
            </form>
        }
    })
}

fn next(visit: &Visit, change: &Change, present: &Details) -> Vec<Text> {
    let mut next = Vec::new();
    if present.under_way(change.detail).is_some() {
        next.push(words::NEXT_REPLACES);
    }
    if change.detail.is_verified() && !change.removes() {
        next.push(words::NEXT_LINK);
    }
    next.push(match visit.site.profile.switches.contact_edits.value {
        ContactEdits::AtOnce => words::NEXT_AT_ONCE,
        ContactEdits::Desk => words::NEXT_DESK,
        ContactEdits::DeskWithPhotoId => words::NEXT_DESK_ID,
    });
    next
}
