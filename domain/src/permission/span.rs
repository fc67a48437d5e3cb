//! For how long, in words: the last day counted from the first.

use super::Offer;
use crate::words::Text;
use chrono::{Days, Months, NaiveDate};

/// A length of time, or a day that is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named by the words")]
pub enum Span {
    Day,
    Week,
    Month,
    HalfYear,
    Longest,
    Until,
}

impl Span {
    /// Each, in the order of the form.
    pub const ALL: [Self; 6] = [Self::Day, Self::Week, Self::Month, Self::HalfYear, Self::Longest, Self::Until];

    /// The name in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::HalfYear => "half-year",
            Self::Longest => "longest",
            Self::Until => "until",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|span| span.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::Day => Text::new("That day only", "Solo ese día"),
            Self::Week => Text::new("For a week", "Una semana"),
            Self::Month => Text::new("For a month", "Un mes"),
            Self::HalfYear => Text::new("For six months", "Seis meses"),
            Self::Longest => Text::new("As long as this library allows", "Lo máximo que permite esta biblioteca"),
            Self::Until => Text::new("Until a day I choose", "Hasta un día a mi elección"),
        }
    }

    /// The last day of what begins on `from`, never after `latest`: a week from a Monday ends on the Sunday, a month from
    /// the 15th on the 14th. `None` for [`Span::Until`], where the day itself is asked.
    pub fn last(self, from: NaiveDate, latest: NaiveDate) -> Option<NaiveDate> {
        let after = match self {
            Self::Day => return Some(from),
            Self::Week => from.checked_add_days(Days::new(7)),
            Self::Month => from.checked_add_months(Months::new(1)),
            Self::HalfYear => from.checked_add_months(Months::new(6)),
            Self::Longest => return Some(latest),
            Self::Until => return None,
        };
        Some(after.and_then(|after| after.pred_opt()).unwrap_or(latest).min(latest).max(from))
    }

    /// The last day of a form: counted from `from` where a length was chosen (`code`), and otherwise `until`.
    pub fn last_day(
        code: &str,
        from: Option<NaiveDate>,
        latest: NaiveDate,
        until: impl FnOnce() -> Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        match Self::from_code(code) {
            None | Some(Self::Until) => until(),
            Some(span) => span.last(from?, latest),
        }
    }

    /// Those that are shorter than the longest at this library, counted from `today`, with the two that always can be
    /// chosen.
    pub fn offered(offer: &Offer, today: NaiveDate) -> impl Iterator<Item = Self> {
        let latest = offer.latest(today);
        Self::ALL.into_iter().filter(move |span| {
            matches!(span, Self::Longest | Self::Until)
                || span.last(today, NaiveDate::MAX).is_some_and(|last| last < latest)
        })
    }
}
