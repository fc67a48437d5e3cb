//! What a paper names: the parts of a record, and between which days.

use crate::{
    decision::{Asker, Decision, Request, Wanted, decide},
    inventory::{Class, info},
    profile::Profile,
    words::Text,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What a paper names, as the Director reads it. What it does not name does not leave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The parts of a record; none until the Director has read it.
    pub classes: BTreeSet<Class>,
    /// From this day on; `None`: without a beginning.
    pub from: Option<NaiveDate>,
    /// Up to and with this day; `None`: without an end.
    pub until: Option<NaiveDate>,
}

impl Named {
    /// The parts of a record that a paper could name: what this portal holds at all.
    pub fn nameable() -> impl Iterator<Item = Class> {
        Class::ALL.into_iter().filter(|&class| !info(class).relations.is_empty())
    }

    /// Whether an entry of a list, of this day, is between the days. One without a day is not, where there are days: it
    /// would have to be guessed.
    pub fn covers(&self, dated: Option<NaiveDate>) -> bool {
        match dated {
            Some(day) => self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until),
            None => self.from.is_none() && self.until.is_none(),
        }
    }

    /// Whether the days stand in their order.
    ///
    /// # Errors
    /// What is wrong.
    pub fn in_order(&self) -> Result<(), Text> {
        match (self.from, self.until) {
            (Some(from), Some(until)) if until < from => {
                Err(Text::new("The last day is before the first", "El último día es anterior al primero"))
            }
            _ => Ok(()),
        }
    }
}

impl super::Paper {
    /// What the decision says now about exactly what the paper names. Of a paper that names nothing, nothing is told.
    pub fn decision_on(&self, named: &Named, profile: &Profile, today: NaiveDate) -> Decision {
        let wanted = Wanted::classes(named.classes.iter().copied());
        decide(&Request { asker: Asker::Police(self.police()), wanted, today }, profile)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "what it is compared with may have no day")]
    fn day(text: &str) -> Option<NaiveDate> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn s3_only_what_lies_between_the_days_that_a_paper_names_is_covered() {
        let march = Named { from: day("2026-03-01"), until: day("2026-03-31"), ..Named::default() };
        assert!(march.covers(day("2026-03-01")) && march.covers(day("2026-03-31")));
        assert!(!march.covers(day("2026-02-28")) && !march.covers(day("2026-04-01")));
        assert!(!march.covers(None), "what has no day is not guessed");
        let since = Named { until: None, ..march.clone() };
        assert!(since.covers(day("2027-01-01")) && !since.covers(day("2026-02-28")) && !since.covers(None));
        assert!(Named::default().covers(None) && Named::default().covers(day("1999-01-01")));
        assert!(march.in_order().is_ok());
        assert!(Named { until: day("2026-02-01"), ..march }.in_order().is_err());
    }

    #[test]
    fn a_paper_can_name_what_is_held_here_and_nothing_that_is_held_elsewhere() {
        assert!(!Named::nameable().any(|class| class == Class::HeldElsewhere));
        assert!(Named::nameable().any(|class| class == Class::History));
    }
}
