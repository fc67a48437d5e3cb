//! Warns before a session lapses and offers one simple way to go on (WCAG 2.2.1).

use leptos::prelude::*;

/// Starts the idle time anew for anyone who is signed in. Returns the seconds until it ends.
///
/// # Errors
/// When nobody is signed in any more (401).
#[server(prefix = "/api", endpoint = "stay-signed-in")]
pub async fn stay_signed_in() -> Result<u32, ServerFnError> {
    // A server function is asynchronous; this one has nothing to wait for.
    std::future::ready(crate::request::stay::stay_signed_in()).await
}

/// Wakes the warning that `ui::session_warning` writes: it appears `data-warn` seconds before the session's `data-idle` seconds are
/// over, and the page goes to `data-leave` when they are. Where going on is not possible any more, because the session has
/// reached the longest that any lasts, it says `data-last` in place of `data-text`. The document's title says it, too, for
/// anyone who looks at another tab. It reads the device's clock, because a tab in the background or a closed laptop counts no
/// seconds. What is done in another window, or saved on this page, makes the session last longer, and this page knows.
// Test (end2end/journeys/islands.script.spec.ts): "what is done in another window, or saved in place, keeps this one open with what was typed".
// Test (end2end/journeys/islands.script.spec.ts): "a laptop that was closed too long shows nothing when it is opened".
#[island]
pub fn SessionClock() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let _: Option<()> = clock::wake();
}

#[cfg(feature = "hydrate")]
mod clock {
    use super::{
        super::page::{Unanswered, ask, at_each, find, keep_end, kept_end, now, show, target, within},
        *,
    };
    use leptos::{
        server_fn::ServerFn,
        task::spawn_local,
        wasm_bindgen::JsCast,
        web_sys::{Element, HtmlElement},
    };
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
        time::Duration,
    };

    struct Clock {
        warning: Element,
        status: Element,
        buttons: Element,
        /// Seconds before the end.
        warn: f64,
        /// How long a session can last that is used at this moment, in seconds.
        idle: f64,
        /// As [`now`] counts.
        ends: Cell<f64>,
        /// Whether going on is not possible any more.
        is_last: Cell<bool>,
        /// The page's own title, while the warning's stands before it.
        title: RefCell<Option<String>>,
        /// What had the focus last beside the warning.
        focused: RefCell<Option<HtmlElement>>,
    }

    pub(super) fn wake() -> Option<()> {
        let warning = find(".session-warning")?;
        let seconds = |attribute: &str| warning.get_attribute(attribute)?.parse::<u32>().ok().map(f64::from);
        let (idle, warn) = (seconds("data-idle")?, seconds("data-warn")?);
        let (status, buttons) = (within(&warning, "[role=status]")?, within(&warning, ".buttons")?);
        keep_end(now() + idle);
        let (ends, is_last) = (Cell::new(now() + idle), Cell::new(false));
        let (title, focused) = (RefCell::new(None), RefCell::new(None));
        let clock = Rc::new(Clock { warning, status, buttons, warn, idle, ends, is_last, title, focused });
        let ticking = clock.clone();
        set_interval(move || ticking.tick(), Duration::from_secs(1));
        at_each(
            "click",
            Box::new(move |event| {
                if target::<Element>(&event).is_some_and(|pressed| clock.buttons.contains(Some(&pressed))) {
                    let clock = clock.clone();
                    spawn_local(async move { clock.stay().await });
                }
            }),
        );
        Some(())
    }

    impl Clock {
        fn tick(&self) {
            self.hear_of_others();
            let left = self.ends.get() - now();
            if left <= 0.0 {
                self.leave();
            }
            let warns = left <= self.warn;
            let says = if self.is_last.get() { "data-last" } else { "data-text" };
            let says = self.warning.get_attribute(says).filter(|_| warns).unwrap_or_default();
            // A text that is set again is read out again.
            if self.status.text_content().as_deref() != Some(&says) {
                self.status.set_text_content(Some(&says));
            }
            let is_last = self.is_last.get();
            if is_last && document().active_element().is_some_and(|active| self.buttons.contains(Some(&active))) {
                self.focus_before();
            }
            show(&self.buttons, !is_last);
            self.mind_the_focus(warns);
            show(&self.warning, warns);
            self.say_in_the_title(warns);
        }

        /// Takes a later end from where each window and each answer notes it. One that no session of this kind can have is not
        /// believed: whoever sat here before may have written it.
        fn hear_of_others(&self) {
            if self.ends.get() - now() > self.warn {
                return;
            }
            // A second for what is rounded.
            let possible = self.ends.get()..=now() + self.idle + 1.0;
            if let Some(later) = kept_end().filter(|end| possible.contains(end)) {
                self.ends.set(later);
                if later - now() > self.warn {
                    self.is_last.set(false);
                }
            }
        }

        /// What is hidden loses the focus: it goes back to where it was.
        fn mind_the_focus(&self, warns: bool) {
            let Some(active) = document().active_element() else { return };
            if !self.warning.contains(Some(&active)) {
                *self.focused.borrow_mut() = active.dyn_into().ok();
            } else if !warns {
                self.focus_before();
            }
        }

        fn focus_before(&self) {
            let before = self.focused.borrow().clone();
            if let Some(before) = before {
                drop(before.focus());
            }
        }

        /// The warning's title before the page's, as long as it shows.
        fn say_in_the_title(&self, warns: bool) {
            let own = self.title.take();
            let own = match (own, warns) {
                (None, true) => {
                    let own = document().title();
                    let says = within(&self.warning, "h2").and_then(|title| title.text_content()).unwrap_or_default();
                    document().set_title(&[says.as_str(), " – ", own.as_str()].concat());
                    Some(own)
                }
                (Some(own), false) => {
                    document().set_title(&own);
                    None
                }
                (own, _) => own,
            };
            *self.title.borrow_mut() = own;
        }

        async fn stay(&self) {
            match ask(StaySignedIn::PATH, "").await {
                Ok(seconds) => {
                    let seconds = seconds.as_f64().unwrap_or_default();
                    self.ends.set(now() + seconds);
                    self.is_last.set(seconds <= self.warn);
                    self.tick();
                }
                // It was ended elsewhere meanwhile.
                Err(Unanswered::Refused) => self.leave(),
                // The clock goes on.
                Err(Unanswered::Away) => {}
            }
        }

        fn leave(&self) {
            let to = self.warning.get_attribute("data-leave").unwrap_or_default();
            drop(window().location().assign(&to));
        }
    }
}
