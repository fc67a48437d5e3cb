//! The newsletter beside the form in which it is written, as its readers will have it. Without script it is read once it is saved.

use leptos::prelude::*;

/// Fills what `pages::newsletter::edit` has written beside each text (`.preview[data-of]`), by the code that makes what is sent.
// Test (end2end/journeys/letter.script.spec.ts): "the newsletter stands beside the form as it will be sent".
#[island]
pub fn LetterBeside() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let _: Option<()> = beside::wake();
}

#[cfg(feature = "hydrate")]
mod beside {
    use super::super::page::{at_each, find, show, target, within};
    use domain::markdown::markdown;
    use leptos::{
        wasm_bindgen::JsCast,
        web_sys::{Element, HtmlTextAreaElement},
    };

    pub(super) fn wake() -> Option<()> {
        // A browser that goes back fills the form in again.
        while let Some(preview) = find(".preview[data-of]:not([data-awake])") {
            preview.set_attribute("data-awake", "").ok()?;
            let of = preview.get_attribute("data-of")?;
            let text = find(&format!("textarea[name={of}]"))?.dyn_into::<HtmlTextAreaElement>().ok()?;
            write(&preview, &text);
        }
        at_each(
            "input",
            Box::new(|event| {
                let Some(text) = target::<HtmlTextAreaElement>(&event) else { return };
                if let Some(preview) = find(&format!(".preview[data-of={}]", text.name())) {
                    write(&preview, &text);
                }
            }),
        );
        Some(())
    }

    fn write(preview: &Element, text: &HtmlTextAreaElement) {
        let typed = text.value();
        if let Some(body) = within(preview, ".letter-body") {
            // Known marks alone, every other sign escaped.
            // Test (domain/src/markdown.rs): "whatever is written only known marks come out".
            body.set_inner_html(&markdown(&typed).html);
        }
        show(preview, !typed.trim().is_empty());
    }
}
