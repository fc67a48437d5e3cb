//! The statements that are sent to the database, as sqlx tells `tracing` of them.

use std::{cell::RefCell, fmt, sync::Once};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

thread_local! {
    /// The statements this thread has sent to the database, while they are noted. A test runs on one thread.
    static NOTED: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Listens to every thread: a listener of one thread alone is overheard by chance, because `tracing` remembers for each
/// place in the code whether the first thread to come by had one.
struct Listener;

/// The statements that `work` sends to the database.
pub(crate) async fn statements_of<T>(work: impl Future<Output = T>) -> (T, Vec<String>) {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| tracing::subscriber::set_global_default(Listener).expect("no other test listens"));
    NOTED.set(Some(Vec::new()));
    let done = work.await;
    (done, NOTED.take().unwrap_or_default())
}

struct Summary(Option<String>);

impl Visit for Summary {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "summary" {
            self.0 = Some(format!("{value:?}"));
        }
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        NOTED.with_borrow_mut(|noted| {
            if let Some(noted) = noted {
                let mut summary = Summary(None);
                event.record(&mut summary);
                noted.extend(summary.0);
            }
        });
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}
