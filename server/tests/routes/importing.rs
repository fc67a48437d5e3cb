//! `server import`, as docs/import.md has it: what its exit code says.

use crate::support::{card, enter_files, exit_code, url_of};
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn an_import_ends_with_0_when_all_was_taken_1_when_nothing_was_and_3_when_bad_rows_were_left_out(pool: PgPool) {
    enter_files(&pool).await;
    let database = url_of(&pool);
    let path = std::env::temp_dir().join(format!("import-{}.csv", std::process::id()));
    let file = path.to_str().unwrap();
    let import = |second: &str, more: &[&str]| {
        let text = format!("cardnumber,surname,dateofbirth\n{},Ruiz,1988-04-02\n{},Ortiz,{second}\n", card(1), card(2));
        std::fs::write(&path, text).unwrap();
        let arguments = [&["import", "mansfield", "koha-borrowers", file][..], more].concat();
        exit_code(&database, &arguments)
    };
    let people = async || {
        let people: i64 = sqlx::query_scalar("SELECT count(*) FROM person").fetch_one(&pool).await.unwrap();
        people
    };
    let (code, said) = import("no date", &[]);
    assert_eq!((code, people().await), (Some(1), 0), "{said}");
    assert!(said.contains("line 3, column dateofbirth") && said.contains("Nothing was changed."), "{said}");
    let (code, said) = import("no date", &["--partial"]);
    assert_eq!((code, people().await), (Some(3), 1), "{said}");
    assert!(said.contains("2 rows read, 1 added, 0 changed, 1 refused, 0 removed"), "{said}");
    let (code, said) = import("1990-01-02", &[]);
    assert_eq!((code, people().await), (Some(0), 2), "{said}");
    let (code, said) = import("1990-01-02", &["--partial"]);
    assert_eq!(code, Some(0), "with nothing to leave out, --partial ends as any other: {said}");
    std::fs::remove_file(&path).unwrap();
}
