//! A mail server on the loopback that speaks real SMTP: it refuses, stalls, puts off, breaks off and takes twice, as it is told.

use crate::mail::{MailSettings, Security, SmtpSettings, Transport};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream, tcp::OwnedReadHalf},
    sync::{Barrier, Notify},
};

/// A mail server that keeps what it is given and answers as it is told.
pub(crate) struct Receiver {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// How many connections were made to it.
    connections: usize,
    mails: Vec<Received>,
    answers: HashMap<String, Vec<Answer>>,
    authentication: Option<String>,
    /// How many mails still wait for one another, and where.
    together: Option<(usize, Arc<Barrier>)>,
    when_taken: Option<Box<dyn Fn() + Send>>,
    /// Whether it takes addresses with other signs than those of ASCII (RFC 6531).
    utf8: bool,
    /// Whom it has put off once, where it puts everybody off.
    put_off: Option<HashSet<String>>,
}

/// A mail as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Received {
    /// The return path.
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) data: String,
}

/// What the server does, once, with a mail to someone.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// This reply to RCPT.
    ToRecipient(&'static str),
    /// This reply to the mail itself.
    ToData(&'static str),
    /// This reply to the mail itself, once the test lets it go.
    ToDataHeld(Held, &'static str),
    /// Breaks the connection within the mail.
    BreakWithin,
    /// Takes the mail and breaks the connection before it says so.
    TakeAndVanish,
}

/// An answer that the server holds back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Held {
    there: Arc<Notify>,
    go: Arc<Notify>,
}

impl Held {
    /// Notified once, when the server has the whole mail and holds its answer back.
    pub(crate) fn mail_is_there(&self) -> Arc<Notify> {
        self.there.clone()
    }

    /// The server answers now.
    pub(crate) fn let_go(&self) {
        self.go.notify_one();
    }
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> String {
        let head = self.data.split("\r\n\r\n").next().unwrap();
        let line = head.split("\r\n").find(|line| line.starts_with(&format!("{name}: "))).unwrap();
        line.split_once(": ").unwrap().1.to_owned()
    }
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let receiver = Self { port: listener.local_addr().unwrap().port(), state: Arc::default() };
        let state = receiver.state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = state.clone();
                state.lock().unwrap().connections += 1;
                tokio::spawn(async move { converse(stream, &state).await.ok() });
            }
        });
        receiver
    }

    /// Does `answers` in turn with the next mails to `recipient`.
    pub(crate) fn answers(&self, recipient: &str, answers: &[Answer]) {
        let mut answers = answers.to_vec();
        answers.reverse();
        self.state.lock().unwrap().answers.insert(recipient.to_owned(), answers);
    }

    /// Wants a password and gives this reply to every one.
    pub(crate) fn wants_password(&self, reply: &str) {
        self.state.lock().unwrap().authentication = Some(reply.to_owned());
    }

    /// Answers none of the first `many` mails before it has all of them.
    pub(crate) fn waits_for_together(&self, many: usize) {
        self.state.lock().unwrap().together = Some((many, Arc::new(Barrier::new(many))));
    }

    /// Takes addresses with other signs than those of ASCII from now on.
    pub(crate) fn takes_utf8(&self) {
        self.state.lock().unwrap().utf8 = true;
    }

    /// Tells everybody to come again who has not come before, as many mail servers do with senders they do not know.
    pub(crate) fn greylists(&self) {
        self.state.lock().unwrap().put_off = Some(HashSet::new());
    }

    /// Does this whenever it has taken a mail, before it says so.
    pub(crate) fn when_taken(&self, then: impl Fn() + Send + 'static) {
        self.state.lock().unwrap().when_taken = Some(Box::new(then));
    }

    /// How many connections were made to it so far.
    pub(crate) fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    pub(crate) fn mails(&self) -> Vec<Received> {
        self.state.lock().unwrap().mails.clone()
    }

    pub(crate) fn transport(&self) -> Transport {
        transport(self.port, Security::None, None)
    }

    pub(crate) fn transport_with(&self, security: Security, password: Option<&str>) -> Transport {
        transport(self.port, security, password)
    }

    /// One that sends so many mails to a domain at once, and then a minute.
    pub(crate) fn transport_at(&self, per_domain: u32) -> Transport {
        made(&SmtpSettings { per_domain, ..settings(self.port, Security::None, None) })
    }
}

/// A transport to this port of the loopback.
pub(crate) fn transport(port: u16, security: Security, password: Option<&str>) -> Transport {
    made(&settings(port, security, password))
}

fn settings(port: u16, security: Security, password: Option<&str>) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".into(),
        port: Some(port),
        security,
        username: password.map(|_| "portal".into()),
        password: password.map(Into::into),
        hello: Some("portal.example.org".into()),
        per_domain: 600,
    }
}

fn made(smtp: &SmtpSettings) -> Transport {
    let mail = MailSettings {
        from: "no-reply@example.org".into(),
        reply_to: None,
        site: "https://{library}.example.org".into(),
        returns: Some("bounces@library.example.org".into()),
        dkim: None,
    };
    Transport::smtp(smtp, &mail).unwrap()
}

/// One conversation (RFC 5321, section 4.1).
async fn converse(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read);
    write.write_all(b"220 receiver.example.org ESMTP\r\n").await?;
    let (mut from, mut to, mut utf8) = (String::new(), String::new(), false);
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let command = line.trim_end().to_ascii_uppercase();
        let reply = if command.starts_with("EHLO ") {
            state.lock().unwrap().offers()
        } else if command.starts_with("AUTH ") {
            let reply = state.lock().unwrap().authentication.clone();
            format!("{}\r\n", reply.unwrap_or_default())
        } else if command.starts_with("MAIL FROM:<") {
            from = line.split(['<', '>']).nth(1).unwrap().to_owned();
            utf8 = command.contains(" SMTPUTF8");
            "250 2.0.0 Ok\r\n".to_owned()
        } else if command.starts_with("RCPT TO:<") {
            to = line.split(['<', '>']).nth(1).unwrap().to_owned();
            state.lock().unwrap().recipient(&to, utf8)
        } else if command == "DATA" {
            write.write_all(b"354 End with a line with a dot\r\n").await?;
            match take(&mut lines, state, &from, &to).await? {
                Some(reply) => reply,
                None => return Ok(()),
            }
        } else if command == "QUIT" {
            write.write_all(b"221 2.0.0 Bye\r\n").await?;
            return Ok(());
        } else if command == "RSET" || command == "NOOP" {
            "250 2.0.0 Ok\r\n".to_owned()
        } else {
            "502 5.5.1 Not understood\r\n".to_owned()
        };
        write.write_all(reply.as_bytes()).await?;
    }
}

impl State {
    fn offers(&self) -> String {
        let auth = if self.authentication.is_some() { "250-AUTH PLAIN LOGIN\r\n" } else { "" };
        let utf8 = if self.utf8 { "250-SMTPUTF8\r\n" } else { "" };
        format!("250-receiver.example.org\r\n{auth}{utf8}250 8BITMIME\r\n")
    }

    fn recipient(&mut self, to: &str, utf8: bool) -> String {
        if !(to.is_ascii() || (self.utf8 && utf8)) {
            return "553 5.6.7 No such addresses\r\n".to_owned();
        }
        if self.put_off.as_mut().is_some_and(|put_off| put_off.insert(to.to_owned())) {
            return "450 4.7.1 Come again\r\n".to_owned();
        }
        let answers = self.answers.entry(to.to_owned()).or_default();
        let Some(Answer::ToRecipient(reply)) = answers.last() else { return "250 2.1.5 Ok\r\n".to_owned() };
        let reply = format!("{reply}\r\n");
        answers.pop();
        reply
    }

    /// Where the next mail waits for others, if it does.
    fn waits_at(&mut self) -> Option<Arc<Barrier>> {
        let (many, barrier) = self.together.as_mut().filter(|(many, _)| *many > 0)?;
        *many -= 1;
        Some(barrier.clone())
    }

    fn keep(&mut self, from: &str, to: &str, data: String) {
        self.mails.push(Received { from: from.to_owned(), to: to.to_owned(), data });
    }
}

/// The mail, and the reply to it; `None`: the connection is broken.
async fn take(
    lines: &mut BufReader<OwnedReadHalf>,
    state: &Mutex<State>,
    from: &str,
    to: &str,
) -> std::io::Result<Option<String>> {
    let (answer, waits_at) = {
        let mut state = state.lock().unwrap();
        (state.answers.entry(to.to_owned()).or_default().pop(), state.waits_at())
    };
    if let Some(Answer::BreakWithin) = answer {
        lines.read_line(&mut String::new()).await?;
        return Ok(None);
    }
    let data = data(lines).await?;
    if let Some(barrier) = waits_at {
        barrier.wait().await;
    }
    let reply = match answer {
        Some(Answer::ToData(reply)) => reply,
        Some(Answer::ToDataHeld(held, reply)) => {
            held.there.notify_one();
            held.go.notified().await;
            reply
        }
        Some(Answer::TakeAndVanish) => {
            state.lock().unwrap().keep(from, to, data);
            return Ok(None);
        }
        _ => "250 2.0.0 Taken",
    };
    if reply.starts_with('2') {
        let mut state = state.lock().unwrap();
        state.keep(from, to, data);
        if let Some(then) = &state.when_taken {
            then();
        }
    }
    Ok(Some(format!("{reply}\r\n")))
}

/// The lines up to the one with a dot alone, with doubled dots undone (RFC 5321, section 4.5.2).
async fn data(lines: &mut BufReader<OwnedReadHalf>) -> std::io::Result<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
