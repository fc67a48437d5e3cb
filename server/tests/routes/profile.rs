//! The profile in force, and who answers for privacy.

use crate::{staff::at_desk, support::Desk};
use domain::decision::Role;
use http::StatusCode;
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn every_member_of_the_staff_reads_each_switch_with_its_reading_and_its_rules(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut clerk = at_desk(&desk, "canton", Role::Volunteer).await;
    assert!(clerk.get("/desk").await.text().contains("href=\"/desk/profile\""));
    let page = clerk.get("/desk/profile").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    for part in ["switches.helper", "switches.accesses_kept", "How it was read", "a placeholder", "told_of_process"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn who_answers_for_privacy_is_named_at_the_foot_of_every_page(pool: PgPool) {
    let officer = "privacy_officer = { name = { en = \"Rosa <Díaz>\", es = \"Rosa <Díaz>\" }, phone = \"(860) 555-0107\", \
                   email = \"privacy@library.test\" }";
    let with = |text: &str, line: &str| {
        let is_officer = |one: &&str| one.starts_with("privacy_officer = ");
        let before = text.lines().find(is_officer).expect("each of the five names somebody");
        text.replacen(before, line, 1)
    };
    let desk = Desk::with(&pool, |text| with(text, officer)).await;
    let mut visitor = desk.visitor("canton", [203, 0, 113, 8]);
    for path in ["/privacy", "/sign-in?lang=es", "/nowhere"] {
        let text = visitor.get(path).await.text();
        assert!(text.contains("Rosa &lt;Díaz&gt;"), "{path}: {text}");
        assert!(text.contains("mailto:privacy@library.test") && text.contains("tel:+18605550107"), "{path}: {text}");
    }
    let usual = Desk::open(&pool).await;
    for library in ["mansfield", "lci-member", "putnam", "canton", "wethersfield"] {
        let text = usual.visitor(library, [203, 0, 113, 8]).get("/privacy").await.text();
        assert!(text.contains("Who answers for privacy here: the Library Director"), "{library}: {text}");
    }
    let nobody = Desk::with(&pool, |text| with(text, "").replacen("\"privacy_officer\", ", "", 1)).await;
    let text = nobody.visitor("canton", [203, 0, 113, 8]).get("/privacy").await.text();
    assert!(!text.contains("Who answers for privacy"), "where nobody is named, nobody is");
}
