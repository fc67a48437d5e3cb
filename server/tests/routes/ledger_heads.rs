//! `server ledger verify`, as docs/operations.md has it: what its exit code says.

use crate::support::{Desk, card, enter_files, exit_code, exit_code_with, url_of};
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn a_chain_that_was_cut_off_does_not_verify_where_heads_are_kept(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let database = url_of(&pool);
    enter_files(&pool).await;
    let path = std::env::temp_dir().join(format!("heads-{}", std::process::id()));
    let file = path.to_str().unwrap();
    let (kept, verify) = ([("PORTAL_LEDGER_HEADS", file)], ["ledger", "verify"]);
    desk.patron("mansfield", &card(1)).await;
    desk.does("seal").await;
    sqlx::raw_sql(
        "CREATE TABLE kept_link AS SELECT seq FROM ledger_link WHERE library = 'mansfield'; \
         CREATE TABLE kept_node AS SELECT number FROM ledger_node WHERE library = 'mansfield'",
    )
    .execute(&pool)
    .await
    .unwrap();
    let (code, said) = exit_code_with(&database, &verify, &kept);
    assert!(code != Some(0) && said.contains("cannot be read"), "nothing was kept yet: {said}");
    desk.patron("mansfield", &card(2)).await;
    desk.does("seal").await;
    let (code, said) = exit_code(&database, &["ledger", "heads", "--write", file]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = exit_code_with(&database, &verify, &kept);
    assert_eq!(code, Some(0), "{said}");
    // Somebody who owns the database cuts off all that the second patron did.
    let mut tx = pool.begin().await.unwrap();
    sqlx::raw_sql(
        "SET LOCAL session_replication_role = replica; \
         DELETE FROM ledger_event WHERE id IN (SELECT event_id FROM ledger_link \
             WHERE library = 'mansfield' AND seq NOT IN (SELECT seq FROM kept_link)); \
         DELETE FROM ledger_line WHERE library = 'mansfield' AND seq NOT IN (SELECT seq FROM kept_link); \
         DELETE FROM ledger_link WHERE library = 'mansfield' AND seq NOT IN (SELECT seq FROM kept_link); \
         DELETE FROM ledger_node WHERE library = 'mansfield' AND number NOT IN (SELECT number FROM kept_node)",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let (code, said) = exit_code(&database, &verify);
    assert_eq!(code, Some(0), "in itself the chain is whole: {said}");
    let (code, said) = exit_code_with(&database, &verify, &kept);
    assert!(code.is_some_and(|code| code != 0) && said.contains("does not hold"), "{said}");
    let (code, _) = exit_code(&database, &["ledger", "verify", "--against", file]);
    assert_ne!(code, Some(0), "as with --against");
    std::fs::remove_file(&path).unwrap();
}
