//! The figures that are read when they are asked for: jobs, mail, hashing, connections to the database.

use super::{Labels, Metrics};
use chrono::{DateTime, Duration, Utc};
use portal::{Error, Portal, Result, jobs, mail, password::Hasher};
use prometheus_client::{
    encoding::text::encode,
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};
use std::sync::{Mutex, atomic::Ordering};

/// All figures, ready to be written down.
pub struct Figures {
    portal: Portal,
    hasher: Option<Hasher>,
    registry: Registry,
    read_at: Mutex<Option<DateTime<Utc>>>,
    success_age: Family<Labels, Gauge>,
    failures: Family<Labels, Counter>,
    late: Family<Labels, Gauge>,
    outbox: Family<Labels, Gauge>,
    hashing: Family<Labels, Gauge>,
    pool: Family<Labels, Gauge>,
}

impl Figures {
    /// How long what was read from the database is good.
    pub const HOLD_FOR: Duration = Duration::seconds(5);

    /// The figures of this process; `hasher`: the queue for hashing, where it has one.
    pub fn new(portal: Portal, hasher: Option<Hasher>, metrics: &Metrics) -> Self {
        let mut registry = Registry::with_prefix("portal");
        metrics.register(&mut registry);
        let mut family = |name: &str, help: &str| {
            let family = Family::<Labels, Gauge>::default();
            registry.register(name, help, family.clone());
            family
        };
        let success_age =
            family("job_success_age_seconds", "Time since a job last ended well, or since it was entered");
        let late = family("job_late", "1 while a job is late");
        let outbox = family("outbox_mails", "Mails by state");
        let hashing = family("hashing_places", "Places in the queue for hashing: how many, taken, waiting for a turn");
        let pool = family("database_connections", "Connections to the database: open, and idle of those");
        let failures = Family::<Labels, Counter>::default();
        registry.register("job_failures", "How often a job has failed, ever", failures.clone());
        Self { portal, hasher, registry, read_at: Mutex::default(), success_age, failures, late, outbox, hashing, pool }
    }

    /// The figures as Prometheus reads them (OpenMetrics 1.0). While the database does not answer, those from it are
    /// missing and the others are there.
    ///
    /// # Errors
    /// Never, as long as there is memory to write to.
    pub async fn written(&self) -> Result<String, std::fmt::Error> {
        let now = self.portal.clock.now();
        let is_fresh = |at: DateTime<Utc>| (Duration::zero()..Self::HOLD_FOR).contains(&(now - at));
        let fresh = self.read_at.lock().is_ok_and(|at| at.is_some_and(is_fresh));
        if !fresh {
            let read = self.read(now).await;
            if let Err(error) = &read {
                tracing::warn!(error = %Error::chain(error), "figures could not be read");
            }
            if let Ok(mut at) = self.read_at.lock() {
                *at = read.is_ok().then_some(now);
            }
        }
        if let Some(hasher) = &self.hasher {
            let (taken, places) = hasher.taken();
            for (state, number) in [("all", places), ("taken", taken), ("waiting", hasher.waiting())] {
                set(&self.hashing, "state", state, number);
            }
        }
        let (open, idle) = self.portal.db.connections();
        set(&self.pool, "state", "open", open);
        set(&self.pool, "state", "idle", idle);
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }

    async fn read(&self, now: DateTime<Utc>) -> Result<()> {
        for family in [&self.success_age, &self.late, &self.outbox] {
            family.clear();
        }
        self.failures.clear();
        for state in jobs::states(&self.portal).await? {
            let age = now - state.succeeded_at.unwrap_or(state.entered_at);
            set(&self.success_age, "job", &state.name, age.num_seconds());
            // Counted in the database by all workers together.
            let failures = self.failures.get_or_create_owned(&vec![("job", state.name.clone())]);
            failures.inner().store(state.failures.try_into().unwrap_or_default(), Ordering::Relaxed);
            set(&self.late, "job", &state.name, u8::from(state.late(now)));
        }
        for status in ["queued", "sent", "failed"] {
            set(&self.outbox, "state", status, 0);
        }
        for (status, mails) in mail::by_status(&self.portal).await? {
            set(&self.outbox, "state", &status, mails);
        }
        Ok(())
    }
}

fn set(family: &Family<Labels, Gauge>, name: &'static str, value: &str, number: impl TryInto<i64>) {
    family.get_or_create(&vec![(name, value.to_owned())]).set(number.try_into().unwrap_or(i64::MAX));
}
