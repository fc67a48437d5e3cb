//! The proof of one's own lines, worked out on one's own device.

use leptos::prelude::*;

/// The lines about the patron who is signed in, with what proves them ([`domain::ledger::proof::Bundle`]).
///
/// # Errors
/// When nobody is signed in (401), or no line is sealed yet (404).
#[server(prefix = "/api", endpoint = "proof")]
pub async fn own_proof() -> Result<String, ServerFnError> {
    crate::request::proof::own_proof().await
}

/// Wakes what `pages::ledger::own` writes: at the press of its button the lines come once, and the browser works out whether
/// each stands in the signed tree and none is missing, and shows what it has checked.
// Test (end2end/journeys/ledger.spec.ts): "a patron’s own browser works out that no line was changed or left out, and a receipt is good for everybody".
#[island]
pub fn ProofCheck() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let _: Option<()> = check::wake();
}

#[cfg(feature = "hydrate")]
mod check {
    use super::{
        super::page::{Unanswered, ask, at_each, element, find, lang, show, target, within},
        *,
    };
    use domain::{
        inventory::show::counted,
        ledger::{
            Action, REFUSED,
            proof::{Bundle, Doubt, Head},
        },
    };
    use js_sys::{Array, Date, JSON, Reflect};
    use leptos::{
        server_fn::ServerFn,
        task::spawn_local,
        wasm_bindgen::{JsCast, JsValue},
        web_sys::Element,
    };

    pub(super) fn wake() -> Option<()> {
        let section = find("[data-proof]")?;
        show(&within(&section, ".no-browser")?, false);
        let buttons = within(&section, ".buttons")?;
        show(&buttons, true);
        at_each(
            "click",
            Box::new(move |event| {
                if target::<Element>(&event).is_some_and(|pressed| buttons.contains(Some(&pressed))) {
                    spawn_local(check(section.clone()));
                }
            }),
        );
        Some(())
    }

    async fn check(section: Element) {
        let word = |attribute: &str| section.get_attribute(attribute).unwrap_or_default();
        say(&section, &word("data-checking"));
        // What was in order before may not be now.
        if let Some(details) = within(&section, "details") {
            show(&details, false);
        }
        let text = match ask(OwnProof::PATH, "").await {
            Ok(text) => text.as_string().unwrap_or_default(),
            Err(Unanswered::Refused) => return say(&section, &word("data-none")),
            Err(Unanswered::Away) => return say(&section, &word("data-away")),
        };
        let Some(bundle) = Bundle::read(&text) else {
            return say(&section, Doubt::Unreadable.text().to(lang()));
        };
        match bundle.check(&word("data-proof")) {
            Err(doubt) => say(&section, doubt.text().to(lang())),
            Ok(Head { size, lines, .. }) => {
                let mut said = counted(&word("data-holds"), lines.unwrap_or_default(), size);
                if bundle.waiting > 0 {
                    said = said + " " + &counted(&word("data-waiting"), bundle.waiting, 0);
                }
                say(&section, &said);
                let _: Option<()> = list(&section, &bundle);
            }
        }
    }

    fn say(section: &Element, said: &str) {
        if let Some(status) = within(section, "[role=status]") {
            status.set_text_content(Some(said));
        }
    }

    /// What was checked, newest first: from the very texts that were, so that they can be held against the page of activity.
    fn list(section: &Element, bundle: &Bundle) -> Option<()> {
        let details = within(section, "details")?;
        let lines = within(&details, "ol")?;
        lines.set_text_content(None);
        for (_, text) in bundle.lines.iter().rev() {
            lines.append_child(&*element("li", "", &in_words(text)?)?).ok()?;
        }
        show(&details, true);
        Some(())
    }

    /// The moment by the device's clock, and what happened: the seventh and the ninth element of a line. Whether it was refused
    /// is noted in the last.
    fn in_words(text: &str) -> Option<String> {
        let line: Array = JSON::parse(text).ok()?.dyn_into().ok()?;
        // Microseconds; the device's clock knows thousands of them.
        let micros: f64 = line.get(6).as_string()?.parse().ok()?;
        let at = Date::new(&JsValue::from_f64(micros / 1000.0));
        let at = at.to_locale_string(lang().tag(), &JsValue::UNDEFINED);
        let action = line.get(8).as_string()?;
        let detail = line.get(16).as_string().and_then(|detail| JSON::parse(&detail).ok());
        let noted = detail.and_then(|detail| Reflect::get(&detail, &JsValue::from_str(REFUSED)).ok());
        let refused = noted.and_then(|noted| noted.as_bool()).unwrap_or_default();
        let what = Action::from_code(&action).map_or(action, |action| action.told(refused).to(lang()).to_owned());
        Some(String::from(at) + ": " + &what)
    }
}
