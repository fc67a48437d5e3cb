//! Warns before a session lapses and offers one simple way to go on (WCAG 2.2.1).

use leptos::prelude::*;
use std::time::Duration;

/// Starts the idle time anew for whoever is signed in. Returns the seconds until it ends.
///
/// # Errors
/// When nobody is signed in any more (401).
#[server(prefix = "/api", endpoint = "stay-signed-in")]
pub async fn stay_signed_in() -> Result<u32, ServerFnError> {
    // A server function is asynchronous; this one has nothing to wait for.
    std::future::ready(crate::web::stay::stay_signed_in()).await
}

/// Appears `warn_seconds` before the session's `idle_seconds` are over; goes to `leave_to` when they are. Where going on
/// is not possible any more, because the session has reached the longest that any lasts, it says `last`.
#[island]
pub fn SessionClock(
    idle_seconds: u32,
    warn_seconds: u32,
    title: String,
    text: String,
    last: String,
    stay: String,
    leave_to: String,
) -> impl IntoView {
    let left = RwSignal::new(idle_seconds);
    let is_last = RwSignal::new(false);
    let stay_on = Action::new(move |(): &()| async move {
        if let Ok(seconds) = stay_signed_in().await {
            left.set(seconds);
            is_last.set(seconds <= warn_seconds);
        }
    });
    Effect::new(move |_| {
        let leave_to = leave_to.clone();
        drop(set_interval_with_handle(
            move || {
                left.update(|left| *left = left.saturating_sub(1));
                if left.get_untracked() == 0 {
                    leave(&leave_to);
                }
            },
            Duration::from_secs(1),
        ));
    });
    let warn = Memo::new(move |_| left.get() <= warn_seconds);
    view! {
        <section class="session-warning" aria-labelledby="session-warning-title" hidden=move || !warn.get()>
            <h2 id="session-warning-title">{title}</h2>
            <p role="status">
                {move || warn.get().then(|| if is_last.get() { last.clone() } else { text.clone() })}
            </p>
            <p class="buttons" hidden=move || is_last.get()>
                <button type="button" class="button" on:click=move |_| { stay_on.dispatch(()); }>{stay}</button>
            </p>
        </section>
    }
}

#[cfg(feature = "hydrate")]
fn leave(to: &str) {
    drop(window().location().assign(to));
}

#[cfg(not(feature = "hydrate"))]
fn leave(_: &str) {}
