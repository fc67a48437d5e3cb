//! Figures for Prometheus, on an address of their own (`metrics_listen`).
//!
//! Labels are route templates, statuses, names of jobs and states of mail: nothing about a person, and nothing that a
//! client may choose. What stands in the database is read when the figures are asked for, at most every
//! [`Figures::HOLD_FOR`].

mod figures;
mod serve;

pub use figures::Figures;
pub use serve::{Means, serve, start};

use http::StatusCode;
use prometheus_client::{
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};
use std::{sync::Arc, time::Duration};

/// A label's name and value.
type Labels = Vec<(&'static str, String)>;

/// What requests are counted in. Cheap to clone.
#[derive(Clone)]
pub struct Metrics(Arc<Requests>);

struct Requests {
    answered: Family<Labels, Counter>,
    seconds: Family<Labels, Histogram, fn() -> Histogram>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self(Arc::new(Requests {
            answered: Family::default(),
            seconds: Family::new_with_constructor(|| {
                // A page takes a few milliseconds, a hash with its queue up to seconds, an archive longer.
                Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0])
            }),
        }))
    }
}

impl Metrics {
    /// Counts a request with its method, route template and status, and how long the answer took to begin.
    pub fn answered(&self, (method, route, status): (&'static str, &str, StatusCode), took: Duration) {
        let route = ("route", route.to_owned());
        let labels = vec![("method", method.to_owned()), route.clone(), ("status", status.as_str().to_owned())];
        self.0.answered.get_or_create(&labels).inc();
        self.0.seconds.get_or_create(&vec![route]).observe(took.as_secs_f64());
    }

    fn register(&self, registry: &mut Registry) {
        registry.register("http_requests", "Requests answered", self.0.answered.clone());
        registry.register("http_request_seconds", "Time until an answer began", self.0.seconds.clone());
    }
}
