//! The hours of the day in which a notice is sent, where the library is. They are asked when a mail's turn comes, whatever kept
//! it until then: a mail server that put it off, or one that was away.

use chrono::{DateTime, Days, Duration, NaiveDateTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use domain::profile::Profile;
use std::fmt;

/// From an hour of the library's day (0 to 23) until another (1 to 24).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    from: u8,
    until: u8,
    zone: Tz,
}

impl Hours {
    /// Those in which this library sends notices.
    pub fn of(profile: &Profile) -> Self {
        let mail = &profile.circulation_mail;
        Self { from: mail.from_hour, until: mail.until_hour, zone: profile.time_zone }
    }

    /// As `outbox.send_hours` keeps them; `None` where it is something else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (hours, zone) = text.split_once(' ')?;
        let (from, until) = hours.split_once('-')?;
        Some(Self { from: from.parse().ok()?, until: until.parse().ok()?, zone: zone.parse().ok()? })
    }

    /// When a mail whose turn comes `now` may be sent: now, or when these hours begin next.
    pub(super) fn next(self, now: DateTime<Utc>) -> DateTime<Utc> {
        let here = now.with_timezone(&self.zone);
        let hour = here.hour();
        if (u32::from(self.from)..u32::from(self.until)).contains(&hour) {
            return now;
        }
        let day = if hour < u32::from(self.from) { Some(here.date_naive()) } else { tomorrow(here.date_naive()) };
        let begins = day.and_then(|day| day.and_hms_opt(self.from.into(), 0, 0)).and_then(|begins| self.at(begins));
        begins.unwrap_or(now + Duration::hours(1))
    }

    /// A moment of the library's day. Of an hour that its clocks leave out, the end of it.
    fn at(self, moment: NaiveDateTime) -> Option<DateTime<Utc>> {
        let later = |hours| self.zone.from_local_datetime(&(moment + Duration::hours(hours))).earliest();
        (0..3).find_map(later).map(|at| at.to_utc())
    }
}

fn tomorrow(day: chrono::NaiveDate) -> Option<chrono::NaiveDate> {
    day.checked_add_days(Days::new(1))
}

/// As `outbox.send_hours` keeps them: `8-20 America/New_York`.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{} {}", self.from, self.until, self.zone.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(from: u8, until: u8) -> Hours {
        Hours { from, until, zone: chrono_tz::America::New_York }
    }

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn l26_a_mail_of_the_night_waits_for_the_morning_where_the_library_is() {
        for (now, next) in [
            // In winter five hours before Greenwich, in summer four.
            ("2026-11-24T00:59:59Z", "2026-11-24T00:59:59Z"),
            ("2026-11-24T01:00:00Z", "2026-11-24T13:00:00Z"),
            ("2026-11-24T12:59:59Z", "2026-11-24T13:00:00Z"),
            ("2026-11-24T13:00:00Z", "2026-11-24T13:00:00Z"),
            ("2026-07-01T00:30:00Z", "2026-07-01T12:00:00Z"),
            // The night in which the clocks change.
            ("2026-11-01T03:00:00Z", "2026-11-01T13:00:00Z"),
        ] {
            assert_eq!(hours(8, 20).next(moment(now)), moment(next), "{now}");
        }
        assert_eq!(hours(2, 24).next(moment("2026-03-08T06:30:00Z")), moment("2026-03-08T07:00:00Z"), "no such hour");
        assert_eq!(hours(0, 24).next(moment("2026-11-24T05:00:00Z")), moment("2026-11-24T05:00:00Z"));
    }

    #[test]
    fn hours_read_back_and_nothing_else_is_taken_for_some() {
        for some in [hours(8, 20), hours(0, 24)] {
            assert_eq!(Hours::read(&some.to_string()), Some(some));
        }
        for none in ["", "8-20", "8 America/New_York", "8-20 Nowhere", "a-b America/New_York"] {
            assert_eq!(Hours::read(none), None, "{none}");
        }
    }
}
