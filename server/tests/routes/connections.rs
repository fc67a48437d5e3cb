//! Connections: slow ones end, there are no more than allowed, and stopping drops nothing that has begun.

use crate::support::{Desk, SECRET, card};
use http::StatusCode;
use server::http::{Limits, serve};
use sqlx::PgPool;
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

/// A portal that listens.
pub struct Listening {
    pub at: SocketAddr,
    pub stop: CancellationToken,
    served: JoinHandle<anyhow::Result<()>>,
}

/// An answer as it came.
pub struct Raw {
    pub status: StatusCode,
    pub text: String,
}

impl Listening {
    pub async fn open(desk: &Desk, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (at, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        let served = tokio::spawn(serve(desk.router.clone(), listener, limits, stop.clone()));
        Self { at, stop, served }
    }

    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.at).await.unwrap()
    }

    /// One request on a connection of its own.
    pub async fn ask(&self, request: &str) -> Raw {
        let mut stream = self.connect().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        answer(&mut stream).await
    }
}

/// `GET path` at mansfield; the connection ends with the answer.
pub fn get(path: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: mansfield.localhost:3000\r\nConnection: close\r\n{more}\r\n")
}

pub async fn answer(stream: &mut TcpStream) -> Raw {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).unwrap_or_else(|| panic!("no answer: {text:?}")).parse().unwrap();
    Raw { status, text }
}

/// Whether the server ends the connection within `time`.
async fn ended(stream: &mut TcpStream, time: Duration) -> bool {
    let mut rest = Vec::new();
    timeout(time, stream.read_to_end(&mut rest)).await.is_ok()
}

const LONG: Duration = Duration::from_secs(20);

#[sqlx::test(migrations = "../migrations")]
async fn headers_that_never_end_are_not_waited_for(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let limits = Limits { headers: Duration::from_millis(500), connections: 10 };
    let open = Listening::open(&desk, limits).await;
    for begun in ["", "G", "GET /sign-in HTTP/1.1\r\nHost: mansfield.localhost:3000\r\nX-A: "] {
        let mut slow = open.connect().await;
        slow.write_all(begun.as_bytes()).await.unwrap();
        assert!(ended(&mut slow, LONG).await, "{begun:?}");
    }
    // A byte now and then does not put it off.
    let mut slow = open.connect().await;
    let (mut reading, mut writing) = slow.split();
    let trickle = async {
        while writing.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let mut rest = Vec::new();
    tokio::select! {
        done = timeout(LONG, reading.read_to_end(&mut rest)) => assert!(done.is_ok(), "a byte every tenth of a second"),
        () = trickle => {}
    }
    assert_eq!(open.ask(&get("/sign-in", "")).await.status, StatusCode::OK, "and whoever is quick is served");
}

#[sqlx::test(migrations = "../migrations")]
async fn beyond_the_limit_a_connection_waits_until_another_ends(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let limits = Limits { headers: LONG * 3, connections: 3 };
    let open = Listening::open(&desk, limits).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut stream = open.connect().await;
        stream.write_all(b"GET /").await.unwrap();
        held.push(stream);
    }
    // The three are surely accepted once a fourth finds no place.
    let request = get("/healthz", "");
    let asking = open.ask(&request);
    tokio::pin!(asking);
    assert!(timeout(Duration::from_millis(500), &mut asking).await.is_err(), "a fourth is not served yet");
    held.pop();
    assert_eq!(timeout(LONG, asking).await.expect("a place is free").status, StatusCode::OK);
}

#[sqlx::test(migrations = "../migrations")]
async fn stopping_finishes_what_has_begun_and_takes_nothing_new(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let limits = Limits { headers: Duration::from_secs(2), connections: 10 };
    let open = Listening::open(&desk, limits).await;
    let body = format!("card_number={number}&secret={SECRET}");
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nHost: mansfield.localhost:3000\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut begun = open.connect().await;
    begun.write_all(head.as_bytes()).await.unwrap();
    let mut idle = open.connect().await;
    tokio::time::sleep(Duration::from_millis(300)).await; // the handler waits for the body now
    open.stop.cancel();
    assert!(ended(&mut idle, LONG).await, "what is idle ends");
    begun.write_all(body.as_bytes()).await.unwrap();
    let answer = answer(&mut begun).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    timeout(LONG, open.served).await.expect("and then it has stopped").unwrap().unwrap();
    assert!(TcpStream::connect(open.at).await.is_err());
}
