//! SECURITY.md, "Sessions".

use crate::support::{Answer, Desk, SECRET, card};
use chrono::Duration;
use http::{StatusCode, header};
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn the_session_cookie_is_for_this_host_alone(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let answer = desk.visitor("mansfield", [198, 51, 100, 1]).sign_in(&number, SECRET, false).await;
    let cookies: Vec<&str> =
        answer.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
    assert_eq!(cookies.len(), 1, "on a shared computer no device is remembered: {cookies:?}");
    for part in ["__Host-session=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookies[0].contains(part), "{part} in {}", cookies[0]);
    }
    assert!(!cookies[0].contains("Domain"));
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_gets_a_cookie_before_signing_in(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    for path in ["/", "/sign-in", "/activate", "/forgot", "/privacy"] {
        assert!(visitor.get(path).await.headers.get(header::SET_COOKIE).is_none(), "{path}");
    }
    let refused = visitor.sign_in(&card(1), "wrong-password", false).await;
    assert!(refused.headers.get(header::SET_COOKIE).is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_shared_session_ends_after_six_idle_minutes_and_not_before(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    visitor.sign_in(&number, SECRET, false).await;
    for _ in 0..3 {
        desk.clock.advance(Duration::minutes(5));
        assert_eq!(visitor.get("/record").await.status, StatusCode::OK, "each page starts the time anew");
    }
    desk.clock.advance(Duration::minutes(6) + Duration::seconds(1));
    assert_eq!(visitor.get("/record").await.status, StatusCode::SEE_OTHER);
}

#[sqlx::test(migrations = "../migrations")]
async fn each_answer_says_how_long_the_session_lasts_now(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    let left = |answer: &Answer| Some(answer.headers.get("session-left")?.to_str().unwrap().parse::<i64>().unwrap());
    assert_eq!(left(&visitor.get("/privacy").await), None, "nobody is signed in");
    visitor.sign_in(&number, SECRET, false).await;
    // Six minutes, less the half minute in which activity is not written down.
    for path in ["/record", "/privacy", "/consents"] {
        desk.clock.advance(Duration::minutes(4));
        assert_eq!(left(&visitor.get(path).await), Some(330), "{path}");
    }
    // Near its hour a session has no more than what is left of it.
    for minutes in [5, 5, 5, 5, 5, 5, 5, 5, 5] {
        desk.clock.advance(Duration::minutes(minutes));
        visitor.get("/record").await;
    }
    assert_eq!(left(&visitor.get("/record").await), Some(180));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_cookie_opens_nothing_after_signing_out(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    visitor.sign_in(&number, SECRET, false).await;
    let mut thief = visitor.clone();
    let answer = visitor.post("/sign-out", &[]).await;
    assert!(answer.headers["clear-site-data"].to_str().unwrap().contains("\"cookies\""));
    assert_eq!(thief.get("/record").await.status, StatusCode::SEE_OTHER);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_id_planted_before_signing_in_is_not_kept(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut victim = desk.visitor("mansfield", [198, 51, 100, 1]);
    victim.cookies.insert("__Host-session".into(), "AAAAAAAAAAAAAAAAAAAAAA".into());
    let mut attacker = victim.clone();
    victim.sign_in(&number, SECRET, false).await;
    assert_eq!(victim.get("/record").await.status, StatusCode::OK);
    assert_ne!(victim.cookies["__Host-session"], "AAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(attacker.get("/record").await.status, StatusCode::SEE_OTHER);
}

#[sqlx::test(migrations = "../migrations")]
async fn l19_a_card_reported_lost_ends_every_session_and_begins_no_new_one(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("wethersfield", &number).await;
    let mut here = desk.visitor("wethersfield", [198, 51, 100, 1]);
    let mut there = desk.visitor("wethersfield", [198, 51, 100, 2]);
    here.sign_in(&number, SECRET, true).await;
    there.sign_in(&number, SECRET, true).await;
    assert_eq!(here.post("/security/lost", &[]).await.location(), "/card-closed");
    for visitor in [&mut here, &mut there] {
        assert_eq!(visitor.get("/record").await.status, StatusCode::SEE_OTHER);
        assert_eq!(visitor.sign_in(&number, SECRET, false).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(here.get("/card-closed").await.status, StatusCode::OK);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_removal_of_the_session_cookie_is_one_that_a_browser_obeys(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    visitor.sign_in(&number, SECRET, false).await;
    let mut lapsed = visitor.clone();
    let signed_out = visitor.post("/sign-out", &[]).await;
    for answer in [signed_out, lapsed.get("/").await] {
        let removal = answer.headers[header::SET_COOKIE].to_str().unwrap();
        for part in ["__Host-session=;", "Max-Age=0", "Path=/", "Secure"] {
            assert!(removal.contains(part), "{part} in {removal}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn signing_out_after_the_session_has_lapsed_leaves_the_device_known(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    for (own, cleared) in [(true, false), (false, true)] {
        let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
        visitor.sign_in(&number, SECRET, own).await;
        desk.clock.advance(Duration::hours(13));
        let answer = visitor.post("/sign-out", &[]).await;
        let told = answer.headers["clear-site-data"].to_str().unwrap();
        assert!(told.contains("\"cache\""), "{told}");
        assert_eq!(told.contains("\"cookies\""), cleared, "own computer: {own}, {told}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_that_another_version_wrote_is_signed_out_and_no_error(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    visitor.sign_in(&number, SECRET, false).await;
    sqlx::query("UPDATE session SET data = data - 'secret_set_at'").execute(&pool).await.unwrap();
    assert!(visitor.get("/record").await.location().starts_with("/sign-in"));
    assert_eq!(visitor.get("/").await.status, StatusCode::OK);
    assert_eq!(visitor.sign_in(&number, SECRET, false).await.location(), "/record", "and signing in makes a new one");
    assert_eq!(visitor.get("/record").await.status, StatusCode::OK);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_warning_is_the_first_thing_a_key_reaches_and_says_when_the_session_ends(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    assert!(!visitor.get("/sign-in").await.text().contains("session-warning"), "nobody is signed in yet");
    visitor.sign_in(&number, SECRET, false).await;
    let page = visitor.get("/contact/phone").await.text();
    let after_skip = page.split("<body").nth(1).unwrap().split_once("</a>").unwrap().1.trim_start();
    assert!(after_skip.starts_with("<section"), "{after_skip}");
    let by_itself = page.split("<noscript>").nth(1).unwrap().split("</noscript>").next().unwrap();
    // It is noon; a shared computer's session lasts six minutes, less the half minute in which it is not written down.
    assert!(by_itself.contains("12:05") && by_itself.contains("href=\"/still-here\""), "{by_itself}");
    assert!(page.contains("--warns-after:240s") && !page.contains("http-equiv"), "it leads nobody away");

    for _ in 0..13 {
        desk.clock.advance(Duration::minutes(4));
        let stayed = visitor.get("/still-here").await;
        assert_eq!(stayed.status, StatusCode::OK);
        assert!(stayed.text().contains("you will be signed out at"), "{}", stayed.text());
    }
    desk.clock.advance(Duration::minutes(4));
    let last = visitor.get("/still-here").await.text();
    let by_itself = last.split("<noscript>").nth(1).unwrap().split("</noscript>").next().unwrap();
    assert!(by_itself.contains("No session lasts longer") && !by_itself.contains("href="), "{by_itself}");
    desk.clock.advance(Duration::minutes(5));
    assert!(visitor.get("/still-here").await.location().starts_with("/sign-in"));
}
