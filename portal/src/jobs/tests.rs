//! Jobs: taken once, kept by who works at them, tried again later each time, seen by an operator.

use super::{
    lease::{self, LEASE, Taken},
    *,
};
use crate::{
    Error, Portal, Result,
    db::Scope,
    mail::{
        Lane, Letter, Message, What, enqueue,
        testing::{Bench, Receiver, bench},
    },
};
use chrono::Duration;
use domain::words::Lang;
use sqlx::PgPool;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio_util::sync::CancellationToken;

/// A job that does as it is told, and counts.
struct Told {
    does: fn() -> Result<Ran>,
    ran: AtomicUsize,
}

impl Told {
    fn to(does: fn() -> Result<Ran>) -> Self {
        Self { does, ran: AtomicUsize::new(0) }
    }

    fn ran(&self) -> usize {
        self.ran.load(Ordering::Relaxed)
    }
}

#[async_trait::async_trait]
impl Job for Told {
    fn name(&self) -> &'static str {
        "told"
    }

    fn every(&self) -> Duration {
        Duration::minutes(10)
    }

    async fn run(&self, _: &Portal, _: &CancellationToken) -> Result<Ran> {
        self.ran.fetch_add(1, Ordering::Relaxed);
        (self.does)()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what a job gives back")]
fn well() -> Result<Ran> {
    Ok(Ran::all("3 done"))
}

fn badly() -> Result<Ran> {
    Err(Error::Stored("told to".to_owned()))
}

async fn entered(bench: &Bench, job: &dyn Job) {
    lease::enter(&bench.portal, job).await.unwrap();
}

async fn turned(bench: &Bench, job: &dyn Job) -> Turn {
    turn(&bench.portal, job, &CancellationToken::new()).await.unwrap()
}

async fn state(bench: &Bench) -> State {
    states(&bench.portal).await.unwrap().remove(0)
}

async fn count(pool: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

async fn put(bench: &Bench, key: &str) {
    let mut tx = bench.portal.db.begin(Scope::Patron(&bench.library, bench.person)).await.unwrap();
    let message = Message {
        library: &bench.library,
        library_name: "Mansfield Public Library",
        accent: crate::mail::testing::ACCENT,
        site: "https://mansfield.example.org",
        person: Some(bench.person),
        subscriber: None,
        to: "ana@example.org",
        first_name: Some("Ana"),
        card: None,
        lang: Lang::En,
        idempotency_key: key.to_owned(),
        letter: Letter::SecurityNotice(What::SessionsEnded),
    };
    enqueue(&mut tx, &bench.portal, message).await.unwrap();
    tx.commit().await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_is_due_at_once_and_then_whenever_its_time_has_passed(pool: PgPool) {
    let bench = bench(pool).await;
    let job = Told::to(well);
    let begun = bench.portal.clock.now();
    entered(&bench, &job).await;
    assert_eq!(turned(&bench, &job).await, Turn::Ran(begun + job.every()));
    assert_eq!(turned(&bench, &job).await, Turn::NotBefore(begun + job.every()));
    bench.clock.advance(job.every());
    // The moment stands in the table: another process, or this one started anew, goes by it too.
    entered(&bench, &job).await;
    assert_eq!(turned(&bench, &Told::to(well)).await, Turn::Ran(begun + job.every() * 2));
    assert_eq!(job.ran(), 1);
    let state = state(&bench).await;
    assert_eq!((state.name.as_str(), state.every, state.result.as_deref()), ("told", job.every(), Some("3 done")));
    assert_eq!((state.succeeded_at, state.ended_at), (Some(begun + job.every()), Some(begun + job.every())));
    assert_eq!((state.attempts, state.failures, state.leased_until), (0, 0, None));
}

#[sqlx::test(migrations = "../migrations")]
async fn of_many_workers_at_once_one_takes_the_job(pool: PgPool) {
    let bench = bench(pool).await;
    let job = Told::to(well);
    entered(&bench, &job).await;
    let turns = futures::future::join_all((0..8).map(|_| turned(&bench, &job))).await;
    assert_eq!(job.ran(), 1, "{turns:?}");
    assert_eq!(turns.iter().filter(|turn| matches!(turn, Turn::Ran(_))).count(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_worker_that_dies_gives_the_job_up_with_the_end_of_its_lease_and_undoes_nothing_when_it_comes_back(
    pool: PgPool,
) {
    let bench = bench(pool).await;
    let job = Told::to(well);
    entered(&bench, &job).await;
    let Taken::Yes(late) = lease::take(&bench.portal, &job).await.unwrap() else { panic!("it is due") };
    let until = bench.portal.clock.now() + LEASE;
    assert_eq!(turned(&bench, &job).await, Turn::NotBefore(until));
    // A sign of life keeps it.
    bench.clock.advance(LEASE / 2);
    assert!(lease::renew(&bench.portal, &job, late).await.unwrap());
    bench.clock.advance(LEASE / 2);
    assert_eq!(turned(&bench, &job).await, Turn::NotBefore(until + LEASE / 2));
    bench.clock.advance(LEASE / 2);
    assert!(matches!(turned(&bench, &job).await, Turn::Ran(_)));
    assert_eq!(job.ran(), 1);

    let before = state(&bench).await;
    assert!(!lease::renew(&bench.portal, &job, late).await.unwrap());
    lease::note(&bench.portal, &job, late, &badly()).await.unwrap();
    assert_eq!(state(&bench).await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_that_fails_or_panics_says_so_and_is_tried_again_later_each_time_until_it_succeeds(pool: PgPool) {
    let bench = bench(pool).await;
    let (failing, panicking, working) = (Told::to(badly), Told::to(|| panic!("told to")), Told::to(well));
    entered(&bench, &failing).await;
    let mut waited = Vec::new();
    for job in [&failing, &panicking, &failing, &failing, &failing] {
        let Turn::Ran(next) = turned(&bench, job).await else { panic!("it is due") };
        waited.push((next - bench.portal.clock.now()).num_minutes());
        bench.clock.advance(next - bench.portal.clock.now());
    }
    assert_eq!(waited, [1, 2, 4, 8, 10], "and no longer than its own time");
    let failed = state(&bench).await;
    assert_eq!((failed.attempts, failed.failures, failed.succeeded_at), (5, 5, None));
    assert_eq!(failed.result.as_deref(), Some("failed: a stored value cannot be read: told to"));
    assert!(matches!(turned(&bench, &working).await, Turn::Ran(_)));
    let state = state(&bench).await;
    assert_eq!((state.attempts, state.failures, state.result.as_deref()), (0, 5, Some("3 done")));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_with_more_to_do_is_due_again_at_once(pool: PgPool) {
    let bench = bench(pool).await;
    let job = Told::to(|| Ok(Ran { did: "a part".to_owned(), more: true }));
    entered(&bench, &job).await;
    assert_eq!(turned(&bench, &job).await, Turn::Ran(bench.portal.clock.now()));
    assert!(matches!(turned(&bench, &job).await, Turn::Ran(_)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_is_late_that_no_worker_does_and_one_that_only_fails(pool: PgPool) {
    let bench = bench(pool).await;
    let job = Told::to(well);
    entered(&bench, &job).await;
    let late = async || state(&bench).await.late(bench.portal.clock.now());
    // Twice ten minutes and five.
    bench.clock.advance(Duration::minutes(25));
    assert!(!late().await, "not yet");
    bench.clock.advance(Duration::minutes(1));
    assert!(late().await, "nobody has done it");
    turned(&bench, &job).await;
    assert!(!late().await);
    bench.clock.advance(Duration::minutes(26));
    turned(&bench, &Told::to(badly)).await;
    assert!(late().await, "to fail is not to do it");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_schedule_holds_from_the_next_start(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let job = Told::to(well);
    entered(&bench, &job).await;
    sqlx::query("UPDATE job SET every_seconds = 86400, next_at = next_at + interval '1 day'")
        .execute(&pool)
        .await
        .unwrap();
    entered(&bench, &job).await;
    let state = state(&bench).await;
    assert_eq!((state.every, state.next_at), (job.every(), bench.portal.clock.now() + job.every()));
}

#[sqlx::test(migrations = "../migrations")]
async fn only_the_worker_reaches_the_jobs_and_it_can_take_none_away(pool: PgPool) {
    let bench = bench(pool).await;
    entered(&bench, &Told::to(well)).await;
    for scope in [Scope::Library(&bench.library), Scope::Patron(&bench.library, bench.person)] {
        let mut tx = bench.portal.db.begin(scope).await.unwrap();
        assert!(sqlx::query("SELECT name FROM job").execute(&mut *tx).await.is_err(), "{scope:?}");
    }
    for sql in ["DELETE FROM job", "UPDATE job SET name = 'other'", "UPDATE job SET entered_at = now()"] {
        let mut tx = bench.portal.db.begin(Scope::Worker).await.unwrap();
        assert!(sqlx::query(sql).execute(&mut *tx).await.is_err(), "{sql}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_worker_sends_seals_and_stops_when_told(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    put(&bench, "k").await;
    let jobs = all(Means { transport: Some(receiver.transport()), heads: None, heads_to: None, ..Means::default() });
    let stop = CancellationToken::new();
    let watch = async {
        while count(&pool, "SELECT count(*) FROM ledger_link").await == 0 {
            bench.clock.advance(Duration::milliseconds(10));
        }
        stop.cancel();
    };
    let both = async { tokio::join!(run(&bench.portal, &jobs, &stop), watch) };
    tokio::time::timeout(std::time::Duration::from_secs(20), both).await.unwrap();
    assert_eq!(receiver.mails().len(), 1);
    let names: Vec<String> = states(&bench.portal).await.unwrap().into_iter().map(|state| state.name).collect();
    assert_eq!(names, ["deliver", "deliver-newsletters", "deliver-notices", "seal", "tidy"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn told_to_stop_a_worker_finishes_the_mail_in_hand_and_begins_no_other(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    for key in ["k", "l", "m", "n", "o"] {
        put(&bench, key).await;
    }
    let jobs = all(Means { transport: Some(receiver.transport()), heads: None, heads_to: None, ..Means::default() });
    let stop = CancellationToken::new();
    receiver.when_taken({
        let stop = stop.clone();
        move || stop.cancel()
    });
    let done = tokio::time::timeout(std::time::Duration::from_secs(20), run(&bench.portal, &jobs, &stop));
    done.await.unwrap();
    let in_hand = receiver.mails().len();
    assert!((1..=Lane::Safety.at_once()).contains(&in_hand), "{in_hand}");
    let noted = count(&pool, "SELECT count(*) FROM outbox WHERE status = 'sent'").await;
    assert_eq!(usize::try_from(noted).unwrap(), in_hand, "and it is noted");
    let others = count(&pool, "SELECT count(*) FROM outbox WHERE status = 'queued' AND attempts = 0").await;
    assert_eq!(usize::try_from(others).unwrap(), 5 - in_hand);
    assert_eq!(count(&pool, "SELECT count(*) FROM job WHERE leased_until IS NOT NULL").await, 0, "and all given up");
}

#[sqlx::test(migrations = "../migrations")]
async fn several_newsletters_go_at_once_and_all_of_them_over_the_same_few_connections(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    let at_once = Lane::Newsletters.at_once();
    assert!(at_once > 1);
    let jobs = all(Means { transport: Some(receiver.transport()), ..Means::default() });
    let job = jobs.iter().find(|job| job.name() == "deliver-newsletters").unwrap();
    for round in 1..=2_usize {
        // The first are answered once so many are there, each on a connection of its own.
        receiver.waits_for_together(at_once);
        let ten = "INSERT INTO outbox (library, id, kind, idempotency_key, recipient, language, subject, body_text, body_html, \
                                       created_at, next_try_at, give_up_at, lane) \
                   SELECT 'mansfield', gen_random_uuid(), 'newsletter', $2::text || n, 'n' || n || '@example.org', 'en', 'S', \
                          'T', 'H', $1, $1, $1 + interval '5 days', 'newsletters' FROM generate_series(1, 10) n";
        let now = bench.portal.clock.now();
        sqlx::query(ten).bind(now).bind(format!("{round}-")).execute(&pool).await.unwrap();
        let ran = job.run(&bench.portal, &CancellationToken::new()).await.unwrap();
        assert_eq!(ran, Ran::all("10 sent, 0 to try again, 0 given up, 0 not wanted"));
        assert_eq!(receiver.mails().len(), 10 * round);
        assert_eq!(receiver.connections(), at_once, "and those of before are used again");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_heads_are_added_to_the_file_once_each(pool: PgPool) {
    let bench = bench(pool).await;
    let folder = std::env::temp_dir().join(format!("portal-heads-{}", uuid::Uuid::from_bytes(random(&bench))));
    std::fs::create_dir(&folder).unwrap();
    let file = folder.join("heads");
    let jobs = all(Means { transport: None, heads: Some(file.clone()), heads_to: None, ..Means::default() });
    let job = jobs.iter().find(|job| job.name() == "heads").unwrap();
    entered(&bench, &**job).await;
    let mut kept = Vec::new();
    for _ in 0..2 {
        put(&bench, &format!("k{}", kept.len())).await;
        crate::mail::deliver(&bench.portal, &crate::mail::Transport::Keep, 1).await.unwrap();
        crate::ledger::seal(&bench.portal, 10).await.unwrap();
        for _ in 0..2 {
            turned(&bench, &**job).await;
            bench.clock.advance(job.every());
        }
        kept = crate::ledger::read_heads(&std::fs::read_to_string(&file).unwrap()).unwrap();
    }
    assert_eq!(kept.iter().map(|head| head.seq).collect::<Vec<_>>(), [1, 2]);
    std::fs::write(&file, "something else\n").unwrap();
    turned(&bench, &**job).await;
    let failed = state(&bench).await.result.unwrap();
    assert!(failed.starts_with("failed: the file of heads: line 1 is not"), "{failed}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn each_head_goes_by_mail_once_and_the_mails_line_is_what_the_command_compares(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let profile = crate::testing::profile("mansfield");
    let to = HeadsTo { address: "director@example.org".into(), site: "https://{library}.example.org".into() };
    let jobs = all(Means { heads_to: Some(to), libraries: vec![profile], ..Means::default() });
    let job = jobs.iter().find(|job| job.name() == "heads-by-mail").unwrap();
    entered(&bench, &**job).await;
    put(&bench, "k0").await;
    crate::mail::deliver(&bench.portal, &crate::mail::Transport::Keep, 1).await.unwrap();
    crate::ledger::seal(&bench.portal, 10).await.unwrap();
    for _ in 0..2 {
        turned(&bench, &**job).await;
        bench.clock.advance(job.every());
    }
    let (to, text): (String, String) =
        sqlx::query_as("SELECT recipient, body_text FROM outbox WHERE kind = 'ledger-head'")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(to, "director@example.org");
    let line = text.lines().find(|line| line.starts_with("mansfield ")).unwrap();
    let kept = crate::ledger::read_heads(line).unwrap();
    let whole = crate::ledger::verify_against(&bench.portal, &bench.library, &kept, &[]).await.unwrap();
    assert!(whole.broken.is_none(), "{whole:?}");
    // Cut off to nothing, the chain is whole in itself, and the line says otherwise.
    sqlx::raw_sql(
        "ALTER TABLE ledger_link DISABLE TRIGGER ALL; ALTER TABLE ledger_event DISABLE TRIGGER ALL; \
                   DELETE FROM ledger_link; DELETE FROM ledger_event; DELETE FROM ledger_line; DELETE FROM ledger_node",
    )
    .execute(&pool)
    .await
    .unwrap();
    let cut = crate::ledger::verify_against(&bench.portal, &bench.library, &kept, &[]).await.unwrap();
    assert!(matches!(cut.broken, Some(crate::ledger::Broken::ShorterThanKept { .. })), "{cut:?}");
}

fn random(bench: &Bench) -> [u8; 16] {
    let mut bytes = [0; 16];
    bench.portal.entropy.fill(&mut bytes);
    bytes[..4].copy_from_slice(&std::process::id().to_le_bytes());
    bytes
}

#[sqlx::test(migrations = "../migrations")]
async fn clearing_up_takes_what_is_dead_and_nothing_else(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let sql = "
        INSERT INTO session (library, id, secret_hash, person_id, data, created_at, last_seen_at, idle_ends_at, ends_at)
        SELECT 'mansfield', gen_random_uuid(), decode(md5(name), 'hex'), NULL, '{}', $1, $1, $1 + idle, $1 + ends
        FROM (VALUES ('live', interval '1 min', interval '1 day'), ('idle', interval '0', interval '1 day'),
                     ('over', interval '1 min', interval '-1 day')) v (name, idle, ends)";
    sqlx::query(sql).bind(bench.portal.clock.now()).execute(&pool).await.unwrap();
    let sql = "
        INSERT INTO one_time_token (library, id, person_id, purpose, secret_hash, created_at, expires_at, ended_at)
        SELECT 'mansfield', gen_random_uuid(), $2, 'reset', decode(md5(name), 'hex'), $1, $1 + expires, $1 + ended
        FROM (VALUES ('live', interval '1 hour', NULL), ('used now', interval '1 hour', interval '0'),
                     ('lapsed now', interval '0', NULL), ('lapsed long ago', interval '-31 days', NULL),
                     ('used long ago', interval '-31 days', interval '-31 days')) v (name, expires, ended)";
    sqlx::query(sql).bind(bench.portal.clock.now()).bind(bench.person.0).execute(&pool).await.unwrap();
    let sql = "
        INSERT INTO throttle (library, scope, key, count, blocked_until, updated_at)
        SELECT 'mansfield', name, 'k', count, $1 + blocked, $1 + updated
        FROM (VALUES ('fresh', 3, NULL, interval '-1 day'), ('stale', 3, NULL, interval '-31 days'),
                     ('stale, blocked', 3, interval '1 day', interval '-31 days'),
                     ('closed', 20, NULL, interval '-31 days')) v (name, count, blocked, updated)";
    sqlx::query(sql).bind(bench.portal.clock.now()).execute(&pool).await.unwrap();

    let tidied = tidy(&bench.portal).await.unwrap();
    assert_eq!(tidied, Tidied { sessions: 2, devices: 0, tokens: 2, throttles: 1, links: 0, domains: 0 });
    assert_eq!(count(&pool, "SELECT count(*) FROM throttle WHERE scope = 'stale'").await, 0);
    assert_eq!(tidy(&bench.portal).await.unwrap(), Tidied::default());
}
