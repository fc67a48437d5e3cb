//! A canary name, card and title never in the logs, however loud they are.

use crate::support::{Desk, SECRET, card};
use sqlx::PgPool;
use std::{
    io,
    sync::{Arc, Mutex, OnceLock},
};
use tracing_subscriber::{EnvFilter, filter::filter_fn, fmt, prelude::*};

/// What all tests of this program log, while it runs.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Listens from now on, as the server does under `RUST_LOG=trace`.
fn listening() -> Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Log::default();
        let out = log.clone();
        let lines = fmt::layer().with_writer(move || out.clone()).with_ansi(false);
        tracing_subscriber::registry()
            .with(EnvFilter::new("trace"))
            .with(filter_fn(server::start::may_be_said))
            .with(lines)
            .init();
        log
    })
    .clone()
}

/// Nobody else's name, number or title in any test.
const NAME: &str = "Quillfeather";
const TITLE: &str = "Canaries-of-the-Saltmarsh";

#[sqlx::test(migrations = "../migrations")]
async fn a_name_a_card_and_a_title_are_never_in_the_logs(pool: PgPool) {
    let log = listening();
    let desk = Desk::open(&pool).await;
    let number = card(31_415_926);
    desk.patron("mansfield", &number).await;
    sqlx::query("UPDATE person SET surname = $1, firstname = $1").bind(NAME).execute(&pool).await.unwrap();
    sqlx::query(
        "INSERT INTO loan_history (library, id, person_id, title, item_barcode, source, sourced_at, checked_out_at, returned_at) \
         SELECT library, gen_random_uuid(), id, $1, '3', 'import', now(), '2026-10-01Z', '2026-10-20Z' FROM person",
    )
    .bind(TITLE)
    .execute(&pool)
    .await
    .unwrap();

    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&number, "not-the-password", true).await;
    owner.sign_in(&number, SECRET, true).await;
    let cookies = owner.cookies.clone();
    assert_eq!(cookies.len(), 2, "a session and a device");
    assert!(owner.get("/record/identity").await.text().contains(NAME));
    assert!(owner.get(&format!("/record/history?search={TITLE}")).await.text().contains(TITLE));
    for path in ["/record", "/security", "/privacy?lang=es", "/record/activity", "/record/reading", "/dev/nothing"] {
        owner.get(path).await;
    }
    for bad in [NAME, TITLE, number.as_str(), SECRET] {
        for field in ["page", "lang", "t", "next", "done", "search"] {
            owner.get(&format!("/record/history?{field}={bad}&{field}={bad}")).await;
            owner.get(&format!("/{bad}?{field}={bad}")).await;
            owner.get(&format!("/choose?t={bad}&{field}=%FF{bad}")).await;
        }
        owner.post("/security/end", &[("session", bad)]).await;
        owner.post("/choose", &[("token", bad), ("new_secret", bad), ("again", bad)]).await;
        owner.post("/forgot", &[("card_number", bad), ("card_number", bad)]).await;
        owner.post_raw("/sign-in", "text/plain", bad.as_bytes().to_vec()).await;
        owner
            .post_raw("/sign-in", "application/x-www-form-urlencoded", format!("{bad}=%FF&card_number={bad}").into())
            .await;
    }
    assert_eq!(owner.post("/record/download", &[("secret", SECRET)]).await.headers["content-type"], "application/zip");
    owner.post("/forgot", &[("card_number", &number)]).await;
    let code = desk.activation_code("mansfield", &number).await;
    owner.get(&format!("/choose?t={code}")).await;

    // A page that cannot be made says why in the log.
    sqlx::query("ALTER TABLE loan_history RENAME COLUMN title TO gone").execute(&pool).await.unwrap();
    let broken = owner.get(&format!("/record/history?search={TITLE}")).await;
    assert_eq!(broken.status, http::StatusCode::INTERNAL_SERVER_ERROR);
    owner.post("/security/lost", &[]).await;

    let text = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(text.contains("a page could not be made"), "the log is not heard, so nothing is proved: {text}");
    let folded = text.to_lowercase();
    let code = code.replace('-', "").to_lowercase();
    for secret in [NAME, TITLE, &number, SECRET, &code].into_iter().chain(cookies.values().map(String::as_str)) {
        let found = folded.lines().find(|line| line.replace('-', "").contains(&secret.to_lowercase().replace('-', "")));
        assert!(found.is_none(), "{secret} is in the log: {found:?}");
    }
}
