//! Addresses, entered and listed in one step, so that a test can try each of them without being told.

use crate::request::Web;
use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{get, post},
};

/// A router, and what it answers.
#[derive(Default)]
pub(super) struct Routes {
    pub(super) router: Router<Web>,
    /// What may be sent from elsewhere than our own pages.
    pub(super) from_elsewhere: Router<Web>,
    pub(super) listed: Vec<(Method, &'static str)>,
}

impl Routes {
    /// With everything that `add` enters.
    pub(super) fn with(self, add: impl FnOnce(Self) -> Self) -> Self {
        add(self)
    }

    /// With a page: it changes nothing.
    pub(super) fn get<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, Web>) -> Self {
        self.listed.push((Method::GET, path));
        Self { router: self.router.route(path, get(handler)), ..self }
    }

    /// With the one thing that may be sent from elsewhere: what a mail program sends when somebody leaves a newsletter (RFC
    /// 8058), and its page. The link it carries is all that counts; no cookie of a session is read there.
    // Test (server/tests/routes/leaving.rs): "a mail program stops a newsletter with one post and no cookie".
    pub(super) fn anywhere<T: 'static, U: 'static>(
        mut self,
        path: &'static str,
        page: impl Handler<T, Web>,
        form: impl Handler<U, Web>,
    ) -> Self {
        self.listed.extend([(Method::GET, path), (Method::POST, path)]);
        Self { from_elsewhere: self.from_elsewhere.route(path, get(page).post(form)), ..self }
    }

    /// With what a form is sent to.
    pub(super) fn post<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, Web>) -> Self {
        self.listed.push((Method::POST, path));
        Self { router: self.router.route(path, post(handler)), ..self }
    }
}
