//! Libraries apart, and sessions. (Every route × everybody × every identifier: everybody/.)

use crate::support::{Desk, SECRET, Visitor, card, drawer};
use domain::inventory::Class;
use http::StatusCode;
use sqlx::PgPool;

/// Pages that are about one person.
fn personal_pages() -> Vec<String> {
    let drawers = Class::ALL.iter().map(|&class| drawer(class));
    [
        "/record",
        "/record/download",
        "/family",
        "/family/add",
        "/contact",
        "/consents",
        "/permissions",
        "/permissions/new",
        "/security",
        "/security/change",
        "/security/lost",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain(drawers)
    .collect()
}

async fn signed_in(desk: &Desk, library: &str, number: &str) -> Visitor {
    desk.patron(library, number).await;
    let mut visitor = desk.visitor(library, [198, 51, 100, 1]);
    assert_eq!(visitor.sign_in(number, SECRET, false).await.location(), "/record");
    visitor
}

#[sqlx::test(migrations = "../migrations")]
async fn the_owner_opens_every_drawer(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    let mut owner = signed_in(&desk, "mansfield", &number).await;
    for path in personal_pages() {
        assert_eq!(owner.get(&path).await.status, StatusCode::OK, "{path}");
    }
    assert!(owner.get("/record/identity").await.text().contains("Canaryname"));
    assert!(owner.get("/record/membership").await.text().contains(&number));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_cookie_of_one_library_opens_nothing_at_another(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let owner = signed_in(&desk, "mansfield", &card(1)).await;
    for library in ["putnam", "canton", "wethersfield", "lci-member"] {
        let mut elsewhere = desk.visitor(library, [198, 51, 100, 1]);
        elsewhere.cookies = owner.cookies.clone();
        assert_eq!(elsewhere.get("/record").await.status, StatusCode::SEE_OTHER, "{library}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn two_libraries_may_have_the_same_card_number_and_share_nothing(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    let mut here = signed_in(&desk, "mansfield", &number).await;
    desk.import("putnam", &number).await;
    let mut there = desk.visitor("putnam", [198, 51, 100, 2]);
    let answer = there.sign_in(&number, SECRET, false).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "mansfield's password opens nothing at putnam");
    assert_eq!(here.get("/record").await.status, StatusCode::OK);
}

#[sqlx::test(migrations = "../migrations")]
async fn another_patrons_session_cannot_be_ended_by_its_id(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    let mut other = signed_in(&desk, "mansfield", &card(2)).await;
    let mut second = desk.visitor("mansfield", [198, 51, 100, 9]);
    second.sign_in(&card(1), SECRET, false).await;
    let page = owner.get("/security").await.text();
    let id = page.split("name=\"session\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    other.post("/security/end", &[("session", &id)]).await;
    assert_eq!(second.get("/record").await.status, StatusCode::OK, "still signed in");
    owner.post("/security/end", &[("session", &id)]).await;
    assert_eq!(second.get("/record").await.status, StatusCode::SEE_OTHER, "ended by its owner");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_unknown_drawer_is_not_found(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    for path in ["/record/nothing", "/record/person;drop", "/record/%00", "/record/identity/x"] {
        assert_eq!(owner.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
