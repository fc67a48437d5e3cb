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
    std::future::ready(crate::request::stay::stay_signed_in()).await
}

/// Appears `warn_seconds` before the session's `idle_seconds` are over; goes to `leave_to` when they are. Where going on
/// is not possible any more, because the session has reached the longest that any lasts, it says `last`. It reads the
/// device's clock, because a tab in the background or a closed laptop counts no seconds.
// Test (end2end/journeys/islands.script.spec.ts): "a laptop that was closed too long shows nothing when it is opened".
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
    let ends = RwSignal::new(now() + f64::from(idle_seconds));
    let left = RwSignal::new(f64::from(idle_seconds));
    let is_last = RwSignal::new(false);
    let over = StoredValue::new(leave_to.clone());
    let stay_on = Action::new(move |(): &()| async move {
        match stay_signed_in().await {
            Ok(seconds) => {
                ends.set(now() + f64::from(seconds));
                left.set(f64::from(seconds));
                is_last.set(seconds <= warn_seconds);
            }
            // It was ended elsewhere meanwhile. Where the network is away, the clock goes on.
            Err(ServerFnError::ServerError(_)) => leave(&over.get_value()),
            Err(_) => {}
        }
    });
    Effect::new(move |_| {
        let leave_to = leave_to.clone();
        drop(set_interval_with_handle(
            move || {
                left.set(ends.get_untracked() - now());
                if left.get_untracked() <= 0.0 {
                    leave(&leave_to);
                }
            },
            Duration::from_secs(1),
        ));
    });
    let warn = Memo::new(move |_| left.get() <= f64::from(warn_seconds));
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

/// Seconds since 1970, as the device has them.
#[cfg(feature = "hydrate")]
fn now() -> f64 {
    js_sys::Date::now() / 1000.0
}

#[cfg(not(feature = "hydrate"))]
fn now() -> f64 {
    0.0
}

#[cfg(feature = "hydrate")]
fn leave(to: &str) {
    drop(window().location().assign(to));
}

#[cfg(not(feature = "hydrate"))]
fn leave(_: &str) {}
