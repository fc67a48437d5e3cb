//! What a patron reads of what happened.

use crate::{
    staff::at_desk,
    support::{Desk, SECRET, card},
};
use domain::decision::Role;
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn the_activity_is_in_words_and_has_no_codes_and_no_inner_numbers(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, true).await;
    for (path, fields) in [
        ("/contact/phone", vec![("phone", "860-555-0199"), ("step", "save"), ("secret", SECRET)]),
        ("/contact/method", vec![("method", "post"), ("step", "save"), ("secret", SECRET)]),
        ("/consents", vec![("purpose", "notice:overdue"), ("answer", "no")]),
        ("/record/download", vec![("secret", SECRET)]),
    ] {
        ada.post(path, &fields).await;
    }
    // A clerk's look, as the desk writes it.
    sqlx::query(
        "INSERT INTO ledger_event (library, id, at, subject_id, action, actor_kind, via, classes, rules, purpose, detail) \
         SELECT library, gen_random_uuid(), now(), id, 'viewed', 'staff', 'desk', '{contact}', '{S2}', 'contact-review', \
                '{\"role\": \"desk\", \"photo_id\": \"passport\", \"session\": \"018f0000-0000-7000-8000-000000000000\"}' \
         FROM person",
    )
    .execute(&pool)
    .await
    .unwrap();
    for lang in ["en", "es"] {
        let page = ada.get(&format!("/record/activity?lang={lang}")).await.text();
        let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        for code in ["contact.", "contact-review", "photo_id", "passport", "{&quot;", "{\"", "018f0000", "known_device"]
        {
            assert!(!main.contains(code), "{lang}: {code} in {main}");
        }
        let words = if lang == "en" { "Passport or consular ID" } else { "Pasaporte o identificación consular" };
        assert!(main.contains(words), "{main}");
        let drawer = ada.get(&format!("/contact?lang={lang}")).await.text();
        let (who, code) =
            (if lang == "en" { "Library staff (" } else { "Personal de la biblioteca (" }, ">contact-review<");
        assert!(drawer.contains(who) && !drawer.contains(code), "{drawer}");
    }
}

/// So many looks by the desk at everybody's record, an hour apart, with this detail.
async fn looks(pool: &PgPool, many: i32, detail: &str) {
    sqlx::query(
        "INSERT INTO ledger_event (library, id, at, subject_id, action, actor_kind, via, classes, rules, purpose, detail) \
         SELECT library, gen_random_uuid(), now() - n * interval '1 hour', person.id, 'viewed', 'staff', 'desk', '{}', '{S2}', \
                'contact-review', $2::jsonb \
         FROM person, generate_series(1, $1) n",
    )
    .bind(many)
    .bind(detail)
    .execute(pool)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn a_refused_look_is_told_as_a_refusal_and_never_as_a_look(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, true).await;
    looks(&pool, 1, "{\"role\": \"desk\", \"refused\": true}").await;
    for (lang, told, done) in [
        ("en", "The record was asked for and not shown", "Record viewed"),
        ("es", "Se pidió el registro y no se mostró", "Se consultó el registro"),
    ] {
        let page = ada.get(&format!("/record/activity?lang={lang}")).await.text();
        assert!(page.contains(told) && !page.contains(done), "{lang}: {page}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn where_the_search_does_not_look_through_every_line_it_says_so(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, true).await;
    let says = "The search goes through the newest 20,000 lines.";
    looks(&pool, 100, "{\"role\": \"desk\"}").await;
    let searches = [("search", "desk")];
    assert!(!ada.get("/record/activity").await.text().contains(says));
    assert!(!ada.post("/record/activity/search", &searches).await.text().contains(says));
    looks(&pool, 20_000, "{\"role\": \"desk\"}").await;
    assert!(ada.get("/record/activity").await.text().contains(says));
    assert!(ada.post("/record/activity/search", &searches).await.text().contains(says));
    let spanish = ada.get("/record/activity?lang=es").await.text();
    assert!(spanish.contains("La búsqueda abarca las 20,000 líneas más recientes."), "{spanish}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_refused_look_at_a_record_that_is_deleted_is_told_as_a_refusal(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("mansfield", &card(1)).await;
    sqlx::query(
        "INSERT INTO ledger_event (library, id, at, subject_id, action, actor_kind, via, classes, rules, purpose, detail) \
         SELECT library, gen_random_uuid(), $1 - interval '40 days', id, 'viewed', 'staff', 'desk', '{}', '{S2}', \
                'contact-review', '{\"role\": \"desk\", \"refused\": true}' \
         FROM person",
    )
    .bind(crate::support::noon())
    .execute(&pool)
    .await
    .unwrap();
    let closed = "UPDATE card SET status = 'closed', closed_at = $1 - interval '31 days'";
    sqlx::query(closed).bind(crate::support::noon()).execute(&pool).await.unwrap();
    let done = desk.does("retention").await;
    assert!(done.contains("1 whole records deleted"), "{done}");
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    let list = director.post("/desk/past", &[("card", card(1).as_str())]).await.text();
    assert!(list.contains("The record was asked for and not shown") && !list.contains("Record viewed"), "{list}");
}
