//! Every message that the portal can send, as the staff look at it before a patron gets one.

use crate::{staff::at_desk, support::Desk};
use domain::decision::Role;
use http::StatusCode;
use sqlx::PgPool;

/// What stands between these two, each time.
fn each<'a>(text: &'a str, before: &'a str, after: char) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).map(move |rest| rest.split(after).next().unwrap())
}

#[sqlx::test(migrations = "../migrations")]
async fn every_message_has_its_page_in_both_languages_for_those_who_write_and_keep(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for role in [Role::Director, Role::Administrator] {
        let mut staff = at_desk(&desk, "mansfield", role).await;
        for page in ["/desk", "/desk/mail", "/desk/newsletters"] {
            assert!(staff.get(page).await.text().contains("href=\"/desk/messages\""), "{page} leads there");
        }
        let list = staff.get("/desk/messages").await.text();
        let kinds: Vec<&str> = each(&list, "href=\"/desk/messages/", '"').collect();
        assert!(kinds.len() > 30, "{kinds:?}");
        for kind in kinds {
            let path = format!("/desk/messages/{kind}");
            let page = staff.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{kind}");
            let text = page.text();
            assert!(text.contains("Ningún mensaje") || text.contains("No message has a picture"), "{kind}");
            let frames: Vec<&str> = each(&text, "<iframe", '>').collect();
            assert_eq!(frames.len(), 2, "{kind}: one in each language");
            for (frame, lang) in frames.iter().zip(["en", "es"]) {
                assert!(frame.contains("sandbox=\"\"") && frame.contains(&format!("{path}/{lang}\"")), "{frame}");
                let document = staff.get(&format!("{path}/{lang}")).await.text();
                assert!(document.contains(&format!("<html lang=\"{lang}\">")), "{kind} {lang}");
                assert!(document.contains("Mansfield Public Library") && document.contains("#1f5f5b"), "{kind} {lang}");
            }
        }
        for gone in ["/desk/messages/nothing", "/desk/messages/reset/fr", "/desk/messages/nothing/en"] {
            assert_eq!(staff.get(gone).await.status, StatusCode::NOT_FOUND, "{gone}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_message_in_its_frame_can_run_load_and_send_nothing_and_stands_in_our_pages_alone(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    let frame = director.get("/desk/messages/newsletter/en").await;
    let policy = frame.headers["content-security-policy"].to_str().unwrap();
    let parts: Vec<&str> = policy.split("; ").collect();
    assert_eq!(
        parts,
        [
            "default-src 'none'",
            "style-src 'unsafe-inline'",
            "sandbox",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'"
        ]
    );
    assert_eq!(frame.headers["x-frame-options"], "SAMEORIGIN");
    let page = director.get("/desk/messages/newsletter").await;
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(page.headers["x-frame-options"], "DENY");
    // Every other page frames nothing.
    let other = director.get("/desk/messages").await;
    assert!(!other.headers["content-security-policy"].to_str().unwrap().contains("frame-src"));
}
