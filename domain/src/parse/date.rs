//! Dates and moments as exports have them.

use super::{FieldError, field_error, signs};
use crate::words::Text;
use chrono::{DateTime, Duration, FixedOffset, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

field_error! {
    /// Why a text in a file is no date.
    DateError {
        Shape: "That is not a date. Write it as YYYY-MM-DD or MM/DD/YYYY."
            / "Eso no es una fecha. Se escribe AAAA-MM-DD o MM/DD/AAAA.",
        TwoDigitYear: "The year has only two digits, so 45 could be 1945 or 2045. Export the file again with years of four digits."
            / "El año solo tiene dos dígitos y 45 podría ser 1945 o 2045. Exporte el archivo otra vez con años de cuatro dígitos.",
        NoSuchDay: "There is no such day. With slashes the month comes first: MM/DD/YYYY."
            / "Ese día no existe. Con barras, el mes va primero: MM/DD/AAAA.",
        Year: "The year is not between 1800 and 2200." / "El año no está entre 1800 y 2200.",
        Time: "That is not a time of day. Write it as HH:MM or HH:MM:SS."
            / "Eso no es una hora. Se escribe HH:MM o HH:MM:SS.",
    }
}

/// A date with the time of day where the file has one, and the offset where it has that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportMoment {
    /// The day.
    pub date: NaiveDate,
    /// The time of day on the library's clocks, or at `offset`.
    pub time: Option<NaiveTime>,
    /// The offset from UTC, where the file says it.
    pub offset: Option<FixedOffset>,
}

impl ImportMoment {
    /// The moment, on the clocks of `zone` where the file has no offset; the start of the day where it has no time.
    ///
    /// An hour that occurs twice (clocks set back) is the first; one that does not occur (set forward) is an hour on.
    pub fn at(&self, zone: Tz) -> DateTime<Utc> {
        let local = self.date.and_time(self.time.unwrap_or(NaiveTime::MIN));
        if let Some(offset) = self.offset {
            return (local - offset).and_utc();
        }
        let found = |wall| match zone.from_local_datetime(&wall) {
            LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => Some(moment.to_utc()),
            LocalResult::None => None,
        };
        found(local).or_else(|| found(local + Duration::hours(1))).unwrap_or_else(|| local.and_utc())
    }
}

/// Reads a date: `YYYY-MM-DD`, `MM/DD/YYYY` or `M/D/YYYY`. A time of day after it is checked and left out.
///
/// Empty text, and the `0000-00-00` that old databases write for nothing, is `None`.
///
/// # Errors
/// A year of two digits is refused and never guessed: a wrong birth year would make a child of an adult.
pub fn import_date(text: &str) -> Result<Option<NaiveDate>, DateError> {
    Ok(import_moment(text)?.map(|moment| moment.date))
}

/// Reads a day as a form has it: as [`import_date`] does, without a time of day after it, and without what reads one, which would
/// make the browser's module a twentieth larger.
///
/// # Errors
/// What is wrong, in words to show beside the field.
pub fn typed_day(text: &str) -> Result<Option<NaiveDate>, Text> {
    let text = signs::tidy(text);
    if text.is_empty() {
        return Ok(None);
    }
    parse_day(&text).map(Some).map_err(|error| match error {
        DateError::TwoDigitYear => SHORT_YEAR,
        error => error.text(),
    })
}

/// What to do about a year of two digits in a form. (What is said of one in a file is how to export it.)
const SHORT_YEAR: Text = Text::new("Write the year with four digits.", "El año se escribe con cuatro dígitos.");

/// Reads a date with an optional time of day: `2026-03-01 14:05`, `2026-03-01T14:05:09Z`, `3/1/2026 2:05 PM`.
///
/// # Errors
/// As [`import_date`], and [`DateError::Time`].
pub fn import_moment(text: &str) -> Result<Option<ImportMoment>, DateError> {
    if text.len() > 64 {
        return Err(DateError::Shape);
    }
    let text = signs::tidy(text);
    if text.is_empty() {
        return Ok(None);
    }
    let (day, rest) = match text.find([' ', 'T']) {
        Some(end) => (&text[..end], text[end + 1..].trim()),
        None => (text.as_str(), ""),
    };
    if day == "0000-00-00" {
        return Ok(None);
    }
    let date = parse_day(day)?;
    if rest.is_empty() {
        return if text.ends_with('T') {
            Err(DateError::Time)
        } else {
            Ok(Some(ImportMoment { date, time: None, offset: None }))
        };
    }
    let (time, offset) = parse_time(rest).ok_or(DateError::Time)?;
    Ok(Some(ImportMoment { date, time: Some(time), offset }))
}

fn parse_day(text: &str) -> Result<NaiveDate, DateError> {
    let (parts, iso): (Vec<&str>, bool) =
        if text.contains('/') { (text.split('/').collect(), false) } else { (text.split('-').collect(), true) };
    let &[first, second, third] = parts.as_slice() else { return Err(DateError::Shape) };
    if !parts.iter().all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())) {
        return Err(DateError::Shape);
    }
    let (year, month, day) = if iso { (first, second, third) } else { (third, first, second) };
    match (year.len(), month.len(), day.len()) {
        (4, 1..=2, 1..=2) => {}
        (2, 1..=2, 1..=2) => return Err(DateError::TwoDigitYear),
        _ => return Err(DateError::Shape),
    }
    let year: i32 = year.parse().map_err(|_| DateError::Shape)?;
    if !(1800..=2200).contains(&year) {
        return Err(DateError::Year);
    }
    let number = |part: &str| part.parse::<u32>().map_err(|_| DateError::Shape);
    NaiveDate::from_ymd_opt(year, number(month)?, number(day)?).ok_or(DateError::NoSuchDay)
}

fn parse_time(text: &str) -> Option<(NaiveTime, Option<FixedOffset>)> {
    let upper = text.to_ascii_uppercase();
    if let Some(clock) = upper.strip_suffix("AM").or_else(|| upper.strip_suffix("PM")) {
        let half = if upper.ends_with("PM") { "PM" } else { "AM" };
        let clock = format!("{} {half}", clock.trim());
        let read = |shape| NaiveTime::parse_from_str(&clock, shape).ok();
        return read("%I:%M:%S %p").or_else(|| read("%I:%M %p")).map(|time| (time, None));
    }
    let (clock, offset) = if let Some(clock) = upper.strip_suffix('Z') {
        (clock, Some(FixedOffset::east_opt(0)?))
    } else if let Some(at) = upper.find(['+', '-']) {
        (&upper[..at], Some(parse_offset(&upper[at..])?))
    } else {
        (upper.as_str(), None)
    };
    let clock = clock.trim();
    let read = |shape| NaiveTime::parse_from_str(clock, shape).ok();
    let time = read("%H:%M:%S%.f").or_else(|| read("%H:%M"))?;
    Some((time, offset))
}

/// `+02`, `-0500`, `-05:00`
fn parse_offset(text: &str) -> Option<FixedOffset> {
    let digits = text.get(1..)?.replace(':', "");
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..).filter(|m| !m.is_empty()).map_or(Some(0), |m| m.parse().ok())?;
    if hours > 15 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    FixedOffset::east_opt(if text.starts_with('-') { -seconds } else { seconds })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn moment(text: &str) -> String {
        import_moment(text).unwrap().unwrap().at(Tz::America__New_York).to_rfc3339()
    }

    #[test]
    fn dates_as_libraries_export_them() {
        for text in
            ["2008-03-01", "03/01/2008", "3/1/2008", " 2008-3-1 ", "2008-03-01 23:59:00", "2008-03-01T00:00:00Z"]
        {
            assert_eq!(import_date(text), Ok(Some(day(2008, 3, 1))), "{text}");
        }
        assert_eq!(import_date("  "), Ok(None));
        assert_eq!(import_date("0000-00-00"), Ok(None));
        assert_eq!(import_date("0000-00-00 00:00:00"), Ok(None));
    }

    #[test]
    fn a_year_of_two_digits_is_never_guessed() {
        for text in ["3/1/45", "03/01/08", "08-03-01"] {
            assert_eq!(import_date(text), Err(DateError::TwoDigitYear), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused_with_its_reason() {
        for (text, fault) in [
            ("13/02/2008", DateError::NoSuchDay),
            ("2007-02-29", DateError::NoSuchDay),
            ("2008-00-10", DateError::NoSuchDay),
            ("unknown", DateError::Shape),
            ("2008/03/01", DateError::Shape),
            ("20080301", DateError::Shape),
            ("39508", DateError::Shape),
            ("3/1/208", DateError::Shape),
            ("1/2/3/2008", DateError::Shape),
            ("-2008-03-01", DateError::Shape),
            ("0208-03-01", DateError::Year),
            ("9999-12-31", DateError::Year),
            ("2008-03-01 25:00", DateError::Time),
            ("2008-03-01 noon", DateError::Time),
            ("2008-03-01T", DateError::Time),
        ] {
            assert_eq!(import_date(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn moments_are_read_on_the_librarys_clocks() {
        assert_eq!(moment("2026-01-15 14:05"), "2026-01-15T19:05:00+00:00");
        assert_eq!(moment("2026-07-15 14:05:09"), "2026-07-15T18:05:09+00:00");
        assert_eq!(moment("7/15/2026 2:05 PM"), "2026-07-15T18:05:00+00:00");
        assert_eq!(moment("7/15/2026 12:00:00 am"), "2026-07-15T04:00:00+00:00");
        assert_eq!(moment("2026-07-15"), "2026-07-15T04:00:00+00:00");
        assert_eq!(moment("2026-07-15T14:05:09.250Z"), "2026-07-15T14:05:09.250+00:00");
        assert_eq!(moment("2026-07-15 14:05:09-05"), "2026-07-15T19:05:09+00:00");
        assert_eq!(moment("2026-07-15T14:05:09+05:30"), "2026-07-15T08:35:09+00:00");
    }

    #[test]
    fn the_night_the_clocks_change_loses_nothing() {
        assert_eq!(moment("2026-03-08 02:30"), "2026-03-08T07:30:00+00:00");
        assert_eq!(moment("2026-11-01 01:30"), "2026-11-01T05:30:00+00:00");
    }

    #[test]
    fn a_day_in_a_form_is_read_as_one_in_a_file_and_has_no_time() {
        for text in
            ["2026-03-01", "3/1/2026", " 03/01/2026\u{A0}", "", "2/30/2026", "3/1/26", "1/1/0026", "soon", "2026-3"]
        {
            assert_eq!(typed_day(text).ok(), import_date(text).ok(), "{text:?}");
        }
        for text in ["2026-03-01 14:05", &"2".repeat(100_000)] {
            assert_eq!(typed_day(text), Err(DateError::Shape.text()));
        }
    }

    proptest! {
        #[test]
        fn every_day_reads_back_in_both_shapes(year in 1800i32..=2200, days in 0u32..366) {
            let date = NaiveDate::from_yo_opt(year, days.min(364) + 1).unwrap();
            prop_assert_eq!(import_date(&date.format("%Y-%m-%d").to_string()), Ok(Some(date)));
            prop_assert_eq!(import_date(&date.format("%m/%d/%Y").to_string()), Ok(Some(date)));
            prop_assert_eq!(import_date(&date.format("%-m/%-d/%Y").to_string()), Ok(Some(date)));
            prop_assert_eq!(import_date(&date.format("%-m/%-d/%y").to_string()), Err(DateError::TwoDigitYear));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,70}", like in "[0-9/: TZ+-]{0,30}") {
            for text in [text, like] {
                if let Ok(Some(moment)) = import_moment(&text) {
                    let _ = moment.at(Tz::America__New_York);
                }
            }
        }
    }
}
