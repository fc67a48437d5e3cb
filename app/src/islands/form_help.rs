//! Forms that know: a field is judged when it is left, by what the server judges it by, and never while one types. Without
//! script the server says the same once the form is sent.

#[cfg(any(feature = "ssr", feature = "tools"))]
use domain::parse::Judge;
use domain::{
    parse::{CardFormat, judge},
    words::{Lang, Text},
};
use leptos::prelude::*;

/// Judges the fields of the page that have these names. What is wrong stands beside the field, as where the server found it,
/// and is read out after the label; `prefix` is what stands before it for who hears it. What a word processor left behind is
/// taken out of a field that is right.
// Test (end2end/journeys/form-help.script.spec.ts): "what a word processor left behind is taken out, an empty field is not wrong yet, and nothing is sent meanwhile".
#[cfg(any(feature = "ssr", feature = "tools"))]
#[island]
pub fn FormHelp(fields: Vec<(String, Judge)>, lang: Lang, prefix: String) -> impl IntoView {
    let said = RwSignal::new(String::new());
    Effect::new(move |_| {
        let fields = fields.clone();
        let judge = move |name: &str, typed: &str| {
            let (_, judge) = fields.iter().find(|(field, _)| *field == name)?;
            Some(judge.judge(typed))
        };
        listen(judge, lang, prefix.clone(), said);
    });
    status(said)
}

/// The same for a page with a card number alone, `card_number`: that is little enough for the module that every page has, and
/// the page where one signs in loads no other. The lengths and prefixes of the library's cards have spaces between them: what
/// reads lists weighs as much as the rest.
// Test (end2end/journeys/form-help.script.spec.ts): "a field says what is wrong with it when it is left, and never while one types".
#[island]
pub fn CardHelp(lengths: String, prefixes: String, check_digit: bool, lang: Lang, prefix: String) -> impl IntoView {
    let said = RwSignal::new(String::new());
    Effect::new(move |_| {
        let format = CardFormat {
            lengths: lengths.split_whitespace().filter_map(|length| length.parse().ok()).collect(),
            prefixes: prefixes.split_whitespace().map(str::to_owned).collect(),
            check_digit,
        };
        let judge = move |name: &str, typed: &str| (name == "card_number").then(|| judge::card(typed, &format));
        listen(judge, lang, prefix.clone(), said);
    });
    status(said)
}

fn status(said: RwSignal<String>) -> impl IntoView {
    view! { <p class="visually-hidden" role="status">{move || said.get()}</p> }
}

/// What a field of this name comes to hold, or what is wrong with what is typed into it; nothing where it is not judged.
type Judged = Option<Result<Option<String>, Text>>;

#[cfg(feature = "hydrate")]
use page::listen;

#[cfg(not(feature = "hydrate"))]
fn listen(_: impl Fn(&str, &str) -> Judged + 'static, _: Lang, _: String, _: RwSignal<String>) {}

#[cfg(feature = "hydrate")]
mod page {
    use super::*;
    use leptos::{
        ev,
        wasm_bindgen::JsCast,
        web_sys::{Element, Event, HtmlInputElement},
    };
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
        time::Duration,
    };

    type Judging = dyn Fn(&str, &str) -> Judged;

    struct Help {
        judge: Box<Judging>,
        lang: Lang,
        prefix: String,
        said: RwSignal<String>,
        /// Whether a button of the mouse, or a finger, is down.
        pressing: Cell<bool>,
        /// What was left by pressing somewhere else.
        left: RefCell<Option<HtmlInputElement>>,
    }

    pub(super) fn listen(
        judge: impl Fn(&str, &str) -> Judged + 'static,
        lang: Lang,
        prefix: String,
        said: RwSignal<String>,
    ) {
        let (pressing, left) = (Cell::new(false), RefCell::new(None));
        let help = Rc::new(Help { judge: Box::new(judge), lang, prefix, said, pressing, left });
        let one = help.clone();
        drop(window_event_listener(ev::pointerdown, move |_| one.pressing.set(true)));
        let released = move |help: &Rc<Help>| {
            help.pressing.set(false);
            if let Some(input) = help.left.take() {
                let help = help.clone();
                // After the click that this is the end of: a line that appears before it moves the button away from under it.
                set_timeout(move || help.judge(&input), Duration::ZERO);
            }
        };
        let one = help.clone();
        drop(window_event_listener(ev::pointerup, move |_| released(&one)));
        let one = help.clone();
        drop(window_event_listener(ev::pointercancel, move |_| released(&one)));
        drop(window_event_listener(ev::focusout, move |event| {
            let Some(input) = field(&event) else { return };
            if help.pressing.get() {
                help.left.replace(Some(input));
            } else {
                help.judge(&input);
            }
        }));
    }

    fn field(event: &Event) -> Option<HtmlInputElement> {
        event.target()?.dyn_into().ok()
    }

    impl Help {
        fn judge(&self, input: &HtmlInputElement) {
            let typed = input.value();
            // Whether something must be typed is said when the form is sent, and what was said then stays.
            if typed.trim().is_empty() {
                return;
            }
            let Some(judged) = (self.judge)(&input.name(), &typed) else { return };
            let wrong = match judged {
                Ok(tidied) => {
                    if let Some(tidied) = tidied.filter(|tidied| *tidied != typed) {
                        input.set_value(&tidied);
                    }
                    None
                }
                Err(wrong) => Some(wrong.to(self.lang)),
            };
            let label = self.show(input, wrong).unwrap_or_default();
            self.said.set(wrong.map(|wrong| format!("{label}: {wrong}")).unwrap_or_default());
        }

        /// As `ui::field` has it. Returns the label.
        fn show(&self, input: &HtmlInputElement, wrong: Option<&str>) -> Option<String> {
            let field = input.closest(".field").ok()??;
            let part = |part: &str| format!("{}-{part}", input.id());
            if let Some(before) = document().get_element_by_id(&part("error")) {
                before.remove();
            }
            let mut described = Vec::new();
            if document().get_element_by_id(&part("hint")).is_some() {
                described.push(part("hint"));
            }
            if let Some(wrong) = wrong {
                let line = element("p", "error", "")?;
                line.set_id(&part("error"));
                line.append_child(&*element("span", "visually-hidden", &self.prefix)?).ok()?;
                line.append_child(&document().create_text_node(wrong)).ok()?;
                let beside = input.closest(".with-button").ok()?.unwrap_or_else(|| input.clone().into());
                field.insert_before(&line, Some(&beside)).ok()?;
                described.push(part("error"));
            }
            set(input, "aria-invalid", wrong.map(|_| "true"));
            set(input, "aria-describedby", Some(described.join(" ").as_str()).filter(|ids| !ids.is_empty()));
            field.class_list().toggle_with_force("has-error", wrong.is_some()).ok()?;
            field.query_selector("label").ok()??.text_content()
        }
    }

    fn element(tag: &str, class: &str, text: &str) -> Option<Element> {
        let element = document().create_element(tag).ok()?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        Some(element)
    }

    fn set(input: &HtmlInputElement, attribute: &str, value: Option<&str>) {
        drop(match value {
            Some(value) => input.set_attribute(attribute, value),
            None => input.remove_attribute(attribute),
        });
    }
}
