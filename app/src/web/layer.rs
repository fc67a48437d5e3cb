//! The layer around a library's pages: it reads a request once and, where the handler failed, renders the page that says
//! so.

use super::{
    Web, at_desk,
    failure::Failure,
    problem,
    site::Site,
    visit::{Known, Visit, language_cookie, nonce, wanted, without_language},
};
use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use domain::words::Lang;
use portal::session;
use std::sync::Arc;
use tower_sessions::Session;

/// The layer that reads a request and, where the handler failed, renders the page that says so.
pub async fn around(
    State((web, site)): State<(Web, Site)>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let now = web.portal.clock.now();
    let (here, asked) = without_language(request.uri().path(), request.uri().query().unwrap_or(""));
    let lang = asked.unwrap_or_else(|| preferred(request.headers(), &site));
    let signed_in = session::current(&session, site.slug()).await;
    let patron = matches!(signed_in, Ok(Some(_)));
    let at_desk = at_desk::current(&web, &site, request.uri().path(), patron, request.headers()).await;
    let failed = signed_in.as_ref().err().or(at_desk.as_ref().err()).map(ToString::to_string);
    let (current, at_desk) = match (signed_in.ok().flatten(), at_desk.ok().flatten()) {
        // One browser is a patron's or the desk's: signing in ends the other. With both it is neither's.
        // Test (server/tests/routes/staff.rs): "a browser with a patron's and a clerk's session is refused as both".
        (Some(_), Some(_)) => (None, None),
        one => one,
    };
    let left = at_desk.as_ref().map(|at_desk| at_desk.left);
    let visit = Visit(Arc::new(Known {
        lang,
        path: request.uri().path().to_owned(),
        here,
        shared: current.as_ref().is_none_or(|current| current.shared),
        left: left.or_else(|| current.as_ref().map(|current| current.left(now))),
        patron: current.map(|current| current.patron),
        staff: at_desk.map(|at_desk| at_desk.staff),
        now,
        nonce: nonce(&web),
        site,
        web,
    }));
    request.extensions_mut().insert(visit.clone());
    let led_here = led_here(request.headers());
    let response = match failed {
        Some(reason) => problem::page(&visit, &Failure::Broken(reason)),
        None => next.run(request).await,
    };
    let mut response = problem::rendered(&visit, response);
    if led_here && (visit.patron.is_some() || visit.staff.is_some()) {
        response.extensions_mut().insert(Uncompressed);
    }
    if let Some(lang) = asked {
        language_cookie::keep(&mut response, lang, &visit.web.addresses);
    }
    response
}

/// On an answer that must not be compressed: what another site put into the address (`search=…`) stands in the page
/// beside what the record holds, and the compressed length would tell a listener when the two agree (BREACH).
// Test (server/tests/routes/requests.rs): "a signed-in page that another site led to is not compressed".
#[derive(Debug, Clone, Copy)]
pub struct Uncompressed;

/// Whether another site led the browser here.
fn led_here(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

/// The language the request asks for, where the library speaks it, else English.
fn preferred(headers: &HeaderMap, site: &Site) -> Lang {
    wanted(headers).filter(|lang| site.profile.languages.contains(lang)).unwrap_or_default()
}
