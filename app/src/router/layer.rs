//! The layer around a library's pages: it reads a request once and, where the handler failed, renders the page that says
//! so.

use crate::{
    pages::problem,
    request::{
        Web, at_desk,
        failure::Failure,
        in_browser::InBrowser,
        page_of::page_of,
        request_id::RequestId,
        site::Site,
        visit::{Known, Visit, language_cookie, nonce, wanted, without_language},
    },
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName},
    middleware::Next,
    response::Response,
};
use domain::words::Lang;
use portal::session;

/// The layer that reads a request and, where the handler failed, renders the page that says so.
pub async fn around(
    State((web, site)): State<(Web, Site)>,
    InBrowser(session): InBrowser,
    mut request: Request,
    next: Next,
) -> Response {
    let now = web.portal.clock.now();
    let (mut here, asked) = without_language(request.uri().path(), request.uri().query().unwrap_or(""));
    // What answers a form is read in another language on the page that the form stands on.
    if !request.method().is_safe() {
        here = page_of(here.split('?').next().unwrap_or_default()).to_owned();
    }
    let lang = asked.unwrap_or_else(|| preferred(request.headers(), &site));
    // The link to leave a newsletter does not say who uses it, even where a patron is signed in with the same browser.
    let signed_in = if request.uri().path().starts_with("/unsubscribe/") {
        Ok(None)
    } else {
        session::current(&session, &site.profile).await
    };
    let patron = matches!(signed_in, Ok(Some(_)));
    let at_desk = at_desk::current(&web, &site, request.uri().path(), patron, request.headers()).await;
    let (current, at_desk, failed) = match (signed_in, at_desk) {
        // One browser is a patron's or the desk's: signing in ends the other. With both it is neither's.
        // Test (server/tests/routes/staff.rs): "a browser with a patron's and a clerk's session is refused as both".
        (Ok(Some(_)), Ok(Some(_))) => (None, None, None),
        (Ok(current), Ok(at_desk)) => (current, at_desk, None),
        (Err(error), _) | (_, Err(error)) => (None, None, Some(Failure::from(error))),
    };
    let id = request.extensions().get().cloned().unwrap_or_else(|| RequestId::new(&*web.portal.entropy));
    let left = at_desk.as_ref().map(|at_desk| at_desk.left);
    let today = web.portal.today(&site.profile);
    let visit = Visit::from(Known {
        lang,
        path: request.uri().path().to_owned(),
        here,
        shared: current.as_ref().is_none_or(|current| current.shared),
        left: left.or_else(|| current.as_ref().map(|current| current.left(now))),
        young: current.as_ref().and_then(|current| current.patron.young(today)),
        patron: current.map(|current| current.patron),
        staff: at_desk.map(|at_desk| at_desk.staff),
        now,
        id,
        nonce: nonce(&web),
        site,
        web,
    });
    request.extensions_mut().insert(visit.clone());
    let led_here = led_here(request.headers());
    let response = match failed {
        Some(failure) => problem::page(&visit, &failure),
        None => next.run(request).await,
    };
    let mut response = problem::rendered(&visit, response);
    if let Some(left) = visit.left {
        response.headers_mut().insert(SESSION_LEFT, left.num_seconds().max(0).into());
    }
    if led_here && (visit.patron.is_some() || visit.staff.is_some()) {
        response.extensions_mut().insert(Uncompressed);
    }
    if let Some(lang) = asked {
        language_cookie::keep(&mut response, lang, &visit.web.addresses);
    }
    response
}

/// On every answer to somebody who is signed in: for how many seconds the session lasts now if nothing more is done. The islands read
/// it, so that a page whose window stays open knows (`islands/page.rs`).
// Test (server/tests/routes/sessions.rs): "each answer says how long the session lasts now".
const SESSION_LEFT: HeaderName = HeaderName::from_static("session-left");

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
