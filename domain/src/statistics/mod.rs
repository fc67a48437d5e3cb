//! Counts of registration and use (S4, S6, M5): what is counted, by what it is broken down, and which of the numbers are
//! published, so that no small one can be worked out from the others ([`suppress`]; docs/decisions/0056).

mod band;
mod half_year;
mod measure;
mod rows;
pub mod suppress;
#[cfg(test)]
mod tests;

pub use band::Band;
pub use half_year::HalfYear;
pub use measure::{AGES, By, Measure, age_band};
pub use rows::{MANY_ROWS, OTHER, row_label, rows};

use serde::{Deserialize, Serialize};

/// The smallest number that is shown where a profile says nothing: ten, which is what the half-yearly counts of legal
/// processes have always gone by.
const LEAST_SHOWN: u16 = 10;

/// What a profile says about its statistics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Statistics {
    /// Whether anybody reads them, on a page of their own (S4). The Director always does.
    pub publish: bool,
    /// A number smaller than this is not shown.
    pub fewer_than: u16,
    /// The home libraries that have a row of their own, as the library's system codes them; the others are one row.
    pub home_libraries: Vec<String>,
    /// The kinds of card that have one.
    pub card_kinds: Vec<String>,
    /// The kinds of item that have one.
    pub item_kinds: Vec<String>,
}

impl Default for Statistics {
    fn default() -> Self {
        Self {
            publish: false,
            fewer_than: LEAST_SHOWN,
            home_libraries: Vec::new(),
            card_kinds: Vec::new(),
            item_kinds: Vec::new(),
        }
    }
}

impl Statistics {
    /// The smallest number that is shown.
    pub fn least(&self) -> u64 {
        u64::from(self.fewer_than)
    }
}
