//! A button that shows what is typed into a secret field. Without script it does not appear.

use leptos::prelude::*;

/// Shows and hides the field whose `id` is `field` and whose label is `name`. Once it is pressed, screen readers are told
/// what it did (`shown` or `hidden`); before that there is nothing to tell.
#[island]
pub fn ShowSecret(
    field: String,
    name: String,
    show: String,
    hide: String,
    shown: String,
    hidden: String,
) -> impl IntoView {
    let ready = RwSignal::new(false);
    let pressed = RwSignal::new(false);
    let visible = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let controls = field.clone();
    let press = move |_| {
        pressed.set(true);
        visible.update(|visible| *visible = !*visible);
        set_type(&field, if visible.get() { "text" } else { "password" });
    };
    view! {
        <button type="button" class="button secondary" aria-controls=controls hidden=move || !ready.get() on:click=press>
            {move || if visible.get() { hide.clone() } else { show.clone() }}
            <span class="visually-hidden">": " {name}</span>
        </button>
        <span class="visually-hidden" role="status">
            {move || if !pressed.get() { String::new() } else if visible.get() { shown.clone() } else { hidden.clone() }}
        </span>
    }
}

#[cfg(feature = "hydrate")]
fn set_type(field: &str, kind: &str) {
    if let Some(input) = document().get_element_by_id(field) {
        drop(input.set_attribute("type", kind));
    }
}

#[cfg(not(feature = "hydrate"))]
fn set_type(_: &str, _: &str) {}
