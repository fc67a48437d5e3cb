//! Who sends notices about loans and holds, and how.

use serde::{Deserialize, Serialize};

/// How circulation notices are sent (L26, L27, L31).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CirculationMail {
    /// Who sends them.
    pub sent_by: SentBy,
    /// Whether a notice names titles.
    pub titles: Titles,
    /// From which hour of the library's day on they are sent, 0 to 23.
    pub from_hour: u8,
    /// Until which hour, 1 to 24; after it they wait for the next day.
    pub until_hour: u8,
    /// How many days before the due date the patron is told.
    pub almost_due_days: u8,
}

/// Who sends notices about loans and holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SentBy {
    /// The library's own system; the desk enters there what a patron chooses here.
    #[default]
    System,
    /// This portal.
    Portal,
}

/// Whether a notice names what was borrowed. What somebody reads is sensitive, and mail is read by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Titles {
    /// It says how many.
    #[default]
    Counted,
    /// It names them, unless the patron chose that it does not.
    Named,
}

impl Default for CirculationMail {
    fn default() -> Self {
        Self { sent_by: SentBy::default(), titles: Titles::default(), from_hour: 8, until_hour: 20, almost_due_days: 3 }
    }
}

impl CirculationMail {
    /// Whether notices are sent at this hour of the library's day.
    pub const fn sends_at(&self, hour: u32) -> bool {
        hour >= self.from_hour as u32 && hour < self.until_hour as u32
    }
}
