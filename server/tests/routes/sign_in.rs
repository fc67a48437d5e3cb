//! SECURITY.md, "Signing in", as seen from outside.

use crate::support::{Desk, SECRET, card};
use http::{HeaderMap, StatusCode};
use sqlx::PgPool;

/// What a refusal looks like once the nonce, which is new each time, is taken out.
pub fn without_nonce(text: &str, headers: &HeaderMap) -> String {
    let policy = headers["content-security-policy"].to_str().unwrap();
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    text.replace(nonce, "NONCE")
}

#[sqlx::test(migrations = "../migrations")]
async fn a_wrong_secret_and_an_unknown_card_are_answered_byte_for_byte_the_same(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (known, unknown) = (card(1), card(2));
    desk.patron("mansfield", &known).await;
    let mut answers = Vec::new();
    for number in [&known, &unknown] {
        let mut visitor = desk.visitor("mansfield", [203, 0, 113, 7]);
        let answer = visitor.sign_in(number, "not-the-password", false).await;
        let text = without_nonce(&answer.text(), &answer.headers).replace(number.as_str(), "CARD");
        let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        names.sort();
        answers.push((answer.status, names, text));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_typed_is_kept_but_for_the_secret(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitor = desk.visitor("mansfield", [203, 0, 113, 7]);
    let answer = visitor.sign_in("2 9999-0000", "hunter2hunter2", true).await;
    let text = answer.text();
    assert!(text.contains("value=\"2 9999-0000\""));
    assert!(!text.contains("hunter2"));
}

#[sqlx::test(migrations = "../migrations")]
async fn two_hundred_failures_of_an_attacker_do_not_lock_the_owner_out(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&number, SECRET, true).await;
    owner.post("/sign-out", &[]).await;
    for attempt in 0..200_u32 {
        let [_, _, high, low] = attempt.to_be_bytes();
        let mut attacker = desk.visitor("mansfield", [203, high, low, 9]);
        let answer = attacker.sign_in(&number, &format!("guess-number-{attempt}"), false).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = owner.sign_in(&number, SECRET, true).await;
    assert_eq!(answer.location(), "/record", "the known device still opens the record");

    let mut elsewhere = desk.visitor("mansfield", [192, 0, 2, 77]);
    let code = desk.activation_code("mansfield", &number).await;
    let fields = [("token", code.as_str()), ("new_secret", "marigold-lantern-55"), ("again", "marigold-lantern-55")];
    assert_eq!(elsewhere.post("/choose", &fields).await.location(), "/chosen", "and so does the desk");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_token_works_once_and_a_newer_one_ends_it(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.import("mansfield", &number).await;
    let first = desk.activation_code("mansfield", &number).await;
    let second = desk.activation_code("mansfield", &number).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    let mut choose = async |token: &str| {
        visitor.post("/choose", &[("token", token), ("new_secret", SECRET), ("again", SECRET)]).await.status
    };
    assert_eq!(choose(&first).await, StatusCode::UNPROCESSABLE_ENTITY, "replaced");
    assert_eq!(choose(&second).await, StatusCode::SEE_OTHER);
    assert_eq!(choose(&second).await, StatusCode::UNPROCESSABLE_ENTITY, "used");
}

#[sqlx::test(migrations = "../migrations")]
async fn asking_for_a_link_answers_the_same_for_every_card(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("mansfield", &card(1)).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    for number in [card(1), card(2), "nonsense".into()] {
        let answer = visitor.post("/forgot", &[("card_number", &number)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/link-sent"), "{number}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn markup_in_a_field_comes_back_as_text(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    let evil = "\"><script>alert(1)</script></textarea>";
    for (path, field) in [("/sign-in", "card_number"), ("/activate", "code"), ("/forgot", "card_number")] {
        let answer = visitor.post(path, &[(field, evil), ("secret", evil)]).await;
        assert!(!answer.text().contains("<script>alert"), "{path}");
    }
}
