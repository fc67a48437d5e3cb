//! Loading a library's own files: patrons, loans, holds and account lines, as Koha exports them.
//!
//! One pass over the file, one transaction. The file's thread (`file::reader`) checks every cell and hands on good rows,
//! which are staged by `COPY` in temporary tables (`COPY` into a table with row-level security is refused by Postgres,
//! and a temporary table has none). Only when the last row is read and compared with the patrons already here is
//! anything written, by a few set-based statements. So a file with a bad row changes nothing, memory stays the same
//! whatever the file's size, and the rows of a file imported twice are found unchanged.
//!
//! Values entered here win: see `apply::upsert`.

mod apply;
mod file;
mod koha;
mod report;

#[cfg(test)]
mod tests;

pub(crate) use file::card::check_digit;
pub use file::card::fourteen_digits;
#[cfg(test)]
pub(crate) use file::card::parse as parse_card;
pub use report::{LISTED, Note, Problem, Progress, Reason, Remark, Report, Stage};

use crate::{Error, Portal, Result, db::Scope};
use apply::{loans, people, requests, stage::Work};
use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{
    ids::LibrarySlug,
    inventory::Class,
    profile::{CardFormat, Keep, Profile},
};
use file::reader::{self, Message, Outcome};
use koha::columns::{self, Column};
use std::{collections::BTreeMap, io::Read};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Patrons: Koha's `borrowers`.
    KohaBorrowers,
    /// Loans, open (without a return date) and returned.
    Circulation,
    /// Holds: Koha's `reserves`.
    Holds,
    /// Fees and payments: Koha's `accountlines`.
    AccountLines,
}

impl FileKind {
    /// Every kind, in the order in which they are best imported.
    pub const ALL: [Self; 4] = [Self::KohaBorrowers, Self::Circulation, Self::Holds, Self::AccountLines];

    /// The source written beside every value; also the kind's name on the command line and in `import_run`.
    pub const fn source(self) -> &'static str {
        match self {
            Self::KohaBorrowers => "koha-borrowers",
            Self::Circulation => "koha-circulation",
            Self::Holds => "koha-holds",
            Self::AccountLines => "koha-account",
        }
    }

    /// The kind with this source.
    pub fn from_source(source: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.source() == source)
    }

    const fn columns(self) -> &'static [Column] {
        match self {
            Self::KohaBorrowers => columns::BORROWERS,
            Self::Circulation => columns::CIRCULATION,
            Self::Holds => columns::HOLDS,
            Self::AccountLines => columns::ACCOUNT_LINES,
        }
    }
}

/// Whether an imported bcrypt hash is of a PIN or of a password (the library's profile says which it uses).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialKind {
    /// Four digits or a few more.
    Pin,
    /// Anything longer.
    Password,
}

impl CredentialKind {
    const fn code(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Password => "password",
        }
    }
}

/// Which returned loans a library keeps, as its profile says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepHistory {
    /// None.
    None,
    /// All of them.
    All,
    /// Those that came back less than so many days ago.
    Days(u16),
    /// As the patron chose: none, all, or where nothing was chosen those of so many days.
    PatronsChoice(u16),
}

/// How to read a file, and what to do with it.
#[derive(Debug, Clone)]
pub struct Options {
    /// Take the good rows of a file that has bad ones. Without it such a file changes nothing.
    pub partial: bool,
    /// The file is all there is: open loans, holds and account lines that an earlier file brought and this one no
    /// longer has are taken away. Not done when any row is bad. Means nothing for borrowers: nobody is erased by
    /// being left out of a file.
    pub whole: bool,
    /// The library's date today; a birth date or a loan after it is an error.
    pub today: NaiveDate,
    /// The library's time zone, for times without one.
    pub zone: Tz,
    /// The form of the library's card numbers.
    pub card_format: CardFormat,
    /// What an imported bcrypt hash is of.
    pub credential: CredentialKind,
    /// Which returned loans the library keeps. Of the others it only takes that the loan is open no more.
    pub keep_history: KeepHistory,
    /// Names of columns in another system's export (lower case) and the Koha names they stand for.
    pub column_names: BTreeMap<String, String>,
}

impl Options {
    /// All of a file or nothing, on this day in this time zone, for fourteen-digit cards, passwords, history kept.
    pub fn on(today: NaiveDate, zone: Tz) -> Self {
        Self {
            partial: false,
            whole: false,
            today,
            zone,
            card_format: fourteen_digits(),
            credential: CredentialKind::Password,
            keep_history: KeepHistory::All,
            column_names: BTreeMap::new(),
        }
    }

    /// All of a file or nothing, as this library's profile has it.
    pub fn of(profile: &Profile, today: NaiveDate) -> Self {
        let keep_history = match profile.retention(Class::History).map(|retention| &retention.keep) {
            None | Some(Keep::NotKept { .. }) => KeepHistory::None,
            Some(Keep::WhileAPatron) => KeepHistory::All,
            Some(Keep::DaysAfter { days, .. }) => KeepHistory::Days(*days),
            Some(Keep::PatronsChoice { days, .. }) => KeepHistory::PatronsChoice(*days),
        };
        Self {
            card_format: profile.card.clone(),
            credential: if profile.sign_in.pin.is_some() { CredentialKind::Pin } else { CredentialKind::Password },
            keep_history,
            column_names: profile
                .import_columns
                .iter()
                .map(|(theirs, ours)| (theirs.trim().to_lowercase(), ours.trim().to_lowercase()))
                .collect(),
            ..Self::on(today, profile.time_zone)
        }
    }
}

/// Imports one file into one library. Two imports into the same library run one after the other.
///
/// `progress` is called at least every thousand rows while the file is read, and at each step after that.
///
/// What is wrong with the file is in the [`Report`], not an error; [`Report::applied`] says whether anything was
/// written.
///
/// # Errors
/// When the source cannot be read or the database refuses; then nothing was written.
pub async fn import<R: Read + Send + 'static>(
    portal: &Portal,
    library: &LibrarySlug,
    kind: FileKind,
    source: R,
    options: Options,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Report> {
    let started_at = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    let mut work = Work::begin(&mut tx, library, kind, started_at, options.clone()).await?;

    let mut told = Progress { stage: Stage::Reading, rows: 0, bytes: 0 };
    let outcome = read_and_stage(&mut work, kind, source, options, &mut told, progress).await?;
    let Outcome { findings, rows, digest, present, readable } = outcome;
    work.findings = findings;
    work.present = present;

    let mut step = |stage| {
        told.stage = stage;
        progress(told);
    };
    if readable && (work.findings.clean() || work.options.partial) {
        step(Stage::Checking);
        work.index().await?;
        match kind {
            FileKind::KohaBorrowers => people::check(&mut work).await?,
            FileKind::Circulation => loans::check(&mut work).await?,
            FileKind::Holds | FileKind::AccountLines => work.match_cards().await?,
        }
    }
    let apply = readable && (work.findings.clean() || work.options.partial);
    if apply {
        step(Stage::Writing);
        match kind {
            FileKind::KohaBorrowers => people::write(&mut work, &mut || step(Stage::Writing)).await?,
            FileKind::Circulation => loans::write(&mut work).await?,
            FileKind::Holds => requests::write_holds(&mut work).await?,
            FileKind::AccountLines => requests::write_account_lines(&mut work).await?,
        }
        work.write_ledger().await?;
    }
    let Work { findings, added, changed, removed, .. } = work;
    let mut report = Report {
        run: None,
        digest,
        rows_read: rows,
        rows_added: added,
        rows_changed: changed,
        rows_refused: findings.refused,
        rows_removed: removed,
        problems_more: findings.more,
        notes: findings.notes(),
        problems: findings.problems,
    };
    if apply {
        let id = portal.entropy.uuid();
        record_run(&mut tx, library, kind, id, &report, started_at, portal.clock.now()).await?;
        tx.commit().await?;
        report.run = Some(id);
    }
    report.problems.sort_by_key(|problem| problem.line);
    Ok(report)
}

/// Runs the file's thread and copies what it hands on into the staging table.
async fn read_and_stage<R: Read + Send + 'static>(
    work: &mut Work<'_>,
    kind: FileKind,
    source: R,
    options: Options,
    told: &mut Progress,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Outcome> {
    let (sender, mut receiver) = tokio::sync::mpsc::channel(4);
    let reader = tokio::task::spawn_blocking(move || {
        let mut hand_on = |message| sender.blocking_send(message).is_ok();
        reader::read_file(source, kind.columns(), &options, &mut hand_on)
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
    reader.await??;
    outcome.ok_or_else(|| Error::Stored("the file's thread ended without a word".to_owned()))
}

async fn record_run(
    tx: &mut crate::db::Tx,
    library: &LibrarySlug,
    kind: FileKind,
    id: uuid::Uuid,
    report: &Report,
    started_at: chrono::DateTime<chrono::Utc>,
    finished_at: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    let count = |rows: u64| i64::try_from(rows).unwrap_or(i64::MAX);
    sqlx::query!(
        "INSERT INTO import_run (library, id, kind, file_digest, rows_read, rows_added, rows_changed, rows_refused, \
                                 started_at, finished_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        library.as_str(),
        id,
        kind.source(),
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
