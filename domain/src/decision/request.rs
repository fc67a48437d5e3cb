//! What is asked for.

use super::Asker;
use crate::inventory::Class;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// One question: who asks, for what, on which day (the library's calendar).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Who asks, with the proofs.
    pub asker: Asker,
    /// For what.
    pub wanted: Wanted,
    /// Today, in the library's time zone: ages and permissions count by it.
    pub today: NaiveDate,
}

/// Classes of the record, and facts that are less than a class.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Whole classes.
    pub classes: BTreeSet<Class>,
    /// Single facts.
    pub facts: BTreeSet<Fact>,
}

/// A single fact that some rules allow where they allow nothing else. Both are confidential all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fact {
    /// How much is owed on the account (L18).
    AmountOwed,
    /// Whether the account is active (M6, L24).
    AccountActive,
}

impl Fact {
    /// Both.
    pub const ALL: [Self; 2] = [Self::AmountOwed, Self::AccountActive];
}

impl Wanted {
    /// Every class and every fact.
    pub fn everything() -> Self {
        Self { classes: Class::ALL.into(), facts: Fact::ALL.into() }
    }

    /// One class.
    pub fn class(class: Class) -> Self {
        Self::classes([class])
    }

    /// Several classes.
    pub fn classes(classes: impl IntoIterator<Item = Class>) -> Self {
        Self { classes: classes.into_iter().collect(), facts: BTreeSet::new() }
    }

    /// One fact.
    pub fn fact(fact: Fact) -> Self {
        Self { classes: BTreeSet::new(), facts: [fact].into() }
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty() && self.facts.is_empty()
    }
}
