//! What an operator learns of requests: the log under the number that a page shows, and the figures.

use crate::{
    canary::listening,
    connections::{answer, get},
    support::{Desk, SECRET, card},
};
use http::StatusCode;
use portal::jobs::{self, all, enter};
use server::metrics::{Figures, Means, Metrics};
use sqlx::PgPool;
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
};
use tokio_util::sync::CancellationToken;

/// The reference number on a page.
fn reference(page: &str) -> String {
    page.split("class=\"reference\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_page_that_fails_logs_the_whole_chain_under_the_number_it_shows_and_no_statement_or_value(pool: PgPool) {
    let log = listening();
    let desk = Desk::open(&pool).await;
    let number = card(27_182_818);
    desk.patron("mansfield", &number).await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&number, SECRET, true).await;
    sqlx::query("ALTER TABLE consent ADD CONSTRAINT told_to_refuse CHECK (false) NOT VALID")
        .execute(&pool)
        .await
        .unwrap();
    let purpose = desk.profiles.get(&"mansfield".parse().unwrap()).unwrap().newsletters[0].code.clone();
    let refused = owner.post("/consents", &[("purpose", &purpose), ("answer", "yes")]).await;
    assert_eq!(refused.status, StatusCode::INTERNAL_SERVER_ERROR);
    // And one where a session cannot be read, whose error passes through a library that keeps no source.
    sqlx::query("ALTER TABLE session RENAME COLUMN data TO other").execute(&pool).await.unwrap();
    let unread = owner.get("/record").await;
    assert_eq!(unread.status, StatusCode::INTERNAL_SERVER_ERROR);

    for (page, said, route) in [
        (
            refused.text(),
            "the database: SQLSTATE 23514, table consent, constraint told_to_refuse",
            "route=\"/consents\"",
        ),
        (unread.text(), "a session could not be read or written: the database: SQLSTATE 42703", "route=\"/record\""),
    ] {
        let reference = reference(&page);
        assert!(reference.len() == 8 && reference.bytes().all(|b| b.is_ascii_alphanumeric()), "{reference}");
        let all = log.text();
        let lines: Vec<&str> = all.lines().filter(|line| line.contains(&reference)).collect();
        let line = lines.iter().find(|line| line.contains("a page could not be made")).expect("it is logged");
        assert!(line.contains(said) && line.contains(route) && line.contains(&format!("id={reference}")), "{line}");
        for secret in [number.as_str(), "INSERT", "SELECT", "UPDATE", "$1", "Failing row", "198.51.100.1", "Canaryname"]
        {
            assert!(lines.iter().all(|line| !line.contains(secret)), "{secret}: {lines:?}");
        }
    }
    assert_ne!(reference(&refused.text()), reference(&unread.text()));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_figures_count_requests_by_route_and_say_nothing_of_anybody(pool: PgPool) {
    let mut desk = Desk::open(&pool).await;
    let metrics = Metrics::default();
    desk.measure(&metrics);
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&number, SECRET, true).await;
    for path in ["/record/identity", "/record/fees", "/permissions/3fa85f64-5717-4562-b3fc-2c963f66afa6"] {
        owner.get(&format!("{path}?search=Canaryname")).await;
    }
    owner.get(&format!("/no-such-page/{number}")).await;
    owner.get("/pkg/none.js").await;
    owner.get("/healthz").await;
    owner.send("BREW".parse().unwrap(), "/record", None, &[]).await;
    enter(&desk.portal, &all(jobs::Means::default())).await.unwrap();
    sqlx::query("UPDATE job SET failures = 7 WHERE name = 'tidy'").execute(&pool).await.unwrap();
    desk.clock.advance(chrono::Duration::minutes(6));

    let figures = Figures::new(desk.portal.clone(), Some(desk.hasher.clone()), &metrics);
    let text = figures.written().await.unwrap();
    for line in [
        "portal_http_requests_total{method=\"GET\",route=\"/record/{class}\",status=\"200\"} 2",
        "portal_http_requests_total{method=\"GET\",route=\"/permissions/{id}\",status=\"404\"} 1",
        "portal_http_requests_total{method=\"POST\",route=\"/sign-in\",status=\"303\"} 1",
        "portal_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1",
        "portal_http_requests_total{method=\"GET\",route=\"/pkg/{file}\",status=\"404\"} 1",
        "portal_http_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\"} 1",
        "portal_http_requests_total{method=\"other\",route=\"/record\",status=\"403\"} 1",
        "portal_http_request_seconds_count{route=\"/record/{class}\"} 2",
        "portal_job_failures_total{job=\"tidy\"} 7",
        "portal_job_success_age_seconds{job=\"seal\"} 360",
        "portal_job_late{job=\"seal\"} 1",
        "portal_job_late{job=\"tidy\"} 0",
        "portal_outbox_mails{state=\"sent\"} 0",
        "portal_hashing_places{state=\"taken\"} 0",
        "portal_hashing_places{state=\"waiting\"} 0",
    ] {
        assert!(text.lines().any(|one| one == line), "{line} is not in\n{text}");
    }
    let queued: i64 =
        sqlx::query_scalar("SELECT count(*) FROM outbox WHERE status = 'queued'").fetch_one(&pool).await.unwrap();
    assert!(text.contains(&format!("portal_outbox_mails{{state=\"queued\"}} {queued}\n")), "{text}");
    assert!(text.contains("portal_database_connections{state=\"open\"}"), "{text}");
    assert!(text.ends_with("# EOF\n"), "{text}");
    for secret in [number.as_str(), "Canaryname", "3fa85f64", "198.51.100", "none.js", "BREW", "p2999", "@"] {
        assert!(!text.contains(secret), "{secret} is in\n{text}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_figures_are_at_an_address_of_their_own_and_not_among_the_pages(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for library in ["", "mansfield"] {
        let answer = desk.visitor(library, [198, 51, 100, 1]).get("/metrics").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{library}");
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (at, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
    let means = Means { portal: desk.portal.clone(), hasher: None, metrics: Metrics::default() };
    let served = tokio::spawn(server::metrics::serve(means, listener, stop.clone()));
    let mut stream = TcpStream::connect(at).await.unwrap();
    stream.write_all(get("/metrics", "").as_bytes()).await.unwrap();
    let raw = answer(&mut stream).await;
    assert_eq!(raw.status, StatusCode::OK);
    assert!(
        raw.text.to_lowercase().contains("content-type: application/openmetrics-text; version=1.0.0"),
        "{}",
        raw.text
    );
    assert!(raw.text.contains("portal_database_connections"), "{}", raw.text);
    stop.cancel();
    served.await.unwrap().unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn without_the_database_the_figures_of_this_process_are_there_all_the_same(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    enter(&desk.portal, &all(jobs::Means::default())).await.unwrap();
    let figures = Figures::new(desk.portal.clone(), Some(desk.hasher.clone()), &Metrics::default());
    assert!(figures.written().await.unwrap().contains("portal_job_late"));
    desk.portal.db.close().await;
    assert!(figures.written().await.unwrap().contains("portal_job_late"), "as read a moment ago");
    desk.clock.advance(Figures::HOLD_FOR);
    let text = figures.written().await.unwrap();
    assert!(text.contains("portal_hashing_places") && !text.contains("portal_job_late{"), "{text}");
}
