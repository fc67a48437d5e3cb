//! How many requests there were, by half-year: in bands of ten, every number and not the small ones alone, so that none can be
//! worked out from the others, and zero is told from a few no more than an order of silence allows.

use crate::words::{Lang, Text};
use chrono::{Datelike, NaiveDate};

/// Half a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

    /// `January to June 2026`
    pub fn label(self, lang: Lang) -> String {
        let (first, second) = match lang {
            Lang::En => ("January to June", "July to December"),
            Lang::Es => ("De enero a junio de", "De julio a diciembre de"),
        };
        format!("{} {}", if self.second { second } else { first }, self.year)
    }
}

/// A number as it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    least: u64,
}

impl Band {
    /// The band that a number is in.
    pub const fn of(number: u64) -> Self {
        Self { least: number / 10 * 10 }
    }

    /// `0 to 9`
    pub fn label(self, lang: Lang) -> String {
        let most = self.least + 9;
        match lang {
            Lang::En => format!("{} to {most}", self.least),
            Lang::Es => format!("de {} a {most}", self.least),
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its label")]
pub enum Counted {
    Requests,
    WithoutPaper,
    WithPaper,
    NothingGiven,
    Released,
    WellnessChecks,
}

impl Counted {
    /// Everything, in the order it is shown.
    pub const ALL: [Self; 6] =
        [Self::Requests, Self::WithoutPaper, Self::WithPaper, Self::NothingGiven, Self::Released, Self::WellnessChecks];

    /// What it is called.
    pub const fn label(self) -> Text {
        match self {
            Self::Requests => {
                Text::new("Requests of police, agencies and lawyers", "Solicitudes de policía, agencias y abogados")
            }
            Self::WithoutPaper => Text::new("Without a legal paper", "Sin documento legal"),
            Self::WithPaper => Text::new("With a legal paper", "Con documento legal"),
            Self::NothingGiven => Text::new("Answered with nothing given", "Respondidas sin entregar nada"),
            Self::Released => {
                Text::new("People of whose record something was given", "Personas de cuyo registro se entregó algo")
            }
            Self::WellnessChecks => Text::new("Wellness checks", "Verificaciones de bienestar"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn s4_half_years_follow_one_another_and_are_named() {
        let first = HalfYear::of("2026-06-30".parse().unwrap());
        assert_eq!(first, HalfYear { year: 2026, second: false });
        assert_eq!(first.next(), HalfYear::of("2026-07-01".parse().unwrap()));
        assert_eq!(first.next().next(), HalfYear::of("2027-01-01".parse().unwrap()));
        assert_eq!(first.label(Lang::En), "January to June 2026");
        assert_eq!(first.next().label(Lang::Es), "De julio a diciembre de 2026");
    }

    proptest! {
        #[test]
        fn s4_no_band_tells_a_number_from_nine_others(number in 0u64..10_000) {
            let alike = (0u64..20_000).filter(|&other| Band::of(other) == Band::of(number)).count();
            prop_assert_eq!(alike, 10);
        }
    }
}
