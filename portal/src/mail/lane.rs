//! Lanes of mail: each is sent by a job of its own, so that none waits for another.

/// Which mail goes before which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// What opens something, what touches the safety of a record, and what somebody answers for.
    Safety,
    /// Notices.
    Notices,
    /// Newsletters.
    Newsletters,
}

impl Lane {
    /// Every lane, in the order in which their mail goes.
    pub const ALL: [Self; 3] = [Self::Safety, Self::Notices, Self::Newsletters];

    /// As `outbox.lane` has it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Safety => "safety",
            Self::Notices => "notices",
            Self::Newsletters => "newsletters",
        }
    }

    /// Whether its mail waits where as much has gone to a domain as may go in a minute.
    pub(super) const fn keeps_pace(self) -> bool {
        match self {
            Self::Safety => false,
            Self::Notices | Self::Newsletters => true,
        }
    }

    /// How many mails of it are sent at once, each on a connection of its own.
    pub(crate) const fn at_once(self) -> usize {
        match self {
            Self::Safety | Self::Notices => 2,
            Self::Newsletters => 4,
        }
    }
}
