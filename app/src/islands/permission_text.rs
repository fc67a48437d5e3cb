//! The permission, written before one's eyes: as one fills in the form, the exact text that would be signed, what would be
//! told of the record as it is now, and where words and ticks disagree. Without script the text is that of the answers the
//! page came with.

use leptos::prelude::*;

/// Writes into what `pages::permission::beside` has written, from the form beside it.
// Test (end2end/journeys/permission-text.script.spec.ts): "the text that is read while it is written is the text that is signed".
#[island]
pub fn PermissionText() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let _: Option<()> = text::wake();
}

#[cfg(feature = "hydrate")]
mod text {
    use super::super::page::{at_each, element, find, lang, show, within};
    use domain::{
        digest,
        inventory::Class,
        permission::{Letterhead, Parts, Remark, read_day, remarks, sketch, so_far},
        reference::Reference,
        words::Lang,
    };
    use leptos::{
        wasm_bindgen::JsCast,
        web_sys::{Element, FormData, HtmlFormElement},
    };

    pub(super) fn wake() -> Option<()> {
        let beside = find(".beside")?;
        // A browser that goes back fills the form in again.
        _ = write(&beside);
        at_each("input", Box::new(move |_| _ = write(&beside)));
        Some(())
    }

    /// Nothing where the markup is not what the server writes.
    fn write(beside: &Element) -> Option<()> {
        let said = |attribute: &str| beside.get_attribute(attribute);
        let form = within(beside, "form")?.dyn_into::<HtmlFormElement>().ok()?;
        let typed = FormData::new_with_form(&form).ok()?;
        let typed = |name: &str| typed.get(name).as_string().unwrap_or_default();
        let parts = so_far(typed, read_day(&said("data-latest")?)?);
        let (library, statute, lang) = (said("data-library")?, said("data-statute")?, lang());
        let head = Letterhead { library: &library, statute: &statute };
        let text = sketch(&parts, &Reference::parse(&said("data-reference")?)?, head, lang);
        within(beside, ".deed")?.set_text_content(Some(&text));
        let mark = within(beside, ".fingerprint")?;
        mark.set_text_content(Some(&digest::of_text(&text)));
        show(&mark.parent_element()?, parts.is_answered());
        told(beside, &parts, lang)
    }

    /// What would be told now, and where words and ticks disagree.
    fn told(beside: &Element, parts: &Parts, lang: Lang) -> Option<()> {
        let list = within(beside, ".told")?;
        let (mut offered, mut labels) = (Vec::new(), Vec::new());
        let mut next = list.first_element_child();
        while let Some(line) = next {
            let class = Class::from_code(&line.get_attribute("data-class")?)?;
            show(&line, parts.classes.contains(&class));
            offered.push(class);
            labels.push(within(&line, "b")?.text_content()?);
            next = line.next_element_sibling();
        }
        let is_any = parts.classes.iter().any(|class| offered.contains(class));
        show(&list, is_any);
        show(&within(beside, ".nothing-told")?, !is_any);

        let purpose = parts.purpose.as_ref().map_or("", |purpose| purpose.as_str());
        let doubts = remarks(purpose, &parts.classes, &offered);
        let notice = within(beside, "[role=status] > .notice")?;
        let list = within(&notice, "ul")?;
        // What is set again is read out again.
        let label = |class| offered.iter().position(|one| *one == class).and_then(|at| labels.get(at));
        let words = |doubt: Remark| Some(doubt.words(label(doubt.class())?, lang));
        let said: Vec<String> = doubts.into_iter().filter_map(words).collect();
        if list.text_content().as_deref() != Some(&said.concat()) {
            list.set_text_content(None);
            for doubt in &said {
                list.append_child(&*element("li", "", doubt)?).ok()?;
            }
        }
        show(&notice, !said.is_empty());
        Some(())
    }
}
