//! What SECURITY.md says of signing in, as seen from outside.

use crate::support::{Answer, Desk, SECRET, card, until};
use http::{HeaderMap, StatusCode, header};
use sqlx::PgPool;

/// What a refusal looks like once the nonce, which is new each time, is taken out.
pub fn without_nonce(text: &str, headers: &HeaderMap) -> String {
    let policy = headers["content-security-policy"].to_str().unwrap();
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    text.replace(nonce, "NONCE")
}

/// A refusal as it came, to compare byte for byte: the nonce, which is new each time, and `typed`, which comes back, are
/// made the same; the time of day is left out.
pub fn refusal(answer: &Answer, typed: &str) -> (StatusCode, Vec<(String, String)>, String) {
    let named = |text: &str| without_nonce(text, &answer.headers).replace(typed, "TYPED");
    let headers = answer.headers.iter().filter(|(name, _)| *name != header::DATE);
    let mut headers: Vec<_> = headers.map(|(name, value)| (name.to_string(), named(value.to_str().unwrap()))).collect();
    headers.sort();
    let text = String::from_utf8(answer.body.clone()).expect("a page is text");
    (answer.status, headers, named(&text))
}

#[sqlx::test(migrations = "../migrations")]
async fn a_wrong_secret_and_an_unknown_card_are_answered_byte_for_byte_the_same(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    // One whose secret is known, one that was never switched on, one nobody has, one reported lost.
    let (known, imported, unknown, lost) = (card(1), card(2), card(3), card(4));
    desk.patron("mansfield", &known).await;
    desk.import("mansfield", &imported).await;
    desk.patron("mansfield", &lost).await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&lost, SECRET, false).await;
    assert_eq!(owner.post("/security/lost", &[]).await.location(), "/card-closed");
    for (secret, own, lang) in [("not-the-password", false, "en"), ("8305", true, "es"), ("ñandú ñandú", false, "en")]
    {
        let mut answers = Vec::new();
        for number in [&known, &imported, &unknown, &lost] {
            let mut visitor = desk.visitor("mansfield", [203, 0, 113, 7]);
            visitor.get(&format!("/sign-in?lang={lang}")).await;
            answers.push(refusal(&visitor.sign_in(number, secret, own).await, number));
        }
        assert_eq!(answers[0].0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answers[0].1.len() > 8 && answers[0].2.contains("TYPED"), "{:?}", answers[0]);
        for other in &answers[1..] {
            assert_eq!(answers[0], *other, "{secret}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_sign_in_page_promises_is_there_for_whoever_signs_in(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let promises = [
        (
            "es",
            "Vea qué guarda este portal sobre usted",
            "Decida qué correos recibe",
            "Lea quién consultó aquí su registro",
        ),
        (
            "en",
            "See what this portal holds about you, and why.",
            "Decide which e-mail you get",
            "Read who viewed your record",
        ),
    ];
    for profile in desk.profiles.clone().iter() {
        let library = profile.slug.as_str();
        desk.patron(library, &card(1)).await;
        let mut visitor = desk.visitor(library, [198, 51, 100, 1]);
        for (lang, see, decide, looked) in promises {
            let page = visitor.get(&format!("/sign-in?lang={lang}")).await.text();
            for promise in [see, decide, looked] {
                assert!(page.contains(promise), "{library}, {promise}: {page}");
            }
            let (before, after) = page.split_once("</form>").unwrap();
            assert!(
                !before.contains("promises") && after.contains("<svg viewBox=\"0 0 240 192\""),
                "below the form: {page}"
            );
        }
        visitor.sign_in(&card(1), SECRET, false).await;
        for (path, has) in [
            ("/record", "What we hold"),
            ("/record/identity", "Why we have this"),
            ("/record/identity", "This is wrong"),
            ("/consents", "name=\"purpose\""),
            ("/record/activity", "Who asked for your record, what for, and what they saw."),
        ] {
            let page = visitor.get(path).await.text();
            assert!(page.contains(has), "{library}{path}, {has}: {page}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_that_was_asked_for_is_answered_byte_for_byte_the_same_for_every_card(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("mansfield", &card(1)).await;
    for path in ["/forgot", "/activate/link"] {
        let mut answers = Vec::new();
        for number in [card(1), card(2), "nonsense".into()] {
            let mut visitor = desk.visitor("mansfield", [203, 0, 113, 7]);
            let answer = visitor.post(path, &[("card_number", &number)]).await;
            let headers: Vec<_> = answer.headers.iter().filter(|(name, _)| *name != header::DATE).collect();
            answers.push((answer.status, format!("{headers:?}"), answer.body.clone()));
        }
        assert_eq!(answers[0].0, StatusCode::SEE_OTHER, "{path}");
        assert!(answers[0] == answers[1] && answers[0] == answers[2], "{path}: {answers:?}");
    }
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

/// The third way in. The mail is read as its recipient does.
#[cfg(feature = "dev")]
#[sqlx::test(migrations = "../migrations")]
async fn two_hundred_failures_of_an_attacker_leave_the_owner_the_device_the_mail_and_the_desk(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (number, library) = (card(1), "mansfield".parse().unwrap());
    desk.patron("mansfield", &number).await;
    let mut at_home = desk.visitor("mansfield", [198, 51, 100, 1]);
    at_home.sign_in(&number, SECRET, true).await;
    at_home.post("/sign-out", &[]).await;
    let attack = async || {
        for attempt in 0..200_u32 {
            let [_, _, high, low] = attempt.to_be_bytes();
            let mut attacker = desk.visitor("mansfield", [203, high, low, 9]);
            // PINs and passwords, signing in and asking for links.
            let guess =
                if attempt % 2 == 0 { format!("{:04}", 2_000 + attempt * 7) } else { format!("guess-{attempt}") };
            assert_eq!(attacker.sign_in(&number, &guess, false).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    attack().await;
    assert_eq!(at_home.sign_in(&number, SECRET, true).await.location(), "/record", "by the known device");

    let mut away = desk.visitor("mansfield", [192, 0, 2, 77]);
    away.post("/forgot", &[("card_number", &number)]).await;
    // Links are written after the answer.
    let text = until("that a link is sent all the same", async || {
        let mails = portal::mail::dev_list(&desk.portal, &library).await.unwrap();
        mails.into_iter().find(|mail| mail.kind == "reset")
    })
    .await
    .text;
    let token = text.split("/choose?t=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let new = "marigold-lantern-55";
    let fields = [("token", token.as_str()), ("new_secret", new), ("again", new)];
    assert_eq!(away.post("/choose", &fields).await.location(), "/chosen", "by mail");
    assert_eq!(away.sign_in(&number, new, false).await.location(), "/record", "and the new one opens at once");

    attack().await;
    let mut at_desk = desk.visitor("mansfield", [192, 0, 2, 78]);
    let (code, newer) = (desk.activation_code("mansfield", &number).await, "heron-on-the-weir-9");
    let fields = [("token", code.as_str()), ("new_secret", newer), ("again", newer)];
    assert_eq!(at_desk.post("/choose", &fields).await.location(), "/chosen", "by the desk");
    assert_eq!(at_desk.sign_in(&number, newer, false).await.location(), "/record", "and that one too");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_token_works_once_and_a_newer_one_ends_it(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.import("mansfield", &number).await;
    let first = desk.activation_code("mansfield", &number).await;
    let second = desk.activation_code("mansfield", &number).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    let mut choose = async |token: &str, secret: &str| {
        visitor.post("/choose", &[("token", token), ("new_secret", secret), ("again", secret)]).await
    };
    assert_eq!(choose(&first, SECRET).await.status, StatusCode::UNPROCESSABLE_ENTITY, "replaced");
    assert_eq!(choose(&second, SECRET).await.location(), "/chosen");
    let other = "heron-on-the-weir-9";
    assert_eq!(choose(&second, other).await.location(), "/chosen?before=yes", "a second click is told what was done");
    assert_ne!(visitor.sign_in(&number, other, false).await.location(), "/record", "and chooses nothing");
    assert_eq!(visitor.sign_in(&number, SECRET, false).await.location(), "/record");
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
