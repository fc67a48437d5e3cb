//! Ages and birthdays: from which day a child is of age.
//!
//! A person attains an age at the beginning of the anniversary of birth (the rule U.S. courts and agencies go by
//! today). Someone born on 29 February attains it on 1 March of a common year: on 28 February the years are not yet
//! full, and U.S. states that speak of it commonly choose the later day.

use chrono::{Datelike, NaiveDate};

/// The day on which someone born on `birth` becomes `years` old.
///
/// Past the end of the calendar it is the calendar's last day.
pub fn birthday_of_age(birth: NaiveDate, years: u32) -> NaiveDate {
    let Some(year) = i32::try_from(years).ok().and_then(|years| birth.year().checked_add(years)) else {
        return NaiveDate::MAX;
    };
    birth.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1)).unwrap_or(NaiveDate::MAX)
}

/// How many years old someone born on `birth` is on `day`, or `None` before the birth.
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> Option<u32> {
    let years = u32::try_from(day.year().checked_sub(birth.year())?).ok()?;
    if day < birth {
        None
    } else if day >= birthday_of_age(birth, years) {
        Some(years)
    } else {
        Some(years - 1)
    }
}

/// Whether someone born on `birth` is still under `majority` years on `today` (M3: 18 in Connecticut).
pub fn is_minor(birth: NaiveDate, today: NaiveDate, majority: u32) -> bool {
    today < birthday_of_age(birth, majority)
}

/// From this age a minor is spoken to as a teenager.
const TEENAGER_FROM: u32 = 13;

/// How a record speaks to a minor whom it is about: a teenager's is not a six-year-old's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Young {
    /// Under 13: of "your grown-up".
    Child,
    /// From 13 until of age: of "your parent or guardian".
    Teenager,
}

impl Young {
    /// What someone born on `birth` is on `today`; `None` from `majority` years on.
    pub fn on(birth: NaiveDate, today: NaiveDate, majority: u32) -> Option<Self> {
        is_minor(birth, today, majority)
            .then(|| if today < birthday_of_age(birth, TEENAGER_FROM) { Self::Child } else { Self::Teenager })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn m3_a_child_is_of_age_from_the_first_moment_of_the_birthday() {
        let birth = day(2008, 11, 3);
        assert!(is_minor(birth, day(2026, 11, 2), 18));
        assert!(!is_minor(birth, day(2026, 11, 3), 18));
        assert_eq!(age_on(birth, day(2026, 11, 2)), Some(17));
        assert_eq!(age_on(birth, day(2026, 11, 3)), Some(18));
    }

    #[test]
    fn born_on_a_leap_day_is_of_age_on_the_first_of_march() {
        let birth = day(2008, 2, 29);
        assert_eq!(birthday_of_age(birth, 18), day(2026, 3, 1));
        assert_eq!(birthday_of_age(birth, 20), day(2028, 2, 29));
        assert!(is_minor(birth, day(2026, 2, 28), 18));
        assert_eq!(age_on(birth, day(2026, 2, 28)), Some(17));
        assert_eq!(age_on(birth, day(2026, 3, 1)), Some(18));
    }

    #[test]
    fn a_child_is_a_teenager_from_thirteen_until_of_age() {
        let birth = day(2013, 5, 6);
        assert_eq!(Young::on(birth, day(2026, 5, 5), 18), Some(Young::Child));
        assert_eq!(Young::on(birth, day(2026, 5, 6), 18), Some(Young::Teenager));
        assert_eq!(Young::on(birth, day(2031, 5, 5), 18), Some(Young::Teenager));
        assert_eq!(Young::on(birth, day(2031, 5, 6), 18), None);
    }

    #[test]
    fn nobody_has_an_age_before_birth() {
        assert_eq!(age_on(day(2020, 5, 5), day(2020, 5, 4)), None);
        assert_eq!(age_on(day(2020, 5, 5), day(2019, 12, 31)), None);
        assert_eq!(age_on(day(2020, 5, 5), day(2020, 5, 5)), Some(0));
        assert_eq!(birthday_of_age(day(2020, 5, 5), u32::MAX), NaiveDate::MAX);
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (1900i32..2100, 0i64..366).prop_map(|(year, days)| day(year, 1, 1) + chrono::Duration::days(days))
    }

    proptest! {
        #[test]
        fn minor_is_the_same_as_younger(birth in any_day(), days in 0i64..15_000, majority in 1u32..25) {
            let today = birth + chrono::Duration::days(days);
            prop_assert_eq!(is_minor(birth, today, majority), age_on(birth, today).unwrap() < majority);
        }

        #[test]
        fn of_age_once_is_of_age_for_ever(birth in any_day(), later in 0i64..15_000) {
            let of_age = birthday_of_age(birth, 18);
            prop_assert!(is_minor(birth, of_age.pred_opt().unwrap(), 18));
            prop_assert!(!is_minor(birth, of_age + chrono::Duration::days(later), 18));
            prop_assert_eq!(age_on(birth, of_age), Some(18));
        }

        #[test]
        fn age_grows_by_one_at_most_from_day_to_day(birth in any_day(), days in 0i64..15_000) {
            let today = birth + chrono::Duration::days(days);
            let (now, next) = (age_on(birth, today).unwrap(), age_on(birth, today.succ_opt().unwrap()).unwrap());
            prop_assert!(next == now || next == now + 1);
        }
    }
}
