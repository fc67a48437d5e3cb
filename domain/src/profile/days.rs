//! A day, where the library is.

use super::Profile;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};

impl Profile {
    /// The first moment of a day where the library is: of one that begins with an hour that clocks leave out, the end of that
    /// hour; of one whose first hour comes twice, the first time.
    pub fn first_moment(&self, day: NaiveDate) -> DateTime<Utc> {
        let at = |hour| self.time_zone.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest();
        // No clock leaves out more than two.
        (0..3).find_map(at).map_or_else(|| day.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc(), |at| at.to_utc())
    }

    /// The first moment after a day where the library is.
    pub fn end_of(&self, day: NaiveDate) -> DateTime<Utc> {
        day.succ_opt().map_or(DateTime::<Utc>::MAX_UTC, |next| self.first_moment(next))
    }
}

#[cfg(test)]
mod tests {
    use crate::profile::tests::profile;
    use chrono::NaiveDate;

    #[test]
    fn a_day_begins_when_the_librarys_clocks_say_so() {
        let mut profile = profile("mansfield");
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let begins = |profile: &crate::profile::Profile, day| profile.first_moment(day).to_rfc3339();
        assert_eq!(begins(&profile, day(2026, 7, 4)), "2026-07-04T04:00:00+00:00");
        assert_eq!(begins(&profile, day(2026, 12, 4)), "2026-12-04T05:00:00+00:00");
        assert_eq!(profile.end_of(day(2026, 12, 3)), profile.first_moment(day(2026, 12, 4)));
        // Where clocks go forward at midnight, the day begins an hour later; where they go back, it begins the first time.
        profile.time_zone = chrono_tz::America::Santiago;
        assert_eq!(begins(&profile, day(2026, 9, 6)), "2026-09-06T04:00:00+00:00");
        profile.time_zone = chrono_tz::America::Havana;
        assert_eq!(begins(&profile, day(2026, 11, 1)), "2026-11-01T04:00:00+00:00");
        assert_eq!(profile.end_of(NaiveDate::MAX), chrono::DateTime::<chrono::Utc>::MAX_UTC);
    }
}
