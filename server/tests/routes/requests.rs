//! SECURITY.md, "Requests": headers, bodies, hosts. (Forms of other sites: `cross_site.rs`.)

use crate::support::{Desk, SECRET, card};
use chrono::Duration;
use http::{Method, StatusCode};
use sqlx::PgPool;

/// A page's content security policy, whose nonce is new each time.
const A_PAGE: &str = "default-src 'none'; script-src 'nonce-N' 'strict-dynamic' 'wasm-unsafe-eval'; \
                      style-src 'self' 'nonce-N'; img-src 'self' data:; font-src 'none'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; manifest-src 'self'";
/// That of an answer that is no page.
const NOT_A_PAGE: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
                          frame-ancestors 'none'";

#[sqlx::test(migrations = "../migrations")]
async fn every_answer_carries_the_security_headers(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    for path in ["/", "/sign-in", "/no-such-page", "/record", "/healthz"] {
        let answer = visitor.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.headers.get(name).unwrap(), value, "{path} {name}");
        }
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        let whole = match policy.split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\'')) {
            Some((nonce, _)) => policy.replace(nonce, "N"),
            None => policy.to_owned(),
        };
        // Whole: a source that is added anywhere, or a directive that is gone, is seen here.
        let is_page =
            answer.headers.get("content-type").is_some_and(|kind| kind.to_str().unwrap().starts_with("text/html"));
        assert_eq!(is_page, !["/record", "/healthz"].contains(&path), "{path}");
        let expected = if is_page { A_PAGE } else { NOT_A_PAGE };
        assert_eq!(whole, expected, "{path}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_nonce_is_new_each_time_and_on_every_inline_element(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitor = desk.visitor("putnam", [198, 51, 100, 1]);
    let nonce = |answer: &crate::support::Answer| {
        let policy = answer.headers["content-security-policy"].to_str().unwrap().to_owned();
        policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned()
    };
    let (one, other) = (visitor.get("/sign-in").await, visitor.get("/sign-in").await);
    assert_ne!(nonce(&one), nonce(&other));
    let text = one.text();
    for tag in ["<script", "<style"] {
        for rest in text.split(tag).skip(1) {
            let opening = rest.split('>').next().unwrap();
            assert!(opening.contains(&nonce(&one)), "{tag}{opening}");
        }
    }
    assert!(!text.contains(" style=\""), "an inline style is blocked by the policy");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_body_that_is_no_form_is_refused(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    for kind in ["text/plain", "application/json", "multipart/form-data; boundary=x"] {
        let headers = [("content-type", kind), ("sec-fetch-site", "same-origin")];
        let answer = visitor.send(Method::POST, "/sign-in", Some("card_number=1&secret=2".into()), &headers).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{kind}");
    }
    let headers = [("sec-fetch-site", "same-origin")];
    let answer = visitor.send(Method::POST, "/sign-in", Some("x".repeat(70_000)), &headers).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_signed_in_page_that_another_site_led_to_is_not_compressed(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&number, SECRET, false).await;
    let mut stranger = desk.visitor("mansfield", [203, 0, 113, 5]);
    let compressed = async |visitor: &mut crate::support::Visitor, path: &str, site: &str| {
        let headers = [("accept-encoding", "br, gzip"), ("sec-fetch-site", site)];
        let answer = visitor.send(Method::GET, path, None, &headers).await;
        assert!(answer.status == StatusCode::OK || answer.status == StatusCode::NOT_FOUND, "{path}: {}", answer.status);
        answer.headers.contains_key("content-encoding")
    };
    // Whatever stands in the address stands in the page too, in the languages' links at least.
    for path in ["/record/history?search=Canaryname", "/record/identity?x=Canaryname", "/privacy", "/no-such-page"] {
        for site in ["cross-site", "same-site"] {
            assert!(!compressed(&mut owner, path, site).await, "{path} {site}");
        }
        for site in ["same-origin", "none"] {
            assert!(compressed(&mut owner, path, site).await, "{path} {site}: what the person asks for");
        }
    }
    assert!(compressed(&mut stranger, "/privacy", "cross-site").await, "there is nothing to learn from it");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_changes_something_is_not_reached_by_get(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&number, SECRET, false).await;
    for path in ["/sign-out", "/security/end", "/security/end-all", "/activate/link", "/api/stay-signed-in"] {
        let answer = owner.get(path).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    assert_eq!(owner.get("/record").await.status, StatusCode::OK);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_host_that_is_no_library_serves_nothing(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for library in ["nowhere", "a.b", "mansfield.localhost:3000.evil"] {
        let answer = desk.visitor(library, [198, 51, 100, 1]).get("/sign-in").await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{library}");
    }
    let chooser = desk.visitor("", [198, 51, 100, 1]).get("/").await;
    assert_eq!(chooser.status, StatusCode::OK);
    for profile in desk.profiles.iter() {
        assert!(chooser.text().contains(&format!("http://{}.localhost:3000/", profile.slug)));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_with_a_token_in_it_is_never_sent_on_as_a_referrer(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("mansfield", &card(1)).await;
    let code = desk.activation_code("mansfield", &card(1)).await;
    let mut visitor = desk.visitor("mansfield", [198, 51, 100, 1]);
    let dead = format!("/choose?lang=es&t={}", "0".repeat(26));
    // The form, the page for an unknown token, and the page for an address that cannot be read.
    for address in [format!("/choose?t={code}"), dead, format!("/choose?t={code}&t={code}")] {
        let answer = visitor.get(&address).await;
        assert_eq!(answer.headers["referrer-policy"], "strict-origin", "{address}");
    }
    assert_eq!(visitor.get("/sign-in").await.headers["referrer-policy"], "same-origin");
}

#[sqlx::test(migrations = "../migrations")]
async fn asking_whether_it_is_ready_a_thousand_times_asks_the_database_once(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitor = desk.visitor("", [198, 51, 100, 1]);
    assert_eq!(visitor.get("/readyz").await.status, StatusCode::OK);
    desk.portal.db.close().await;
    for _ in 0..1_000 {
        assert_eq!(visitor.get("/readyz").await.status, StatusCode::OK, "as it was within this second");
    }
    desk.clock.advance(Duration::seconds(1));
    let answer = visitor.get("/readyz").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(visitor.get("/healthz").await.status, StatusCode::OK, "the process lives all the same");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_second_copy_at_once_is_told_to_wait(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    desk.has_read_many(&number, 20_000).await;
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&number, SECRET, false).await;
    let slow = owner.download_and_wait(SECRET).await;
    let second = owner.post("/record/download", &[("secret", SECRET)]).await;
    assert_eq!(second.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(second.headers["retry-after"], "60");
    assert!(second.text().contains("already taking a copy"), "{}", second.text());
    drop(slow);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_request_that_names_two_hosts_is_refused(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let open = crate::connections::Listening::open(
        &desk,
        server::http::Limits {
            headers: std::time::Duration::from_secs(30),
            connections: 10,
            per_network: 10,
            proxies: std::sync::Arc::from([]),
        },
    )
    .await;
    let (here, there) = ("mansfield.localhost:3000", "putnam.localhost:3000");
    for (request, status) in [
        (format!("GET /sign-in HTTP/1.1\r\nHost: {here}\r\n"), StatusCode::OK),
        (format!("GET /sign-in HTTP/1.1\r\nHost: {here}\r\nHost: {there}\r\n"), StatusCode::BAD_REQUEST),
        (format!("GET /sign-in HTTP/1.1\r\nHost: {here}\r\nHost: {here}\r\n"), StatusCode::BAD_REQUEST),
        (format!("GET http://{here}/sign-in HTTP/1.1\r\nHost: {here}\r\n"), StatusCode::OK),
        (format!("GET http://{here}/sign-in HTTP/1.1\r\nHost: {there}\r\n"), StatusCode::BAD_REQUEST),
    ] {
        let answer = open.ask(&format!("{request}Connection: close\r\n\r\n")).await;
        assert_eq!(answer.status, status, "{request}");
    }
    // So is what is the same for every library, and a probe that names none is answered.
    for path in ["/healthz", "/readyz", "/pkg/app.js", "/assets/style.css"] {
        let two = format!("GET {path} HTTP/1.1\r\nHost: {here}\r\nHost: {there}\r\nConnection: close\r\n\r\n");
        assert_eq!(open.ask(&two).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    let none = open.ask("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n").await;
    assert_eq!(none.status, StatusCode::OK);
}
