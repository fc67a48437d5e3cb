//! The copy of everything, with how much of it has come.

use leptos::prelude::*;

/// Takes the form that `pages::record::download` writes into the browser's own hands: the copy is asked for as the form would,
/// how much of it has come is said while it comes, and the whole of it is handed to the browser as a download. What is no copy
/// (a wrong PIN, too many at once) stands in the page's place, as the server wrote it.
// Test (end2end/journeys/archive-progress.script.spec.ts): "while a copy is made the page says how much of it has come".
#[island]
pub fn ArchiveProgress() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let _: Option<()> = progress::wake();
}

#[cfg(feature = "hydrate")]
mod progress {
    use super::super::page::{at_each, element, find, set, show, target, within};
    use domain::inventory::show::counted;
    use js_sys::{Function, Reflect, Uint8Array, futures::JsFuture};
    use leptos::{
        prelude::{document, set_timeout, window},
        task::spawn_local,
        wasm_bindgen::{JsCast, JsValue},
        web_sys::{
            Element, HtmlElement, HtmlInputElement, HtmlTemplateElement, ReadableStreamDefaultReader, RequestInit,
            Response, UrlSearchParams,
        },
    };
    use std::{cell::Cell, rc::Rc, time::Duration};

    pub(super) fn wake() -> Option<()> {
        find("[data-archive]")?;
        let busy = Rc::new(Cell::new(false));
        at_each(
            "submit",
            Box::new(move |event| {
                let Some(form) = target::<Element>(&event).filter(|form| form.has_attribute("data-archive")) else {
                    return;
                };
                event.prevent_default();
                if !busy.replace(true) {
                    let busy = busy.clone();
                    spawn_local(async move {
                        if take(&form).await.is_none() {
                            say(&form, "data-failed", 0);
                        }
                        if let Some(button) = within(&form, "button:not([type])") {
                            set(&button, "aria-busy", None);
                        }
                        busy.set(false);
                    });
                }
            }),
        );
        Some(())
    }

    /// Asks for the copy and hands it on. Nothing where the library was not reached, or the copy broke off.
    async fn take(form: &Element) -> Option<()> {
        let secret = within(form, "[name=secret]")?.dyn_into::<HtmlInputElement>().ok()?;
        let button = within(form, "button:not([type])")?;
        set(&button, "aria-busy", Some("true"));
        say(form, "data-making", 0);
        let fields = UrlSearchParams::new_with_str("").ok()?;
        fields.append("secret", &secret.value());
        let how = RequestInit::new();
        how.set_method("POST");
        how.set_body(&fields);
        let path = form.get_attribute("action")?;
        let asked = JsFuture::from(window().fetch_with_str_and_init(&path, &how)).await.ok()?;
        let answer: Response = asked.dyn_into().ok()?;
        if answer.redirected() {
            // The session has ended: to where the library leads.
            return window().location().assign(&answer.url()).ok();
        }
        if !answer.ok() {
            let page = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
            return replace_page(&page);
        }
        // One reading counts, the other keeps.
        let twin = Response::clone(&answer).ok()?;
        let kept = answer.blob().ok()?;
        let bytes = count(form, &twin).await?;
        let whole = JsFuture::from(kept).await.ok()?;
        hand_on(&whole, &form.get_attribute("data-archive")?)?;
        secret.set_value("");
        say(form, "data-ready", bytes);
        Some(())
    }

    /// How many bytes there were, told as they come.
    async fn count(form: &Element, answer: &Response) -> Option<u64> {
        let line = within(form, "[data-so-far]")?;
        let sentence = line.get_attribute("data-so-far")?;
        show(&line, true);
        let reader: ReadableStreamDefaultReader = answer.body()?.get_reader().dyn_into().ok()?;
        let mut bytes = 0_u64;
        loop {
            let read = JsFuture::from(reader.read()).await.ok()?;
            if Reflect::get(&read, &JsValue::from_str("done")).ok()?.is_truthy() {
                show(&line, false);
                return Some(bytes);
            }
            let part = Reflect::get(&read, &JsValue::from_str("value")).ok()?;
            bytes += u64::from(part.dyn_into::<Uint8Array>().ok()?.length());
            line.set_text_content(Some(&counted(&sentence, bytes.div_ceil(1000), 0)));
        }
    }

    /// As a link to it would, if it were somewhere.
    fn hand_on(whole: &JsValue, name: &str) -> Option<()> {
        let urls = Reflect::get(&window(), &JsValue::from_str("URL")).ok()?;
        let method = |name: &str| Reflect::get(&urls, &JsValue::from_str(name)).ok()?.dyn_into::<Function>().ok();
        let address = method("createObjectURL")?.call1(&urls, whole).ok()?;
        let link: HtmlElement = element("a", "", "")?.dyn_into().ok()?;
        set(&link, "href", Some(&address.as_string()?));
        set(&link, "download", Some(name));
        link.click();
        // Some browsers begin only after this turn, and would find nothing.
        let let_go = method("revokeObjectURL")?;
        set_timeout(move || drop(let_go.call1(&urls, &address)), Duration::from_mins(1));
        Some(())
    }

    /// Puts another page's main part and title in the place of this one's.
    fn replace_page(page: &str) -> Option<()> {
        let read: HtmlTemplateElement = document().create_element("template").ok()?.dyn_into().ok()?;
        read.set_inner_html(page);
        let of = |selector: &str| read.content().query_selector(selector).ok()?;
        document().set_title(&of("title")?.text_content()?);
        find("main")?.set_inner_html(&of("main")?.inner_html());
        let wrong: HtmlElement = find("main [role=alert], main h1")?.dyn_into().ok()?;
        // A heading can have the focus only where it says so.
        set(&wrong, "tabindex", Some("-1"));
        wrong.focus().ok()
    }

    fn say(form: &Element, what: &str, bytes: u64) {
        let sentence = form.get_attribute(what).unwrap_or_default();
        if let Some(status) = within(form, "p[role=status]") {
            status.set_text_content(Some(&counted(&sentence, bytes.div_ceil(1000), 0)));
        }
    }
}
