//! `/readyz`: a late job is said, and changes nothing else.

use crate::support::Desk;
use chrono::Duration;
use http::StatusCode;
use portal::jobs::{Means, all, enter, turn};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

#[sqlx::test(migrations = "../migrations")]
async fn a_late_job_is_said_and_takes_no_server_out_of_rotation(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitor = desk.visitor("", [198, 51, 100, 1]);
    let mut ready = async || {
        desk.clock.advance(Duration::seconds(1));
        let answer = visitor.get("/readyz").await;
        (answer.status, answer.text())
    };
    assert_eq!(ready().await, (StatusCode::OK, "ready\nno worker has run yet\n".into()));
    let jobs = all(Means::default());
    enter(&desk.portal, &jobs).await.unwrap();
    assert_eq!(ready().await, (StatusCode::OK, "ready\n".into()), "nothing is late yet");

    // Sealing is due every two seconds, clearing up once an hour; in this test no worker does them.
    desk.clock.advance(Duration::minutes(6));
    assert_eq!(ready().await, (StatusCode::OK, "ready\nlate: seal (server jobs)\n".into()));
    desk.clock.advance(Duration::hours(3));
    assert_eq!(ready().await, (StatusCode::OK, "ready\nlate: seal, tidy (server jobs)\n".into()));
    for job in &jobs {
        turn(&desk.portal, &**job, &CancellationToken::new()).await.unwrap();
    }
    assert_eq!(ready().await, (StatusCode::OK, "ready\n".into()), "done");
}
