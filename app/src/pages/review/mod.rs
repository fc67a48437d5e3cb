//! The review of how the staff look at records: the Director reads and asks, anyone who is asked answers.

pub mod answer;
pub mod ask;
pub mod list;

use crate::pages::record::told;
use domain::{ledger::Action, profile::Profile, words::Lang};

/// What a line is about, in words: what for, or what was done.
fn kind(code: &str, profile: &Profile, lang: Lang) -> String {
    Action::from_code(code)
        .map_or_else(|| told::purpose(code, profile, lang), |action| action.label().to(lang).to_owned())
}
