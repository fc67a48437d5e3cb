//! `</textarea><script>` and friends in every text that the record holds: read back as text, on every page, in the
//! archive and in mail.

use crate::support::{Desk, SECRET, card, drawer, until};
use domain::inventory::{Class, Kind, Visibility, relations};
use http::StatusCode;
use portal::{demo::populate, password::Hasher};
use sqlx::{AssertSqlSafe, PgPool};
use std::io::Read;

pub const EVIL: &str =
    "\"'></textarea></title></style><script>alert(1)</script><img src=x onerror=alert(2)>&lt;{{7*7}}";
pub const ESCAPED: &str = "&lt;script&gt;alert(1)&lt;/script&gt;";

/// Puts [`EVIL`] into every text column of every row of this library, where the schema lets any text stand. Returns how
/// many columns took it.
pub async fn spoil(pool: &PgPool, library: &str) -> usize {
    let mut spoilt = 0;
    for (_, relation) in relations() {
        for field in relation.fields {
            let free = matches!(field.kind, Kind::Text | Kind::LongText | Kind::Email | Kind::Phone);
            if !free || matches!(field.shown, Visibility::Withheld(_)) {
                continue;
            }
            // A view, a number or a code with a CHECK does not take it: then it cannot stand there at all.
            let sql = format!("UPDATE {} SET {} = $1 WHERE library = $2", relation.name, field.column);
            let done = sqlx::query(AssertSqlSafe(sql)).bind(EVIL).bind(library).execute(pool).await;
            spoilt += usize::from(done.is_ok_and(|done| done.rows_affected() > 0));
        }
    }
    spoilt
}

pub fn is_harmless(text: &str, what: &str) {
    for bad in ["<script>alert", "<img src=x", "</textarea></title>", "onerror=alert(2)>"] {
        assert!(!text.contains(bad), "{what}: {bad}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn markup_in_any_text_of_a_record_is_shown_as_text(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let profile = desk.profiles.iter().find(|profile| profile.slug.as_str() == "mansfield").unwrap();
    let hasher = Hasher::for_tests();
    let hash = move |secret: &str| hasher.hash_here(secret, &[3; 16]);
    let people = populate(&desk.portal, hash, &[profile], "2026-11-23".parse().unwrap(), 7).await.unwrap();
    let spoilt = spoil(&pool, "mansfield").await;
    assert!(spoilt > 40, "{spoilt} columns");

    let mut shown = 0;
    for person in people.iter().filter(|person| person.secret.is_some()) {
        sqlx::query("DELETE FROM throttle").execute(&pool).await.unwrap();
        let secret = person.secret.as_deref().unwrap();
        let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
        if owner.sign_in(&person.card, secret, false).await.location() != "/record" {
            continue; // the lost card
        }
        let drawers = Class::ALL.iter().map(|&class| drawer(class));
        let others = [
            "/privacy",
            "/record",
            "/security",
            "/security/change",
            "/record/download",
            "/record/history?search=script",
        ];
        for path in others.into_iter().map(str::to_owned).chain(drawers) {
            let answer = owner.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            is_harmless(&answer.text(), &path);
            shown += answer.text().matches(ESCAPED).count();
        }
        let archive = owner.post("/record/download", &[("secret", secret)]).await;
        assert_eq!(archive.headers["content-type"], "application/zip");
        let page = pages_of(&archive.body);
        is_harmless(&page, "the archive's page");
        assert!(page.contains(ESCAPED), "{}", person.name);
    }
    assert!(shown > 100, "{shown}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_title_in_any_script_stands_apart_from_the_words_around_it(pool: PgPool) {
    const TITLE: &str = "שלום, עולם (1984)";
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&number, SECRET, false).await;
    // Alone it is a card; with another, a row of a list, and named again for those who hear the page.
    for other in [None, Some("Emma")] {
        desk.has_read(&number, other.unwrap_or(TITLE)).await;
        let page = owner.get("/record/history").await.text();
        let apart = page.matches(&format!("<bdi>{TITLE}</bdi>")).count();
        assert!(apart > 0, "{page}");
        assert_eq!(page.matches(TITLE).count(), apart, "{page}");
    }
}

/// The text of every page in the archive of a record, one after the other. A local header is followed by a deflate stream.
pub fn pages_of(zip: &[u8]) -> String {
    let length = |at: usize| usize::from(u16::from_le_bytes([zip[at], zip[at + 1]]));
    let mut text = String::new();
    for at in (0..zip.len().saturating_sub(30)).filter(|&at| zip[at..at + 4] == *b"PK\x03\x04") {
        let name = zip.get(at + 30..at + 30 + length(at + 26)).unwrap_or_default();
        if name.ends_with(b".html") {
            let begins = at + 30 + name.len() + length(at + 28);
            flate2::read::DeflateDecoder::new(&zip[begins..]).read_to_string(&mut text).unwrap();
        }
    }
    assert!(text.matches("<!doctype html>").count() > 10, "a page for each drawer");
    text
}

#[sqlx::test(migrations = "../migrations")]
async fn a_line_end_in_anything_that_reaches_mail_adds_no_header_and_no_line(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let evil = "Ana\r\nBcc: thief@evil.example\r\n\r\n<script>alert(1)</script>\u{2028}Bcc: x@evil.example\u{85}Bcc: y";
    for column in ["firstname", "preferred_name", "surname"] {
        let sql = format!("UPDATE person SET {column} = $1");
        sqlx::query(AssertSqlSafe(sql)).bind(evil).execute(&pool).await.unwrap();
    }
    sqlx::query("UPDATE session SET device = $1").bind(evil).execute(&pool).await.unwrap();

    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    for path in ["/forgot", "/activate/link"] {
        owner.post(path, &[("card_number", &number)]).await;
    }
    let fields = [("card_number", number.as_str()), ("secret", SECRET), ("computer", "own")];
    let body = fields.map(|(name, value)| format!("{name}={value}")).join("&");
    let headers = [("sec-fetch-site", "same-origin"), ("user-agent", "Firefox/1 Windows Bcc: z@evil.example")];
    owner.send(http::Method::POST, "/sign-in", Some(body), &headers).await;
    let change = [("current", SECRET), ("new_secret", "marigold-lantern-55"), ("again", "marigold-lantern-55")];
    owner.post("/security/change", &change).await;
    owner.post("/security/lost", &[]).await;

    let wanted = ["activation", "card-lost", "new-device", "password-changed", "reset"];
    // Links are written after the answer.
    let kinds: Vec<String> = until("as many kinds of mail", async || {
        let kinds: Vec<String> =
            sqlx::query_scalar("SELECT DISTINCT kind FROM outbox ORDER BY 1").fetch_all(&pool).await.unwrap();
        (kinds.len() >= wanted.len()).then_some(kinds)
    })
    .await;
    assert_eq!(kinds, wanted);
    let mails: Vec<(String, String, String, String, String)> =
        sqlx::query_as("SELECT kind, recipient, subject, body_text, body_html FROM outbox")
            .fetch_all(&pool)
            .await
            .unwrap();
    for (kind, recipient, subject, text, html) in mails {
        assert_eq!(recipient, format!("p{number}@example.org"), "{kind}");
        assert!(!subject.contains(char::is_control), "{kind}: {subject:?}");
        let begins = |line: &str| line.trim_start().to_lowercase().starts_with("bcc:");
        assert!(!text.contains('\r') && !text.lines().any(begins), "{kind}: {text}");
        assert!(!html.contains("<script") && !html.lines().any(begins), "{kind}: {html}");
    }
}
