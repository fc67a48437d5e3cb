//! The drawers that stay the child's own, each with the reason and the rules.

use crate::{prelude::*, ui::rules::cited, words::family as words};
use domain::{
    decision::{LeftOut, Wish},
    inventory::{Class, childs::title_of_a_child},
    words::Lang,
};
use portal::family::ChildRecord;

/// All of them, below the overview.
pub fn section(opened: &ChildRecord, lang: Lang) -> Option<AnyView> {
    // What is left out for the same reason is named together.
    let mut reasons: Vec<(Vec<String>, &LeftOut)> = Vec::new();
    for left in &opened.allowed.left_out {
        let Wish::Class(class) = left.what else { continue };
        let title = title_of_a_child(class, opened.name.as_deref(), lang);
        match reasons.iter_mut().find(|(_, one)| one.reason == left.reason && one.rules == left.rules) {
            Some((titles, _)) => titles.push(title),
            None => reasons.push((vec![title], left)),
        }
    }
    let items: Vec<_> = reasons
        .into_iter()
        .map(|(titles, left)| {
            view! {
                <li>
                    <p><b>{titles.join(", ")}</b> ". " {left.reason.to(lang)}</p>
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
    })
}

/// Why one class is left out, where it is.
pub fn of(opened: &ChildRecord, class: Class) -> Option<&LeftOut> {
    opened.allowed.left_out.iter().find(|left| left.what == Wish::Class(class))
}
