//! How often a page goes to Postgres and back, counted between the two.

use super::Db;
use crate::{Portal, keys::digest, record, session::PgSessionStore, testing::House};
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgSslMode},
};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tower_sessions::{SessionStore, session::Id};

/// What was sent so that Postgres answers, in order: `begin`, `query`, `commit`, `rollback`, or `sync` alone.
#[derive(Clone, Default)]
pub(super) struct Sent(Arc<Mutex<Vec<&'static str>>>);

impl Sent {
    fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, what: &'static str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }
}

/// A way to the database that notes what is sent over it. It knows as much of the protocol as that takes: a message is a
/// letter, a length and a body; the first of a connection has no letter.
pub(super) async fn listening(options: &PgConnectOptions, sent: Sent) -> PgConnectOptions {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let beyond = (options.get_host().to_owned(), options.get_port());
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect((beyond.0.as_str(), beyond.1)).await.unwrap();
            let ((mut from_client, mut to_client), (mut from_server, mut to_server)) =
                (client.into_split(), server.into_split());
            let sent = sent.clone();
            tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
            tokio::spawn(async move {
                let (mut first, mut queried) = (true, false);
                loop {
                    let letter = if first { 0 } else { from_client.read_u8().await? };
                    let length = from_client.read_u32().await?;
                    let mut body = vec![0; usize::try_from(length).unwrap() - 4];
                    from_client.read_exact(&mut body).await?;
                    match letter {
                        b'Q' if body.starts_with(b"ROLLBACK") => sent.note("rollback"),
                        b'Q' if body.starts_with(b"COMMIT") => sent.note("commit"),
                        b'Q' => sent.note("begin"),
                        b'E' => queried = true,
                        b'S' => sent.note(if std::mem::take(&mut queried) { "query" } else { "sync" }),
                        _ => {}
                    }
                    if !first {
                        to_server.write_u8(letter).await?;
                    }
                    first = false;
                    to_server.write_u32(length).await?;
                    to_server.write_all(&body).await?;
                    to_server.flush().await?;
                }
                #[expect(unreachable_code, reason = "says what the block's errors are")]
                std::io::Result::Ok(())
            });
        }
    });
    options.clone().host("127.0.0.1").port(port).ssl_mode(PgSslMode::Disable)
}

/// Issue 8: the overview, session and all, at most four round trips.
#[sqlx::test(migrations = "../migrations")]
async fn a_patrons_overview_waits_for_four_round_trips_and_no_more(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let (ana, id) = (house.everybody().await, Id(7));
    let sent = Sent::default();
    let options = listening(&pool.connect_options(), sent.clone()).await;
    let portal = Portal { db: Db::connect(options, 1).await.unwrap(), ..house.portal.clone() };
    sqlx::query(
        "INSERT INTO session (library, id, secret_hash, person_id, data, created_at, last_seen_at, idle_ends_at, ends_at) \
         VALUES ('elm', $1, $2, $1, '{}', $3, $3, $3 + interval '5 minutes', $3 + interval '5 minutes')",
    )
    .bind(ana.id.0)
    .bind(digest(&id.0.to_le_bytes()).as_slice())
    .bind(house.now())
    .execute(&pool)
    .await
    .unwrap();
    let store = PgSessionStore::new(portal.clone(), "elm".parse().unwrap());
    let patron = ana.patron();
    let page = async || {
        assert!(store.load(&id).await.unwrap().is_some(), "signed in");
        assert!(!record::overview(&portal, &patron).await.unwrap().classes.is_empty());
    };
    // The first time, statements are prepared.
    page().await;
    drop(portal.db.begin(patron.scope()).await.unwrap());
    sent.take();
    page().await;
    // Until the one connection is back, which the next to ask for it waits for.
    drop(portal.db.begin(patron.scope()).await.unwrap());
    // What comes first still belongs to the transaction before.
    let sent: Vec<_> = sent.take().into_iter().skip_while(|what| *what != "begin").collect();
    // The rollback goes out when the answer is on its way, with what asks whether the connection still lives.
    let transaction = ["begin", "query", "rollback", "sync"];
    let mut expected = transaction.repeat(2);
    expected.push("begin");
    assert_eq!(sent[..expected.len()], expected);
    let waited_for = sent[..8].iter().filter(|what| ["begin", "query"].contains(what)).count();
    assert_eq!(waited_for, 4);
}
