//! One request, read once: which library, who, in which language. Every handler and every page starts from it.

use super::{
    Web, at_desk,
    failure::{self, Failure},
    site::Site,
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    middleware::Next,
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::words::Lang;
use portal::{
    authority::{Patron, Staff},
    session,
};
use std::{ops::Deref, sync::Arc};
use tower_sessions::Session;

/// What is known about a request before its handler runs. Cheap to clone.
#[derive(Clone)]
pub struct Visit(Arc<Known>);

/// See [`Visit`].
pub struct Known {
    /// The library.
    pub site: Site,
    /// The language of the answer.
    pub lang: Lang,
    /// The path asked for, without the query.
    pub path: String,
    /// The path and query asked for, without a `lang` in it: where a language link leads.
    pub here: String,
    /// Who is signed in.
    pub patron: Option<Patron>,
    /// Who of the library's staff is signed in: read for the desk's pages and for server functions alone.
    pub staff: Option<Staff>,
    /// Whether the person said (or did not deny) that the computer is shared.
    pub shared: bool,
    /// The moment of the request.
    pub now: DateTime<Utc>,
    /// The nonce of this answer's scripts and styles.
    pub nonce: String,
    /// Everything handlers share.
    pub web: Web,
}

impl Deref for Visit {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get().cloned().ok_or(Failure::Broken("the visit layer is missing".into()))
    }
}

const LANGUAGE_COOKIE: &str = "language";

impl Known {
    /// The address of this library's pages, without a final slash: where links in mail lead.
    pub fn address(&self) -> String {
        self.web.addresses.url_of(self.site.slug())
    }
}

/// The layer that reads a request and, where the handler failed, renders the page that says so.
pub async fn layer(
    State((web, site)): State<(Web, Site)>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let now = web.portal.clock.now();
    let (here, asked) = without_language(request.uri().path(), request.uri().query().unwrap_or(""));
    let lang = asked.unwrap_or_else(|| preferred(request.headers(), &site));
    let signed_in = session::current(&session, site.slug()).await;
    let at_desk = at_desk::current(&web, &site, request.uri().path(), request.headers()).await;
    let failed = signed_in.as_ref().err().or(at_desk.as_ref().err()).map(ToString::to_string);
    let (current, staff) = (signed_in.ok().flatten(), at_desk.ok().flatten());
    let visit = Visit(Arc::new(Known {
        lang,
        path: request.uri().path().to_owned(),
        here,
        shared: current.as_ref().is_none_or(|current| current.shared),
        patron: current.map(|current| current.patron),
        staff,
        now,
        nonce: nonce(&web),
        site,
        web,
    }));
    request.extensions_mut().insert(visit.clone());
    let led_here = led_here(request.headers());
    let response = match failed {
        Some(reason) => failure::page(&visit, &Failure::Broken(reason)),
        None => next.run(request).await,
    };
    let mut response = failure::rendered(&visit, response);
    if led_here && (visit.patron.is_some() || visit.staff.is_some()) {
        response.extensions_mut().insert(Uncompressed);
    }
    if let Some(lang) = asked {
        let secure = if visit.web.addresses.scheme == "https" { "; Secure" } else { "" };
        let cookie = format!("{LANGUAGE_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax{secure}", lang.tag());
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
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

/// The same address without its `lang`, and the language it asked for.
fn without_language(path: &str, query: &str) -> (String, Option<Lang>) {
    let mut asked = None;
    let rest: Vec<&str> = query
        .split('&')
        .filter(|pair| match pair.strip_prefix("lang=") {
            Some(tag) => {
                asked = Lang::from_tag(tag);
                false
            }
            None => !pair.is_empty(),
        })
        .collect();
    let here = if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) };
    (here, asked)
}

/// The language kept in the cookie, else the first the browser asks for that the library speaks, else English.
fn preferred(headers: &HeaderMap, site: &Site) -> Lang {
    let kept = cookie(headers, LANGUAGE_COOKIE).and_then(Lang::from_tag);
    let wanted = || {
        let accept = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        accept.split(',').find_map(|one| Lang::from_tag(one.split(';').next().unwrap_or_default()))
    };
    kept.or_else(wanted).filter(|lang| site.profile.languages.contains(lang)).unwrap_or_default()
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Random text that marks this answer's own scripts and styles.
pub fn nonce(web: &Web) -> String {
    let mut bytes = [0; 16];
    web.portal.entropy.fill(&mut bytes);
    portal::keys::token_text(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_link_keeps_the_rest_of_the_address() {
        assert_eq!(
            without_language("/record/history", "page=3&lang=es&search=a%26b"),
            ("/record/history?page=3&search=a%26b".into(), Some(Lang::Es))
        );
        assert_eq!(without_language("/", "lang=xx"), ("/".into(), None));
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("xlanguage=en; language=es"));
        assert_eq!(cookie(&headers, "language"), Some("es"));
    }
}
