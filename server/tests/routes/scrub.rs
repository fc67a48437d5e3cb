//! Gone is gone: `server retention run` and `server retention scrub`, as docs/operations.md has them.

use crate::support::{Desk, card, command_line, enter_files, url_of};
use sqlx::PgPool;

/// "Canary of the tidewater".
const CANARY: &str = "\\x43616e617279206f662074686520746964657761746572";

async fn in_files(pool: &PgPool) -> bool {
    sqlx::raw_sql("CHECKPOINT").execute(pool).await.unwrap();
    let sql = "SELECT bool_or(position($1::text::bytea IN pg_read_binary_file(pg_relation_filepath(oid), 0, 100000000, true)) > 0) \
               FROM pg_class WHERE relkind IN ('r', 'i', 't') AND relnamespace IN (current_schema()::regnamespace, \
                                                                                   'pg_toast'::regnamespace)";
    sqlx::query_scalar(sql).bind(CANARY).fetch_one(pool).await.unwrap()
}

/// After the run and the command that writes every table anew, a title stands in none of the database's files.
#[sqlx::test(migrations = "../migrations")]
async fn m1_what_was_deleted_stands_in_no_file_of_the_database_once_it_is_scrubbed(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let database = url_of(&pool);
    enter_files(&pool).await;
    let loans = "INSERT INTO loan_history (library, id, person_id, source, sourced_at, title, checked_out_at, returned_at) \
                 SELECT library, gen_random_uuid(), id, 'koha', now(), 'Canary of the tidewater ' || n, \
                        now() - interval '500 days', now() - interval '400 days' \
                 FROM person, generate_series(1, 300) AS n";
    sqlx::raw_sql(loans).execute(&pool).await.unwrap();
    assert!(in_files(&pool).await, "the canary is seen where it is");
    let good = |arguments: &[&str]| {
        let (ended_well, said) = command_line(&database, arguments);
        assert!(ended_well, "{arguments:?}: {said}");
        said
    };
    assert!(good(&["retention", "run", "mansfield"]).contains(" rows and 0 whole records deleted"));
    assert!(in_files(&pool).await, "deleted is not gone");
    // Anyone who reads meanwhile keeps what they may still see, and the command says so and does not end well.
    let mut reader = pool.begin().await.unwrap();
    sqlx::raw_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT 1").execute(&mut *reader).await.unwrap();
    let (ended_well, said) = command_line(&database, &["retention", "scrub"]);
    assert!(!ended_well && said.contains("were reading meanwhile"), "{said}");
    reader.rollback().await.unwrap();
    // Postgres itself reads now and then, for its statistics.
    for _ in 0..20 {
        let (ended_well, said) = command_line(&database, &["retention", "scrub"]);
        if ended_well {
            assert!(said.contains("Nothing deleted stands in the files of"), "{said}");
            assert!(!in_files(&pool).await, "it says so, and it is so");
            let left = "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM card), (SELECT count(*) FROM loan_history)";
            let left: (i64, i64, i64) = sqlx::query_as(left).fetch_one(&pool).await.unwrap();
            assert_eq!(left, (1, 1, 0), "nothing goes but what was deleted");
            return;
        }
    }
    panic!("somebody always reads");
}
