//! Means of the mail tests: a portal whose clock stands still, and a mail server on the loopback that speaks real SMTP.

use super::{
    Circulation, Letter, MailSettings, Section, Security, SmtpSettings, Transport, What, samples, samples::breach,
};
use crate::{Portal, clock::SetClock, ids::PersonId, testing::House};
use domain::{
    ids::LibrarySlug,
    profile::{Accent, Colour, NoticeKind},
    words::Lang,
};
use sqlx::PgPool;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A portal with one library and one person, and the clock it goes by.
pub(crate) struct Bench {
    pub(crate) portal: Portal,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) library: LibrarySlug,
    pub(crate) person: PersonId,
}

pub(crate) async fn bench(pool: PgPool) -> Bench {
    let house = House::at("mansfield").open(&pool).await;
    let person = house.person("Ana").add().await.id;
    Bench { portal: house.portal, clock: house.clock, library: house.profile.slug.clone(), person }
}

/// The colour of the library in tests.
pub(crate) const ACCENT: Accent = Accent { light: Colour::new(0x1f, 0x5f, 0x5b), dark: Colour::new(0x8f, 0xd0, 0xc8) };

/// One letter of each kind, and one of those whose data may be missing without it.
pub(crate) fn letters() -> Vec<Letter> {
    let profile = crate::testing::profile("mansfield");
    let link = || "https://mansfield.example.org/reset?a=1&b=SECRET".to_owned();
    let mut all = samples(&profile, "https://mansfield.example.org", Lang::En);
    for letter in &mut all {
        match letter {
            Letter::Activation { link: of, .. }
            | Letter::Reset { link: of, .. }
            | Letter::VerifyEmail { link: of, .. }
            | Letter::Subscribe { link: of, .. }
            | Letter::SubscriberLink { link: of, .. } => *of = link(),
            Letter::Newsletter(issue) => {
                (issue.link, issue.card, issue.without_card) = (link(), Some("0042".into()), true);
            }
            _ => {}
        }
    }
    all.push(Letter::SecurityNotice(What::NewDevice { device: None }));
    // One that tells of no way in.
    let reading = domain::breach::Notice { classes: vec![domain::inventory::Class::History], ..breach() };
    all.push(Letter::Breach(Box::new(reading)));
    all.push(Letter::Circulation(Box::new(Circulation {
        id: uuid::Uuid::from_u128(77),
        kinds: vec![NoticeKind::Overdue, NoticeKind::HoldReady],
        subject: "Your loans and holds today".into(),
        sections: vec![Section {
            title: "Overdue:".into(),
            lines: vec!["The Heron & the Hare, was due November 20, 2026".into(), "2 items".into()],
            note: "Please bring it back.".into(),
        }],
        without_answer: true,
        link: link(),
    })));
    all
}

/// A mail server that keeps what it is given and answers as it is told.
pub(crate) struct Receiver {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    mails: Vec<Received>,
    answers: HashMap<String, Vec<Answer>>,
    authentication: Option<String>,
    slow: Option<Duration>,
    when_taken: Option<Box<dyn Fn() + Send>>,
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
    /// Takes the mail and breaks the connection before it says so.
    TakeAndVanish,
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

    /// Takes this long over every mail.
    pub(crate) fn takes(&self, time: Duration) {
        self.state.lock().unwrap().slow = Some(time);
    }

    /// Does this whenever it has taken a mail, before it says so.
    pub(crate) fn when_taken(&self, then: impl Fn() + Send + 'static) {
        self.state.lock().unwrap().when_taken = Some(Box::new(then));
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
}

/// A transport to this port of the loopback.
pub(crate) fn transport(port: u16, security: Security, password: Option<&str>) -> Transport {
    let smtp = SmtpSettings {
        host: "127.0.0.1".into(),
        port: Some(port),
        security,
        username: password.map(|_| "portal".into()),
        password: password.map(Into::into),
        hello: Some("portal.example.org".into()),
    };
    let mail = MailSettings {
        from: "no-reply@example.org".into(),
        reply_to: None,
        site: "https://{library}.example.org".into(),
        returns: Some("bounces@library.example.org".into()),
        dkim: None,
    };
    Transport::smtp(&smtp, &mail).unwrap()
}

/// One conversation (RFC 5321, section 4.1).
async fn converse(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read);
    write.write_all(b"220 receiver.example.org ESMTP\r\n").await?;
    let (mut from, mut to) = (String::new(), String::new());
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let command = line.trim_end().to_ascii_uppercase();
        let authentication = state.lock().unwrap().authentication.clone();
        let reply = if command.starts_with("EHLO ") {
            let auth = if authentication.is_some() { "250-AUTH PLAIN LOGIN\r\n" } else { "" };
            format!("250-receiver.example.org\r\n{auth}250 8BITMIME\r\n")
        } else if command.starts_with("AUTH ") {
            format!("{}\r\n", authentication.unwrap_or_default())
        } else if command.starts_with("MAIL FROM:<") {
            from = line.split(['<', '>']).nth(1).unwrap().to_owned();
            "250 2.0.0 Ok\r\n".to_owned()
        } else if command.starts_with("RCPT TO:<") {
            to = line.split(['<', '>']).nth(1).unwrap().to_owned();
            let mut state = state.lock().unwrap();
            let answers = state.answers.entry(to.clone()).or_default();
            match answers.last() {
                Some(Answer::ToRecipient(reply)) => {
                    let reply = format!("{reply}\r\n");
                    answers.pop();
                    reply
                }
                _ => "250 2.1.5 Ok\r\n".to_owned(),
            }
        } else if command == "DATA" {
            write.write_all(b"354 End with a line with a dot\r\n").await?;
            let data = data(&mut lines).await?;
            let slow = state.lock().unwrap().slow;
            if let Some(time) = slow {
                tokio::time::sleep(time).await;
            }
            let mut state = state.lock().unwrap();
            match state.answers.entry(to.clone()).or_default().pop() {
                Some(Answer::ToData(reply)) => format!("{reply}\r\n"),
                Some(Answer::TakeAndVanish) => {
                    state.mails.push(Received { from: from.clone(), to: to.clone(), data });
                    return Ok(());
                }
                _ => {
                    state.mails.push(Received { from: from.clone(), to: to.clone(), data });
                    if let Some(then) = &state.when_taken {
                        then();
                    }
                    "250 2.0.0 Taken\r\n".to_owned()
                }
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

/// The lines up to the one with a dot alone, with doubled dots undone (RFC 5321, section 4.5.2).
async fn data(lines: &mut BufReader<tokio::net::tcp::OwnedReadHalf>) -> std::io::Result<String> {
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
