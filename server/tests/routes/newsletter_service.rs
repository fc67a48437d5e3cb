//! A newsletter whose service the portal is connected to, at the desk and as its reader sees it.

use crate::{
    permissions::signed_in,
    staff::{at_desk, at_desk_as},
    support::{Desk, card},
};
use domain::decision::Role;
use http::StatusCode;
use portal::{
    clock::Clock,
    newsletter::service::{ListmonkSettings, Services},
};
use sqlx::PgPool;
use std::collections::BTreeMap;

const LIBRARY: &str = "lci-member";
const ROW: &str = "018f0000-0000-7000-8000-00000000cafe";
const LIST: &str = "018f0000-0000-7000-8000-0000000000a5";
const PAGE: &str = "/desk/service/weekly";

/// Nobody is asked: no job runs here.
fn services() -> Services {
    let settings = ListmonkSettings {
        vendor: "newsletter".into(),
        url: "https://lists.example.org".into(),
        user: "portal".into(),
        token: "canary-token".into(),
        lists: BTreeMap::from([("weekly".into(), 3)]),
    };
    Services::of(&BTreeMap::from([(LIBRARY.to_owned(), settings)])).unwrap()
}

async fn row(pool: &PgPool, columns: &str, values: &str) {
    let statement = format!(
        "INSERT INTO service_listed (library, id, person_id, list, service, name, email, first_sent_at, sent_at, tried_at, {columns}) \
         SELECT library, '{ROW}', id, 'weekly', 'newsletter', 'Canaryname', 'canary@example.org', '2026-11-20Z', '2026-11-20Z', \
                '2026-11-20Z', {values} FROM person WHERE library = '{LIBRARY}' LIMIT 1"
    );
    sqlx::query(sqlx::AssertSqlSafe(statement)).execute(pool).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn where_a_service_is_connected_no_list_is_offered_and_what_went_wrong_is_tried_again(pool: PgPool) {
    let mut desk = Desk::open(&pool).await;
    let mut before = at_desk_as(&desk, LIBRARY, "before", Role::Director).await;
    assert!(before.get(PAGE).await.text().contains("A new list"));
    desk.connected(services());
    let _ = signed_in(&desk, LIBRARY, &card(1)).await;
    row(&pool, "state, failed_why", "'failed', 'exists'").await;
    let mut director = at_desk(&desk, LIBRARY, Role::Director).await;
    let text = director.get(PAGE).await.text();
    assert!(!text.contains("A new list") && text.contains("The portal tells it, every few minutes"), "{text}");
    assert!(text.contains("Is there already, and not by us") && text.contains("canary@example.org"), "{text}");
    assert!(!text.contains("canary-token") && !text.contains("lists.example.org"), "neither address nor secret");
    assert!(director.get("/desk").await.text().contains("Look at what went wrong there"));
    let list = director.get("/desk/service/monthly").await.text();
    assert!(list.contains("A new list"), "the others are taken there as before");

    let again = format!("again-{ROW}");
    let number = format!("number-{ROW}");
    let answer = director.post(PAGE, &[("step", "again")]).await;
    assert!(answer.text().contains("Tick at least one address to be tried again"));
    let answer = director.post(PAGE, &[("step", "again"), (&again, "on"), (&number, "47a")]).await;
    let text = answer.text();
    assert!(text.contains("made of digits alone") && text.contains("value=\"47a\""), "what was typed is kept: {text}");
    assert!(text.contains("href=\"#failed-number\"") && text.contains("aria-invalid=\"true\""), "{text}");
    for _ in 0..2 {
        let answer = director.post(PAGE, &[("step", "again"), (&again, "on"), (&number, " 4711 ")]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/desk/service/weekly?done=again"));
    }
    let stands: (String, Option<i64>) =
        sqlx::query_as("SELECT state, remote_id FROM service_listed").fetch_one(&pool).await.unwrap();
    assert_eq!(stands, ("asked".to_owned(), Some(4711)));
    let text = director.get("/desk/service/weekly?done=again").await.text();
    assert!(text.contains("They are tried again within a few minutes.") && text.contains("Nothing went wrong."));
}

/// A list that nobody took yet, and what went wrong at the service, or is to be taken off there: the administrator reads how many.
#[sqlx::test(migrations = "../migrations")]
async fn s2_an_administrator_reads_how_many_are_on_a_list_and_never_who(pool: PgPool) {
    let mut desk = Desk::open(&pool).await;
    let _ = signed_in(&desk, LIBRARY, &card(1)).await;
    let mut director = at_desk(&desk, LIBRARY, Role::Director).await;
    let mut administrator = at_desk(&desk, LIBRARY, Role::Administrator).await;
    row(&pool, "state", "NULL").await;
    sqlx::query(
        "INSERT INTO service_list (library, id, list, service, people, made_at, made_by, expires_at) \
         SELECT library, $1::uuid, 'weekly', 'newsletter', 1, $2, id, $2 + interval '14 days' FROM staff_account \
         WHERE library = 'lci-member' AND login = 'director'",
    )
    .bind(LIST)
    .bind(desk.clock.now())
    .execute(&pool)
    .await
    .unwrap();
    // She never said yes, so her address is to be taken off there.
    assert!(director.get(PAGE).await.text().contains("canary@example.org"));
    let file = format!("{PAGE}/{LIST}");
    assert_eq!(director.get(&file).await.status, StatusCode::OK);
    let text = administrator.get(PAGE).await.text();
    assert!(
        text.contains("To take off at the service") && text.contains("the Director makes and takes lists"),
        "{text}"
    );
    assert!(
        !text.contains("canary@example.org")
            && !text.contains("Canaryname")
            && !text.contains("action=\"/desk/service"),
        "{text}"
    );
    assert_eq!(administrator.get(&file).await.status, StatusCode::NOT_FOUND);
    let (ticked, again) = (format!("address-{ROW}"), format!("again-{ROW}"));
    for fields in [
        &[("step", "make"), ("form", ROW)][..],
        &[("step", "destroyed"), ("list", LIST)],
        &[("step", "removed"), (ticked.as_str(), "on")],
        &[("step", "again"), (again.as_str(), "on")],
        &[("step", "left"), ("file", "canary@example.org")],
    ] {
        assert_eq!(administrator.post(PAGE, fields).await.status, StatusCode::NOT_FOUND, "{fields:?}");
    }
    assert!(!administrator.get("/desk/work").await.text().contains("/desk/service/"), "nothing waits for them there");
    desk.connected(services());
    sqlx::query("UPDATE service_listed SET state = 'failed', failed_why = 'exists'").execute(&pool).await.unwrap();
    let mut administrator = at_desk_as(&desk, LIBRARY, "another", Role::Administrator).await;
    let text = administrator.get(PAGE).await.text();
    assert!(text.contains("Went wrong there") && !text.contains("canary@example.org"), "{text}");
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_the_reader_sees_when_the_service_was_asked_what_it_said_and_when_they_were_off(pool: PgPool) {
    let mut desk = Desk::open(&pool).await;
    desk.connected(services());
    let mut ana = signed_in(&desk, LIBRARY, &card(1)).await;
    for (columns, values, words) in [
        ("state", "'asked'", &["The service was asked", "Not yet"][..]),
        ("state, confirmed_at", "'confirmed', '2026-11-21Z'", &["Confirmed by the service", "November 20, 2026"]),
        ("state, failed_why", "'failed', 'left'", &["Something went wrong. The library looks at it."]),
        // What could not be told there is the staff's to settle: she is on the list.
        ("state, confirmed_at, failed_why", "'confirmed', '2026-11-21Z', 'not-told'", &["November 20, 2026"]),
        ("state, statement", "'asked', 'Mine was Canary'", &["Canaryname, canary@example.org, Mine was Canary"]),
        ("state", "'to-remove'", &["Not yet: the portal is taking you off"]),
        ("state, removed_at, removed_how", "'removed', '2026-11-22T15:00Z', 'portal'", &["November 22, 2026"]),
    ] {
        row(&pool, columns, values).await;
        let text = ana.get("/record/held-elsewhere").await.text();
        for word in words {
            assert!(text.contains(word), "{word} is not said of {values}: {text}");
        }
        assert!(text.contains("Canaryname, canary@example.org"), "what was given: {text}");
        sqlx::query("DELETE FROM service_listed").execute(&pool).await.unwrap();
    }
}
