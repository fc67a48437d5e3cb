//! Just enough of Postgres's protocol to run SQL: npm's Postgres comes without psql.

use anyhow::{Result, bail};
use std::{
    io::{Read, Write},
    net::TcpStream,
};

/// Version 3.0 of the protocol.
const PROTOCOL: i32 = 196_608;
/// The server asks for the password as it is.
const PASSWORD_PLEASE: i32 = 3;

/// Runs SQL as `postgres` on 127.0.0.1. Returns the first column of each row.
///
/// # Errors
/// When nobody answers, or with Postgres's own message.
pub fn query(port: u16, password: &str, database: &str, sql: &str) -> Result<Vec<String>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    let mut hello = PROTOCOL.to_be_bytes().to_vec();
    for part in ["user", "postgres", "database", database, ""] {
        hello.extend_from_slice(part.as_bytes());
        hello.push(0);
    }
    send(&mut stream, None, &hello)?;
    converse(&mut stream, password)?;
    send(&mut stream, Some(b'Q'), &terminated(sql))?;
    converse(&mut stream, password)
}

fn terminated(text: &str) -> Vec<u8> {
    [text.as_bytes(), &[0]].concat()
}

fn send(stream: &mut TcpStream, kind: Option<u8>, body: &[u8]) -> Result<()> {
    let mut message: Vec<u8> = kind.into_iter().collect();
    message.extend_from_slice(&i32::try_from(body.len() + 4)?.to_be_bytes());
    message.extend_from_slice(body);
    Ok(stream.write_all(&message)?)
}

/// Reads until the server is ready for the next question.
fn converse(stream: &mut TcpStream, password: &str) -> Result<Vec<String>> {
    let mut rows = Vec::new();
    let mut problem = None;
    loop {
        let mut head = [0; 5];
        if stream.read_exact(&mut head).is_err() {
            bail!("{}", problem.unwrap_or_else(|| "Postgres hung up".to_owned()));
        }
        let [kind, length @ ..] = head;
        let mut body = vec![0; usize::try_from(i32::from_be_bytes(length))?.saturating_sub(4)];
        stream.read_exact(&mut body)?;
        match kind {
            b'R' if body.starts_with(&PASSWORD_PLEASE.to_be_bytes()) => {
                send(stream, Some(b'p'), &terminated(password))?;
            }
            b'D' => rows.push(first_column(&body)),
            b'E' => problem = Some(message(&body)),
            b'Z' => return problem.map_or(Ok(rows), |problem| bail!("{problem}")),
            _ => {}
        }
    }
}

/// Number of columns (2 bytes), then for each its length (4 bytes, -1 for NULL) and its text.
fn first_column(row: &[u8]) -> String {
    String::from_utf8_lossy(row.get(6..).unwrap_or_default()).into_owned()
}

/// Of the fields of an error, each with a letter before and a zero after, the message (M) and where it was (W).
fn message(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body).into_owned();
    let fields = text.split('\0').filter_map(|field| field.strip_prefix('M').or_else(|| field.strip_prefix('W')));
    fields.collect::<Vec<_>>().join("; ")
}
