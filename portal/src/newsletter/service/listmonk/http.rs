//! One request on a connection of its own: over TLS, or in clear to this machine; no redirect is followed, no answer is waited for
//! for ever, and none is read without end.

use crate::patience::Patience;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Method, Request, StatusCode,
    body::Bytes,
    client::conn::http1::{self, SendRequest},
    header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue},
};
use hyper_util::rt::TokioIo;
use secrecy::{ExposeSecret, SecretString};
use std::{fmt, pin::pin, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

/// How long the service may take to be reached.
const CONNECT: Duration = Duration::from_secs(5);

/// How long an answer may take.
const ANSWER: Duration = Duration::from_secs(20);

/// No answer of the service's about one subscriber comes near this (bytes).
const LONGEST: usize = 256 * 1024;

/// Where the service is, and who asks.
#[derive(Clone)]
pub(super) struct Target {
    host: String,
    port: u16,
    /// What stands before every path, without a slash at its end.
    prefix: String,
    tls: Option<TlsConnector>,
    /// `user:token`.
    who: SecretString,
    answer: Patience,
}

/// What the service said.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: Bytes,
}

/// Why it said nothing, as a code for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoAnswer {
    /// Nothing was sent.
    NotSent(&'static str),
    /// What was sent may have been taken.
    Lost(&'static str),
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

impl Target {
    /// A service at this host and port; `who` is `user:token`. `None`: the TLS of this build cannot be set up.
    pub(super) fn new(host: &str, port: u16, prefix: &str, secure: bool, who: SecretString) -> Option<Self> {
        let tls = if secure { Some(connector()?) } else { None };
        Some(Self { host: host.to_owned(), port, prefix: prefix.to_owned(), tls, who, answer: Patience::Lasts(ANSWER) })
    }

    /// The same, giving an answer up when it is told to.
    #[cfg(test)]
    pub(super) fn gives_up_when(self, told: Arc<tokio::sync::Notify>) -> Self {
        Self { answer: Patience::UntilTold(told), ..self }
    }

    /// Sends one request and reads the whole answer.
    pub(super) async fn ask(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Result<Answer, NoAnswer> {
        let request = self.request(method, path, body).ok_or(NoAnswer::NotSent("request"))?;
        let stream = timeout(CONNECT, TcpStream::connect((self.name(), self.port))).await;
        let stream = stream.map_err(|_| NoAnswer::NotSent("time-out"))?.map_err(|_| NoAnswer::NotSent("connection"))?;
        let Some(tls) = &self.tls else { return self.send(stream, request).await };
        let name = ServerName::try_from(self.name().to_owned()).map_err(|_| NoAnswer::NotSent("host"))?;
        let stream = timeout(CONNECT, tls.connect(name, stream)).await;
        let stream = stream.map_err(|_| NoAnswer::NotSent("time-out"))?.map_err(|_| NoAnswer::NotSent("tls"))?;
        self.send(stream, request).await
    }

    /// The host without the brackets that an address has in a URL.
    fn name(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }

    fn request(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Option<Request<Full<Bytes>>> {
        let mut who = HeaderValue::try_from(format!("token {}", self.who.expose_secret())).ok()?;
        who.set_sensitive(true);
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.prefix))
            .header(HOST, format!("{}:{}", self.host, self.port))
            .header(AUTHORIZATION, who);
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        request.body(Full::from(body.unwrap_or_default())).ok()
    }

    async fn send<S>(&self, stream: S, request: Request<Full<Bytes>>) -> Result<Answer, NoAnswer>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        self.answer.waits_for(exchange(stream, request)).await.unwrap_or(Err(NoAnswer::Lost("time-out")))
    }
}

/// The certificates of the authorities that browsers know.
fn connector() -> Option<TlsConnector> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .ok()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Some(TlsConnector::from(Arc::new(config)))
}

/// Sends the request and reads the answer while the connection is tended.
async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Answer, NoAnswer>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|_| NoAnswer::NotSent("connection"))?;
    let mut connection = pin!(connection);
    let mut answer = pin!(answer(&mut sender, request));
    let mut is_over = false;
    loop {
        // What came before the connection ended is still to be read.
        tokio::select! {
            said = &mut answer => return said,
            _ = &mut connection, if !is_over => is_over = true,
        }
    }
}

async fn answer(sender: &mut SendRequest<Full<Bytes>>, request: Request<Full<Bytes>>) -> Result<Answer, NoAnswer> {
    let response = sender.send_request(request).await.map_err(|_| NoAnswer::Lost("broken"))?;
    let status = response.status();
    let body = Limited::new(response.into_body(), LONGEST).collect().await;
    Ok(Answer { status, body: body.map_err(|_| NoAnswer::Lost("broken"))?.to_bytes() })
}
