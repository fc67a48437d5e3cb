//! Every server function × everybody: what the islands may ask, and who else.

use crate::{
    staff::{at_desk, at_desk_as},
    support::{Answer, Desk, SECRET, Visitor, card},
};
use domain::decision::Role;
use http::{Method, StatusCode};
use sqlx::PgPool;

/// Each function there is, by its address, and what someone signed in (a patron, the desk) gets. A new one fails until
/// it stands here.
const FUNCTIONS: [(&str, StatusCode, StatusCode); 4] = [
    // There is no kind of e-mail without a name.
    ("/api/consent", StatusCode::NOT_FOUND, StatusCode::UNAUTHORIZED),
    // There is no list without a name. The desk has no list of its own.
    ("/api/list", StatusCode::NOT_FOUND, StatusCode::UNAUTHORIZED),
    // Nothing is sealed yet.
    ("/api/proof", StatusCode::NOT_FOUND, StatusCode::UNAUTHORIZED),
    ("/api/stay-signed-in", StatusCode::OK, StatusCode::OK),
];

async fn call(visitor: &mut Visitor, path: &str, more: &[(&str, &str)]) -> Answer {
    let headers: Vec<_> = [("accept", "application/json")].into_iter().chain(more.iter().copied()).collect();
    visitor.send(Method::POST, path, Some(String::new()), &headers).await
}

const HERE: [(&str, &str); 1] = [("sec-fetch-site", "same-origin")];

fn is_refused(answer: &Answer) -> bool {
    matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
}

#[test]
fn every_server_function_is_known() {
    let mut registered: Vec<_> = leptos::server_fn::axum::server_fn_paths().collect();
    registered.sort();
    let mut known: Vec<_> = FUNCTIONS.iter().map(|(path, ..)| (*path, Method::POST)).collect();
    known.sort_by_key(|(path, _)| *path);
    assert_eq!(registered.len(), known.len(), "{registered:?}");
    for ((path, method), (name, post)) in registered.iter().zip(&known) {
        assert_eq!((path, method), (name, post), "a GET could be made by a link");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn each_answers_whoever_is_signed_in_here_and_nobody_else(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for (library, serial) in [("mansfield", 1), ("putnam", 2)] {
        desk.patron(library, &card(serial)).await;
    }
    let mut patron = desk.visitor("mansfield", [198, 51, 100, 1]);
    patron.sign_in(&card(1), SECRET, true).await;
    let mut elsewhere = desk.visitor("putnam", [198, 51, 100, 2]);
    elsewhere.sign_in(&card(2), SECRET, true).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let staff_elsewhere = at_desk(&desk, "putnam", Role::Director).await;
    let ended = at_desk_as(&desk, "mansfield", "ended", Role::Director).await;
    at_desk_as(&desk, "mansfield", "keeper", Role::Administrator).await;
    let keeper = desk.operator("mansfield").into();
    assert_eq!(portal::staff::end(&desk.portal, &keeper, "ended").await.unwrap(), portal::staff::Ended::Done);
    let (mut left, mut gone) = (desk.visitor("mansfield", [198, 51, 100, 3]), clerk.clone());
    left.sign_in(&card(1), SECRET, true).await;
    let signed_out = left.clone();
    left.post("/sign-out", &[]).await;
    let here = |cookies: &Visitor| {
        let mut visitor = desk.visitor("mansfield", [203, 0, 113, 5]);
        visitor.cookies.clone_from(&cookies.cookies);
        visitor
    };
    let nobody = [
        ("a stranger", desk.visitor("mansfield", [203, 0, 113, 5])),
        ("a patron of another library", here(&elsewhere)),
        ("staff of another library", here(&staff_elsewhere)),
        ("staff whose account ended", here(&ended)),
        ("a patron who signed out", here(&signed_out)),
    ];
    for (path, to_patron, to_staff) in FUNCTIONS {
        for (who, mut visitor) in nobody.clone() {
            let answer = call(&mut visitor, path, &HERE).await;
            assert!(is_refused(&answer), "{path} as {who}: {}", answer.status);
            assert!(!answer.text().contains("Canary"), "{path} as {who}");
        }
        assert_eq!(call(&mut patron, path, &HERE).await.status, to_patron, "{path} as a patron");
        assert_eq!(call(&mut clerk, path, &HERE).await.status, to_staff, "{path} at the desk");
        // No link and no other site reaches one.
        for visitor in [&mut patron, &mut clerk] {
            for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
                let answer = visitor.send(method.clone(), path, None, &HERE).await;
                assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            }
            for headers in [&[("sec-fetch-site", "cross-site")][..], &[("origin", "https://evil.example")], &[]] {
                assert_eq!(call(visitor, path, headers).await.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
            }
        }
    }
    gone.post("/desk/sign-out", &[]).await;
    for (path, ..) in FUNCTIONS {
        assert!(is_refused(&call(&mut clerk, path, &HERE).await), "{path} after signing out");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_switch_that_is_pressed_in_the_browser_is_saved_once_and_comes_back_as_its_row(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut patron = desk.visitor("mansfield", [198, 51, 100, 1]);
    patron.sign_in(&card(1), SECRET, true).await;
    let headers = [
        ("accept", "application/json"),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let mut says = async |body: &str| patron.send(Method::POST, "/api/consent", Some(body.into()), &headers).await;
    let kept = async || -> Vec<bool> {
        let sql = "SELECT given FROM consent WHERE purpose = 'hold-ready' ORDER BY decided_at";
        sqlx::query_scalar(sql).fetch_all(&pool).await.unwrap()
    };
    for (n, (answer, checked, undo)) in
        [("no", "false", "yes"), ("no", "false", "yes"), ("yes", "true", "no")].into_iter().enumerate()
    {
        desk.clock.advance(chrono::Duration::minutes(1));
        let said = says(&format!("purpose=hold-ready&answer={answer}")).await;
        assert_eq!(said.status, StatusCode::OK, "{}", said.text());
        let row: String = serde_json::from_slice(&said.body).unwrap();
        assert!(row.starts_with("<tr") && row.contains("</tr>") && row.contains("id=\"history\""), "{row}");
        assert!(row.contains("id=\"hold-ready\"") && row.contains(&format!("aria-checked=\"{checked}\"")), "{row}");
        assert!(row.contains("class=\"saved\"") && row.contains(&format!("value=\"{undo}\"")), "{row}");
        assert!(!row.contains("<!>") && !row.contains("<script"), "{row}");
        assert_eq!(kept().await, [false, true][..if n < 2 { 1 } else { 2 }], "what holds already is not said again");
    }
    for nothing in ["purpose=hold-ready&answer=perhaps", "purpose=all-mail&answer=no", "purpose=nobody&answer=yes"] {
        assert_eq!(says(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    // Without an address there is nothing to say yes to: the form says so.
    sqlx::query("UPDATE contact SET email = NULL").execute(&pool).await.unwrap();
    assert_eq!(says("purpose=overdue&answer=yes").await.status, StatusCode::CONFLICT);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_server_function_leads_nobody_to_another_address(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut patron = desk.visitor("mansfield", [198, 51, 100, 1]);
    patron.sign_in(&card(1), SECRET, true).await;
    for referer in ["https://evil.example/", "//evil.example", "/record"] {
        let headers = [("accept", "text/html"), ("referer", referer), ("sec-fetch-site", "same-origin")];
        let answer = patron.send(Method::POST, "/api/stay-signed-in", Some(String::new()), &headers).await;
        assert_eq!(answer.status, StatusCode::OK, "{referer}");
        assert!(!answer.headers.contains_key("location"), "{referer}");
    }
}
