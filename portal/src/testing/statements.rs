//! The statements that are sent to the database, as sqlx tells `tracing` of them.

use std::{cell::RefCell, fmt, sync::Once};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

thread_local! {
    /// The statements this thread has sent to the database, while they are noted. A test runs on one thread.
    static NOTED: RefCell<Option<Vec<Statement>>> = const { RefCell::new(None) };
}

/// A statement as sqlx tells of it.
#[derive(Default)]
struct Statement {
    /// Its first words.
    summary: String,
    /// All of it, where that is more.
    whole: String,
}

/// Listens to every thread: a listener of one thread alone is overheard by chance, because `tracing` remembers for each
/// place in the code whether the first thread to come by had one.
struct Listener;

/// The first words of each statement that `work` sends to the database.
pub(crate) async fn statements_of<T>(work: impl Future<Output = T>) -> (T, Vec<String>) {
    // What is tried here can be large: on the heap it does not grow with each that waits for it.
    let (done, noted) = noted(Box::pin(work)).await;
    (done, noted.into_iter().map(|one| one.summary).collect())
}

/// The whole of each statement that `work` sends to the database.
pub(crate) async fn whole_statements_of<T>(work: impl Future<Output = T>) -> (T, Vec<String>) {
    let (done, noted) = noted(Box::pin(work)).await;
    let whole = |one: Statement| if one.whole.is_empty() { one.summary } else { one.whole };
    (done, noted.into_iter().map(whole).collect())
}

async fn noted<T>(work: impl Future<Output = T>) -> (T, Vec<Statement>) {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| tracing::subscriber::set_global_default(Listener).expect("no other test listens"));
    NOTED.set(Some(Vec::new()));
    let done = work.await;
    (done, NOTED.take().unwrap_or_default())
}

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.trim().clone_into(&mut self.whole),
            _ => {}
        }
    }

    // Numbers and times, of which nothing is asked.
    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
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
                let mut statement = Statement::default();
                event.record(&mut statement);
                if !statement.summary.is_empty() {
                    noted.push(statement);
                }
            }
        });
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}
