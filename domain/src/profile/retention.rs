//! How long each class of data is kept, and the day on which it is deleted.
//!
//! [`Profile::due`] is the one answer: the page, the archive and the dry run show it, and the run deletes by the inverse
//! of [`due`], [`over_by`], for everybody whom nothing [stops](Stop), and by the days of [`Profile::record_goes`].

use super::Profile;
use crate::{
    inventory::{Class, Over},
    rules::RuleId,
    words::{OwnedText, Text},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// What a profile says about one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Retention {
    /// How long.
    pub keep: Keep,
    /// What puts a deletion off beside a legal hold, which always does.
    pub stopped_by: Vec<Stop>,
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

/// What the days of [`Keep::DaysAfter`] count from, in words. The column is [`Over`]'s in the inventory.
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
    /// What a patron reads after "30 days": "after the item is returned".
    pub const fn label(self) -> Text {
        match self {
            Self::Returned => Text::new("after the item is returned", "después de que se devuelva el material"),
            Self::Closed => Text::new("after it is finished", "después de que el trámite termine"),
            Self::Settled => Text::new("after it is paid or forgiven", "después de que se pague o se perdone"),
            Self::Sent => Text::new("after it is sent", "después de enviarse"),
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

/// When a row was over: a day, or a moment whose day is the library's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// On this day.
    On(NaiveDate),
    /// At this moment.
    At(DateTime<Utc>),
}

impl Ended {
    /// The day, where the library is.
    pub fn day(self, zone: Tz) -> NaiveDate {
        match self {
            Self::On(day) => day,
            Self::At(moment) => moment.with_timezone(&zone).date_naive(),
        }
    }
}

/// What puts a deletion off, whatever the calendar says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// The person owes the library something.
    Debt,
    /// A process names the record, or may: nothing of it is destroyed until the hold is lifted.
    LegalHold,
}

impl Stop {
    /// What a patron reads after "It stays".
    pub const fn until(self) -> Text {
        match self {
            Self::Debt => Text::new(
                "until what is owed to the library is paid or forgiven",
                "hasta que se pague o se perdone lo que se debe a la biblioteca",
            ),
            Self::LegalHold => Text::new(
                "while a legal process may concern it. The library may not delete it until that is over",
                "mientras pueda concernir a un proceso legal. La biblioteca no puede borrarlo hasta que termine",
            ),
        }
    }
}

/// What of a person bears on how long their record is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// What they chose about their reading history.
    pub choice: HistoryChoice,
    /// Whether they owe the library something.
    pub owes: bool,
    /// Whether this class of their record is under a legal hold.
    pub held: bool,
    /// What says that they are a patron no longer.
    pub left: Left,
}

/// What stands in the way of closing a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct InTheWay {
    /// So many items are out.
    pub out: i64,
    /// So many cents are owed.
    pub owed: i64,
    /// A legal process may concern the record.
    pub held: bool,
}

impl InTheWay {
    /// Whether nothing does.
    pub fn is_clear(self) -> bool {
        self.out == 0 && self.owed <= 0 && !self.held
    }
}

/// What says that somebody is a patron no longer, so that their whole record goes some days later
/// ([`Profile::record_goes`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Left {
    /// When the last card was closed, where none is in use or lost.
    pub closed_at: Option<DateTime<Utc>>,
    /// The first day on which the library's file of patrons had them no more.
    pub absent_since: Option<NaiveDate>,
    /// Whether the record stays all the same: something is out, or owed, or under a legal hold, or the card is not closed in the
    /// library's own system yet, whose next file would bring the person back.
    pub stays: bool,
}

impl Standing {
    /// What puts off the deletions of a class with this row in the profile.
    pub fn stop(self, retention: &Retention) -> Option<Stop> {
        if self.held {
            return Some(Stop::LegalHold);
        }
        retention.stopped_by.iter().copied().find(|stop| match stop {
            Stop::Debt => self.owes,
            Stop::LegalHold => false, // said above
        })
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// It is due to be deleted on this day.
    On(NaiveDate),
    /// It would be due, or will be, and this puts it off.
    Stopped(Stop),
    /// It is not over: it stays until this, in words.
    Waits(Text),
    /// It goes when the person's whole record does.
    WithTheRecord,
}

impl Due {
    /// The same, of a record that goes as a whole on `day`. What is [stopped](Self::Stopped) stops the record too.
    #[must_use]
    pub fn with_the_record_on(self, day: NaiveDate) -> Self {
        match self {
            Self::On(sooner) => Self::On(sooner.min(day)),
            Self::Waits(_) | Self::WithTheRecord => Self::On(day),
            Self::Stopped(_) => self,
        }
    }
}

impl Profile {
    /// What becomes of a row of a relation of `class`: no later than the whole record. What others hold is not the library's
    /// to delete, and who saw a record may be kept longer than it: [`Due::WithTheRecord`].
    pub fn due(&self, class: Class, over: Over, standing: Standing, ended: Option<Ended>) -> Due {
        let Some(row) = self.retention(class) else { return Due::WithTheRecord };
        let due = due(row, standing, over, ended.map(|ended| ended.day(self.time_zone)));
        match self.record_goes(standing.left) {
            Some(day) if class != Class::Activity => due.with_the_record_on(day),
            _ => due,
        }
    }

    /// The day on which the whole record of somebody goes: so many days after the last card was closed, or after the library's
    /// file of patrons had them no more, whichever comes first. `None`: it stays.
    pub fn record_goes(&self, left: Left) -> Option<NaiveDate> {
        if left.stays {
            return None;
        }
        let after = |day: NaiveDate, days: u16| day.checked_add_days(Days::new(days.into()));
        let closed = left.closed_at.map(|at| Ended::At(at).day(self.time_zone));
        let closed = closed.and_then(|day| after(day, self.leaving.closed_days));
        let absent = left.absent_since.and_then(|day| after(day, self.leaving.absent_days));
        closed.into_iter().chain(absent).min()
    }
}

/// What becomes of a row that was over on `ended` (`None`: it is not, or nobody knows).
pub fn due(retention: &Retention, standing: Standing, over: Over, ended: Option<NaiveDate>) -> Due {
    let keep = &retention.keep;
    let day = match over {
        Over::WithTheRecord => return Due::WithTheRecord,
        Over::NotWhileHere(until) => return waits(keep, until),
        Over::On { until, .. } => match ended {
            Some(ended) => deletes_on_as_chosen(keep, standing.choice, ended),
            None => return waits(keep, until),
        },
    };
    match (day, standing.stop(retention)) {
        (None, _) => Due::WithTheRecord,
        (Some(_), Some(stop)) => Due::Stopped(stop),
        (Some(day), None) => Due::On(day),
    }
}

/// What is kept with the record does not wait for anything else.
const fn waits(keep: &Keep, until: Text) -> Due {
    if matches!(keep, Keep::WhileAPatron) { Due::WithTheRecord } else { Due::Waits(until) }
}

/// The last day of [`Ended`] whose rows are due by `today`: [`due`] says a day up to `today` of what was over on it or
/// before, and of nothing else. `None` where nothing of it goes before the record does.
pub fn over_by(keep: &Keep, choice: HistoryChoice, today: NaiveDate) -> Option<NaiveDate> {
    let days = match (keep, choice) {
        (Keep::WhileAPatron, _) | (Keep::PatronsChoice { .. }, HistoryChoice::Forever) => return None,
        (Keep::NotKept { .. }, _) | (Keep::PatronsChoice { .. }, HistoryChoice::Off) => 0,
        (Keep::DaysAfter { days, .. } | Keep::PatronsChoice { days, .. }, _) => *days,
    };
    today.checked_sub_days(Days::new(days.into()))
}

/// A retention row as it stands in the file: flat, so that a mistake in it keeps its line.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    keep: Word,
    days: Option<u16>,
    after: Option<Event>,
    reason: Option<OwnedText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stopped_by: Vec<Stop>,
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
        let Written { keep, days, after, reason, stopped_by, rules, note } = written;
        if stopped_by.contains(&Stop::LegalHold) {
            return Err("a legal hold always stops a deletion; leave it out of `stopped_by`");
        }
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
        Ok(Self { keep, stopped_by, rules, note })
    }
}

impl From<Retention> for Written {
    fn from(Retention { keep, stopped_by, rules, note }: Retention) -> Self {
        let (keep, days, after, reason) = match keep {
            Keep::WhileAPatron => (Word::WhileAPatron, None, None, None),
            Keep::NotKept { reason, stated: true } => (Word::NotKept, None, None, Some(reason)),
            Keep::NotKept { reason, stated: false } => (Word::NotStated, None, None, Some(reason)),
            Keep::DaysAfter { days, event } => (Word::DaysAfter, Some(days), Some(event), None),
            Keep::PatronsChoice { days, event } => (Word::PatronsChoice, Some(days), Some(event), None),
        };
        Self { keep, days, after, reason, stopped_by, rules, note }
    }
}
