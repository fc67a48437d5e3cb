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

    /// With what a form is sent to.
    pub(super) fn post<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, Web>) -> Self {
        self.listed.push((Method::POST, path));
        Self { router: self.router.route(path, post(handler)), ..self }
    }
}
