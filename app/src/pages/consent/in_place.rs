//! A switch that is pressed in the browser: the server's half of the island `ConsentSwitches`.

use super::{history::history, list::ConsentsPage, switch};
use crate::{pages::record::held::ClassHeld, prelude::*, request::visit::Visit, ui::render::fragment};
use axum::http::StatusCode;
use domain::{consent::Purpose, inventory::Class};
use portal::consent::{Said, say};

/// Says the answer, and writes the row of the switch as it stands then, after it the last answers, and all that is held.
///
/// # Errors
/// 401 when nobody is signed in; 404 where there is no such kind of e-mail, or it is all of them, which takes the PIN or password;
/// 409 where the answer cannot be kept as things stand: the form says why.
// Test (server/tests/routes/server_functions.rs): "a switch that is pressed in the browser is saved once and comes back as its row".
pub async fn switched(visit: Visit, (purpose, answer): (String, String)) -> Result<String, StatusCode> {
    let patron = visit.patron.as_ref().ok_or(StatusCode::UNAUTHORIZED)?;
    let purpose = Purpose::from_code(&purpose, &visit.site.profile).filter(|one| *one != Purpose::AllMail);
    let purpose = purpose.ok_or(StatusCode::NOT_FOUND)?;
    let given = match answer.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(StatusCode::NOT_FOUND),
    };
    let broken = |failed: portal::Error| {
        tracing::error!(reference = %visit.id, error = %portal::Error::chain(&failed), "a consent could not be kept");
        StatusCode::SERVICE_UNAVAILABLE
    };
    let web = &visit.web;
    let said = say(&web.portal, patron, purpose, given, visit.lang, &visit.address()).await.map_err(broken)?;
    if !matches!(said, Said::Kept { .. } | Said::Already) {
        return Err(StatusCode::CONFLICT);
    }
    let shown = ConsentsPage::read(web, patron).await.map_err(broken)?;
    let one = shown.choices.each.iter().find(|one| one.purpose == purpose).ok_or(StatusCode::CONFLICT)?;
    let stopped = shown.choices.stopped_at.is_some();
    let held =
        ClassHeld::read(&visit, patron, Class::Preferences, None).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(fragment(|| {
        view! { {switch::row(&visit, one, &shown.coming, stopped, true)} {history(&visit, &shown.answers)} {held.rows(&visit)} }
    }))
}
