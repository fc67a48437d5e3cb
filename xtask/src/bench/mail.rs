//! Mail: the worker beside a bare loop of the same calls, and what finding the next mail costs.

use super::{Bench, LIBRARY, report::Budget, sink::Sink};
use crate::{
    postgres::Cluster,
    process::{Background, apart, output},
    server::{Server, program},
    step::step,
};
use anyhow::{Context, Result};
use std::{path::Path, process::Command};

/// As many as the worker's lane of newsletters uses.
const CONNECTIONS: u32 = 4;
/// How many are sent to measure a rate.
const MAILS: u32 = 4_000;
/// Domains they go to.
const DOMAINS: u32 = 500;
/// How many claims are timed.
const CLAIMS: u32 = 300;
/// Over how many mails that wait.
const WAITING: [u32; 3] = [1_000, 100_000, 1_000_000];
const BARE_MAIL: &str = "examples/bare_mail";

impl Bench {
    /// (h) Newsletters to a mail server on this machine that takes everything at once, and the claim alone.
    pub(super) fn mail(&mut self, server: &Server, cluster: &Cluster) -> Result<()> {
        self.rate_of_mail(server, cluster)?;
        self.claims(server, cluster)
    }

    fn rate_of_mail(&mut self, server: &Server, cluster: &Cluster) -> Result<()> {
        const GROUP: &str = "(h) Mail, 4 connections";
        let sink = Sink::start()?;
        // Before and after, so that what changes on the machine meanwhile falls on both.
        let before = bare(&sink)?;
        fill(cluster, MAILS, true)?;
        let mut worker = server.command(&["worker"]);
        worker.env("PORTAL_SMTP__HOST", "127.0.0.1").env("PORTAL_SMTP__PORT", sink.port.to_string());
        worker.env("PORTAL_SMTP__SECURITY", "none").env("RUST_LOG", "warn");
        sink.count_anew();
        let by_worker = step("the worker", || {
            let _worker = Background::start(&mut apart(&worker), Path::new("target/bench/worker.log"))?;
            sink.rate_of(MAILS)
        })?;
        let after = bare(&sink)?;
        let alone = f64::midpoint(before, after);
        self.report.add(GROUP, "bare: a loop of the same calls, before", before, "/s", Budget::None);
        self.report.add(GROUP, "the worker, with consents, ledger and all", by_worker, "/s", Budget::None);
        self.report.add(GROUP, "bare: a loop of the same calls, after", after, "/s", Budget::None);
        self.report.add(
            GROUP,
            "the worker, of the bare loop's rate",
            by_worker / alone * 100.0,
            "%",
            Budget::AtLeast(80.0),
        );
        Ok(())
    }

    /// What it costs to take the next mail, however many wait behind it.
    fn claims(&mut self, server: &Server, cluster: &Cluster) -> Result<()> {
        const GROUP: &str = "(h) Taking the next mail out of the outbox";
        let mut medians = Vec::new();
        for waiting in WAITING {
            fill(cluster, waiting, false)?;
            let median: f64 = step(&format!("{CLAIMS} claims, {waiting} mails wait"), || {
                let mut claims = Command::new(program(true, BARE_MAIL)?);
                claims.args(["--claims", &CLAIMS.to_string()]).envs(server.settings());
                output(&mut claims)?.trim().parse().context("bare_mail --claims printed no number")
            })?;
            println!("  {waiting} mails wait: {median:.3} ms");
            self.report.add(GROUP, format!("{waiting} wait: median"), median, "ms", Budget::None);
            medians.push(median);
        }
        if let [few, .., many] = medians[..] {
            self.report.add(GROUP, "most wait, times few wait", many / few, "", Budget::AtMost(1.5));
        }
        Ok(())
    }
}

/// How many a second a loop without a database sends.
fn bare(sink: &Sink) -> Result<f64> {
    sink.count_anew();
    step("a bare loop", || {
        let mut bare = Command::new(program(true, BARE_MAIL)?);
        bare.args(["--send", &MAILS.to_string(), "--port", &sink.port.to_string()]);
        output(bare.args(["--connections", &CONNECTIONS.to_string(), "--domains", &DOMAINS.to_string()]))?;
        sink.rate_of(MAILS)
    })
}

/// So many newsletters that wait in the outbox, and nothing else; `whole`: as long as one is.
fn fill(cluster: &Cluster, mails: u32, whole: bool) -> Result<()> {
    // As long as in server/examples/bare_mail.rs.
    let (text, html) = if whole { (20, 60) } else { (1, 1) };
    step(&format!("{mails} newsletters"), || {
        cluster.execute("TRUNCATE outbox, mail_domain")?;
        cluster.execute(&format!(
            "INSERT INTO outbox (library, id, person_id, kind, idempotency_key, recipient, language, subject, body_text, \
                                 body_html, created_at, next_try_at, give_up_at, lane, needs, needs_default) \
             SELECT '{LIBRARY}', gen_random_uuid(), person.id, 'newsletter', 'bench-' || n, \
                    'p' || n || '@d' || n % {DOMAINS} || '.example', 'en', 'This month at the library', \
                    repeat('New books about herons, and where to see them. ', {text}), \
                    '<p>' || repeat('New books about herons, and where to see them. ', {html}) || '</p>', \
                    now() - interval '1 hour', now() - interval '1 hour', now() + interval '5 days', 'newsletters', \
                    'monthly', true \
             FROM generate_series(1, {mails}) AS n \
             JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM person WHERE library = '{LIBRARY}') AS person \
               ON person.place = n % (SELECT count(*) FROM person WHERE library = '{LIBRARY}') + 1"
        ))?;
        cluster.execute("VACUUM ANALYZE outbox")
    })
}
