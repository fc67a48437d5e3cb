//! Consents as switches that are saved in place.

use leptos::prelude::*;

/// Says yes or no to one kind of e-mail. Returns the row of the switch as it stands then, with the way to undo it, and the last
/// answers after it.
///
/// # Errors
/// When nobody is signed in (401), there is no such kind (404), or the answer cannot be kept as things stand (409): the form says
/// why.
#[server(prefix = "/api", endpoint = "consent")]
pub async fn say_consent(
    #[server(default)] purpose: String,
    #[server(default)] answer: String,
) -> Result<String, ServerFnError> {
    crate::request::switched::switched(purpose, answer).await
}

/// Takes the forms in the rows that `pages::consent::switch` writes into the browser's own hands: what is pressed is said to the
/// library, and its row put in place of what it was, with the focus on its switch. Where that cannot be, the form is sent as
/// without script.
// Test (end2end/journeys/consents-in-place.script.spec.ts): "a switch is saved in place, undone in place, and keeps the focus".
#[island]
pub fn ConsentSwitches() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let _: Option<()> = switches::wake();
}

#[cfg(feature = "hydrate")]
mod switches {
    use super::{
        super::page::{ask, at_each, find, target, within},
        *,
    };
    use leptos::{
        server_fn::ServerFn,
        task::spawn_local,
        wasm_bindgen::JsCast,
        web_sys::{Element, Event, HtmlElement, SubmitEvent},
    };
    use std::{cell::Cell, rc::Rc, time::Duration};

    pub(super) fn wake() -> Option<()> {
        find(".mails")?;
        // Whether the next form is sent as without script.
        let passes = Rc::new(Cell::new(false));
        at_each(
            "submit",
            Box::new(move |event| {
                if !passes.take() {
                    _ = pressed(&event, &passes);
                }
            }),
        );
        Some(())
    }

    /// Nothing where another form of the page is sent.
    fn pressed(event: &Event, passes: &Rc<Cell<bool>>) -> Option<()> {
        let form = target::<Element>(event)?;
        let row = form.closest(".mails tr").ok()??;
        let button = event.dyn_ref::<SubmitEvent>()?.submitter()?;
        let purpose = within(&form, "[name=purpose]")?.get_attribute("value")?;
        let said = "purpose=".to_owned() + &purpose + "&answer=" + &button.get_attribute("value")?;
        let passes = passes.clone();
        event.prevent_default();
        spawn_local(async move {
            if let Some(answer) = ask(SayConsent::PATH, &said).await.ok().and_then(|answer| answer.as_string()) {
                _ = show(&row, &purpose, &answer);
            } else {
                passes.set(true);
                button.click();
            }
        });
        Some(())
    }

    fn show(row: &Element, purpose: &str, answer: &str) -> Option<()> {
        let (changed, rest) = answer.split_at(answer.find("<section")?);
        let (history, held) = rest.split_at(rest.find("<section id=\"held\"")?);
        row.set_outer_html(changed);
        find("#history")?.closest("section").ok()??.set_outer_html(history);
        find("#held")?.set_outer_html(held);
        let switch = document().get_element_by_id(purpose)?.dyn_into::<HtmlElement>().ok()?;
        switch.focus().ok()?;
        // A status that comes with its words is not read out: they follow it.
        let saved = within(&switch.closest("tr").ok()??, ".saved")?;
        let words = saved.text_content();
        saved.set_text_content(None);
        set_timeout(move || saved.set_text_content(words.as_deref()), Duration::from_millis(100));
        Some(())
    }
}
