//! Half a year, which is as often as anything is broken down: January to June, July to December. Two of them, July to June,
//! are the year that libraries report.

use crate::words::Lang;
use chrono::{Datelike, NaiveDate};

/// Half a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfYear {
    /// The year.
    pub year: i32,
    /// Whether it is July to December.
    pub second: bool,
}

impl HalfYear {
    /// The one a day is in.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), second: day.month() > 6 }
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self { year: self.year + i32::from(self.second), second: !self.second }
    }

    /// The first days of its six months.
    pub fn months(self) -> Vec<NaiveDate> {
        let first = if self.second { 7 } else { 1 };
        (first..first + 6).filter_map(|month| NaiveDate::from_ymd_opt(self.year, month, 1)).collect()
    }

    /// The year that libraries report in which it lies, by the year it ends in: July 2025 to June 2026 is 2026.
    pub const fn report_year(self) -> i32 {
        if self.second { self.year + 1 } else { self.year }
    }

    /// The two halves of such a year.
    pub const fn of_report_year(year: i32) -> [Self; 2] {
        [Self { year: year - 1, second: true }, Self { year, second: false }]
    }

    /// `January to June 2026`
    pub fn label(self, lang: Lang) -> String {
        let (first, second) = match lang {
            Lang::En => ("January to June", "July to December"),
            Lang::Es => ("De enero a junio de", "De julio a diciembre de"),
        };
        format!("{} {}", if self.second { second } else { first }, self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_half_years_follow_one_another_and_are_named() {
        let first = HalfYear::of("2026-06-30".parse().unwrap());
        assert_eq!(first, HalfYear { year: 2026, second: false });
        assert_eq!(first.next(), HalfYear::of("2026-07-01".parse().unwrap()));
        assert_eq!(first.next().next(), HalfYear::of("2027-01-01".parse().unwrap()));
        assert_eq!(first.label(Lang::En), "January to June 2026");
        assert_eq!(first.next().label(Lang::Es), "De julio a diciembre de 2026");
    }

    #[test]
    fn s6_the_year_that_is_reported_runs_from_july_to_june() {
        let halves = HalfYear::of_report_year(2026);
        assert_eq!(halves.map(HalfYear::report_year), [2026, 2026]);
        let months: Vec<_> = halves.into_iter().flat_map(HalfYear::months).map(|day| day.to_string()).collect();
        assert_eq!((months.len(), months[0].as_str(), months[11].as_str()), (12, "2025-07-01", "2026-06-01"));
    }
}
