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
async fn the_activity_is_looked_through_in_the_browser_and_without_script_by_a_form_that_is_posted(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for serial in [1, 2] {
        desk.patron("mansfield", &card(serial)).await;
    }
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&card(1), SECRET, true).await;
    assert!(!owner.get("/record/activity").await.text().contains("data-relation"), "a page of it needs no search");
    sqlx::query(
        "INSERT INTO ledger_event (library, id, at, subject_id, action, actor_kind, via, purpose) \
         SELECT c.library, gen_random_uuid(), now(), c.person_id, 'viewed', 'staff', 'desk', 'circulation' \
         FROM card c, generate_series(1, 30) WHERE c.number = $1",
    )
    .bind(card(1))
    .execute(&pool)
    .await
    .unwrap();
    let page = owner.get("/record/activity").await.text();
    assert!(page.contains("data-relation=\"ledger_event\"") && page.contains("id=\"ledger_event-24\""), "{page}");
    assert!(page.contains("The library does not see what you look for."), "{page}");
    assert!(owner.get("/record/activity?page=2").await.text().contains("id=\"ledger_event-25\""));
    assert!(!owner.get("/record/activity?kind=looks").await.text().contains("data-relation"), "a kind has a filter");

    let headers = [("accept", "application/json"), ("sec-fetch-site", "same-origin")];
    let list = owner.send(Method::POST, "/api/list", Some("relation=ledger_event".into()), &headers).await;
    assert_eq!(list.status, StatusCode::OK);
    let list = domain::listing::Listing::read(serde_json::from_slice(&list.body).unwrap());
    let imported = domain::listing::Query { words: "loaded system".into(), ..domain::listing::Query::default() };
    assert_eq!(list.find(&imported, &list.sorted(domain::listing::Order::Newest)).len(), 1);
    let total: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM ledger_event e JOIN card c ON c.person_id = e.subject_id WHERE c.number = $1 \
         AND NOT (actor_kind = 'patron' AND action IN ('viewed', 'signed-in', 'signed-out'))",
    )
    .bind(card(1))
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(i64::try_from(list.len()).unwrap(), total, "one's own lines, and no visit");

    let found = owner.post("/record/activity/search", &[("search", "loaded SYSTEM")]).await.text();
    assert!(found.contains("1 found for") && found.contains("Loaded from the library system"), "{found}");
    assert_eq!(found.matches("<time ").count(), 1, "{found}");
    assert!(owner.post("/record/activity/search", &[("search", "")]).await.text().contains("ledger_event-0"));
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

#[sqlx::test(migrations = "../migrations")]
async fn a_loan_that_is_overdue_is_so_where_the_browser_finds_it_too(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    sqlx::query(
        "INSERT INTO checkout (library, id, person_id, source, sourced_at, title, checked_out_at, due_on) \
         SELECT c.library, gen_random_uuid(), c.person_id, 'import', $2, loan.title, $2, ($2 + loan.days * interval '1 day')::date \
         FROM card c, (VALUES ('Emma', -3), ('Persuasion', 3)) AS loan (title, days) WHERE c.number = $1",
    )
    .bind(card(1))
    .bind(desk.clock.now())
    .execute(&pool)
    .await
    .unwrap();
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&card(1), SECRET, true).await;
    let headers = [("accept", "application/json"), ("sec-fetch-site", "same-origin")];
    let list = owner.send(Method::POST, "/api/list", Some("relation=checkout".into()), &headers).await;
    let list = domain::listing::Listing::read(serde_json::from_slice(&list.body).unwrap());
    let late = domain::listing::Query { words: "overdue".into(), ..domain::listing::Query::default() };
    let found = list.find(&late, &list.sorted(domain::listing::Order::Newest));
    let says: Vec<Vec<&str>> = found.iter().map(|&at| list.row(at).collect()).collect();
    assert_eq!(says.len(), 1, "{says:?}");
    assert!(says[0].contains(&"Emma") && says[0].iter().any(|said| said.ends_with(" · Overdue")), "{says:?}");
}
