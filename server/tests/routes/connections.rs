//! Connections: slow ones end, there are no more than allowed, and stopping drops nothing that has begun.

use crate::support::{Desk, SECRET, card};
use axum::{Router, extract::State};
use http::StatusCode;
use server::http::{Limits, serve};
use sqlx::PgPool;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
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
        Self::to(desk.router.clone(), limits).await
    }

    async fn to(router: Router, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (at, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        let served = tokio::spawn(serve(router, listener, limits, stop.clone()));
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

/// So many connections, whatever network they come from.
pub fn limits(headers: Duration, connections: usize) -> Limits {
    Limits { headers, connections, per_network: connections, proxies: Arc::from([]) }
}

/// Whether the server ends the connection.
async fn ended(stream: &mut TcpStream) -> bool {
    let mut rest = Vec::new();
    timeout(LONG, stream.read_to_end(&mut rest)).await.is_ok()
}

/// No test takes so long: only so that one that would wait for ever ends.
const LONG: Duration = Duration::from_secs(20);

#[sqlx::test(migrations = "../migrations")]
async fn headers_that_never_end_are_not_waited_for(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let limits = limits(Duration::from_millis(500), 10);
    let open = Listening::open(&desk, limits).await;
    for begun in ["", "G", "GET /sign-in HTTP/1.1\r\nHost: mansfield.localhost:3000\r\nX-A: "] {
        let mut slow = open.connect().await;
        slow.write_all(begun.as_bytes()).await.unwrap();
        assert!(ended(&mut slow).await, "{begun:?}");
    }
    // A byte now and then does not put it off: one each time that somebody else has been answered.
    let mut slow = open.connect().await;
    let (mut reading, mut writing) = slow.split();
    let trickle = async {
        while writing.write_all(b"a").await.is_ok() {
            assert_eq!(open.ask(&get("/healthz", "")).await.status, StatusCode::OK);
        }
    };
    let mut rest = Vec::new();
    tokio::select! {
        done = timeout(LONG, reading.read_to_end(&mut rest)) => assert!(done.is_ok(), "bytes that go on coming"),
        () = trickle => {}
    }
    assert_eq!(open.ask(&get("/sign-in", "")).await.status, StatusCode::OK, "and whoever is quick is served");
}

/// A page whose answer is held back until the test lets one go.
struct HeldPage {
    /// A permit for each request that has come in.
    entered: Semaphore,
    inside: AtomicUsize,
    most_inside: AtomicUsize,
    go: Semaphore,
}

async fn held_page(State(page): State<Arc<HeldPage>>) -> StatusCode {
    let inside = page.inside.fetch_add(1, Ordering::SeqCst) + 1;
    page.most_inside.fetch_max(inside, Ordering::SeqCst);
    page.entered.add_permits(1);
    page.go.acquire().await.unwrap().forget();
    page.inside.fetch_sub(1, Ordering::SeqCst);
    StatusCode::OK
}

#[tokio::test]
async fn beyond_the_limit_a_connection_waits_until_another_ends() {
    const LIMIT: usize = 3;
    const CONNECTIONS: usize = 8;
    let none = || AtomicUsize::new(0);
    let page = HeldPage { entered: Semaphore::new(0), inside: none(), most_inside: none(), go: Semaphore::new(0) };
    let page = Arc::new(page);
    let router = Router::new().route("/held", axum::routing::get(held_page)).with_state(page.clone());
    // All of them come from one network, which may have them all.
    let limits = Limits { per_network: CONNECTIONS, ..limits(LONG * 3, LIMIT) };
    let open = Listening::to(router, limits).await;
    let request = get("/held", "");
    let asking = futures::future::join_all((0..CONNECTIONS).map(|_| open.ask(&request)));
    let letting_go = async {
        for ended in 0..CONNECTIONS {
            let let_in = u32::try_from((ended + LIMIT).min(CONNECTIONS)).unwrap();
            // Given back at once: the permits count who has come in so far.
            drop(timeout(LONG, page.entered.acquire_many(let_in)).await.expect("as many are let in").unwrap());
            page.go.add_permits(1);
        }
    };
    let (answers, ()) = tokio::join!(asking, letting_go);
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK));
    assert_eq!(page.most_inside.load(Ordering::SeqCst), LIMIT, "never more at once");
}

#[sqlx::test(migrations = "../migrations")]
async fn many_idle_connections_of_one_network_are_its_share_and_no_more(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let limits = Limits { headers: LONG * 3, connections: 8, per_network: 4, proxies: Arc::from([]) };
    let open = Listening::open(&desk, limits).await;
    // Each is kept alive after its answer, and does nothing more.
    let mut idle = Vec::new();
    for _ in 0..20 {
        let mut stream = open.connect().await;
        stream.write_all(get("/healthz", "").replace("Connection: close\r\n", "").as_bytes()).await.unwrap();
        let mut begun = [0; 12];
        stream.read_exact(&mut begun).await.unwrap();
        assert_eq!(&begun, b"HTTP/1.1 200");
        idle.push(stream);
    }
    // More than twice as many as there may be were answered, because those that had rested longest went.
    let mut gone = 0;
    for stream in &mut idle[..16] {
        gone += usize::from(ended(stream).await);
    }
    assert_eq!(gone, 16);
    assert_eq!(open.ask(&get("/healthz", "")).await.status, StatusCode::OK, "and there is a place for the next");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_hangs_up_in_the_middle_leaves_no_transaction_open(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let open = Listening::open(&desk, limits(LONG, 10)).await;
    let control = PgPool::connect_with((*pool.connect_options()).clone().application_name("control")).await.unwrap();
    let count = async |what: &str| {
        let sql = format!(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
             AND application_name <> 'control' AND backend_type = 'client backend' AND {what}"
        );
        sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(sql)).fetch_one(&control).await.unwrap()
    };
    let body = format!("card_number={number}&secret={SECRET}");
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: mansfield.localhost:3000\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    // Where it writes first and last, held there.
    for table in ["throttle", "session", "ledger_event"] {
        let mut holding = control.begin().await.unwrap();
        let lock = format!("LOCK TABLE {table} IN SHARE MODE");
        sqlx::query(sqlx::AssertSqlSafe(lock)).execute(&mut *holding).await.unwrap();
        let mut stream = open.connect().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        let held = async { while count("wait_event_type = 'Lock'").await == 0 {} };
        timeout(LONG, held).await.expect("it comes to where it writes");
        drop(stream);
        // Anyone who comes after is answered, so it is surely noticed by now that the other one has gone.
        assert_eq!(open.ask(&get("/healthz", "")).await.status, StatusCode::OK);
        holding.rollback().await.unwrap();
        let open_still = async { while count("state <> 'idle'").await > 0 {} };
        timeout(LONG, open_still).await.expect("every transaction ends");
        let sessions: i64 = sqlx::query_scalar("SELECT count(*) FROM session").fetch_one(&control).await.unwrap();
        assert_eq!(sessions, 0, "held at {table}: it was never answered, so nobody is signed in");
    }
    assert_eq!(open.ask(&get("/readyz", "")).await.status, StatusCode::OK);
}

#[sqlx::test(migrations = "../migrations")]
async fn stopping_finishes_what_has_begun_and_takes_nothing_new(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    desk.patron("mansfield", &number).await;
    let limits = limits(Duration::from_secs(2), 10);
    let open = Listening::open(&desk, limits).await;
    let body = format!("card_number={number}&secret={SECRET}");
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nHost: mansfield.localhost:3000\r\nSec-Fetch-Site: same-origin\r\nExpect: 100-continue\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut begun = open.connect().await;
    begun.write_all(head.as_bytes()).await.unwrap();
    let mut idle = open.connect().await;
    // Said once the handler asks for the body.
    let go_on = b"HTTP/1.1 100 Continue\r\n\r\n";
    let mut said = vec![0; go_on.len()];
    timeout(LONG, begun.read_exact(&mut said)).await.expect("the handler waits for the body").unwrap();
    assert_eq!(said, go_on);
    open.stop.cancel();
    assert!(ended(&mut idle).await, "what is idle ends");
    begun.write_all(body.as_bytes()).await.unwrap();
    let answer = answer(&mut begun).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    timeout(LONG, open.served).await.expect("and then it has stopped").unwrap().unwrap();
    assert!(TcpStream::connect(open.at).await.is_err());
}
