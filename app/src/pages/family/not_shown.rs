//! The drawers that stay the child's own, each with the reason and the rules.

use crate::{ui::rules::cited, words::family as words};
use domain::{
    decision::{LeftOut, Wish},
    inventory::{Class, childs::title_of_a_child},
    words::Lang,
};
use leptos::prelude::*;
use portal::family::ChildRecord;

/// All of them, below the overview.
pub fn section(opened: &ChildRecord, lang: Lang) -> Option<AnyView> {
    let items: Vec<_> = opened
        .allowed
        .left_out
        .iter()
        .filter_map(|left| match left.what {
            Wish::Class(class) => Some((class, left)),
            Wish::Fact(_) => None,
        })
        .map(|(class, left)| {
            view! {
                <li>
                    <p><b>{title_of_a_child(class, opened.name.as_deref(), lang)}</b> ". " {left.reason.to(lang)}</p>
                    {cited(&left.rules, lang)}
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="not-shown">
                <h2 id="not-shown">{words::NOT_SHOWN.to(lang)}</h2>
                <ul>{items}</ul>
            </section>
        }
        .into_any()
    })
}

/// Why one class is left out, where it is.
pub fn of(opened: &ChildRecord, class: Class) -> Option<&LeftOut> {
    opened.allowed.left_out.iter().find(|left| left.what == Wish::Class(class))
}
