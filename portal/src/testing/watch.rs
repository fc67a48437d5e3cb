//! Waiting for what can be seen, in place of a time after which it is hoped for.

use sqlx::PgPool;
use std::time::Duration;

/// Between two looks. Nothing rests on its length.
const PAUSE: Duration = Duration::from_millis(5);

/// Looks before it is given up: a machine that is busy with something else is waited for.
const LOOKS: u32 = 12_000;

/// Comes back once `seen` is.
///
/// # Panics
/// Should it never be.
pub(crate) async fn until(what: &str, mut seen: impl AsyncFnMut() -> bool) {
    for _ in 0..LOOKS {
        if seen().await {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
    panic!("never seen: {what}");
}

/// How many sessions wait for a lock in this test's database.
async fn waiting(pool: &PgPool) -> i64 {
    sqlx::query_scalar(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    )
    .fetch_one(pool)
    .await
    .unwrap()
}

/// Comes back once `many` sessions wait for a lock in this test's database.
pub(crate) async fn someone_waits(pool: &PgPool, many: i64) {
    until(&format!("{many} that wait for a lock"), async || waiting(pool).await >= many).await;
}
