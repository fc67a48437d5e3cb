//! `cargo xtask bench`: pages, sign-in, import, mail and memory, measured side by side in one run.
//!
//! Everything runs on this machine, the load too, so the figures are of a server that shares its cores with its
//! database and its visitors. What they are compared with is measured in the same run and under the same load.

mod load;
mod mail;
mod memory;
mod peers;
mod people;
mod report;
mod sink;
mod weight;

use crate::http::get;
use crate::{
    browser_half,
    postgres::Cluster,
    process::{Background, apart, cargo, free_port, output, run as execute},
    server::{Server, program},
    step::step,
};
use anyhow::{Context, Result, ensure};
use load::{Load, Plan};
use people::People;
use report::{Budget, Report};
use serde_json::json;
use std::{path::Path, process::Command, time::Duration};

const LIBRARY: &str = "mansfield";
/// Connections that ask at once when a rate is measured.
const CONNECTIONS: usize = 16;
/// Connections that flood the sign-in.
const FLOOD: usize = 200;
/// How long each of them rests after an answer: with none, it is the load's own threads that fill the cores.
const FLOOD_REST: Duration = Duration::from_millis(100);
/// Loans in the long list.
const LONG: u32 = 20_000;
/// Past loans that are deleted while pages are read.
const OLD: u32 = 1_000_000;
const BARE: &str = "examples/bare";

/// Runs the same command with this program built for speed.
///
/// # Errors
/// When it does not compile, or measures nothing.
pub fn again_optimized() -> Result<()> {
    let arguments = std::env::args_os().skip(1);
    execute(cargo().args(["run", "--locked", "--release", "--package", "xtask", "--"]).args(arguments))
}

/// A part of the measurements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Bytes and requests.
    Weights,
    /// Rates of pages.
    Pages,
    /// The record overview beside FastAPI's and Express's.
    Peers,
    /// The rate of sign-ins.
    SignIns,
    /// A page while the sign-in is flooded.
    Flood,
    /// A page while a million past loans are deleted.
    Deleting,
    /// The rate of an import.
    Import,
    /// The rate of mail, and what finding the next one costs.
    Mail,
}

/// What is measured, and against what.
struct Bench {
    port: u16,
    bare: u16,
    seconds: u64,
    server: u32,
    people: People,
    /// A signed-in patron for each connection.
    cookies: Vec<String>,
    /// The patron with the long list.
    reader: String,
    report: Report,
}

/// Measures, prints a table, writes target/bench.json. A figure over its budget fails nothing.
pub fn bench(patrons: usize, seconds: u64, only: Option<Part>) -> Result<()> {
    ensure!(patrons > CONNECTIONS, "--patrons must be more than {CONNECTIONS}");
    browser_half::build(browser_half::For::Visitors)?;
    step("building the server for speed", || {
        let all = ["--bin", "server", "--example", "bare", "--example", "bare_mail"];
        let mut cargo = crate::process::cargo();
        cargo.args(["build", "--locked", "--release", "--package", "server", "--features", "dev"]).args(all);
        execute(cargo.env("SQLX_OFFLINE", "true"))
    })?;
    let cluster = Cluster::measured("bench");
    let url = cluster.start_anew()?;
    let (port, bare) = (free_port()?, free_port()?);
    let server = Server::new(true, url.clone(), port)?;
    let many = patrons.to_string();
    step(&format!("making {many} patrons"), || {
        execute(&mut server.command(&["migrate"]))?;
        execute(&mut server.command(&["demo", "--many", &many, "--library", LIBRARY]))?;
        cluster.execute(&long_history())?;
        cluster.execute("VACUUM ANALYZE")
    })?;
    let cards = cluster.query(CARDS)?;

    let logs = Path::new("target/bench");
    std::fs::create_dir_all(logs)?;
    let mut serve = apart(&server.command(&["serve"]));
    serve.env("PORTAL_TRUSTED_PROXIES", "127.0.0.1").env("RUST_LOG", "warn");
    let mut portal = Background::start(&mut serve, &logs.join("server.log"))?;
    let settings = Server::new(true, url.clone(), bare)?;
    let mut compare = Command::new(program(true, BARE)?);
    compare.arg(LIBRARY).envs(settings.settings());
    let mut compare = apart(&compare);
    compare.env("RUST_LOG", "warn");
    let mut compared = Background::start(&mut compare, &logs.join("bare.log"))?;
    portal.listens(port)?;
    compared.listens(bare)?;

    let people = People::new(format!("{LIBRARY}.localhost:{port}"), cards);
    let (cookies, reader) = step("signing in", || {
        let cookies = people.cards[1..=CONNECTIONS].iter().map(|card| people.sign_in(port, card));
        Ok((cookies.collect::<Result<Vec<_>>>()?, people.sign_in(port, &people.cards[0])?))
    })?;
    let report = Report::default();
    let mut bench = Bench { port, bare, seconds, server: portal.id(), people, cookies, reader, report };
    let wanted = |part| only.is_none_or(|only| only == part);
    if wanted(Part::Weights) {
        bench.weights()?;
    }
    if wanted(Part::Pages) {
        bench.pages()?;
    }
    if wanted(Part::Peers) {
        let overview = logs.join("overview.json");
        let mut words = Command::new(program(true, BARE)?);
        std::fs::write(&overview, output(words.args(["--overview", LIBRARY]).envs(settings.settings()))?)?;
        bench.peers(&peers::Settings { url: &url, library: LIBRARY, overview: &overview })?;
    }
    if wanted(Part::SignIns) {
        bench.sign_ins()?;
    }
    if wanted(Part::Flood) {
        bench.flood()?;
    }
    if wanted(Part::Deleting) {
        bench.deleting(&server, &cluster)?;
    }
    bench.memory()?;
    drop(portal);
    drop(compared);
    if wanted(Part::Import) {
        bench.import(&server, patrons)?;
    }
    if wanted(Part::Mail) {
        bench.mail(&server, &cluster)?;
    }
    cluster.remove()?;

    bench.report.print();
    let machine = json!({
        "cores": std::thread::available_parallelism().map_or(1, usize::from),
        "processor": processor(),
        "patrons": patrons,
        "seconds": seconds,
        "connections": CONNECTIONS,
    });
    let text = serde_json::to_string_pretty(&bench.report.json(&machine))?;
    std::fs::write("target/bench.json", text)?;
    println!("written to target/bench.json");
    Ok(())
}

impl Bench {
    /// (a) Pages against the same SQL answered as JSON, and against a constant.
    fn pages(&mut self) -> Result<()> {
        const GROUP: &str = "(a) Pages, 16 connections";
        let constant = self.rate(GROUP, "bare: a constant", self.bare, "/constant", "", false)?;
        let sign_in = self.rate(GROUP, "sign-in page", self.port, "/sign-in", "", false)?;
        let share = sign_in.per_second / constant.per_second * 100.0;
        self.report.add(GROUP, "sign-in page, of the constant's rate", share, "%", Budget::None);
        for (name, path, long) in
            [("record overview", "/record", false), ("page of a list of 20,000", "/record/history", true)]
        {
            let json = self.rate(GROUP, &format!("bare: {name} as JSON"), self.bare, path, "", long)?;
            let page = self.rate(GROUP, name, self.port, path, "", long)?;
            let small = format!("{name}, in brotli");
            self.rate(GROUP, &small, self.port, path, "Accept-Encoding: br\r\n", long)?;
            let share = page.per_second / json.per_second * 100.0;
            let budget = if long { Budget::None } else { Budget::AtLeast(50.0) };
            self.report.add(GROUP, format!("{name}, of the bare handler's rate"), share, "%", budget);
            if !long {
                // Twice of what it was on November 28, 2026, when the overview was one table after the other.
                let of_constant = page.per_second / constant.per_second * 100.0;
                let twice = Budget::AtLeast(3.7);
                self.report.add(GROUP, format!("{name}, of the constant's rate"), of_constant, "%", twice);
            }
        }
        Ok(())
    }

    /// (f) The overview beside the same page of other frameworks: all of them wait for the same Postgres.
    fn peers(&mut self, settings: &peers::Settings<'_>) -> Result<()> {
        const GROUP: &str = "(f) The record overview beside its peers, 16 connections";
        for peer in peers::start(settings)? {
            let bytes = peer.answers_like(self.port, &self.people.host, &self.cookies)?;
            self.report.add(GROUP, format!("{}: bytes, of the portal's", peer.name), bytes, "%", Budget::None);
            // Before and after, so that what changes on the machine meanwhile falls on both.
            let before =
                self.rate(GROUP, &format!("record overview, before {}", peer.name), self.port, "/record", "", false)?;
            let theirs = self.rate(GROUP, peer.name, peer.port, "/record", "", false)?;
            let after =
                self.rate(GROUP, &format!("record overview, after {}", peer.name), self.port, "/record", "", false)?;
            let times = f64::midpoint(before.per_second, after.per_second) / theirs.per_second;
            self.report.add(GROUP, format!("record overview, times {}", peer.name), times, "", Budget::AtLeast(5.0));
        }
        Ok(())
    }

    /// One page's rate, as the connections' own patrons, or all as the one with the long list.
    fn rate(&mut self, group: &'static str, name: &str, port: u16, path: &str, more: &str, long: bool) -> Result<Load> {
        let anonymous = matches!(path, "/constant" | "/sign-in");
        let load = step(name, || {
            load::run(self.plan(port, CONNECTIONS, Duration::ZERO, 200), |connection, _| {
                let cookie = match (anonymous, long) {
                    (true, _) => "",
                    (false, true) => self.reader.as_str(),
                    (false, false) => self.cookies[connection].as_str(),
                };
                get(&self.people.host, path, &format!("{cookie}{more}"))
            })
        })?;
        note(&load);
        self.report.add(group, name, load.per_second, "/s", Budget::None);
        self.report.add(group, format!("{name}: p50"), load.p50, "ms", Budget::None);
        self.report.add(group, format!("{name}: p99"), load.p99, "ms", Budget::None);
        Ok(load)
    }

    fn plan(&self, port: u16, connections: usize, rest: Duration, expected: u16) -> Plan {
        Plan { port, connections, seconds: self.seconds, rest, expected }
    }

    /// (b) Real sign-ins against argon2 alone.
    fn sign_ins(&mut self) -> Result<()> {
        const GROUP: &str = "(b) Signing in";
        let seconds = self.seconds.to_string();
        let alone: f64 = step("argon2 alone, on all cores", || {
            let text = output(Command::new(program(true, BARE)?).args(["--argon2", &seconds]))?;
            text.trim().parse().context("bare --argon2 printed no number")
        })?;
        let load = step("signing in, 16 at a time", || {
            load::run(self.plan(self.port, CONNECTIONS, Duration::ZERO, 303), |_, _| self.people.attempt(true))
        })?;
        note(&load);
        self.report.add(GROUP, "bare argon2 on all cores", alone, "/s", Budget::None);
        self.report.add(GROUP, "sign-ins", load.per_second, "/s", Budget::None);
        self.report.add(GROUP, "sign-ins, of bare argon2's rate", load.per_second / alone * 100.0, "%", Budget::None);
        self.report.add(GROUP, "sign-ins: p50", load.p50, "ms", Budget::None);
        self.report.add(GROUP, "sign-ins: p99", load.p99, "ms", Budget::None);
        self.refusals()
    }

    /// (b) A wrong password against a card that nobody has: who exists cannot be deduced from the time.
    fn refusals(&mut self) -> Result<()> {
        const GROUP: &str = "(b) Refusing a sign-in";
        let nobody = self.people.of_nobody().context("no card number that nobody has can be made")?;
        // Two at a time: no wait for a place hides what differs.
        let plan = self.plan(self.port, 2, Duration::ZERO, 422);
        let known = step("wrong passwords", || load::run(plan, |_, _| self.people.attempt(false)))?;
        let unknown = step("cards that nobody has", || load::run(plan, |_, _| nobody.attempt(false)))?;
        note(&known);
        note(&unknown);
        self.report.add(GROUP, "wrong password: p50", known.p50, "ms", Budget::None);
        self.report.add(GROUP, "unknown card: p50", unknown.p50, "ms", Budget::None);
        let apart = (unknown.p50 / known.p50 - 1.0) * 100.0;
        self.report.add(GROUP, "unknown card, longer than a wrong password", apart, "%", Budget::None);
        Ok(())
    }

    /// (b) The overview while the sign-in is flooded, against the same few readers alone.
    fn flood(&mut self) -> Result<()> {
        const GROUP: &str = "(b) The overview under a flood of 200 connections at the sign-in";
        // Three times as long: p99 says little unless one page in a hundred is many pages.
        let seconds = self.seconds * 3;
        let readers = Plan { seconds, ..self.plan(self.port, 4, Duration::from_millis(10), 200) };
        let read = |connection: usize, _| get(&self.people.host, "/record", &self.cookies[connection]);
        let idle = step("the overview, four readers", || load::run(readers, read))?;
        note(&idle);
        let flood = Plan { seconds: seconds + 1, ..self.plan(self.port, FLOOD, FLOOD_REST, 422) };
        let (flooded, tries) = step("the overview, four readers, under a flood", || {
            std::thread::scope(|scope| {
                let flood = scope.spawn(|| load::run(flood, |_, _| self.people.attempt(false)));
                let flooded = load::run(readers, read)?;
                let tries = flood.join().map_err(|_| anyhow::anyhow!("the flood failed"))??;
                Ok((flooded, tries))
            })
        })?;
        note(&flooded);
        note(&tries);
        self.report.add(GROUP, "p99, idle", idle.p99, "ms", Budget::None);
        self.report.add(GROUP, "p99, flooded", flooded.p99, "ms", Budget::None);
        self.report.add(GROUP, "p99, flooded, times idle", flooded.p99 / idle.p99, "", Budget::AtMost(3.0));
        let seconds = Duration::from_secs(seconds + 1).as_secs_f64();
        let of = |status: u16| f64::from(tries.statuses.get(&status).copied().unwrap_or(0)) / seconds;
        self.report.add(GROUP, "tries whose secret was checked", of(422), "/s", Budget::None);
        self.report.add(GROUP, "tries told to come back later", of(503), "/s", Budget::None);
        Ok(())
    }

    /// (g) The overview while a million past loans are deleted, against the same few readers alone.
    fn deleting(&mut self, server: &Server, cluster: &Cluster) -> Result<()> {
        const GROUP: &str = "(g) The overview while a million past loans are deleted";
        step("a million past loans that are kept no longer", || {
            cluster.execute(&old_history())?;
            cluster.execute("VACUUM ANALYZE loan_history")
        })?;
        let readers = self.plan(self.port, 4, Duration::from_millis(10), 200);
        let read = |connection: usize, _| get(&self.people.host, "/record", &self.cookies[connection]);
        let idle = step("the overview, four readers", || load::run(readers, read))?;
        note(&idle);
        let mut run = apart(&server.command(&["retention", "run", LIBRARY]));
        let began = std::time::Instant::now();
        let mut deleting = run.stderr(std::process::Stdio::null()).spawn()?;
        let busy = step("the overview, four readers, while they are deleted", || load::run(readers, read))?;
        note(&busy);
        let still = deleting.try_wait()?.is_none();
        ensure!(deleting.wait()?.success(), "server retention run failed");
        let seconds = began.elapsed().as_secs_f64();
        self.report.add(GROUP, "p99, idle", idle.p99, "ms", Budget::None);
        self.report.add(GROUP, "p99, meanwhile", busy.p99, "ms", Budget::None);
        self.report.add(GROUP, "p99, meanwhile, times idle", busy.p99 / idle.p99, "", Budget::AtMost(2.0));
        self.report.add(GROUP, "past loans deleted", f64::from(OLD) / seconds, "/s", Budget::None);
        if !still {
            println!("  the deleting ended before the measuring did: ask for fewer seconds");
        }
        Ok(())
    }

    /// (c) Bytes and requests.
    fn weights(&mut self) -> Result<()> {
        const GROUP: &str = "(c) Pages, in brotli, with headers";
        let reader = self.reader.as_str();
        let pages = [
            ("first page", "/", "", 60.0),
            ("sign-in", "/sign-in", "", 120.0),
            ("privacy page", "/privacy", "", 120.0),
            ("record overview", "/record", reader, 120.0),
            ("class page", "/record/identity", reader, 120.0),
            ("page of a long list", "/record/history", reader, 120.0),
            ("activity", "/record/activity", reader, 120.0),
            ("copy of everything", "/record/download", reader, 120.0),
            ("contact details", "/contact", reader, 120.0),
            ("a change", "/contact/address", reader, 120.0),
            ("e-mail", "/consents", reader, 120.0),
            ("language and history", "/choices", reader, 120.0),
            ("permissions", "/permissions", reader, 120.0),
            ("family", "/family", reader, 120.0),
            ("security", "/security", reader, 120.0),
        ];
        for (name, path, cookie, most) in pages {
            let weight = weight::of(self.port, &self.people.host, path, cookie)?;
            let kilo = |bytes: usize| u32::try_from(bytes).map(|bytes| f64::from(bytes) / 1000.0);
            let requests = f64::from(u32::try_from(weight.requests)?);
            self.report.add(GROUP, format!("{name}, cold"), kilo(weight.cold)?, "KB", Budget::AtMost(most));
            self.report.add(GROUP, format!("{name}, warm"), kilo(weight.warm)?, "KB", Budget::AtMost(20.0));
            self.report.add(GROUP, format!("{name}, requests"), requests, "", Budget::AtMost(6.0));
            if matches!(path, "/sign-in" | "/record") {
                let before = kilo(weight.before)?;
                self.report.add(GROUP, format!("{name}, before WebAssembly"), before, "KB", Budget::AtMost(20.0));
            }
            println!(
                "  {path}: {} bytes cold ({} the page, {} before WebAssembly, {} WebAssembly), {} more when touched, {} warm, \
                 {requests} requests",
                weight.cold, weight.page, weight.before, weight.wasm, weight.touched, weight.warm
            );
        }
        self.modules()
    }

    /// (c) Each module of WebAssembly, and the most that one page fetches.
    fn modules(&mut self) -> Result<()> {
        const GROUP: &str = "(c) WebAssembly, in brotli";
        let modules = weight::of_modules(Path::new(browser_half::For::Visitors.site()))?;
        let kilo = |name: &str| -> Result<f64> {
            let bytes = *modules.get(name).with_context(|| format!("no module {name}"))?;
            Ok(f64::from(u32::try_from(bytes)?) / 1000.0)
        };
        let core = kilo("output_name")?;
        self.report.add(GROUP, "core, on every patron's page", core, "KB", Budget::AtMost(45.0));
        let mut most = core;
        for name in ["forms", "tools", "permission"] {
            self.report.add(GROUP, format!("{name}, beside it when touched"), kilo(name)?, "KB", Budget::None);
            most = most.max(core + kilo(name)?);
        }
        for name in ["proof", "desk", "letter"] {
            self.report.add(GROUP, format!("{name}, in place of core"), kilo(name)?, "KB", Budget::None);
            most = most.max(kilo(name)?);
        }
        self.report.add(GROUP, "all together on one page, at most", most, "KB", Budget::AtMost(160.0));
        // No page has them all (docs/decisions/0026): what somebody has fetched who went everywhere.
        let patrons = ["output_name", "forms", "tools", "permission", "proof"];
        let sum: f64 = patrons.into_iter().map(kilo).sum::<Result<f64>>()?;
        self.report.add(GROUP, "all that a patron's pages can fetch, over time", sum, "KB", Budget::None);
        Ok(())
    }

    /// (d) The import, and that its memory does not grow with the file.
    fn import(&mut self, server: &Server, patrons: usize) -> Result<()> {
        const GROUP: &str = "(d) Import of borrowers, checked row by row";
        for (library, rows, whole) in [("canton", (patrons / 10).max(1), false), ("putnam", patrons, true)] {
            let file = format!("target/bench/borrowers-{rows}.csv");
            let count = rows.to_string();
            execute(&mut server.command(&[
                "demo",
                "--write-borrowers",
                &file,
                "--many",
                &count,
                "--library",
                library,
            ]))?;
            let (seconds, most) = step(&format!("importing {rows} borrowers"), || {
                memory::watched(&mut server.command(&["import", library, "koha-borrowers", &file]))
            })?;
            let rate = f64::from(u32::try_from(rows)?) / seconds;
            let name = |what: &str| format!("{rows} rows: {what}");
            let budget =
                if whole { Budget::AtMost(60.0 * f64::from(u32::try_from(rows)?) / 1e5) } else { Budget::None };
            self.report.add(GROUP, name("time"), seconds, "s", budget);
            self.report.add(GROUP, name("rate"), rate, "/s", Budget::None);
            self.report.add(GROUP, name("most memory"), most, "MB", Budget::None);
            std::fs::remove_file(&file)?;
        }
        Ok(())
    }

    /// (e) What the server held, after everything asked of it.
    fn memory(&mut self) -> Result<()> {
        const GROUP: &str = "(e) The server's memory";
        let memory = memory::of(self.server)?;
        self.report.add(GROUP, "the most it held under all of this", memory.most, "MB", Budget::AtMost(150.0));
        self.report.add(GROUP, "what it holds afterwards", memory.now, "MB", Budget::None);
        Ok(())
    }
}

/// The first is the one with the long list; the others are spread over everyone else.
const CARDS: &str = "SELECT c.number FROM card c JOIN person p ON p.library = c.library AND p.id = c.person_id \
     WHERE p.library = 'mansfield' AND p.ils_number LIKE 'many-%' ORDER BY p.ils_number = 'many-1' DESC, md5(p.id::text)";

/// Past loans of all patrons that the library keeps no longer.
fn old_history() -> String {
    format!(
        "INSERT INTO loan_history (library, id, person_id, title, author, item_barcode, checked_out_at, returned_at, \
                                   branch, source, sourced_at) \
         SELECT p.library, gen_random_uuid(), p.id, 'The old book of number ' || i, 'Author', 'old-' || i, \
                now() - interval '400 days', now() - interval '390 days', 'MAIN', 'koha', now() \
         FROM (SELECT library, id, count(*) OVER () AS many FROM person WHERE library = '{LIBRARY}') p \
         CROSS JOIN LATERAL generate_series(1, greatest({OLD} / p.many, 1)) AS i"
    )
}

/// Gives one patron a list of [`LONG`] loans, who keeps them all.
fn long_history() -> String {
    format!(
        "INSERT INTO loan_history (library, id, person_id, title, author, item_barcode, checked_out_at, due_on, \
                                   returned_at, branch, source, sourced_at) \
         SELECT p.library, gen_random_uuid(), p.id, 'The book of number ' || i, 'Author, ' || i % 997, 'long-' || i, \
                now() - make_interval(hours => 40 + i * 3), current_date, now() - make_interval(hours => 39 + i * 3), \
                'MAIN', 'koha', now() \
         FROM person p CROSS JOIN generate_series(1, {LONG}) AS i \
         WHERE p.library = '{LIBRARY}' AND p.ils_number = 'many-1'; \
         INSERT INTO preference (library, id, person_id, reading_history, source, sourced_at) \
         SELECT library, gen_random_uuid(), id, 'forever', 'portal', now() FROM person \
         WHERE library = '{LIBRARY}' AND ils_number = 'many-1' \
         ON CONFLICT (library, person_id) DO UPDATE SET reading_history = 'forever'"
    )
}

fn note(load: &Load) {
    println!(
        "  {:.0}/s, p50 {:.2} ms, p99 {:.2} ms, answers by status {:?}",
        load.per_second, load.p50, load.p99, load.statuses
    );
}

/// The processor's name, as Linux has it.
fn processor() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or_else(|| "unknown".to_owned(), |(_, name)| name.to_owned())
}
