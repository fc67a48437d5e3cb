//! docs/operations.md, "First start", as it is written: an owner of the database who is no superuser, and is held to row-level
//! security like everybody else.

use crate::support::{command_line, root};
use sqlx::{AssertSqlSafe, PgPool};

#[sqlx::test(migrations = "../migrations")]
async fn an_owner_who_is_no_superuser_migrates_and_looks_after_the_versions_of_a_profile(pool: PgPool) {
    let options = pool.connect_options();
    let name = format!("owner_{}", std::process::id());
    let run = async |sql: String| sqlx::raw_sql(AssertSqlSafe(sql)).execute(&pool).await.unwrap();
    run(format!("CREATE ROLE {name} LOGIN PASSWORD 'x' CREATEROLE")).await;
    run(format!("CREATE DATABASE {name} OWNER {name} TEMPLATE template0")).await;
    run(format!("GRANT SET ON PARAMETER \"portal.reader\" TO {name}")).await;
    // template0: the tests' own template1 may be migrated already, by somebody else. The three roles are there too.
    run(format!("GRANT portal_app, portal_worker, portal_statistics TO {name} WITH ADMIN OPTION")).await;

    let database = format!("postgres://{name}:x@{}:{}/{name}", options.get_host(), options.get_port());
    let good = |arguments: &[&str]| {
        let (ended_well, said) = command_line(&database, arguments);
        assert!(ended_well, "{arguments:?}: {said}");
        said
    };
    assert!(good(&["migrate"]).contains("5 libraries are entered"));
    assert!(good(&["migrate"]).contains("5 libraries are entered"), "safe to run again");
    let file = std::env::temp_dir().join(format!("{name}.toml"));
    let text = std::fs::read_to_string(root().join("libraries/mansfield.toml")).unwrap();
    std::fs::write(&file, text.replace("(860) 555-0101", "(860) 555-0199")).unwrap();
    let file = file.to_str().unwrap();
    assert!(good(&["profile", "load", file]).contains("Nothing was loaded"));
    assert!(good(&["profile", "load", file, "--from", "2031-03-03"]).contains("is in force from 2031-03-03"));
    assert!(good(&["profile", "versions", "mansfield"]).contains("waits"));
    assert!(good(&["profile", "withdraw", "mansfield"]).contains("is taken back"));
    let versions = good(&["profile", "versions", "mansfield"]);
    assert!(
        versions.contains("taken back") && versions.contains("in force") && !versions.contains("waits"),
        "{versions}"
    );
    assert!(good(&["profile", "show", "mansfield"]).contains("(860) 555-0101"));
    let open = good(&["profile", "check"]);
    for said in ["mansfield (Mansfield Public Library)", "privacy_officer", "backup_days", "counsel has not decided"] {
        assert!(open.contains(said), "{said}: {open}");
    }
    assert!(good(&["retention", "plan", "mansfield"]).contains("Whole records"));
    assert!(good(&["retention", "plan", "mansfield", "--keep"]).contains("Kept as plan 1"));
    assert!(
        good(&["retention", "sheet", "mansfield", "1"]).contains("PLAN OF DELETIONS No. 1\nMansfield Public Library")
    );
    assert!(good(&["retention", "approve", "mansfield", "1", "--by", "T. M., Town Manager"]).contains("is approved"));
    assert!(good(&["retention", "sheet", "mansfield", "1"]).contains("Approved by T. M., Town Manager on "));
    std::fs::remove_file(file).unwrap();
    run(format!("DROP DATABASE {name} WITH (FORCE)")).await;
    run(format!("DROP OWNED BY {name}")).await;
    run(format!("DROP ROLE {name}")).await;
}
