//! A button that shows what is typed into a secret field. Without script it does not appear.

use leptos::prelude::*;

/// Wakes each such button of the page, as `ui::field` writes them: `aria-controls` names the field, `data-say` and
/// `data-said` what is on the button and what screen readers are told, for a field that is hidden and one that is shown.
/// Before the button is pressed there is nothing to tell.
// Test (end2end/journeys/islands.script.spec.ts): "a PIN is shown while it is typed, hidden again, and each is told to a screen reader".
#[island]
pub fn ShowSecret() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake();
}

#[cfg(feature = "hydrate")]
const BUTTON: &str = "button[data-say]";

#[cfg(feature = "hydrate")]
fn wake() {
    use super::page::{at_each, find, show, target};
    use leptos::web_sys::Element;
    while let Some(button) = find("button[data-say][hidden]") {
        show(&button, true);
    }
    at_each(
        "click",
        Box::new(|event| {
            if let Some(button) = target::<Element>(&event).and_then(|pressed| pressed.closest(BUTTON).ok()?) {
                _ = toggle(&button);
            }
        }),
    );
}

/// Nothing where the markup is not what the server writes.
#[cfg(feature = "hydrate")]
fn toggle(button: &leptos::web_sys::Element) -> Option<()> {
    use super::page::{set, within};
    let field = document().get_element_by_id(&button.get_attribute("aria-controls")?)?;
    let is_hidden = field.get_attribute("type")? == "password";
    set(&field, "type", Some(if is_hidden { "text" } else { "password" }));
    let words = |attribute: &str| {
        let words = button.get_attribute(attribute)?;
        let (hidden, shown) = words.split_once('|')?;
        Some(if is_hidden { shown.to_owned() } else { hidden.to_owned() })
    };
    within(button, "span")?.set_text_content(Some(&words("data-say")?));
    button.next_element_sibling()?.set_text_content(Some(&words("data-said")?));
    Some(())
}
