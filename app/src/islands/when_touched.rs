//! Fetches the module that weighs most once one of its islands is touched.

use super::page::{at_each, find, target};
use leptos::{
    prelude::document,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlTemplateElement},
};

/// Something that a module of its own wakes: what says so, and a field that is judged.
const WAKES: &str = "[data-wakes], [data-judge]";

/// Waits until one of these is pointed at or has the focus; then the script that waits in the page (`ui::shell`) is put
/// where it runs, once. Nothing on a page without one.
pub fn when_touched() -> Option<()> {
    let waits = find("#when-touched")?.dyn_into::<HtmlTemplateElement>().ok()?;
    if find(":is([data-wakes], [data-judge]):is(:hover, :focus-within)").is_some() {
        // Somebody was quicker than this.
        return load(&waits);
    }
    for touch in ["focusin", "pointerover"] {
        let waits = waits.clone();
        at_each(
            touch,
            Box::new(move |event| {
                let at = target::<Element>(&event).and_then(|one| one.closest(WAKES).ok()?);
                if at.is_some() && waits.is_connected() {
                    _ = load(&waits);
                }
            }),
        );
    }
    Some(())
}

fn load(waits: &HtmlTemplateElement) -> Option<()> {
    // A copy: what a template holds never runs.
    let script = document().import_node_with_deep(&waits.content(), true).ok()?;
    waits.remove();
    document().head()?.append_child(&script).ok()?;
    Some(())
}
