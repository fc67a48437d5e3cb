//! One request, read once: which library, who, in which language. Every handler and every page starts from it.

use super::{
    Web, cookies,
    failure::{Failure, Sent},
    request_id::RequestId,
    site::Site,
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use chrono::{DateTime, Duration, Utc};
use domain::{age::Young, words::Lang};
use portal::authority::{Patron, Staff};
use std::{ops::Deref, sync::Arc};

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
    /// How the patron is spoken to, where they are a minor.
    pub young: Option<Young>,
    /// Who of the library's staff is signed in: read for the desk's pages and for server functions alone.
    pub staff: Option<Staff>,
    /// Whether the person said (or did not deny) that the computer is shared.
    pub shared: bool,
    /// How long the session lasts if nothing more is done: the one at the desk on its pages, else the patron's.
    pub left: Option<Duration>,
    /// The moment of the request.
    pub now: DateTime<Utc>,
    /// What the request is called in the log.
    pub id: RequestId,
    /// The nonce of this answer's scripts and styles.
    pub nonce: String,
    /// Everything handlers share.
    pub web: Web,
}

impl From<Known> for Visit {
    fn from(known: Known) -> Self {
        Self(Arc::new(known))
    }
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
        parts.extensions.get().cloned().ok_or_else(|| portal::Error::Stored("the visit layer is missing".into()).into())
    }
}

impl Known {
    /// The address of this library's pages, without a final slash: where links in mail lead.
    pub fn address(&self) -> String {
        self.web.addresses.url_of(self.site.slug())
    }

    /// What becomes of a form whose session ended before it was worked on: signing in again leads back to its page.
    pub fn signed_out(&self) -> Failure {
        Failure::SignInFirst { next: self.path.clone(), sent: Sent::InVain }
    }
}

/// The same address without its `lang`, and the language it asked for.
pub fn without_language(path: &str, query: &str) -> (String, Option<Lang>) {
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
    // A path that begins with two slashes would be read as another site's address.
    let path = format!("/{}", path.trim_start_matches('/'));
    let here = if rest.is_empty() { path } else { format!("{path}?{}", rest.join("&")) };
    (here, asked)
}

/// The language kept in the cookie, else of those that there are the one the browser would rather have (RFC 9110, section
/// 12.5.4, with its weights).
pub fn wanted(headers: &HeaderMap) -> Option<Lang> {
    let kept = cookies::read(headers, language_cookie::NAME).and_then(Lang::from_tag);
    let accepted = || {
        let accept = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        accept_language::parse(accept).iter().find_map(|tag| Lang::from_tag(tag))
    };
    kept.or_else(accepted)
}

/// The cookie that keeps the language somebody chose.
pub mod language_cookie {
    use crate::request::{cookies, site::Addresses};
    use axum::response::Response;
    use cookie::{Cookie, SameSite, time::Duration};
    use domain::words::Lang;

    /// Its name.
    pub const NAME: &str = "language";

    /// Keeps `lang` for a year.
    pub fn keep(response: &mut Response, lang: Lang, addresses: &Addresses) {
        let cookie = Cookie::build((NAME, lang.tag())).path("/").max_age(Duration::days(365)).same_site(SameSite::Lax);
        cookies::set(response, cookie.secure(addresses.scheme == "https"));
    }
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
    use axum::http::HeaderValue;

    #[test]
    fn the_language_that_is_wanted_more_comes_first() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("fr, en;q=0.5, es-MX;q=0.9"));
        assert_eq!(wanted(&headers), Some(Lang::Es));
    }

    #[test]
    fn a_language_link_keeps_the_rest_of_the_address() {
        assert_eq!(
            without_language("/record/history", "page=3&lang=es&search=a%26b"),
            ("/record/history?page=3&search=a%26b".into(), Some(Lang::Es))
        );
        assert_eq!(without_language("/", "lang=xx"), ("/".into(), None));
        assert_eq!(without_language("//evil.example/x", "").0, "/evil.example/x");
    }
}
