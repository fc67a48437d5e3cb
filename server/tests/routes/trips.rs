//! How often a page goes to Postgres and back: behind the router, with the session, the layer around the pages and the handler.

#[path = "../../../portal/src/testing/wire.rs"]
mod wire;

use crate::support::{Desk, SECRET, card};
use http::StatusCode;
use portal::db::Db;
use sqlx::PgPool;
use wire::{Sent, listening};

/// The session and the page, each a transaction of two waits: it begins, and it asks.
#[sqlx::test(migrations = "../migrations")]
async fn a_patrons_overview_waits_for_four_round_trips_and_no_more(pool: PgPool) {
    let mut desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, true).await;
    let cookies = ada.cookies;
    let sent = Sent::default();
    let options = listening(&pool.connect_options(), sent.clone()).await;
    // One connection: what waits for another would wait for ever.
    desk.reads_from(Db::connect(options, 1).await.unwrap());
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.cookies = cookies;
    // The first time, statements are prepared.
    assert_eq!(ada.get("/record").await.status, StatusCode::OK);
    sent.take();
    assert_eq!(ada.get("/record").await.status, StatusCode::OK);
    // A rollback goes out when the answer is on its way, with what asks whether the connection still lives.
    let mut waited_for = sent.take();
    waited_for.retain(|what| !matches!(*what, "rollback" | "sync"));
    assert_eq!(waited_for, ["begin", "query", "begin", "query"]);
}
