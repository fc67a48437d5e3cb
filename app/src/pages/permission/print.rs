//! A permission to print: reference, the text, lines to sign on, and how to withdraw it.

use super::{crumb, found};
use crate::{
    prelude::*,
    request::{failure::Failure, in_path::InPath, signed_in::SignedIn, visit::Visit},
    ui::{
        render::{Head, render},
        tel::tel,
        value::apart,
    },
    words::permission as words,
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::inventory::show;

/// `GET /permissions/{id}/print`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, InPath(id): InPath) -> Result<Response, Failure> {
    let (held, _) = found(&visit, &patron, id).await?;
    let Some(signed) = &held.signed else {
        return Ok(Redirect::to(&format!("/permissions/{}/check", held.id)).into_response());
    };
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let at = show::moment(signed.at, profile.time_zone, lang);
    Ok(render(&visit, Head::new(format!("{} {}", words::PRINT.to(lang), held.reference)), || {
        view! {
            {crumb(format!("/permissions/{}", held.id), words::TITLE.to(lang))}
            <p class="notice screen-only">{words::PRINT_HINT.to(visit.young, lang)}</p>
            <h1>{words::REFERENCE.to(lang)} " " <span class="reference">{held.reference.to_string()}</span></h1>
            <p>
                <span class="state">{held.state.label().to(lang)}</span> " "
                {words::meaning(held.state).to(visit.young, lang)}
            </p>
            <pre class="deed" lang=signed.lang.tag()>{signed.text.clone()}</pre>
            <p>
                {words::PRINT_NAME.to(lang)} " " <b>{apart(signed.name.clone())}</b> ", " {at} ". "
                {signed.means.label().to(lang)} "."
            </p>
            <p>{words::FINGERPRINT.to(lang)}<br/><span class="fingerprint">{signed.digest.clone()}</span></p>
            <p class="sign-line">{words::LINE_PATRON.to(lang)}</p>
            <p class="sign-line">{words::LINE_STAFF.to(lang)}</p>
            <h2>{words::HOW_TO_WITHDRAW.to(lang)}</h2>
            <p>{words::HOW_TO_WITHDRAW_WHAT.to(lang)}</p>
            <p>{profile.desk.address.join(", ")} ", " {tel(&profile.desk.phone)}</p>
        }
    }))
}
