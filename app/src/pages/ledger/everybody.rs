//! Everybody's page of the ledger: its head as it is now, and what becomes of a receipt.

use crate::{
    islands::ReceiptCheck,
    prelude::*,
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems},
        visit::Visit,
    },
    ui::{
        answers::long,
        file::plain,
        render::{Head, render},
        summary::summary,
    },
    words::ledger as words,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    ledger::proof::{self, Doubt},
    words::Lang,
};
use portal::ledger::{growth, head, verifier};
use serde::Deserialize;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Pasted {
    receipt: Option<String>,
}

/// What the address of a proof carries.
#[derive(Debug, Deserialize)]
pub struct From {
    from: u64,
}

/// `GET /ledger`
pub async fn get(visit: Visit) -> Result<Response, Failure> {
    page(&visit, "", &Problems::none(), None).await
}

/// `GET /ledger/head`: the signed head alone.
pub async fn get_head(visit: Visit, State(web): State<Web>) -> Result<Response, Failure> {
    head(&web.portal, &visit.site.profile.slug).await?.map(plain).ok_or(Failure::NotFound)
}

/// `GET /ledger/growth?from=N`: the proof that the tree of today contains that of its first `N` lines, as witnesses are asked.
pub async fn get_growth(
    visit: Visit,
    State(web): State<Web>,
    Query(From { from }): Query<From>,
) -> Result<Response, Failure> {
    growth(&web.portal, &visit.site.profile.slug, from)
        .await?
        .map(|grown| plain(grown.write()))
        .ok_or(Failure::NotFound)
}

/// `POST /ledger`: what becomes of a receipt, worked out by the server.
pub async fn post(visit: Visit, Posted(pasted): Posted<Pasted>) -> Result<Response, Failure> {
    let typed = pasted.receipt.unwrap_or_default();
    if typed.trim().is_empty() {
        return page(&visit, &typed, &Problems::one("receipt", words::PASTE_MISSING), None).await;
    }
    match checked(&visit, &typed).await? {
        Ok(said) => page(&visit, &typed, &Problems::none(), Some(said)).await,
        Err(doubt) => page(&visit, &typed, &Problems::one("receipt", doubt.text()), None).await,
    }
}

async fn checked(visit: &Visit, receipt: &str) -> Result<Result<String, Doubt>, Failure> {
    let (portal, library) = (&visit.web.portal, &visit.site.profile.slug);
    let key = verifier(portal, library);
    let former = match proof::Head::signed(receipt, &key) {
        Ok(former) => former,
        Err(doubt) => return Ok(Err(doubt)),
    };
    let Some(grown) = growth(portal, library, former.size).await? else { return Ok(Err(Doubt::Shorter)) };
    let holds =
        proof::Head::signed(&grown.note, &key).and_then(|now| now.contains(&former, &grown.proof).map(|()| now));
    Ok(holds.map(|now| said(&former, &now, visit.lang)))
}

fn said(former: &proof::Head, now: &proof::Head, lang: Lang) -> String {
    let lines = former.lines.map(|lines| words::with(words::LINES_THEN, lang, lines, 0));
    [Some(words::with(words::CONTAINS, lang, former.size, now.size)), lines]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

async fn page(visit: &Visit, typed: &str, problems: &Problems, said: Option<String>) -> Result<Response, Failure> {
    let (lang, library) = (visit.lang, &visit.site.profile.slug);
    let now = head(&visit.web.portal, library).await?;
    let key = verifier(&visit.web.portal, library);
    let head = Head::new(words::TITLE.to(lang)).problems(!problems.is_empty()).islands().proofs();
    Ok(render(visit, head, || {
        view! {
            {summary(problems, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <section aria-labelledby="now">
                <h2 id="now">{words::NOW.to(lang)}</h2>
                {match now {
                    None => view! { <p class="missing">{words::NOTHING_YET.to(lang)}</p> },
                    Some(note) => view! {
                        <pre class="deed fingerprint" role="group" tabindex="0" aria-labelledby="now">{note}</pre>
                        <p>{words::KEY.to(lang)} ": " <code class="fingerprint">{key.clone()}</code></p>
                        <p class="hint">{words::WITNESS.to(lang)} " " <a href="/ledger/head">{words::ALONE.to(lang)}</a></p>
                    },
                }}
            </section>
            {paste(&key, typed, problems, said, lang)}
        }
    }))
}

/// The form for a receipt. Where there is script the browser works it out by itself, and is asked for nothing but the proof.
fn paste(key: &str, typed: &str, problems: &Problems, said: Option<String>, lang: Lang) -> impl IntoView + use<> {
    view! {
        <section class="sheet" aria-labelledby="paste" data-receipts=key.to_owned()
            data-contains=words::CONTAINS.to(lang) data-lines=words::LINES_THEN.to(lang)
            data-by=words::BY_BROWSER.to(lang) data-away=words::NOT_REACHED.to(lang)>
            <h2 id="paste">{words::PASTE.to(lang)}</h2>
            <form method="post" action="/ledger" novalidate>
                {long("receipt", words::PASTE_LABEL, Some(words::PASTE_HINT), typed, problems, lang)}
                <p class="buttons"><button class="button">{words::PASTE_DO.to(lang)}</button></p>
            </form>
            <p role="status">{said}</p>
            <ReceiptCheck/>
        </section>
    }
}
