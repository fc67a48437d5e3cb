//! Writing what a source brought: one way for every source.
//!
//! One pass over the source, one transaction. The source's thread gives good records, which are staged by `COPY` in a
//! temporary table (`COPY` into a table with row-level security is refused by Postgres, and a temporary table has none).
//! Only when the last one is read and compared with the patrons already here is anything written, by a few set-based
//! statements. So a source with a bad row changes nothing, memory stays the same whatever its size, and the rows of a file
//! imported twice are found unchanged.
//!
//! Values entered here win: see [`upsert`].

mod account_lines;
mod cards;
mod holds;
mod list;
mod loans;
mod people;
mod secrets;
mod stage;
mod upsert;
mod who;

use super::{
    Options,
    record::{Kind, Record},
    report::{Progress, Report, Stage},
    source::{Message, Outcome, Sink, Source},
};
use crate::{
    Error, Portal, Result,
    access::{self, ByFile},
    authority::Operator,
    db::{Scope, Tx},
    ids::PersonId,
};
use chrono::{DateTime, Utc};
use domain::ids::LibrarySlug;
use stage::Work;
use uuid::Uuid;

/// Brings everything a source has into one library. Two imports into the same library run one after the other.
///
/// `brought_by` says which kind of source it is, in the patron's activity and in `import_run`.
///
/// # Errors
/// When the source breaks off or the database refuses; then nothing was written.
pub(super) async fn bring<S: Source>(
    portal: &Portal,
    operator: &Operator,
    brought_by: &'static str,
    source: S,
    options: Options,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Report> {
    let (library, started_at) = (operator.library(), portal.clock.now());
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    let mut work = Work::begin::<S>(&mut tx, library, brought_by, started_at, options).await?;
    let mut told = Progress { stage: Stage::Reading, rows: 0, bytes: 0 };
    let Outcome { findings, rows, digest, told: fields } = stage(&mut work, source, &mut told, progress).await?;
    (work.findings, work.told) = (findings, fields);

    let mut step = |stage| {
        told.stage = stage;
        progress(told);
    };
    let readable = !work.told.is_empty();
    if readable && (work.findings.clean() || work.options.partial) {
        step(Stage::Checking);
        work.index().await?;
        match S::Record::KIND {
            Kind::People => who::find(&mut work).await?,
            Kind::Loans => loans::check(&mut work).await?,
            Kind::Holds | Kind::AccountLines => work.match_cards().await?,
        }
    }
    let (mut lost, mut changed, mut taken_away) = (Vec::new(), Vec::new(), Vec::new());
    let mut apply = readable && (work.findings.clean() || work.options.partial);
    if apply {
        step(Stage::Writing);
        match S::Record::KIND {
            Kind::People => people::write(&mut work, &mut || step(Stage::Writing)).await?,
            Kind::Loans => loans::write(&mut work).await?,
            Kind::Holds => holds::write(&mut work).await?,
            Kind::AccountLines => account_lines::write(&mut work).await?,
        }
        if matches!(S::Record::KIND, Kind::People) {
            lost = cards::lost_the_last(&mut work).await?;
            changed = secrets::whose(&mut work, ByFile::Changed).await?;
            taken_away = secrets::whose(&mut work, ByFile::TakenAway).await?;
        }
        work.write_ledger().await?;
        apply = !work.removes_too_much;
    }
    let Work { findings, added, changed: rows_changed, removed, .. } = work;
    let mut report = Report {
        run: None,
        digest,
        rows_read: rows,
        rows_added: added,
        rows_changed,
        rows_refused: findings.refused,
        rows_removed: removed,
        problems_more: findings.more,
        notes: findings.notes(),
        problems: findings.problems,
    };
    report.problems.sort_by_key(|problem| problem.line);
    if apply {
        for (whose, what) in [(changed, ByFile::Changed), (taken_away, ByFile::TakenAway)] {
            for person in whose {
                let person = PersonId(person);
                access::secret_by_file(&mut tx, portal, operator.profile(), (person, what), started_at).await?;
            }
        }
        for person in lost {
            access::lost_by_file(&mut tx, portal, operator.profile(), PersonId(person), started_at).await?;
        }
        let id = portal.entropy.uuid();
        record_run(&mut tx, library, brought_by, id, &report, started_at, portal.clock.now()).await?;
        tx.commit().await?;
        report.run = Some(id);
    } else {
        (report.rows_added, report.rows_changed, report.rows_removed) = (0, 0, 0);
    }
    Ok(report)
}

/// Runs the source's thread and copies what it gives into the staging table.
async fn stage<S: Source>(
    work: &mut Work<'_>,
    source: S,
    told: &mut Progress,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Outcome> {
    let (sender, mut receiver) = tokio::sync::mpsc::channel(4);
    let partial = work.options.partial;
    let thread = tokio::task::spawn_blocking(move || {
        let mut hand_on = |message| sender.blocking_send(message).is_ok();
        Sink::new(&mut hand_on, partial).drain(source)
    });
    let mut outcome = None;
    let mut copy = work.copy().await?;
    while let Some(message) = receiver.recv().await {
        match message {
            Message::Batch { text, rows, bytes } => {
                if !text.is_empty() {
                    copy.send(text).await?;
                }
                (told.rows, told.bytes) = (rows, bytes);
                progress(*told);
            }
            Message::End(end) => outcome = Some(*end),
        }
    }
    copy.finish().await?;
    thread.await??;
    outcome.ok_or_else(|| Error::Stored("the source's thread ended without a word".to_owned()))
}

async fn record_run(
    tx: &mut Tx,
    library: &LibrarySlug,
    brought_by: &str,
    id: Uuid,
    report: &Report,
    started_at: DateTime<Utc>,
    finished_at: DateTime<Utc>,
) -> Result<()> {
    let count = |rows: u64| i64::try_from(rows).unwrap_or(i64::MAX);
    sqlx::query!(
        "INSERT INTO import_run (library, id, kind, file_digest, rows_read, rows_added, rows_changed, rows_refused, \
                                 started_at, finished_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        library.as_str(),
        id,
        brought_by,
        report.digest.as_slice(),
        count(report.rows_read),
        count(report.rows_added),
        count(report.rows_changed),
        count(report.rows_refused),
        started_at,
        finished_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
