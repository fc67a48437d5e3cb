//! The inventory: every data class and every column held about a patron.
//!
//! The record page, the export, the disclosure decision, the retention job, the privacy page and the data map are all
//! read from here. A test in the portal compares it with the database's own catalogue (`information_schema`): a
//! migration that adds a column and does not enter it here fails.
//!
//! [`CLASSES`] is written by room, a file each: who a person is (`identity`), how to reach them (`contact`), what they
//! borrow (`circulation`), what they owe (`money`), what was written to them (`mail`), how they get in (`access`), what
//! they took part in (`taking_part`), whom they permitted to be told (`permission`), and what happened to the record (`activity`). [`show`] says values in words, and
//! [`told`] what an event of the ledger notes.

mod access;
mod activity;
mod behind;
pub mod childs;
mod circulation;
mod contact;
mod data_map;
mod identity;
mod labels;
mod loaded;
mod mail;
mod money;
mod permission;
mod released;
pub mod show;
mod taking_part;
pub mod told;
mod types;
mod until;

pub use behind::BEHIND;
pub use data_map::data_map;
pub use labels::*;
pub use loaded::{Loaded, brought_by_no_file, loaded};
pub use types::*;

/// Every class, in the order of [`Class::ALL`].
pub static CLASSES: [ClassInfo; Class::ALL.len()] = [
    identity::IDENTITY,
    contact::CONTACT,
    identity::ELIGIBILITY,
    identity::FAMILY,
    identity::MEMBERSHIP,
    identity::NOTES,
    circulation::CHECKOUTS,
    circulation::HISTORY,
    circulation::HOLDS,
    circulation::INTERLIBRARY_LOANS,
    money::FEES,
    mail::NOTICES,
    mail::PREFERENCES,
    access::CREDENTIALS,
    taking_part::COMPUTER_USE,
    taking_part::REGISTRATIONS,
    taking_part::CONTRIBUTIONS,
    taking_part::QUESTIONS,
    activity::PENDING,
    activity::ACTIVITY,
    activity::HELD_ELSEWHERE,
];

/// Everything the portal says about `class`.
pub fn info(class: Class) -> &'static ClassInfo {
    // The order is that of `Class::ALL`, which is the order of the variants; a test holds it.
    &CLASSES[class as usize]
}

/// Every relation of every class, with its class.
pub fn relations() -> impl Iterator<Item = (Class, &'static Relation)> {
    CLASSES.iter().flat_map(|info| info.relations.iter().map(|relation| (info.class, relation)))
}

#[cfg(test)]
mod tests;
