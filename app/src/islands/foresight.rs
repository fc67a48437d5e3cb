//! The answer before it is asked: at each tick, what the library's rules say to it.

use leptos::prelude::*;

/// Shows, of the answers that `pages::look::foresight` has written, the one to what stands in the form: `data-when` has, for each
/// combination it is the answer to, the ticks (`c` a card, `p` a photo ID, `n` a number) and the errand.
// Test (end2end/journeys/islands.script.spec.ts): "at each tick the clerk sees what the rules say to it, before anything is asked of the record".
#[island]
pub fn Foresight() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let _: Option<()> = form::wake();
}

#[cfg(feature = "hydrate")]
mod form {
    use super::super::page::{at_each, find, show, within};
    use leptos::{
        wasm_bindgen::JsCast,
        web_sys::{Element, HtmlInputElement, HtmlSelectElement},
    };

    pub(super) fn wake() -> Option<()> {
        let foresight = find(".foresight")?;
        let form = foresight.closest("form").ok()??;
        let now = move || foresee(&form, &foresight);
        now();
        at_each("input", Box::new(move |_| now()));
        Some(())
    }

    fn foresee(form: &Element, foresight: &Element) {
        let mut when = String::new();
        let ticked = |selector: &str| {
            let input: Option<HtmlInputElement> = within(form, selector).and_then(|field| field.dyn_into().ok());
            input.is_some_and(|input| input.checked())
        };
        let chosen = within(form, "#photo_id").and_then(|field| field.dyn_into::<HtmlSelectElement>().ok());
        let number = within(form, "#number").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if ticked("#card") {
            when.push('c');
        }
        if chosen.is_some_and(|chosen| !chosen.value().is_empty()) {
            when.push('p');
        }
        if number.is_some_and(|number| !number.value().trim().is_empty()) {
            when.push('n');
        }
        let errand = within(form, "[name=errand]:checked").and_then(|field| field.get_attribute("value"));
        when = when + ":" + &errand.unwrap_or_default();
        let mut next = foresight.first_element_child();
        while let Some(answer) = next {
            let answers = answer.get_attribute("data-when").unwrap_or_default();
            show(&answer, answers.split(' ').any(|one| one == when));
            next = answer.next_element_sibling();
        }
        show(foresight, true);
    }
}
