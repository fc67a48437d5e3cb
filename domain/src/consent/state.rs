//! What an answer does to what was said before.

use crate::ledger::Action;

/// The state of consent after an answer, in the terms of ISO/IEC TS 27560:2023.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A yes.
    Given,
    /// A no where there was no yes.
    Refused,
    /// A no that takes an earlier yes back.
    Withdrawn,
}

impl State {
    /// The state after an answer. `before`: the last answer to the same question, if there is one.
    pub const fn after(given: bool, before: Option<bool>) -> Self {
        match (given, before) {
            (true, _) => Self::Given,
            (false, Some(true)) => Self::Withdrawn,
            (false, Some(false) | None) => Self::Refused,
        }
    }

    /// Whether the answer is a yes.
    pub const fn is_given(self) -> bool {
        matches!(self, Self::Given)
    }

    /// The specification's term for it.
    pub const fn term(self) -> &'static str {
        match self {
            Self::Given => "consent given",
            Self::Refused => "consent refused",
            Self::Withdrawn => "consent withdrawn",
        }
    }

    /// What the ledger says was done.
    pub const fn action(self) -> Action {
        match self {
            Self::Given => Action::ConsentGiven,
            Self::Refused => Action::ConsentRefused,
            Self::Withdrawn => Action::ConsentWithdrawn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_takes_back_only_what_was_said() {
        assert_eq!(State::after(true, None), State::Given);
        assert_eq!(State::after(false, None), State::Refused);
        assert_eq!(State::after(false, Some(false)), State::Refused);
        assert_eq!(State::after(false, Some(true)), State::Withdrawn);
    }
}
