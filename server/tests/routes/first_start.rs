//! docs/operations.md, "First start", as it is written: an owner of the database who is no superuser, and is held to row-level
//! security like everybody else.

use crate::support::{ASSETS, command_line, program, root, until};
use sqlx::{AssertSqlSafe, PgPool};
use std::{fs, path::Path, process::Child};

/// A server that has been started, and is gone with the test.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Starts what runs on, `serve` or `worker`, as this owner: with which code it ends by itself, and what it said.
async fn ends(database: &str, command: &str, folder: &Path) -> (Option<i32>, String) {
    let said = folder.join(command);
    let file = fs::File::create(&said).unwrap();
    let settings = [("PORTAL_SITE_ROOT", folder.to_str().unwrap()), ("PORTAL_LISTEN", "127.0.0.1:0")];
    let mut program = program(database, &[command], &settings);
    program.stdout(file.try_clone().unwrap()).stderr(file);
    let mut started = Started(program.spawn().unwrap());
    let status = until("a server that refuses to start", async || started.0.try_wait().unwrap()).await;
    (status.code(), fs::read_to_string(said).unwrap())
}

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

    // And it serves nothing: with an owner's login, whatever gets past a query gets past row-level security too.
    let folder = std::env::temp_dir().join(&name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("assets.json"), ASSETS).unwrap();
    for command in ["serve", "worker"] {
        let (code, said) = ends(&database, command, &folder).await;
        assert!(code.is_some_and(|code| code != 0), "{command}: {code:?} {said}");
        let refusal =
            format!("the database's user {name} owns the portal's tables: serve as a user that is only a member of");
        assert!(said.contains(&refusal), "{command}: {said}");
    }
    fs::remove_dir_all(folder).unwrap();
    run(format!("DROP DATABASE {name} WITH (FORCE)")).await;
    run(format!("DROP OWNED BY {name}")).await;
    run(format!("DROP ROLE {name}")).await;
}
