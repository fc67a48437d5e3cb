//! What a patron reads of what happened.

use crate::support::{Desk, SECRET, card};
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
