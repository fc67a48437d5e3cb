//! What is true: types, inventory, decision, profile, dates, card numbers.
//!
//! No I/O, no clock, no randomness: everything a function here needs comes in as an argument, so that turning 18, an
//! expired permission and a retention date are tests and not waits. Compiled for the server and for the browser.

pub mod age;
pub mod asking;
pub mod breach;
mod coded;
pub mod consent;
pub mod contact;
pub mod decision;
pub mod digest;
pub mod ids;
pub mod inventory;
pub mod ledger;
pub mod listing;
#[cfg(feature = "markdown")]
pub mod markdown;
pub mod parse;
pub mod permission;
pub mod photo_id;
pub mod process;
pub mod profile;
pub mod reference;
pub mod review;
pub mod rules;
pub mod statistics;
pub mod words;
