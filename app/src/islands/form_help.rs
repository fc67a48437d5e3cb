//! Forms that know: a field is judged when it is left, by what the server judges it by, and never while one types. Without
//! script the server says the same once the form is sent.

use leptos::prelude::*;

/// Judges each field of the page that says what it is judged by, as `ui::field` writes it (`data-judge`). What is wrong stands
/// beside the field, as where the server found it, and is read out after the label. What a word processor left behind is taken
/// out of a field that is right.
// Test (end2end/journeys/form-help.script.spec.ts): "a field says what is wrong with it when it is left, and never while one types".
// Test (end2end/journeys/form-help.script.spec.ts): "what a word processor left behind is taken out, an empty field is not wrong yet, and nothing is sent meanwhile".
#[island]
pub fn FormHelp() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let _: Option<()> = fields::listen();
}

#[cfg(feature = "hydrate")]
mod fields {
    use super::{
        super::page::{at_each, element, find, lang, set, target},
        *,
    };
    use domain::parse::{ERROR_PREFIX, Judge};
    use leptos::{wasm_bindgen::JsCast, web_sys::HtmlInputElement};
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
        time::Duration,
    };

    #[derive(Default)]
    struct Help {
        /// Whether a button of the mouse, or a finger, is down.
        pressing: Cell<bool>,
        /// What was left by pressing somewhere else.
        left: RefCell<Option<HtmlInputElement>>,
    }

    /// Nothing where no field of the page is judged.
    pub(super) fn listen() -> Option<()> {
        let field = find("[data-judge]")?.closest(".field").ok()??;
        let status = element("p", "visually-hidden", "")?;
        status.set_id("judged");
        set(&status, "role", Some("status"));
        // Inside the field: beside it, it could become the last child of a group, and things on the page would move.
        field.append_child(&status).ok()?;
        let help = Rc::new(Help::default());
        let one = help.clone();
        at_each("pointerdown", Box::new(move |_| one.pressing.set(true)));
        for released in ["pointerup", "pointercancel"] {
            let help = help.clone();
            at_each(
                released,
                Box::new(move |_| {
                    help.pressing.set(false);
                    if let Some(input) = help.left.take() {
                        // After the click that this is the end of: a line that appears before it moves the button away from
                        // under it.
                        set_timeout(move || _ = judge(&input), Duration::ZERO);
                    }
                }),
            );
        }
        at_each(
            "focusout",
            Box::new(move |event| {
                let Some(input) = target::<HtmlInputElement>(&event) else { return };
                if help.pressing.get() {
                    help.left.replace(Some(input));
                } else {
                    _ = judge(&input);
                }
            }),
        );
        judge_what_was_left_before();
        Some(())
    }

    /// What judges comes when the first field is touched, and that field may be left before it is here.
    fn judge_what_was_left_before() {
        let inputs = document().get_elements_by_tag_name("input");
        let inputs = (0..inputs.length()).filter_map(|at| inputs.item(at)?.dyn_into::<HtmlInputElement>().ok());
        for input in inputs.filter(|input| input.value() != input.default_value()) {
            if !input.matches(":focus").unwrap_or(true) {
                _ = judge(&input);
            }
        }
    }

    /// Nothing where the field is not judged, or nothing is typed: whether something must be typed is said when the form is
    /// sent, and what was said then stays.
    fn judge(input: &HtmlInputElement) -> Option<()> {
        let judge = Judge::from_code(&input.get_attribute("data-judge")?)?;
        let typed = input.value();
        if typed.trim().is_empty() {
            return None;
        }
        let wrong = match judge.judge(&typed) {
            Ok(tidied) => {
                if let Some(tidied) = tidied.filter(|tidied| *tidied != typed) {
                    input.set_value(&tidied);
                }
                None
            }
            Err(wrong) => Some(wrong.to(lang())),
        };
        let label = show(input, wrong)?;
        // It was there before, and empty: a status that comes with its words is not read out.
        find("#judged")?.set_text_content(wrong.map(|wrong| label + ": " + wrong).as_deref());
        Some(())
    }

    /// As `ui::field` has it. Returns the label.
    fn show(input: &HtmlInputElement, wrong: Option<&str>) -> Option<String> {
        let field = input.closest(".field").ok()??;
        let part = |part: &str| input.id() + part;
        if let Some(before) = document().get_element_by_id(&part("-error")) {
            before.remove();
        }
        let mut described = String::new();
        if document().get_element_by_id(&part("-hint")).is_some() {
            described = part("-hint ");
        }
        if let Some(wrong) = wrong {
            let line = element("p", "error", "")?;
            line.set_id(&part("-error"));
            line.append_child(&*element("span", "visually-hidden", ERROR_PREFIX.to(lang()))?).ok()?;
            line.append_child(&document().create_text_node(wrong)).ok()?;
            let beside = input.closest(".with-button").ok()?.unwrap_or_else(|| input.clone().into());
            field.insert_before(&line, Some(&beside)).ok()?;
            described += &part("-error");
        }
        set(input, "aria-invalid", wrong.map(|_| "true"));
        set(input, "aria-describedby", Some(described.trim()).filter(|ids| !ids.is_empty()));
        field.class_list().toggle_with_force("has-error", wrong.is_some()).ok()?;
        field.query_selector("label").ok()??.text_content()
    }
}
