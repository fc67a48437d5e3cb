//! Dates, moments, amounts and counts as people read them, in their language.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::words::Lang;

const MONTHS_EN: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];
const MONTHS_ES: [&str; 12] = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
];

/// `March 12, 2019`; `12 de marzo de 2019`.
pub fn date(day: NaiveDate, lang: Lang) -> String {
    let month = day.month0() as usize;
    match lang {
        Lang::En => format!("{} {}, {}", MONTHS_EN[month], day.day(), day.year()),
        Lang::Es => format!("{} de {} de {}", day.day(), MONTHS_ES[month], day.year()),
    }
}

/// The date and time of day where the library is: `March 12, 2019, 2:05 p.m.`; `12 de marzo de 2019, 14:05`.
pub fn moment(at: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    let local = at.with_timezone(&zone);
    let time = match lang {
        Lang::En => local.format("%-I:%M %p").to_string().replace("AM", "a.m.").replace("PM", "p.m."),
        Lang::Es => local.format("%H:%M").to_string(),
    };
    format!("{}, {time}", date(local.date_naive(), lang))
}

/// `$1,234.50`, a minus before what the library owes.
pub fn dollars(cents: i64) -> String {
    let sign = if cents < 0 { "−" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}${}.{:02}", count(cents / 100, Lang::En), cents % 100)
}

/// `12,345`; Spanish in the United States groups the same way.
pub fn count(number: u64, _: Lang) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_amounts_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2019, 3, 12).unwrap();
        assert_eq!(date(day, Lang::En), "March 12, 2019");
        assert_eq!(date(day, Lang::Es), "12 de marzo de 2019");
        let at = day.and_hms_opt(18, 5, 0).unwrap().and_utc();
        assert_eq!(moment(at, chrono_tz::America::New_York, Lang::En), "March 12, 2019, 2:05 p.m.");
        assert_eq!(dollars(-123_450), "−$1,234.50");
        assert_eq!(count(20_000, Lang::Es), "20,000");
    }
}
