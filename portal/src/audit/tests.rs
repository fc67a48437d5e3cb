use super::*;
use crate::testing::House;
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn what_is_shown_to_an_auditor_counts_and_names_nobody_and_no_other_library(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let elsewhere = house.beside("canton").await;
    for (library, times) in [("mansfield", 3), ("canton", 5)] {
        house
            .run(format!(
                "INSERT INTO ledger_event (library, id, at, action, actor_kind, actor_id, via, purpose, detail) \
                 SELECT '{library}', gen_random_uuid(), '2026-11-20Z', 'viewed', 'staff', \
                        '00000000-0000-0000-0000-000000000007', 'desk', 'circulation', \
                        jsonb_build_object('refused', n = 1) FROM generate_series(1, {times}) AS n; \
                 INSERT INTO retention_run (library, number, today, planned_at, planned, ended_at, rows_deleted, people_deleted) \
                 VALUES ('{library}', 1, '2026-11-20', '2026-11-20Z', '[]', '2026-11-20T01:00Z', \
                         '{{\"loan_history\": {times}, \"hold\": 1}}', 2)"
            ))
            .await;
    }
    let today = house.portal.today(&house.profile);
    crate::library::enter_version(&pool, &house.profile, "", today, crate::library::How::Checked).await.unwrap();
    let found = facts(&house.portal, &house.operator()).await.unwrap();
    assert_eq!(found.versions.len(), 1);
    assert_eq!(found.versions[0].digest.len(), 64);
    let looks = Looks { kind: "circulation".into(), times: 3, staff: 1, refused: 1 };
    assert_eq!(found.looks, [looks]);
    assert_eq!((found.runs[0].rows, found.runs[0].people), (4, 2));
    assert_eq!((found.questions, found.breaches), ((0, 0), (0, 0)));
    assert_eq!(facts(&elsewhere.portal, &elsewhere.operator()).await.unwrap().runs[0].rows, 6);
}
