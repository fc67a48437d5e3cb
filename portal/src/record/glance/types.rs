//! The parts of a glance.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    inventory::Class,
    profile::{InTheWay, Left},
};
use serde::Deserialize;

/// The facts of a record that are told first. What the reader may not be told is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Glance {
    /// What the person is called.
    pub person: Option<PersonLine>,
    /// The birth date, where the library knows it.
    pub born: Option<NaiveDate>,
    /// The card in use; where there is none, the last one.
    pub card: Option<CardLine>,
    /// Until when the card is good, and whether borrowing is stopped.
    pub membership: Option<MembershipLine>,
    /// What is out.
    pub loans: Option<LoansLine>,
    /// What waits on the shelf.
    pub ready: Option<ReadyLine>,
    /// What is owed, in cents.
    pub owed: Option<i64>,
    /// Changes that wait for the desk, oldest first.
    pub waiting: Vec<WaitingLine>,
    /// The wish to close the card, where one waits.
    pub closing: Option<ClosingLine>,
    /// The address on record, where mail to it came back.
    pub came_back: Option<CameBackLine>,
    /// Permissions that are signed or in force and not past their last day, the first to end first.
    pub permissions: Vec<PermissionLine>,
    /// Parents and guardians whose link has not ended, oldest first.
    pub guardians: Vec<GuardianAdded>,
    /// The services that have the person on a list now, the first to have them first.
    pub services: Vec<ServiceLine>,
    /// Who was told something of the record, by a permission or under a legal paper or for a wellness check, the last told
    /// first. What an order of silence hides is not there.
    pub told: Vec<ToldLine>,
    /// The last times somebody else asked for the record, newest first.
    pub looks: Vec<LookLine>,
    /// The same, counted by month of the last twelve; a month without any is not there.
    pub months: Vec<LookMonth>,
    /// What is due to be deleted and when, soonest first.
    #[serde(skip)]
    pub deletions: Vec<Deletion>,
    /// What says that the person is a patron no longer.
    #[serde(skip)]
    pub left: Left,
    /// When the whole record is due to be deleted.
    #[serde(skip)]
    pub record_goes: Option<NaiveDate>,
}

impl Glance {
    /// The classes of which it tells something beside how much there is.
    pub fn classes(&self) -> Vec<Class> {
        let told = [
            (self.person.is_some() || self.born.is_some(), Class::Identity),
            (self.card.is_some() || self.membership.is_some(), Class::Membership),
            (self.loans.is_some(), Class::Checkouts),
            (self.ready.is_some(), Class::Holds),
            (self.owed.is_some(), Class::Fees),
        ];
        told.into_iter().filter(|(is_told, _)| *is_told).map(|(_, class)| class).collect()
    }
}

/// What a person is called.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[expect(missing_docs, reason = "as the inventory has them")]
pub struct PersonLine {
    pub surname: Option<String>,
    pub firstname: Option<String>,
    pub middle: Option<String>,
    pub preferred: Option<String>,
}

impl PersonLine {
    /// `Whitcomb, Eleanor Grace`; what somebody goes by stands in place of the first name. Empty where no name is recorded.
    pub fn in_order(&self) -> String {
        let first = self.preferred.as_deref().or(self.firstname.as_deref());
        let first: Vec<&str> = first.into_iter().chain(self.middle.as_deref()).collect();
        let parts: Vec<String> =
            self.surname.clone().into_iter().chain((!first.is_empty()).then(|| first.join(" "))).collect();
        parts.join(", ")
    }
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CardLine {
    /// The last four digits of its number.
    pub ending: String,
    /// Whether it is in use.
    pub active: bool,
}

/// A membership.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MembershipLine {
    /// The last day of the card.
    pub ends: Option<NaiveDate>,
    /// Borrowing is stopped until this day.
    pub stopped_until: Option<NaiveDate>,
    /// Why, as the library's system has it.
    pub stopped_because: Option<String>,
}

/// What is out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LoansLine {
    /// How many loans.
    pub count: u64,
    /// How many are past their day.
    pub overdue: u64,
    /// The next day on which one is due, from today on.
    pub next_due: Option<NaiveDate>,
    /// How many are due on that day.
    pub due_then: u64,
}

/// What waits on the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReadyLine {
    /// How many holds are asked for in all.
    pub holds: u64,
    /// How many of them are ready.
    pub count: u64,
    /// The first day on which one goes back.
    pub until: Option<NaiveDate>,
    /// Where they are, as the library's system names the place; nothing where they are not all at one.
    pub at: Option<String>,
}

/// A change that waits for the desk.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct WaitingLine {
    /// What to name there.
    pub reference: Option<String>,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
}

/// A wish to close the card that waits.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ClosingLine {
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// What stands in the way.
    #[serde(flatten)]
    pub in_the_way: InTheWay,
}

/// The address on record, which is written to no more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CameBackLine {
    /// The address.
    pub address: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A permission that somebody has or may soon have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PermissionLine {
    /// What names it.
    pub reference: String,
    /// Who may be told.
    pub recipient: Option<String>,
    /// The classes, by code.
    pub classes: Vec<String>,
    /// Its first day.
    pub from: Option<NaiveDate>,
    /// Its last day.
    pub until: Option<NaiveDate>,
    /// Whether the desk has confirmed it.
    pub in_force: bool,
}

/// A parent or guardian who was linked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GuardianAdded {
    /// What they are called.
    pub name: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A service that has somebody on a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ServiceLine {
    /// Its code in the profile.
    pub service: String,
    /// When they were first on one.
    pub since: DateTime<Utc>,
    /// Whether it was given their name.
    pub named: bool,
}

/// Somebody outside the library who was told something of the record, once or more often.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ToldLine {
    /// Who they are.
    pub name: String,
    /// Their agency or court, where it was written down.
    pub agency: Option<String>,
    /// Whether the person's own permission let them be told.
    pub by_permission: bool,
    /// The classes, by code, each once.
    pub classes: Vec<String>,
    /// When they were last told.
    pub last: DateTime<Utc>,
}

/// Somebody else asked for the record.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LookLine {
    /// When.
    pub at: DateTime<Utc>,
    /// What was done, by its code in the ledger.
    pub action: String,
    /// What kind of person it was, by code.
    pub actor: String,
    /// In which role, where a member of staff did it.
    pub role: Option<String>,
    /// What for.
    pub purpose: Option<String>,
    /// The classes that were shown, by code.
    pub classes: Vec<String>,
    /// Whether nothing was shown.
    pub refused: bool,
}

/// How often others asked in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct LookMonth {
    /// Its first day.
    pub month: NaiveDate,
    /// Whether these are the times when nothing was shown.
    pub refused: bool,
    /// How often.
    pub count: u64,
}

/// What is due to be deleted on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deletion {
    /// The day.
    pub day: NaiveDate,
    /// Of which class.
    pub class: Class,
    /// How many entries.
    pub count: u64,
}
