//! How often a page goes to Postgres and back, counted between the two.

use super::Db;
use crate::{
    Portal,
    access::{Confirmed, confirm_again},
    contact::{ChangeOutcome, Wish, ask},
    keys::digest,
    record,
    session::PgSessionStore,
    testing::{House, Person, SITE},
};
use domain::{
    contact::{Change, Detail},
    words::Lang,
};
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

/// A session of this person, as their browser's cookie names it.
async fn session_of(house: &House, person: &Person) -> Id {
    let id = Id(7);
    sqlx::query(
        "INSERT INTO session (library, id, secret_hash, person_id, data, created_at, last_seen_at, idle_ends_at, ends_at) \
         VALUES ($4, $1, $2, $1, '{}', $3, $3, $3 + interval '5 minutes', $3 + interval '5 minutes')",
    )
    .bind(person.id.0)
    .bind(digest(&id.0.to_le_bytes()).as_slice())
    .bind(house.now())
    .bind(house.slug().as_str())
    .execute(&house.pool)
    .await
    .unwrap();
    id
}

/// The overview, session and all, at most four round trips.
#[sqlx::test(migrations = "../migrations")]
async fn a_patrons_overview_waits_for_four_round_trips_and_no_more(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await;
    let sent = Sent::default();
    let options = listening(&pool.connect_options(), sent.clone()).await;
    let portal = Portal { db: Db::connect(options, 1).await.unwrap(), ..house.portal.clone() };
    let id = session_of(&house, &ana).await;
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

/// Session, PIN and change: a transaction for each wait between them, since no transaction waits for a hash.
#[sqlx::test(migrations = "../migrations")]
async fn saving_an_e_mail_address_takes_four_transactions(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").email("ana@example.org").card().pin("8305").session().add().await;
    let sent = Sent::default();
    let options = listening(&pool.connect_options(), sent.clone()).await;
    let portal = Portal { db: Db::connect(options, 1).await.unwrap(), ..house.portal.clone() };
    let id = session_of(&house, &ana).await;
    let store = PgSessionStore::new(portal.clone(), "mansfield".parse().unwrap());
    let patron = ana.patron();
    let change = Change::read(Detail::Email, |_| "new@example.org".to_owned()).unwrap();
    sent.take();
    assert!(store.load(&id).await.unwrap().is_some(), "signed in");
    let Confirmed::Yes(patron) = confirm_again(&portal, &house.hasher, &patron, "8305".into()).await.unwrap() else {
        panic!("the PIN is right")
    };
    let wish = Wish { change: &change, lang: Lang::En, site: SITE, form: portal.entropy.uuid() };
    assert!(matches!(ask(&portal, &patron, wish).await.unwrap(), ChangeOutcome::LinkSent { .. }));
    assert_eq!(sent.take().into_iter().filter(|what| *what == "begin").count(), 4);
}
