//! From one child's page to the same page of another.

use crate::prelude::*;
use crate::words::family as words;
use domain::{inventory::Class, words::Lang};
use portal::family::ChildLine;
use uuid::Uuid;

/// The children whose records are open, at the same drawer (`None`: the overview); nothing for one child alone.
// Test (server/tests/routes/family.rs): "from one childs page a parent goes to the same page of another".
pub fn ways(children: &[ChildLine], here: Uuid, class: Option<Class>, lang: Lang) -> Option<AnyView> {
    let open: Vec<_> = children.iter().filter(|one| one.state.is_ok()).collect();
    let drawer = class.map(|class| format!("/{}", class.code())).unwrap_or_default();
    let items: Vec<_> = open
        .iter()
        .map(|one| {
            let name = one.name.clone().unwrap_or_else(|| words::THE_CHILD.to(lang).to_owned());
            let current = (one.link == here).then_some("page");
            view! {
                <li><a href=format!("/family/{}{drawer}", one.link) aria-current=current><bdi>{name}</bdi></a></li>
            }
        })
        .collect();
    (items.len() > 1).then(|| view! { <nav class="pages" aria-label=words::CHILDREN.to(lang)><ul>{items}</ul></nav> })
}
