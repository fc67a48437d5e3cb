//! One's own lines, proved: by the portal on the page, and by one's own browser, which need not believe it.

use crate::{
    islands::ProofCheck,
    prelude::*,
    request::{failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::{
        buttons, file,
        render::{Head, render},
    },
    words::ledger as words,
};
use axum::response::Response;
use domain::{inventory::Class, words::Lang};
use portal::ledger::{proof, verifier};

/// `GET /record/activity/check`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn) -> Result<Response, Failure> {
    let (lang, library) = (visit.lang, &visit.site.profile.slug);
    let key = verifier(&visit.web.portal, library);
    let found = proof(&visit.web.portal, &patron).await?;
    let said = found.as_ref().map(|bundle| match bundle.check(&key) {
        Ok(head) => words::with(words::HOLDS, lang, head.lines.unwrap_or_default(), head.size),
        Err(doubt) => doubt.text().to(lang).to_owned(),
    });
    let waiting = found.as_ref().map_or(0, |bundle| bundle.waiting);
    let waiting = (waiting > 0).then(|| words::with(words::WAITING, lang, waiting, 0));
    Ok(render(&visit, Head::new(words::CHECK.to(lang)).proofs(), || {
        view! {
            {buttons::back("/record/activity", Class::Activity.label(), lang)}
            <h1>{words::CHECK.to(lang)}</h1>
            <p class="lede">{words::CHECK_LEDE.to(lang)}</p>
            <section aria-labelledby="portal-says">
                <h2 id="portal-says">{words::PORTAL_SAYS.to(lang)}</h2>
                {match said {
                    None => view! { <p class="missing">{words::NO_LINES.to(lang)}</p> },
                    Some(said) => view! { <p>{said}</p>{waiting.map(|waiting| view! { <p class="hint">{waiting}</p> })} },
                }}
            </section>
            {found.is_some().then(|| view! { {by_browser(&key, lang)} {receipt(lang)} })}
        }
    }))
}

/// What the island wakes.
fn by_browser(key: &str, lang: Lang) -> impl IntoView + use<> {
    view! {
        <section class="sheet" aria-labelledby="browser-says" data-proof=key.to_owned() data-holds=words::HOLDS.to(lang)
            data-waiting=words::WAITING.to(lang) data-checking=words::CHECKING.to(lang)
            data-away=words::NOT_REACHED.to(lang) data-none=words::NO_LINES.to(lang)>
            <h2 id="browser-says">{words::BROWSER_SAYS.to(lang)}</h2>
            <p>{words::BROWSER_WHAT.to(lang)}</p>
            <div class="one-of">
                <p class="hint no-browser">{words::BROWSER_NEEDS.to(lang)}</p>
                <p class="buttons" hidden><button type="button" class="button">{words::CHECK_DO.to(lang)}</button></p>
            </div>
            <p role="status"></p>
            <details hidden>
                <summary>{words::CHECKED_LINES.to(lang)}</summary>
                <ol></ol>
            </details>
            <ProofCheck/>
        </section>
    }
}

fn receipt(lang: Lang) -> impl IntoView + use<> {
    view! {
        <section aria-labelledby="keep">
            <h2 id="keep">{words::RECEIPT.to(lang)}</h2>
            <p>{words::RECEIPT_WHAT.to(lang)}</p>
            <p class="buttons">
                <a class="button secondary" href="/record/activity/receipt">{words::RECEIPT_GET.to(lang)}</a>
                <a href="/ledger#paste">{words::RECEIPT_CHECK.to(lang)}</a>
            </p>
        </section>
    }
}

/// `GET /record/activity/receipt`: a file to keep.
pub async fn get_receipt(visit: Visit, SignedIn(patron): SignedIn) -> Result<Response, Failure> {
    let found = proof(&visit.web.portal, &patron).await?.ok_or(Failure::NotFound)?;
    let day = visit.web.portal.today(&visit.site.profile);
    Ok(file::text(&format!("receipt-{day}.txt"), found.receipt))
}
