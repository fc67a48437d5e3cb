//! The work list renews itself while somebody looks at it.

use leptos::prelude::*;

/// Fetches the page's own list every twenty seconds, as `pages::look::work` writes it, and puts it in the place of the one that is
/// shown where it differs; not while the page is out of sight, nor under the hands of the person who stands in the list, nor after somebody
/// has stopped it (WCAG 2.2.2). It does not keep the session, and stops when that is over. What is said of it stands in `.renews`.
// Test (end2end/journeys/islands.script.spec.ts): "what comes in at the desk stands in the open work list without a hand".
#[island]
pub fn WorkList() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let _: Option<()> = list::wake();
}

#[cfg(feature = "hydrate")]
mod list {
    use super::super::page::{Unanswered, at_each, element, find, lang, show, target, text_at, within};
    use js_sys::Date;
    use leptos::{
        prelude::{document, set_interval, window},
        task::spawn_local,
        web_sys::Element,
    };
    use std::{cell::Cell, rc::Rc, time::Duration};

    const EVERY: Duration = Duration::from_secs(20);

    /// What of the page is renewed.
    const PARTS: [&str; 2] = ["#first", "#waiting"];

    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Renews,
        Paused,
        Over,
    }

    struct List {
        said: Element,
        button: Element,
        state: Cell<State>,
    }

    pub(super) fn wake() -> Option<()> {
        let around = find(".renews")?;
        let (said, button) = (within(&around, "[aria-live]")?, within(&around, "button")?);
        let list = Rc::new(List { said, button, state: Cell::new(State::Renews) });
        list.stands(State::Renews);
        show(&around, true);
        let pressed = list.clone();
        at_each(
            "click",
            Box::new(move |event| {
                if target::<Element>(&event).as_ref() == Some(&pressed.button) {
                    pressed.stands(if pressed.state.get() == State::Renews { State::Paused } else { State::Renews });
                }
            }),
        );
        set_interval(
            move || {
                let list = list.clone();
                if list.state.get() == State::Renews && !document().hidden() {
                    spawn_local(async move { _ = list.renew().await });
                }
            },
            EVERY,
        );
        Some(())
    }

    impl List {
        fn stands(&self, state: State) {
            self.state.set(state);
            let (said, button) = match state {
                State::Renews => ("data-renews", "data-pause"),
                State::Paused => ("data-paused", "data-resume"),
                State::Over => ("data-over", "data-resume"),
            };
            let word = |name: &str| find(".renews").and_then(|around| around.get_attribute(name));
            self.said.set_text_content(word(said).as_deref());
            self.button.set_text_content(word(button).as_deref());
        }

        async fn renew(&self) -> Option<()> {
            if PARTS.into_iter().any(holds_focus) {
                return None;
            }
            let address = "/desk/work".to_owned() + &window().location().search().ok()?;
            let text = match text_at(&address).await {
                Ok(text) => text,
                // The next time.
                Err(Unanswered::Away) => return None,
                Err(Unanswered::Refused) => {
                    self.stands(State::Over);
                    return None;
                }
            };
            let page = element("div", "", "")?;
            page.set_inner_html(&text);
            let mut changed = false;
            for part in PARTS {
                let shown = find(part)?;
                // Somebody else's page, such as the one where one signs in.
                let Some(newer) = within(&page, part) else {
                    self.stands(State::Over);
                    return None;
                };
                if shown.inner_html() != newer.inner_html() && !holds_focus(part) {
                    shown.set_inner_html(&newer.inner_html());
                    changed = true;
                }
            }
            if changed {
                // With the time, so that a second change is another sentence and is read out as well.
                let time = Date::new_0().to_locale_time_string(lang().tag());
                let changed = find(".renews")?.get_attribute("data-changed").unwrap_or_default();
                self.said.set_text_content(Some(&(changed + " " + &String::from(time))));
            }
            Some(())
        }
    }

    fn holds_focus(part: &str) -> bool {
        find(part).is_some_and(|part| part.contains(document().active_element().as_deref()))
    }
}
