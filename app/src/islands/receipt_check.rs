//! A receipt of the ledger, checked on one's own device.

use leptos::prelude::*;

/// Takes the form that `pages::ledger::everybody` writes into the browser's own hands: the server is told how many lines the
/// receipt is of, and nothing else.
// Test (end2end/journeys/ledger.spec.ts): "a patron’s own browser works out that no line was changed or left out, and a receipt is good for everybody".
#[island]
pub fn ReceiptCheck() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let _: Option<()> = check::wake();
}

#[cfg(feature = "hydrate")]
mod check {
    use super::super::page::{Unanswered, at_each, find, lang, target, text_at, within};
    use domain::{
        inventory::show::counted,
        ledger::proof::{Doubt, Growth, Head},
    };
    use leptos::{
        task::spawn_local,
        wasm_bindgen::JsCast,
        web_sys::{Element, HtmlTextAreaElement},
    };

    pub(super) fn wake() -> Option<()> {
        let section = find("[data-receipts]")?;
        let form = within(&section, "form")?;
        at_each(
            "submit",
            Box::new(move |event| {
                let receipt = within(&section, "textarea")
                    .and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok())
                    .map(|field| field.value())
                    .filter(|receipt| !receipt.trim().is_empty());
                // The server says what is missing.
                if let Some(receipt) = receipt.filter(|_| target(&event).as_ref() == Some(&form)) {
                    event.prevent_default();
                    spawn_local(check(section.clone(), receipt));
                }
            }),
        );
        Some(())
    }

    async fn check(section: Element, receipt: String) {
        let word = |attribute: &str| section.get_attribute(attribute).unwrap_or_default();
        let said = match contained(&receipt, &word("data-receipts")).await {
            Err(Some(doubt)) => doubt.text().to(lang()).to_owned(),
            Err(None) => word("data-away"),
            Ok((former, now)) => {
                let mut said = counted(&word("data-contains"), former.size, now.size);
                if let Some(lines) = former.lines {
                    said = said + " " + &counted(&word("data-lines"), lines, 0);
                }
                said + " " + &word("data-by")
            }
        };
        if let Some(status) = within(&section, "[role=status]") {
            status.set_text_content(Some(&said));
        }
    }

    /// The receipt's head and that of now, which contains it; or what does not hold, which is nothing where the library was not
    /// reached.
    async fn contained(receipt: &str, key: &str) -> Result<(Head, Head), Option<Doubt>> {
        let former = Head::signed(receipt, key).map_err(Some)?;
        let text =
            text_at(&("/ledger/growth?from=".to_owned() + &former.size.to_string())).await.map_err(|unanswered| {
                match unanswered {
                    Unanswered::Refused => Some(Doubt::Shorter),
                    Unanswered::Away => None,
                }
            })?;
        let grown = Growth::read(&text).ok_or(Some(Doubt::Unreadable))?;
        let now = Head::signed(&grown.note, key).map_err(Some)?;
        now.contains(&former, &grown.proof).map_err(Some)?;
        Ok((former, now))
    }
}
