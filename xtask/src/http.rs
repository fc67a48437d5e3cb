//! A small HTTP/1.1 client: one kept connection, one question at a time.

use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

/// A server that does not answer for so long is broken.
const PATIENCE: Duration = Duration::from_secs(40);

/// A kept connection.
pub struct Connection(BufReader<TcpStream>);

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header lines, as sent.
    pub head: String,
    /// The body, as sent (compressed, if it was).
    pub body: Vec<u8>,
    /// Bytes on the wire: status line, headers, body and its framing.
    pub bytes: usize,
}

impl Connection {
    /// Connects to this machine.
    pub fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).with_context(|| format!("port {port}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Asks, and reads the whole answer.
    pub fn ask(&mut self, request: &str) -> Result<Answer> {
        self.0.get_mut().write_all(request.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.0.read_line(&mut head)? == 0 {
                bail!("the server hung up");
            }
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
        let mut answer = Answer { status, bytes: head.len(), head, body: Vec::new() };
        if answer.header("transfer-encoding") == Some("chunked") {
            self.chunks(&mut answer)?;
        } else {
            let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            self.exactly(&mut answer, length)?;
        }
        Ok(answer)
    }

    fn chunks(&mut self, answer: &mut Answer) -> Result<()> {
        loop {
            let mut line = String::new();
            answer.bytes += self.0.read_line(&mut line)?;
            let length = usize::from_str_radix(line.trim(), 16).context("a chunk without a length")?;
            self.exactly(answer, length)?;
            answer.bytes += self.0.read_line(&mut line)?;
            if length == 0 {
                return Ok(());
            }
        }
    }

    fn exactly(&mut self, answer: &mut Answer, length: usize) -> Result<()> {
        let from = answer.body.len();
        answer.body.resize(from + length, 0);
        self.0.read_exact(&mut answer.body[from..])?;
        answer.bytes += length;
        Ok(())
    }
}

impl Answer {
    /// The first header of this (lower-case) name.
    pub fn header<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.headers(name).next()
    }

    /// Every header of this (lower-case) name.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .filter(move |(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }
}

/// A question; `headers` are whole lines.
pub fn get(host: &str, path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n")
}

/// A form sent.
pub fn post(host: &str, path: &str, headers: &str, form: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n{headers}\r\n{form}",
        form.len()
    )
}
