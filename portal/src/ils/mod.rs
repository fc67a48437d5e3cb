//! The library's own system: what it holds about its patrons, brought here.
//!
//! A [`source::Source`] fills neutral records ([`record`]); they are written in one way, whatever the source
//! (`apply`). Koha's files (`koha`) are the first source; a profile's `[import]` maps files of other systems onto them.
//! What stands in a row as its `source` is the *system* (this Koha), not the kind of file or protocol, so that the same
//! patron from a file and from a live system is one.

mod apply;
mod file;
mod koha;
pub mod record;
mod report;
pub mod source;

#[cfg(test)]
mod tests;

pub use file::card::fourteen_digits;
pub use report::{LISTED, Note, Problem, Progress, Reason, Remark, Report, Stage};

use crate::{Portal, Result, authority::Operator};
use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{
    inventory::Class,
    parse::CardNumber,
    profile::{CardFormat, HistoryChoice, ImportFiles, Keep, Profile, retention::over_by},
};
use koha::File;
use record::{AccountLine, Hold, Loan, Person};
use std::io::Read;

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

    /// The kind's name on the command line, in `import_run` and in the patron's activity.
    pub const fn name(self) -> &'static str {
        match self {
            Self::KohaBorrowers => "koha-borrowers",
            Self::Circulation => "koha-circulation",
            Self::Holds => "koha-holds",
            Self::AccountLines => "koha-account",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
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

/// Which returned loans a library keeps, as its profile says. For a patron who chose to keep none, here or in the library's own
/// system, no library keeps any.
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
    /// longer has are taken away. Not done when any row is bad. Of patrons it notes who is not in it: the record goes
    /// with time (the profile's `leaving.absent_days`), and not by being left out of a file.
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
    /// Holds that were closed on this day or before are kept no more ([`over_by`]).
    pub holds_over_by: Option<NaiveDate>,
    /// Account lines that were settled on this day or before are kept no more.
    pub fees_over_by: Option<NaiveDate>,
    /// The system's name, the columns and code words of its files, and which accounts are left out.
    pub files: ImportFiles,
    /// As many rows may be taken away with `whole`, however large a share that is.
    pub yes_remove: Option<u64>,
    /// Cards of rows that are about the person here although everything known of them differs.
    pub same_person: Vec<CardNumber>,
    /// Cards of rows that are about somebody else than the person here with that number or card. That one has left: the
    /// number is theirs no more, and the card is closed.
    pub other_person: Vec<CardNumber>,
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
            holds_over_by: None,
            fees_over_by: None,
            files: ImportFiles::default(),
            yes_remove: None,
            same_person: vec![],
            other_person: vec![],
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
        let over_by_of = |class| over_by(&profile.retention(class)?.keep, HistoryChoice::Default, today);
        Self {
            card_format: profile.card.clone(),
            credential: if profile.sign_in.pin.is_some() { CredentialKind::Pin } else { CredentialKind::Password },
            keep_history,
            holds_over_by: over_by_of(Class::Holds),
            fees_over_by: over_by_of(Class::Fees),
            files: profile.import.tidy(),
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
    operator: &Operator,
    kind: FileKind,
    source: R,
    options: Options,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Report> {
    let (by, to_read) = (kind.name(), options.clone());
    match kind {
        FileKind::KohaBorrowers => {
            apply::bring(portal, operator, by, File::<Person, R>::new(source, to_read), options, progress).await
        }
        FileKind::Circulation => {
            apply::bring(portal, operator, by, File::<Loan, R>::new(source, to_read), options, progress).await
        }
        FileKind::Holds => {
            apply::bring(portal, operator, by, File::<Hold, R>::new(source, to_read), options, progress).await
        }
        FileKind::AccountLines => {
            apply::bring(portal, operator, by, File::<AccountLine, R>::new(source, to_read), options, progress).await
        }
    }
}
