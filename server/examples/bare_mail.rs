//! What `cargo xtask bench` compares the worker's mail with: a loop of the same calls of lettre with as many connections, and no
//! database; and the worker's claims on their own.
//!
//! `bare_mail --send MAILS --port PORT` sends so many to a mail server on this machine; `bare_mail --claims TIMES` takes so many
//! mails out of the outbox, one after the other, with the server's own settings, and prints the median in milliseconds.

use anyhow::{Context, Result, bail};
use clap::Parser;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::MultiPart,
    transport::smtp::{PoolConfig, extension::ClientId},
};
use portal::mail::{Lane, time_claims};
use server::{config::Config, start};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::task::JoinSet;

/// See the file's head.
#[derive(Debug, Parser)]
struct Cli {
    /// Send so many mails.
    #[arg(long, value_name = "MAILS")]
    send: Option<usize>,
    /// To the mail server on this port.
    #[arg(long, default_value_t = 25)]
    port: u16,
    /// So many at a time, each on a connection of its own.
    #[arg(long, default_value_t = 4)]
    connections: usize,
    /// To addresses in so many domains.
    #[arg(long, default_value_t = 500)]
    domains: usize,
    /// Only time so many claims.
    #[arg(long, value_name = "TIMES")]
    claims: Option<usize>,
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match (cli.send, cli.claims) {
        (Some(mails), None) => runtime.block_on(send(&cli, mails)),
        (None, Some(times)) => {
            println!("{:.4}", runtime.block_on(claims(times))?.as_secs_f64() * 1000.0);
            Ok(())
        }
        _ => bail!("--send MAILS or --claims TIMES"),
    }
}

async fn send(cli: &Cli, mails: usize) -> Result<()> {
    let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
        .port(cli.port)
        .hello_name(ClientId::Domain("localhost".to_owned()))
        .pool_config(PoolConfig::new().max_size(8))
        .build();
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for _ in 0..cli.connections {
        let (transport, next, domains) = (transport.clone(), next.clone(), cli.domains);
        tasks.spawn(async move {
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= mails {
                    return Ok::<(), anyhow::Error>(());
                }
                transport.send(message(n, n % domains.max(1))?).await?;
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(())
}

/// As a newsletter is, but for what only the portal knows.
fn message(n: usize, domain: usize) -> Result<Message> {
    // As long as in xtask/src/bench/mail.rs.
    let sentence = "New books about herons, and where to see them. ";
    let (text, html) = (sentence.repeat(20), format!("<p>{}</p>", sentence.repeat(60)));
    Ok(Message::builder()
        .message_id(Some(format!("<{n}.bench@localhost>")))
        .from("Mansfield Public Library <no-reply@localhost.localdomain>".parse()?)
        .to(format!("p{n}@d{domain}.example").parse()?)
        .subject("This month at the library")
        .multipart(MultiPart::alternative_plain_html(text, html))?)
}

async fn claims(times: usize) -> Result<Duration> {
    let portal = start::portal(&Config::read(None)?).await?;
    let mut took = time_claims(&portal, Lane::Newsletters, times).await?;
    took.sort_unstable();
    took.get(took.len() / 2).copied().context("no mail waits")
}
