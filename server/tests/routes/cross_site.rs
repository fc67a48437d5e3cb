//! SECURITY.md, "Requests", for every form there is, the desk's too: what another site sends, or nobody knows who, is
//! refused before anything happens.

use crate::{
    routes,
    support::{Desk, SECRET, Visitor, card},
};
#[cfg(feature = "dev")]
use domain::decision::Role;
use http::{HeaderMap, Method, StatusCode, header};
use sqlx::PgPool;

/// What a browser, or a program that is not one, says about where a form comes from.
const FROM_ELSEWHERE: [&[(&str, &str)]; 12] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "cross-site"), ("origin", "http://mansfield.localhost:3000")],
    &[("sec-fetch-site", "nonsense")],
    &[("origin", "https://evil.example")],
    &[("origin", "null")],
    &[("origin", "http://putnam.localhost:3000")],
    &[("origin", "http://mansfield.localhost:3000.evil.example")],
    &[],
    &[("sec-fetch-site", "")],
    &[("origin", "")],
    &[("sec-fetch-site", " "), ("origin", "")],
];

/// Whatever any form asks for.
fn fields(number: &str, session: &str) -> String {
    [
        ("card_number", number),
        ("child_card", number),
        ("find", number),
        ("secret", SECRET),
        ("current", SECRET),
        ("own_secret", SECRET),
        ("child_secret", SECRET),
        ("session", session),
        ("new_secret", "marigold-lantern-55"),
        ("again", "marigold-lantern-55"),
        ("purpose", "all-mail"),
        ("answer", "no"),
        ("step", "save"),
        ("phone", "860-555-0111"),
        ("login", "desk"),
    ]
    .map(|(name, value)| format!("{name}={value}"))
    .join("&")
}

async fn visitors(desk: &Desk) -> Vec<(&'static str, Visitor)> {
    desk.patron("mansfield", &card(1)).await;
    let stranger = desk.visitor("mansfield", [203, 0, 113, 5]);
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&card(1), SECRET, true).await;
    let visitors = vec![("a stranger", stranger), ("a patron", owner)];
    #[cfg(feature = "dev")]
    let visitors = {
        let director = crate::staff::at_desk(desk, "mansfield", Role::Director).await;
        visitors.into_iter().chain([("the Director", director)]).collect()
    };
    visitors
}

/// Every row of every table, the counters too.
async fn everything(pool: &PgPool) -> Vec<(String, Option<String>)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables \
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    assert!(tables.len() > 20, "{tables:?}");
    let each = tables
        .iter()
        .map(|table| format!("SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"));
    let sql = each.collect::<Vec<_>>().join(" UNION ALL ");
    sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(pool).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_that_comes_from_another_site_or_from_none_is_refused(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitors = visitors(&desk).await;
    let session: String = sqlx::query_scalar("SELECT id::text FROM session").fetch_one(&pool).await.unwrap();
    let body = fields(&card(1), &session);
    let before = everything(&pool).await;
    let mut refused = 0;
    // What a mail program sends is from nowhere; what it may do, leaving.rs tells.
    let ours = |route: &&routes::Route| route.has(&Method::POST) && route.pattern != "/unsubscribe/{token}";
    for route in routes::all().iter().filter(ours) {
        for (who, visitor) in &mut visitors {
            for headers in FROM_ELSEWHERE {
                let answer = visitor.send(Method::POST, &route.path, Some(body.clone()), headers).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {headers:?} as {who}", route.path);
                assert!(kept_its_cookies(&answer.headers), "{} {headers:?} as {who}", route.path);
                refused += 1;
            }
        }
        assert_eq!(everything(&pool).await, before, "{}", route.path);
    }
    assert!(refused >= 500, "{refused}");
}

#[sqlx::test(migrations = "../migrations")]
async fn no_form_of_ours_is_taken_as_plain_text(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitors = visitors(&desk).await;
    let session: String = sqlx::query_scalar("SELECT id::text FROM session").fetch_one(&pool).await.unwrap();
    let body = fields(&card(1), &session).into_bytes();
    let before = everything(&pool).await;
    // What another site's form can send without asking; some of ours have no fields, and then the kind is not read, but
    // where the form comes from always is (above).
    let bare = ["/sign-out", "/security/end-all", "/security/lost", "/contact/take-back", "/permissions/new"];
    let bare = |pattern: &str| {
        bare.contains(&pattern)
            || [
                "/leave",
                "/desk/sign-out",
                "/family/{link}/remove",
                "/security/close/take-back",
                "/api/{*function}",
                "/unsubscribe/{token}",
            ]
            .contains(&pattern)
            || [
                "/permissions/{id}/withdraw",
                "/permissions/{id}/discard",
                "/desk/closings/{id}",
                "/desk/ends/{id}",
                "/desk/choices/{id}",
                "/desk/returned/{id}",
                "/contact/written-again",
            ]
            .contains(&pattern)
    };
    let mut refused = 0;
    for route in routes::all().iter().filter(|route| route.has(&Method::POST) && !bare(&route.pattern)) {
        for (who, visitor) in &mut visitors {
            for kind in
                ["text/plain", "text/plain; charset=utf-8", "multipart/form-data; boundary=x", "application/json", ""]
            {
                let answer = visitor.post_raw(&route.path, kind, body.clone()).await;
                let what = format!("{} {kind} as {who}: {}", route.path, answer.status);
                // Anyone who may not send it at all hears that first.
                let led = answer.location();
                let is_refused = answer.status == StatusCode::BAD_REQUEST
                    || (answer.status == StatusCode::SEE_OTHER
                        && (led.starts_with("/sign-in") || led.starts_with("/desk/sign-in")));
                assert!(is_refused, "{what}");
                refused += usize::from(answer.status == StatusCode::BAD_REQUEST);
            }
        }
        assert_eq!(everything(&pool).await, before, "{}", route.path);
    }
    assert!(refused >= 100, "{refused}");
}

/// Whether no cookie of a session or a device is set or taken away.
fn kept_its_cookies(headers: &HeaderMap) -> bool {
    headers.get_all(header::SET_COOKIE).iter().all(|cookie| !cookie.to_str().unwrap().starts_with("__Host-"))
}
