//! What the library's own system says instead of a value that was entered here.

use crate::{
    staff::at_desk,
    support::{Desk, SECRET, card},
};
use domain::decision::Role;
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn what_the_librarys_system_says_stands_beside_the_value_to_the_patron_and_at_the_desk(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    let said = "The library’s system says: 860-555-0109, since November 20, 2026";
    assert!(!ada.get("/contact").await.text().contains("The library’s system says"));
    sqlx::raw_sql(
        "INSERT INTO field_origin (library, person_id, field, source, sourced_at, system_value, system_seen_at) \
         SELECT library, id, 'contact.phone', 'portal', '2026-11-01Z', '860-555-0109', '2026-11-20T12:00:00Z' FROM person",
    )
    .execute(&pool)
    .await
    .unwrap();
    let contact = ada.get("/contact").await.text();
    let (entry, held) = contact.split_once("id=\"held\"").unwrap();
    assert!(entry.contains(said), "beside the detail: {entry}");
    assert!(held.contains(&format!("860-555-0142 ({said})")), "beside the value in the record: {held}");
    let spanish = ada.get("/contact?lang=es").await.text();
    assert!(
        spanish.contains("El sistema de la biblioteca dice: 860-555-0109, desde el 20 de noviembre de 2026"),
        "{spanish}"
    );

    let wish = [("phone", "860-555-0199"), ("step", "save"), ("secret", SECRET)];
    assert_eq!(ada.post("/contact/phone", &wish).await.location(), "/contact/phone/done");
    let waiting = "SELECT reference FROM pending_change WHERE status = 'waiting'";
    let reference: String = sqlx::query_scalar(waiting).fetch_one(&pool).await.unwrap();
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let shown = clerk.get(&format!("/desk/changes/{reference}")).await.text();
    assert!(shown.contains("860-555-0142") && shown.contains(said), "at the desk: {shown}");
}
