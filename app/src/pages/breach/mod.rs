//! Breaches of security: the Director's register, telling those affected, and who was told (L30, § 36a-701b). For others there
//! are no such pages.

pub mod entry;
pub mod list;
pub mod new;
pub mod proof;

use crate::words::breach as words;
use domain::words::{Lang, Text};
use portal::breach::Breach;

/// Where an entry stands.
fn state(breach: &Breach, lang: Lang) -> &'static str {
    let said: Text = match breach {
        one if one.is_done() => words::STATE_DONE,
        one if one.general.is_none() => words::STATE_GENERAL,
        one if one.tell_at.is_none() => words::STATE_TELL,
        _ => words::STATE_WRITING,
    };
    said.to(lang)
}
