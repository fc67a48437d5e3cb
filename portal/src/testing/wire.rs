//! Between a portal and its Postgres: what is sent. (The tests of whole pages have it too: server/tests/routes/trips.rs.)

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What was sent so that Postgres answers, in order: `begin`, `query`, `commit`, `rollback`, or `sync` alone.
#[derive(Clone, Default)]
pub(crate) struct Sent(Arc<Mutex<Vec<&'static str>>>);

impl Sent {
    /// What was sent since this was asked before.
    pub(crate) fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, what: &'static str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }
}

/// A way to the database that notes what is sent over it. It knows as much of the protocol as that takes: a message is a
/// letter, a length and a body; the first of a connection has no letter.
pub(crate) async fn listening(options: &PgConnectOptions, sent: Sent) -> PgConnectOptions {
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
