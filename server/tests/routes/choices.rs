//! L6, L20, M1: what a patron decides about contact details, the language of mail and the list of what was read, over
//! HTTP.

use crate::support::{Desk, SECRET, card};
use http::StatusCode;
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn m1_erasing_the_list_is_asked_once_more_and_only_then_done(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    desk.has_read(&card(1), "Canarytitle").await;
    let held =
        || async { sqlx::query_scalar::<_, i64>("SELECT count(*) FROM loan_history").fetch_one(&pool).await.unwrap() };

    assert!(ada.get("/record/history").await.text().contains("href=\"/choices\""));
    assert!(ada.get("/choices").await.text().contains("Delete 30 days after I return it (standard)"));
    let asked = ada.post("/choices", &[("what", "history"), ("history", "off")]).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.text().contains("Loans in the list now: 1"), "{}", asked.text());
    assert_eq!(held().await, 1, "only asked");
    let done = ada.post("/choices", &[("what", "history"), ("history", "off"), ("sure", "yes")]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/choices?saved=yes"));
    assert_eq!(held().await, 0);
    let activity = ada.get("/record/activity?kind=changes").await.text();
    assert!(activity.contains("The list of past loans was erased"), "{activity}");
    assert!(activity.contains("Loans that were erased"), "{activity}");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_chooses_spanish_is_written_to_in_spanish_whatever_page_they_use(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("putnam", &card(1)).await;
    let mut ada = desk.visitor("putnam", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    assert!(!ada.get("/choices").await.text().contains("Keep no list"), "this library does not leave it to them");
    assert_eq!(ada.post("/choices", &[("what", "language"), ("language", "es")]).await.status, StatusCode::SEE_OTHER);
    ada.post("/security/lost", &[]).await;
    let subject: String =
        sqlx::query_scalar("SELECT language FROM outbox WHERE kind = 'card-lost'").fetch_one(&pool).await.unwrap();
    assert_eq!(subject, "es");
    for bad in [[("what", "language"), ("language", "tlh")], [("what", "nothing"), ("language", "es")]] {
        let mut other = desk.visitor("putnam", [198, 51, 100, 2]);
        desk.patron("putnam", &card(2)).await;
        other.sign_in(&card(2), SECRET, false).await;
        assert_eq!(other.post("/choices", &bad).await.status, StatusCode::BAD_REQUEST);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_only_what_has_a_row_of_its_own_is_taken_away_by_a_button(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&card(1), SECRET, false).await;
    let remove = [("step", "remove"), ("phone", "860-555-0199")];
    let phone = owner.post("/contact/phone", &remove).await.text();
    assert!(phone.contains("860-555-0199"), "what was typed counts");
    let nobody = owner.post("/contact/other-person", &remove).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY, "there is nobody to take away");
}
