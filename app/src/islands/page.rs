//! What the islands ask of the page. Each takes what it does as a value of one type: a function that is made anew for every
//! caller is compiled anew as well.

use domain::words::Lang;
use js_sys::{Number, Reflect, futures::JsFuture};
use leptos::{
    prelude::{document, window},
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{Element, Event, RequestInit, Response, UrlSearchParams},
};

/// The language of the page.
pub(super) fn lang() -> Lang {
    let tag = document().document_element().and_then(|root| root.get_attribute("lang"));
    tag.and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default()
}

/// Does something at each event of this name, wherever on the page.
pub(super) fn at_each(name: &str, act: Box<dyn Fn(Event)>) {
    let act = Closure::wrap(act);
    drop(window().add_event_listener_with_callback(name, act.as_ref().unchecked_ref()));
    // It stays as long as the page.
    act.forget();
}

/// What an event has happened to.
pub(super) fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// The first of these on the page.
pub(super) fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok()?
}

/// The first of these within `element`.
pub(super) fn within(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok()?
}

/// Sets an attribute, or takes it away.
pub(super) fn set(element: &Element, attribute: &str, value: Option<&str>) {
    drop(match value {
        Some(value) => element.set_attribute(attribute, value),
        None => element.remove_attribute(attribute),
    });
}

/// Shows an element, or hides it.
pub(super) fn show(element: &Element, shown: bool) {
    set(element, "hidden", (!shown).then_some(""));
}

/// A new element with a text in it.
pub(super) fn element(tag: &str, class: &str, text: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    Some(element)
}

/// Seconds since 1970, as the device has them.
pub(super) fn now() -> f64 {
    js_sys::Date::now() / 1000.0
}

/// The name by which the windows of one browser tell each other when the session ends. Signing out clears it.
const ENDS: &str = "session-ends";

/// Keeps when the session ends if nothing more is done, as [`now`] counts, for every window of this browser and every module of
/// this page. Nothing where the browser keeps nothing for pages.
pub(super) fn keep_end(at: f64) {
    if let Ok(storage) = Reflect::get(&window(), &"localStorage".into()) {
        drop(Reflect::set(&storage, &ENDS.into(), &at.into()));
    }
}

/// What was last kept by [`keep_end`], in this window or another.
pub(super) fn kept_end() -> Option<f64> {
    let storage = Reflect::get(&window(), &"localStorage".into()).ok()?;
    let at = Reflect::get(&storage, &ENDS.into()).ok()?.as_string()?;
    Some(Number::parse_float(&at)).filter(|at| at.is_finite())
}

/// Why a server function gave no answer.
pub(super) enum Unanswered {
    /// The server refused.
    Refused,
    /// The server was not reached.
    Away,
}

/// What the server function at `path` answers to these fields, as `name=value`. Leptos would ask in one line; but its readers and
/// writers of every form of request and answer weigh half of what a page may load (docs/decisions/0031).
pub(super) async fn ask(path: &str, fields: &str) -> Result<JsValue, Unanswered> {
    let how = RequestInit::new();
    how.set_method("POST");
    let fields = UrlSearchParams::new_with_str(fields).map_err(|_| Unanswered::Away)?;
    how.set_body(&fields);
    let read = answer(path, &how).await?.json().map_err(|_| Unanswered::Away)?;
    JsFuture::from(read).await.map_err(|_| Unanswered::Away)
}

/// The text at an address.
#[cfg(any(feature = "proof", feature = "desk"))]
pub(super) async fn text_at(address: &str) -> Result<String, Unanswered> {
    let read = answer(address, &RequestInit::new()).await?.text().map_err(|_| Unanswered::Away)?;
    JsFuture::from(read).await.ok().and_then(|text| text.as_string()).ok_or(Unanswered::Away)
}

async fn answer(path: &str, how: &RequestInit) -> Result<Response, Unanswered> {
    let answer = JsFuture::from(window().fetch_with_str_and_init(path, how)).await;
    let answer: Response = answer.ok().and_then(|answer| answer.dyn_into().ok()).ok_or(Unanswered::Away)?;
    let left = answer.headers().get("session-left").ok().flatten();
    if let Some(left) = left {
        keep_end(now() + Number::parse_float(&left));
    }
    if answer.ok() { Ok(answer) } else { Err(Unanswered::Refused) }
}
