//! SECURITY.md: killing the server or the database in the middle loses nothing that was acknowledged and leaves nothing
//! half done. (The mail server: portal/src/mail/tests.rs.)

use crate::{
    connections::Raw,
    support::{ASSETS, Answer, Desk, SECRET, Visitor, card, enter_files, until, url_of},
};
use domain::ids::LibrarySlug;
use http::StatusCode;
use portal::clock::{Clock, SystemClock};
use sqlx::{AssertSqlSafe, PgPool};
use std::{
    fs,
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const PATRONS: u32 = 6;

/// The real server, as a process of its own over the test's database. It is killed when this is dropped.
struct Process {
    child: Child,
    at: SocketAddr,
}

/// What the server reads at its start; gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("portal-killed-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        // The key of `Desk`.
        fs::write(path.join("portal.toml"), format!("secret_key = \"{}\"", "07".repeat(32))).unwrap();
        fs::write(path.join("assets.json"), ASSETS).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

impl Process {
    async fn start(database: &str, folder: &Folder) -> Self {
        let at = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_server"))
            .arg("serve")
            .current_dir(&folder.0)
            .env_clear()
            .env("DATABASE_URL", database)
            .env("PORTAL_LISTEN", at.to_string())
            .env("PORTAL_PUBLIC_URL", "http://localhost:3000")
            .env("PORTAL_LIBRARIES", concat!(env!("CARGO_MANIFEST_DIR"), "/../libraries"))
            .env("PORTAL_SITE_ROOT", &folder.0)
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.0.join("said")).unwrap())
            .spawn()
            .unwrap();
        let mut process = Self { child, at };
        let said = || fs::read_to_string(folder.0.join("said")).unwrap();
        until("a server that listens", async || {
            assert!(process.child.try_wait().unwrap().is_none(), "the server has stopped by itself: {}", said());
            TcpStream::connect(at).await.ok().map(drop)
        })
        .await;
        process
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A form on a connection of its own; `None`: the answer did not come whole.
async fn post(at: SocketAddr, path: &str, cookie: &str, body: &str) -> Option<Raw> {
    let mut stream = TcpStream::connect(at).await.ok()?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: mansfield.localhost:3000\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n\
         Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split_once("\r\n\r\n")?.0.split(' ').nth(1)?.parse().ok()?;
    Some(Raw { status, text })
}

/// Says yes and no by turns until the server is gone. How many answers were acknowledged after the first: what was said last
/// before a death nobody knows, and saying it again is no new answer.
async fn by_turns(at: SocketAddr, cookie: String, purpose: String, ended: Arc<AtomicBool>) -> i64 {
    let (mut acknowledged, mut yes, mut first) = (0, true, true);
    while !ended.load(Ordering::Relaxed) {
        let body = format!("purpose={purpose}&answer={}", if yes { "yes" } else { "no" });
        match post(at, "/consents", &cookie, &body).await {
            Some(raw) if raw.status == StatusCode::SEE_OTHER => {
                assert!(raw.text.contains("/consents?done=kept"), "{}", raw.text);
                acknowledged += i64::from(!first);
                (yes, first) = (!yes, false);
            }
            Some(raw) => panic!("{}", raw.text),
            None => break,
        }
    }
    acknowledged
}

async fn count(pool: &PgPool, sql: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_server_killed_in_the_middle_loses_nothing_acknowledged_and_leaves_nothing_half_done(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    enter_files(&pool).await;
    // The process goes by the real clock.
    desk.clock.advance(SystemClock.now() - desk.clock.now());
    let library: LibrarySlug = "mansfield".parse().unwrap();
    let purpose = desk.profiles.get(&library).unwrap().newsletters[0].code.clone();
    let mut cookies = Vec::new();
    for serial in 1..=PATRONS {
        desk.patron("mansfield", &card(serial)).await;
        let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
        assert_eq!(visitor.sign_in(&card(serial), SECRET, true).await.location(), "/record");
        cookies.push(format!("__Host-session={}", visitor.cookies["__Host-session"]));
    }
    let url = url_of(&pool);
    let folder = Folder::new();
    let mut acknowledged = vec![0_i64; cookies.len()];
    for round in 1..=3_i64 {
        let mut process = Process::start(&url, &folder).await;
        let ended = Arc::new(AtomicBool::new(false));
        let posts: Vec<_> = cookies
            .iter()
            .map(|cookie| tokio::spawn(by_turns(process.at, cookie.clone(), purpose.clone(), ended.clone())))
            .collect();
        let before = count(&pool, "SELECT count(*) FROM consent").await;
        until("enough answers kept", async || {
            assert!(process.child.try_wait().unwrap().is_none(), "the server has stopped by itself");
            (count(&pool, "SELECT count(*) FROM consent").await >= before + 20 * round).then_some(())
        })
        .await;
        process.child.kill().unwrap(); // SIGKILL: nothing is tidied up
        process.child.wait().unwrap();
        ended.store(true, Ordering::Relaxed);
        for (so_far, post) in acknowledged.iter_mut().zip(posts) {
            *so_far += post.await.unwrap();
        }
        // What was begun when the process died is rolled back once Postgres notices.
        let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                    AND application_name = 'patron-privacy-portal'";
        until("the end of its connections", async || (count(&pool, open).await == 0).then_some(())).await;
        for (serial, acknowledged) in (1..).zip(&acknowledged) {
            let of = format!("(SELECT person_id FROM card WHERE number = '{}')", card(serial));
            let rows = count(&pool, &format!("SELECT count(*) FROM consent WHERE person_id = {of}")).await;
            // For each round, its first answer may be one, and one more may have been written before its answer was.
            let most = acknowledged + 2 * round;
            assert!((*acknowledged..=most).contains(&rows), "{acknowledged} acknowledged, {rows} kept");
        }
        let rows = count(&pool, "SELECT count(*) FROM consent").await;
        let told = "SELECT count(*) FROM ledger_event WHERE action LIKE 'consent-%'";
        assert_eq!(
            count(&pool, told).await,
            rows,
            "each answer has its line in the ledger, and no line is without one"
        );
    }
    assert!(acknowledged.iter().sum::<i64>() >= 100, "{acknowledged:?}");
    let twice = "SELECT count(*) FROM (SELECT 1 FROM outbox GROUP BY library, idempotency_key HAVING count(*) > 1) t";
    assert_eq!(count(&pool, twice).await, 0, "nothing is written twice to be sent");
}

/// All that is kept, but for counters.
async fn kept(pool: &PgPool) -> Vec<(String, Option<String>)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() \
         AND table_type = 'BASE TABLE' AND table_name <> 'throttle' ORDER BY 1",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    assert!(tables.len() > 20, "{tables:?}");
    let each = tables
        .iter()
        .map(|table| format!("SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"));
    let sql = each.collect::<Vec<_>>().join(" UNION ALL ");
    sqlx::query_as(AssertSqlSafe(sql)).fetch_all(pool).await.unwrap()
}

/// Sends a form, holds it where it writes to `table`, and ends every connection to the database meanwhile.
async fn cut_off(pool: &PgPool, visitor: &mut Visitor, path: &str, fields: &[(&str, &str)], table: &str) -> Answer {
    // Connections of its own, which the portal's pool does not know.
    let control = PgPool::connect_with((*pool.connect_options()).clone().application_name("control")).await.unwrap();
    let mut holding = control.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(format!("LOCK TABLE {table} IN SHARE MODE"))).execute(&mut *holding).await.unwrap();
    let cut = async {
        let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                     AND application_name <> 'control' AND wait_event_type = 'Lock'";
        let what = format!("{path} writing to {table}");
        until(&what, async || (count(&control, waits).await > 0).then_some(())).await;
        let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                   WHERE datname = current_database() AND application_name <> 'control' \
                   AND backend_type = 'client backend'";
        count(&control, end).await
    };
    let (answer, ended) = futures::join!(visitor.post(path, fields), cut);
    assert!(ended > 0, "{path}, {table}: {} {}", answer.status, answer.text());
    holding.rollback().await.unwrap();
    control.close().await;
    answer
}

#[sqlx::test(migrations = "../migrations")]
async fn a_database_that_ends_every_connection_in_the_middle_leaves_nothing_half_done_and_is_found_again(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let library: LibrarySlug = "mansfield".parse().unwrap();
    let newsletter = desk.profiles.get(&library).unwrap().newsletters[0].code.clone();
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.get("/?lang=es").await;
    owner.sign_in(&number, SECRET, true).await;
    let new = "marigold-lantern-55";
    let sign_in = [("card_number", number.as_str()), ("secret", SECRET), ("computer", "own")];
    let yes = [("purpose", newsletter.as_str()), ("answer", "yes")];
    let phone = [("step", "save"), ("phone", "860-555-0111"), ("secret", SECRET)];
    let change = [("current", SECRET), ("new_secret", new), ("again", new)];
    // Where each writes first, and last: what stands between is undone, or not done.
    for (path, fields, tables, done) in [
        ("/sign-in", &sign_in[..], &["session", "ledger_event"][..], "/record"),
        ("/consents", &yes, &["consent", "ledger_event"], "/consents?done=kept"),
        ("/contact/phone", &phone, &["pending_change", "ledger_event"], "/contact/phone/done"),
        ("/permissions/new", &[], &["permission", "ledger_event"], "/permissions/"),
        ("/security/change", &change, &["credential", "outbox", "ledger_event"], "/security?done=changed"),
        ("/security/lost", &[], &["card", "session", "ledger_event"], "/card-closed"),
    ] {
        for table in tables {
            sqlx::query("DELETE FROM throttle").execute(&pool).await.unwrap();
            let mut visitor = owner.clone();
            let before = kept(&pool).await;
            let answer = cut_off(&pool, &mut visitor, path, fields, table).await;
            let what = format!("{path}, cut off at {table}");
            assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{what}: {}", answer.text());
            let text = answer.text();
            assert!(text.contains("<html lang=\"es\"") && text.contains("class=\"reference\">"), "{what}: {text}");
            for inside in ["postgres", "sqlx", "terminat", "outbox", "ledger"] {
                assert!(!text.to_lowercase().contains(inside), "{what}: {inside} in {text}");
            }
            let after = kept(&pool).await;
            let changed: Vec<_> =
                before.iter().zip(&after).filter(|(was, is)| was != is).map(|(was, _)| &was.0).collect();
            // That the secret was right is noted before the session begins.
            let noted = |name: &str| path == "/sign-in" && name.starts_with("ledger_");
            assert!(changed.iter().all(|name| noted(name)), "{what}: half done in {changed:?}");
            // Nothing has to be started again, and nobody has to wait.
            assert_eq!(visitor.get("/record").await.status, StatusCode::OK, "{what}: the next page");
        }
        sqlx::query("DELETE FROM throttle").execute(&pool).await.unwrap();
        let answer = owner.post(path, fields).await;
        assert!(answer.location().starts_with(done), "{path}: {} {}", answer.location(), answer.text());
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_database_that_ended_idle_connections_is_not_noticed(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&card(1), SECRET, true).await;
    let control = PgPool::connect_with((*pool.connect_options()).clone().application_name("control")).await.unwrap();
    for path in ["/record", "/record/identity", "/consents", "/security"] {
        let ended = count(
            &control,
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() \
             AND application_name <> 'control' AND backend_type = 'client backend'",
        )
        .await;
        assert!(ended > 0);
        assert_eq!(owner.get(path).await.status, StatusCode::OK, "{path}");
    }
}
