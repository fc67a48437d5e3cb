//! What the ledger tells of signing in.

use super::*;

#[sqlx::test(migrations = "../migrations")]
async fn the_ledger_tells_of_each_step_and_carries_nothing_personal(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    desk.opens(&Browser::shared(far(1)), &card, "not-the-secret-of-anyone").await;
    desk.opens(&Browser::shared(far(1)), &self::card(9), SECRET).await;
    let (_, patron) = desk.signed_in(&mut Browser::own(far(1)), &card, SECRET).await;
    desk.reports_lost(&patron).await.unwrap();
    let subjects: Vec<(String, bool)> =
        sqlx::query_as("SELECT action, subject_id IS NOT NULL FROM ledger_event ORDER BY position")
            .fetch_all(&pool)
            .await
            .unwrap();
    let told: Vec<(&str, bool)> = subjects.iter().map(|(action, whose)| (action.as_str(), *whose)).collect();
    assert_eq!(
        told.iter().filter(|(action, _)| *action != "mailed").copied().collect::<Vec<_>>(),
        [("sign-in-refused", true), ("sign-in-refused", false), ("signed-in", true), ("card-reported-lost", true)],
        "the refusal of an unknown card is in no patron's activity"
    );
    for canary in [&card, "Okafor", "Adaeze", "example.org", "10.0.0.1", "Firefox", SECRET] {
        let found: i64 = sqlx::query_scalar("SELECT count(*) FROM ledger_event e WHERE e::text LIKE '%' || $1 || '%'")
            .bind(canary)
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(found, 0, "{canary}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_done_is_dated_by_the_portals_clock(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    desk.clock.advance(Duration::days(400));
    desk.signed_in(&mut Browser::own(far(1)), &card, SECRET).await;
    let at: Vec<DateTime<Utc>> = sqlx::query_scalar(
        "SELECT at FROM ledger_event WHERE action = 'signed-in' UNION SELECT created_at FROM session \
         UNION SELECT created_at FROM known_device",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(at, [desk.now()]);
}
