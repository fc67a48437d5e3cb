//! Values in words, the same on a page, in the download and in mail.

use crate::{
    profile::Due,
    words::{Lang, Text},
};
use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Timelike, Utc};
use chrono_tz::Tz;

const MONTHS: [Text; 12] = [
    Text::new("January", "enero"),
    Text::new("February", "febrero"),
    Text::new("March", "marzo"),
    Text::new("April", "abril"),
    Text::new("May", "mayo"),
    Text::new("June", "junio"),
    Text::new("July", "julio"),
    Text::new("August", "agosto"),
    Text::new("September", "septiembre"),
    Text::new("October", "octubre"),
    Text::new("November", "noviembre"),
    Text::new("December", "diciembre"),
];

/// The day that library systems write where something has no end.
pub const NO_END: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// `November 3, 2026`, `3 de noviembre de 2026`; of the last day of the year 9999, that there is no end date.
pub fn date(date: NaiveDate, lang: Lang) -> String {
    if date == NO_END {
        return Text::new("no end date", "sin fecha de término").to(lang).to_owned();
    }
    let month = MONTHS[date.month0() as usize].to(lang);
    match lang {
        Lang::En => format!("{month} {}, {}", date.day(), date.year()),
        Lang::Es => format!("{} de {month} de {}", date.day(), date.year()),
    }
}

/// The shortest that is still a date: `Nov 28`, `28 nov`; with its year where that is not the year of `today`. It does not
/// break at the end of a line.
pub fn short_date(date: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    if date == NO_END {
        return self::date(date, lang);
    }
    let (month, day) = (short_month(date, lang), date.day());
    let year = if date.year() == today.year() { String::new() } else { format!("\u{a0}{}", date.year()) };
    match (lang, year.is_empty()) {
        (Lang::En, true) => format!("{month}\u{a0}{day}"),
        (Lang::En, false) => format!("{month}\u{a0}{day},{year}"),
        (Lang::Es, _) => format!("{day}\u{a0}{month}{year}"),
    }
}

/// `Nov`, `nov`. English writes `Sept` with four letters, and Spanish `sept` too.
pub fn short_month(date: NaiveDate, lang: Lang) -> &'static str {
    let month = MONTHS[date.month0() as usize].to(lang);
    let letters = match (lang, date.month()) {
        (Lang::En, 6 | 7) | (_, 9) => 4,
        _ => 3,
    };
    month.get(..letters).unwrap_or(month)
}

/// `November 2026`, `noviembre de 2026`.
pub fn month(date: NaiveDate, lang: Lang) -> String {
    let month = MONTHS[date.month0() as usize].to(lang);
    match lang {
        Lang::En => format!("{month} {}", date.year()),
        Lang::Es => format!("{month} de {}", date.year()),
    }
}

/// The date and time in `zone`: `November 3, 2026, 4:05 PM`, `3 de noviembre de 2026, 4:05 p. m.`
pub fn moment(moment: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    format!("{}, {}", date(moment.with_timezone(&zone).date_naive(), lang), clock(moment, zone, lang))
}

/// The same with a short date: `Nov 3, 4:05 PM`.
pub fn short_moment(moment: DateTime<Utc>, today: NaiveDate, zone: Tz, lang: Lang) -> String {
    let day = moment.with_timezone(&zone).date_naive();
    format!("{}, {}", short_date(day, today, lang), clock(moment, zone, lang))
}

/// For programs, as the attribute `datetime`: `2026-11-03T21:05:09Z`, to the second (HTML, a valid global date and time; a fraction
/// of a second has at most three digits there).
pub fn machine(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// `4:05 PM`, `4:05 p. m.`
fn clock(moment: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    let local = moment.with_timezone(&zone);
    let (afternoon, hour) = local.hour12();
    let half = match (lang, afternoon) {
        (Lang::En, false) => "AM",
        (Lang::En, true) => "PM",
        (Lang::Es, false) => "a.\u{a0}m.",
        (Lang::Es, true) => "p.\u{a0}m.",
    };
    format!("{hour}:{:02}\u{a0}{half}", local.minute())
}

/// An amount in US dollars: `$1,234.50`, `-$0.25`. Both languages write it so in the United States.
pub fn cents(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (dollars, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    format!("{sign}${}.{rest:02}", thousands(&dollars.to_string()))
}

/// A whole number: `20,000` in both languages of the United States.
pub fn count(count: i64) -> String {
    let sign = if count < 0 { "-" } else { "" };
    format!("{sign}{}", thousands(&count.unsigned_abs().to_string()))
}

/// A sentence with `{n}` and `{all}` in it, with these counts in their place.
pub fn counted(sentence: &str, n: u64, all: u64) -> String {
    let number = |number| count(i64::try_from(number).unwrap_or(i64::MAX));
    sentence.replace("{n}", &number(n)).replace("{all}", &number(all))
}

/// Yes or no.
pub const fn yes_no(yes: bool) -> Text {
    if yes { Text::new("Yes", "Sí") } else { Text::new("No", "No") }
}

fn thousands(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What becomes of a row: a date, or "Stays until it is paid or forgiven". Nothing for what goes with the whole record,
/// which the class's own sentence says.
pub fn due(due: Due, lang: Lang) -> Option<String> {
    let until = match due {
        Due::On(day) => return Some(date(day, lang)),
        Due::Waits(until) => until,
        Due::Stopped(stop) => stop.until(),
        Due::WithTheRecord => return None,
    };
    Some(format!("{} {}", Text::new("Stays", "Se queda").to(lang), until.to(lang)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn dates_and_moments_read_as_they_are_said() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
        assert_eq!(date(day, Lang::En), "November 3, 2026");
        assert_eq!(date(day, Lang::Es), "3 de noviembre de 2026");
        assert_eq!(date(NO_END, Lang::En), "no end date");
        let zone = chrono_tz::America::New_York;
        let late = Utc.with_ymd_and_hms(2026, 11, 4, 2, 5, 0).unwrap();
        assert_eq!(moment(late, zone, Lang::En), "November 3, 2026, 9:05\u{a0}PM");
        let noon = Utc.with_ymd_and_hms(2026, 7, 4, 16, 0, 0).unwrap();
        assert_eq!(moment(noon, zone, Lang::Es), "4 de julio de 2026, 12:00\u{a0}p.\u{a0}m.");
        let midnight = Utc.with_ymd_and_hms(2026, 7, 4, 4, 0, 0).unwrap();
        assert_eq!(moment(midnight, zone, Lang::En), "July 4, 2026, 12:00\u{a0}AM");
    }

    #[test]
    fn a_moment_for_programs_has_no_fraction_of_a_second() {
        let at = Utc.with_ymd_and_hms(2026, 11, 3, 21, 5, 9).unwrap() + chrono::Duration::microseconds(117_434);
        assert_eq!(machine(at), "2026-11-03T21:05:09Z");
    }

    #[test]
    fn a_short_date_has_a_year_only_where_it_is_another() {
        let day = |year, month| NaiveDate::from_ymd_opt(year, month, 28).unwrap();
        let today = day(2026, 11);
        assert_eq!(short_date(day(2026, 11), today, Lang::En), "Nov\u{a0}28");
        assert_eq!(short_date(day(2027, 9), today, Lang::En), "Sept\u{a0}28,\u{a0}2027");
        assert_eq!(short_date(day(2026, 1), today, Lang::Es), "28\u{a0}ene");
        assert_eq!(short_date(day(2027, 9), today, Lang::Es), "28\u{a0}sept\u{a0}2027");
        assert_eq!(short_date(NO_END, today, Lang::En), "no end date");
        let months = (1..=12).map(|month| short_month(day(2026, month), Lang::En)).collect::<Vec<_>>().join(" ");
        assert_eq!(months, "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec");
    }

    #[test]
    fn amounts_have_two_places_and_a_sign() {
        for (held, said) in
            [(0, "$0.00"), (-25, "-$0.25"), (123_450, "$1,234.50"), (i64::MIN, "-$92,233,720,368,547,758.08")]
        {
            assert_eq!(cents(held), said);
        }
        assert_eq!(count(20_000), "20,000");
        assert_eq!(count(-1), "-1");
    }
}
