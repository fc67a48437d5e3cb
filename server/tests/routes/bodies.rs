//! Bodies and addresses that no form of ours sends: refused with the library's own page, never an error on our side.

use crate::{
    routes,
    support::{Answer, Desk, SECRET, Visitor, card},
};
use http::{Method, StatusCode, header};
use sqlx::PgPool;

/// What somebody might send instead of a form.
fn bad_bodies() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let form = "application/x-www-form-urlencoded";
    vec![
        ("text/plain", "text/plain", b"card_number=1&secret=2".to_vec()),
        ("JSON", "application/json", br#"{"card_number": "1", "secret": "2"}"#.to_vec()),
        ("multipart", "multipart/form-data; boundary=x", b"--x\r\n\r\n--x--".to_vec()),
        ("no type", "", b"card_number=1".to_vec()),
        ("huge", form, vec![b'x'; 70_000]),
        ("long value", form, [b"card_number=".to_vec(), vec![b'9'; 60_000], b"&secret=".to_vec()].concat()),
        ("not UTF-8", form, b"card_number=\xff\xfe&secret=\xc3\x28&token=\x80&session=\xff".to_vec()),
        ("encoded not UTF-8", form, b"card_number=%FF%FE&secret=%C3%28&token=%80&session=%FF".to_vec()),
        ("bad percent-encoding", form, b"card_number=%&secret=%z1&token=%%%&session=%2".to_vec()),
        ("zero bytes", form, b"card_number=%00&secret=%00a&token=%00&code=%00&session=%00&new_secret=%00".to_vec()),
        ("every field twice", form, b"card_number=1&card_number=2&secret=3&secret=4&session=5&session=6".to_vec()),
        ("empty", form, Vec::new()),
        ("signs", form, b"&&==&=&;&card_number[]=1&card_number[a][b]=2".to_vec()),
    ]
}

/// What somebody might put behind a question mark.
const BAD_QUERIES: [&str; 9] = [
    "%FF",
    "page=%FF&search=%C3%28&t=%80&next=%FF&done=%FF",
    "page=%&search=%z1&t=%%%",
    "page=1&page=2&search=a&search=b&t=1&t=2&next=/&next=/&ended=1&ended=2&done=a&done=b",
    "page=-1&search=%00&t=%00&next=%00",
    "page=99999999999999999999&search=%25%5F%27%22",
    "lang=&lang=xx&lang=es&lang",
    "=&&=;&[]=1",
    "search=%F0%9F%93%9A%E2%80%AE&next=//evil.example",
];

async fn signed_in(desk: &Desk, serial: &mut u32) -> Visitor {
    *serial += 1;
    let number = card(*serial);
    desk.patron("mansfield", &number).await;
    let [_, high, middle, low] = serial.to_be_bytes();
    let mut visitor = desk.visitor("mansfield", [10 + high, middle, low, 1]);
    assert_eq!(visitor.sign_in(&number, SECRET, false).await.location(), "/record");
    visitor
}

fn is_ours(answer: &Answer, what: &str) {
    assert!(!answer.status.is_server_error(), "{what}: {}", answer.status);
    if answer.status.is_client_error() && !what.contains("/api/") {
        let kind = answer.headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap());
        assert_eq!(kind, Some("text/html; charset=utf-8"), "{what}: {} {}", answer.status, answer.text());
        assert!(answer.text().contains("<h1"), "{what}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn no_body_is_an_error_on_our_side(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mut serial, mut sent) = (0, 0);
    let mut owner = signed_in(&desk, &mut serial).await;
    let mut stranger = desk.visitor("mansfield", [203, 0, 113, 1]);
    for route in routes::all().iter().filter(|route| route.has(&Method::POST)) {
        for (name, kind, body) in bad_bodies() {
            sqlx::query("DELETE FROM throttle").execute(&pool).await.unwrap();
            let what = format!("{} {name}", route.path);
            is_ours(&stranger.post_raw(&route.path, kind, body.clone()).await, &format!("{what}, signed out"));
            is_ours(&owner.post_raw(&route.path, kind, body).await, &what);
            if owner.get("/security").await.status != StatusCode::OK {
                // Signing out, and reporting the card lost, need nothing in the form.
                owner = signed_in(&desk, &mut serial).await;
            }
            sent += 1;
        }
    }
    assert!(sent > 100, "{sent}");
}

#[sqlx::test(migrations = "../migrations")]
async fn whatever_is_refused_is_refused_with_the_librarys_own_page(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, &mut 0).await;
    let mut stranger = desk.visitor("mansfield", [203, 0, 113, 1]);
    for route in routes::all().iter().filter(|route| route.has(&Method::GET)) {
        for query in BAD_QUERIES {
            let address = format!("{}?{query}", route.path);
            is_ours(&stranger.get(&address).await, &address);
            is_ours(&owner.get(&address).await, &address);
        }
    }
    for path in ["/record/%FF", "/record/%C3%28", "/%FF", "/record/%00", "/sign-in/%FF"] {
        is_ours(&owner.get(path).await, path);
    }
    let twice = stranger.get("/sign-in?next=/&next=/&lang=es").await;
    assert_eq!(twice.status, StatusCode::BAD_REQUEST);
    assert!(twice.text().contains("<html lang=\"es\""), "in the visitor's language");
    assert!(!twice.text().contains("duplicate field"), "and says nothing of how it is made");
    let huge = stranger.post_raw("/sign-in", "application/x-www-form-urlencoded", vec![b'x'; 70_000]).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
}

/// Everything in the database but what reading itself leaves (the ledger's "was seen"; the session is younger than the
/// half minute after which it is written).
async fn everything(pool: &PgPool) -> Vec<(String, Option<String>)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables \
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'ledger%' \
         ORDER BY 1",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    assert!(tables.len() > 20, "{tables:?}");
    let mut all = Vec::new();
    for table in tables {
        let sql = format!("SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t");
        let sum = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(pool).await.unwrap();
        all.push((table, sum));
    }
    all
}

#[sqlx::test(migrations = "../migrations")]
async fn getting_what_takes_a_form_changes_nothing(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(9_000);
    let mut owner = signed_in(&desk, &mut 0).await;
    desk.import("mansfield", &number).await;
    let code = desk.activation_code("mansfield", &number).await;
    let mut second = desk.visitor("mansfield", [198, 51, 100, 9]);
    second.sign_in(&card(1), SECRET, true).await;
    let page = owner.get("/security").await.text();
    let session = page.split("name=\"session\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    // Whatever the forms ask for, as a link from elsewhere would carry it.
    let fields = format!(
        "card_number={number}&secret={SECRET}&current={SECRET}&token={code}&t={code}&code={code}&session={session}\
         &new_secret=marigold-lantern-55&again=marigold-lantern-55&computer=own&confirm=yes"
    );
    let before = everything(&pool).await;
    let mut asked = 0;
    for route in routes::all().iter().filter(|route| route.has(&Method::POST)) {
        for method in [Method::GET, Method::HEAD] {
            let answer = owner.send(method, &format!("{}?{fields}", route.path), None, &[]).await;
            if !route.has(&Method::GET) {
                assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{}", route.path);
            }
            assert_eq!(everything(&pool).await, before, "{}", route.path);
            asked += 1;
        }
    }
    assert!(asked >= 20, "{asked}");
    assert_eq!(owner.get("/record").await.status, StatusCode::OK, "still signed in");
}
