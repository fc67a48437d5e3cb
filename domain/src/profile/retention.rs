//! How long each class of data is kept, and the day on which it is deleted.

use crate::{
    rules::RuleId,
    words::{OwnedText, Text},
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// What a profile says about one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Retention {
    /// How long.
    pub keep: Keep,
    /// The rules the choice rests on.
    pub rules: Vec<RuleId>,
    /// A remark for the library's counsel and for the patron.
    pub note: Option<OwnedText>,
}

/// How long a class is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// For as long as the person has a card; deleted with the membership.
    WhileAPatron,
    /// Until so many days after something happened.
    DaysAfter {
        /// How many.
        days: u16,
        /// After what.
        event: Event,
    },
    /// Never: the library does not hold it, or all that is sure is that this portal does not.
    NotKept {
        /// Why, for the patron.
        reason: OwnedText,
        /// Whether the policy says so; where it is silent, what the library does elsewhere is not known here.
        stated: bool,
    },
    /// As the patron chooses: not at all, for these days, or for as long as the person has a card.
    PatronsChoice {
        /// How many days where the patron has not chosen.
        days: u16,
        /// After what.
        event: Event,
    },
}

/// What the days of [`Keep::DaysAfter`] count from. The column is `retention_from` in the inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The item came back.
    Returned,
    /// The hold or loan was filled or cancelled, or the change was made or taken back.
    Closed,
    /// The amount was paid or forgiven.
    Settled,
    /// The message was sent.
    Sent,
    /// The event took place.
    TookPlace,
    /// The session at a public computer ended.
    SessionEnded,
    /// The question was answered.
    Answered,
    /// The thing was written down.
    Recorded,
}

impl Event {
    /// What a patron reads after "30 days": "after you return the item".
    pub const fn label(self) -> Text {
        match self {
            Self::Returned => Text::new("after you return the item", "después de que usted devuelva el material"),
            Self::Closed => Text::new("after it is finished", "después de que el trámite termine"),
            Self::Settled => Text::new("after it is paid or forgiven", "después de que se pague o se perdone"),
            Self::Sent => Text::new("after it is sent", "después de su envío"),
            Self::TookPlace => Text::new("after the event", "después del evento"),
            Self::SessionEnded => Text::new("after the session ends", "después de que termine la sesión"),
            Self::Answered => Text::new("after it is answered", "después de que se responda"),
            Self::Recorded => Text::new("after it is recorded", "después de que se registre"),
        }
    }
}

/// The day on which something that happened on `date` is deleted, or `None` where no date can be told: it is kept
/// while the person is a patron, or the calendar ends first. Something that is not kept goes the same day.
///
/// Under [`Keep::PatronsChoice`] this is the answer for a patron who has not chosen.
pub fn deletes_on(keep: &Keep, date: NaiveDate) -> Option<NaiveDate> {
    match keep {
        Keep::WhileAPatron => None,
        Keep::NotKept { .. } => Some(date),
        Keep::DaysAfter { days, .. } | Keep::PatronsChoice { days, .. } => {
            date.checked_add_days(Days::new((*days).into()))
        }
    }
}

/// What a patron has chosen about the reading history: `preference.reading_history`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HistoryChoice {
    /// Keep none.
    Off,
    /// As the library does.
    #[default]
    Default,
    /// Keep it while I have a card.
    Forever,
}

impl HistoryChoice {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Off, Self::Default, Self::Forever];

    /// The text stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Default => "default",
            Self::Forever => "forever",
        }
    }

    /// The choice with this stored text.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }
}

/// [`deletes_on`] for a patron who has chosen. Only [`Keep::PatronsChoice`] listens to the choice.
pub fn deletes_on_as_chosen(keep: &Keep, choice: HistoryChoice, date: NaiveDate) -> Option<NaiveDate> {
    match (keep, choice) {
        (Keep::PatronsChoice { .. }, HistoryChoice::Off) => Some(date),
        (Keep::PatronsChoice { .. }, HistoryChoice::Forever) => None,
        _ => deletes_on(keep, date),
    }
}

/// A retention row as it stands in the file: flat, so that a mistake in it keeps its line.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    keep: Word,
    days: Option<u16>,
    after: Option<Event>,
    reason: Option<OwnedText>,
    rules: Vec<RuleId>,
    note: Option<OwnedText>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    WhileAPatron,
    DaysAfter,
    NotKept,
    NotStated,
    PatronsChoice,
}

impl TryFrom<Written> for Retention {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { keep, days, after, reason, rules, note } = written;
        let keep = match (keep, days, after, reason) {
            (Word::WhileAPatron, None, None, None) => Keep::WhileAPatron,
            (Word::NotKept, None, None, Some(reason)) => Keep::NotKept { reason, stated: true },
            (Word::NotStated, None, None, Some(reason)) => Keep::NotKept { reason, stated: false },
            (Word::DaysAfter, Some(days), Some(event), None) => Keep::DaysAfter { days, event },
            (Word::PatronsChoice, Some(days), Some(event), None) => Keep::PatronsChoice { days, event },
            (Word::WhileAPatron, ..) => return Err("\"while-a-patron\" takes no `days`, `after` or `reason`"),
            (Word::NotKept | Word::NotStated, ..) => {
                return Err("\"not-kept\" and \"not-stated\" need a `reason` for the patron, and no `days` or `after`");
            }
            (Word::DaysAfter | Word::PatronsChoice, ..) => {
                return Err("this way of keeping needs `days` and `after`, and no `reason`");
            }
        };
        Ok(Self { keep, rules, note })
    }
}

impl From<Retention> for Written {
    fn from(Retention { keep, rules, note }: Retention) -> Self {
        let (keep, days, after, reason) = match keep {
            Keep::WhileAPatron => (Word::WhileAPatron, None, None, None),
            Keep::NotKept { reason, stated: true } => (Word::NotKept, None, None, Some(reason)),
            Keep::NotKept { reason, stated: false } => (Word::NotStated, None, None, Some(reason)),
            Keep::DaysAfter { days, event } => (Word::DaysAfter, Some(days), Some(event), None),
            Keep::PatronsChoice { days, event } => (Word::PatronsChoice, Some(days), Some(event), None),
        };
        Self { keep, days, after, reason, rules, note }
    }
}
