//! Police, agencies and legal process: anybody of the staff writes down who came; the Director keeps the register.

pub mod counts;
pub mod entry;
pub mod list;
pub mod objection;
mod people;
pub mod practice;
pub mod raise;
pub mod receipt;
pub mod release;
mod steps;
pub mod warrant;
pub mod wellness;

use crate::request::forms::Problems;
use domain::{
    parse::{FieldError, NameError, ShortText},
    words::Text,
};

/// A line that may be left empty.
fn optional<const MAX: usize>(field: &'static str, typed: &str, problems: &mut Problems) -> Option<ShortText<MAX>> {
    ShortText::parse_optional(typed).unwrap_or_else(|error: NameError| {
        problems.add(field, error.text());
        None
    })
}

/// A line that must not: `missing` says what to enter, since the summary of what is wrong names no field.
pub(in crate::pages) fn needed<const MAX: usize>(
    field: &'static str,
    typed: &str,
    missing: Text,
    problems: &mut Problems,
) -> Option<ShortText<MAX>> {
    let text = |error: NameError| if error == NameError::Empty { missing } else { error.text() };
    ShortText::parse(typed).map_err(|error| problems.add(field, text(error))).ok()
}
