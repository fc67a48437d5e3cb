//! SECURITY.md: 200 sign-in connections at once while other pages are answered and memory stays bounded.

use crate::{
    connections::{Listening, Raw, get, limits},
    support::{Desk, SECRET, card},
};
use http::StatusCode;
use portal::password::Hasher;
use sqlx::PgPool;
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

const CONNECTIONS: u32 = 200;

/// A guess from a network of its own, as the proxy in front reports it.
fn guess(n: u32) -> String {
    let body = format!("card_number={}&secret=not-the-password-{n}", card(n));
    format!(
        "POST /sign-in HTTP/1.1\r\nHost: mansfield.localhost:3000\r\nConnection: close\r\n\
         Sec-Fetch-Site: same-origin\r\nX-Forwarded-For: 203.{}.{}.9\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        n / 250,
        n % 250,
        body.len()
    )
}

#[sqlx::test(migrations = "../migrations")]
async fn two_hundred_sign_ins_at_once_leave_the_pages_open_and_the_queue_short(pool: PgPool) {
    // The real parameters: with cheaper ones there is no flood.
    let desk = Desk::open_with(&pool, Hasher::new()).await;
    let number = card(9_999);
    desk.patron("mansfield", &number).await;
    let mut patron = desk.visitor("mansfield", [198, 51, 100, 1]);
    patron.sign_in(&number, SECRET, false).await;
    let cookie = format!("Cookie: __Host-session={}\r\n", patron.cookies["__Host-session"]);
    let open = Listening::open(&desk, limits(Duration::from_secs(30), 500)).await;

    let (left, longest) = (AtomicUsize::new(CONNECTIONS as usize), AtomicUsize::new(0));
    let flood = futures::future::join_all((0..CONNECTIONS).map(async |n| {
        let answer = open.ask(&guess(n)).await;
        left.fetch_sub(1, Ordering::Relaxed);
        // Each place is one hash at most, and each hash has one table: this is what bounds the memory.
        let (taken, places) = desk.hasher.taken();
        assert!(taken <= places && places < 200, "{taken} of {places}");
        longest.fetch_max(taken, Ordering::Relaxed);
        answer
    }));
    let pages = async {
        let mut answered = Vec::new();
        for path in ["/sign-in", "/record", "/privacy", "/record/identity", "/healthz", "/readyz", "/forgot"] {
            answered.push((path, open.ask(&get(path, &cookie)).await.status, left.load(Ordering::Relaxed)));
        }
        answered
    };
    let (answers, pages): (Vec<Raw>, _) = futures::join!(flood, pages);
    let longest = longest.into_inner();

    for (path, status, _) in &pages {
        // A visitor who is signed in is led on from the sign-in page.
        let wanted = if *path == "/sign-in" { StatusCode::SEE_OTHER } else { StatusCode::OK };
        assert_eq!(*status, wanted, "{path}");
    }
    assert!(pages[0].2 > 0, "a page was answered while the flood went on: {pages:?}");
    let count = |status: StatusCode| answers.iter().filter(|answer| answer.status == status).count();
    let (refused, busy) = (count(StatusCode::UNPROCESSABLE_ENTITY), count(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(refused + busy + count(StatusCode::TOO_MANY_REQUESTS), answers.len(), "nothing else comes back");
    assert!(refused > 0 && busy > 0 && longest > 1, "{refused} refused, {busy} told to come back, {longest} waited");
    for answer in answers.iter().filter(|answer| answer.status == StatusCode::SERVICE_UNAVAILABLE) {
        assert!(answer.text.to_lowercase().contains("\r\nretry-after: "), "{}", answer.text);
    }
    assert_eq!(desk.hasher.taken().0, 0, "and afterwards nobody waits");
}
