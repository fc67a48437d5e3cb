//! What somebody looks for in what they have read.

use crate::support::{Desk, SECRET, card};
use http::{Method, StatusCode};
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn what_is_looked_for_is_never_read_from_an_address(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    desk.has_read_many(&number, 120).await;
    desk.has_read(&number, "Middlemarch").await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&number, SECRET, true).await;

    let page = owner.get("/record/history?search=middlemarch").await.text();
    assert!(page.contains("of 121") && !page.contains("found for"), "an address is not asked what to look for: {page}");
    assert!(page.contains("method=\"post\" action=\"/record/history/search\""), "the form is posted");
    assert!(!page.contains("method=\"get\""), "{page}");

    let found = owner.post("/record/history/search", &[("search", "middlemarch")]).await;
    assert_eq!(found.status, StatusCode::OK);
    let found = found.text();
    assert!(found.contains("1 found for") && found.contains("Middlemarch"), "{found}");
    assert!(!found.contains("search=middlemarch"), "no link of the page has it");
    let many = owner.post("/record/history/search", &[("search", "loan"), ("page", "2")]).await.text();
    assert!(many.contains("name=\"page\" value=\"1\"") && !many.contains("search=loan"), "the other pages are posted");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_browser_gets_ones_own_list_and_no_other(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for (serial, title) in [(1, "Emma"), (2, "Persuasion")] {
        desk.patron("mansfield", &card(serial)).await;
        desk.has_read(&card(serial), title).await;
    }
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&card(1), SECRET, true).await;
    for (list, status) in
        [("loan_history", StatusCode::OK), ("person", StatusCode::NOT_FOUND), ("card", StatusCode::NOT_FOUND)]
    {
        let headers = [
            ("accept", "application/json"),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let answer = owner.send(Method::POST, "/api/list", Some(format!("relation={list}")), &headers).await;
        assert_eq!(answer.status, status, "{list}");
        let text = answer.text();
        assert_eq!(text.contains("Emma"), list == "loan_history", "{text}");
        assert!(!text.contains("Persuasion"), "{text}");
    }
}
