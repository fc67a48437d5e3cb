//! One cell: from the bytes of a file to a value the database takes, or the reason why not.

use super::card;
use crate::ils::report::Reason;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;
use domain::profile::CardFormat;
use std::borrow::Cow;

/// How a cell is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ils) enum Kind {
    /// Text as it stands, without blanks around it.
    Text,
    /// Text in which a payment card's number is refused.
    Remark,
    /// A city; "Springfield, MA" gives its state to the state's cell, where that is empty.
    City,
    /// A state, beside a city.
    State,
    /// A ZIP code.
    Zip,
    /// A library card number.
    Card,
    /// A calendar date.
    Date,
    /// A calendar date that has come: a birth date.
    PastDate,
    /// A moment, in the library's time zone; a date alone is its first moment.
    Moment,
    /// `0` or `1`.
    YesNo,
    /// A whole number from 0.
    Count,
    /// Dollars, kept as cents.
    Cents,
    /// Koha's `privacy`: 0 forever, 1 as the library does, 2 never.
    Privacy,
    /// A bcrypt hash; anything else is not taken.
    Password,
    /// A language tag, kept if it is one the portal speaks.
    Language,
}

impl Kind {
    /// The type of the column it is staged in.
    pub(in crate::ils) const fn sql(self) -> &'static str {
        match self {
            Self::Date | Self::PastDate => "date",
            Self::Moment => "timestamptz",
            Self::YesNo => "boolean",
            Self::Count => "integer",
            Self::Cents => "bigint",
            _ => "text",
        }
    }
}

/// What a cell is read against.
#[derive(Debug)]
pub(in crate::ils) struct Context<'a> {
    pub(in crate::ils) today: NaiveDate,
    pub(in crate::ils) zone: Tz,
    pub(in crate::ils) card: &'a CardFormat,
}

/// What one row's cells tell each other and the report.
#[derive(Debug, Default)]
pub(in crate::ils) struct RowState {
    /// A state found in a city's cell.
    pub(in crate::ils) state: Option<String>,
    /// A ZIP code of four digits was seen.
    pub(in crate::ils) short_zip: bool,
    /// A password that is no bcrypt hash was seen.
    pub(in crate::ils) old_password: bool,
}

/// Reads one cell. `None` is an empty one.
///
/// # Errors
/// The reason why it cannot be taken.
pub(in crate::ils) fn read<'c>(
    kind: Kind,
    cell: &'c [u8],
    context: &Context<'_>,
    row: &mut RowState,
) -> Result<Option<Cow<'c, str>>, Reason> {
    let text = std::str::from_utf8(cell).map_err(|_| Reason::NotUtf8)?.trim();
    if text.contains('\0') {
        return Err(Reason::NulByte);
    }
    if kind == Kind::City {
        row.state = None;
    }
    // `\N` is how MySQL's own export writes nothing.
    if text.is_empty() || text == "\\N" {
        return Ok(if kind == Kind::State { row.state.take().map(Cow::Owned) } else { None });
    }
    let owned = |text: String| Ok(Some(Cow::Owned(text)));
    match kind {
        Kind::Remark if payment_card(text) => Err(Reason::PaymentCard),
        Kind::Text | Kind::State | Kind::Remark => Ok(Some(Cow::Borrowed(text))),
        Kind::City => {
            let (city, state) = split_city(text);
            row.state = state.map(str::to_owned);
            Ok(Some(Cow::Borrowed(city)))
        }
        Kind::Zip => {
            row.short_zip |= text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            Ok(Some(Cow::Borrowed(text)))
        }
        Kind::Card => owned(card::parse(context.card, text)?),
        // How MySQL writes that there is none.
        Kind::Date | Kind::PastDate | Kind::Moment if text == "NULL" || text.starts_with("0000-00-00") => Ok(None),
        Kind::Date => owned(date(text)?.to_string()),
        Kind::PastDate => match date(text)? {
            future if future > context.today => Err(Reason::FutureDate),
            past => owned(past.to_string()),
        },
        Kind::Moment => owned(moment(text, context)?),
        Kind::YesNo => match text {
            "0" | "no" | "No" | "NO" | "false" => Ok(Some(Cow::Borrowed("f"))),
            "1" | "yes" | "Yes" | "YES" | "true" => Ok(Some(Cow::Borrowed("t"))),
            _ => Err(Reason::BadYesNo),
        },
        Kind::Count => match text.parse::<i32>() {
            Ok(count) if count >= 0 => owned(count.to_string()),
            _ => Err(Reason::BadCount),
        },
        Kind::Cents => owned(cents(text).ok_or(Reason::BadAmount)?.to_string()),
        Kind::Privacy => match text {
            "0" => Ok(Some(Cow::Borrowed("forever"))),
            "1" => Ok(Some(Cow::Borrowed("default"))),
            "2" => Ok(Some(Cow::Borrowed("off"))),
            _ => Err(Reason::BadPrivacy),
        },
        Kind::Password if bcrypt(text) => Ok(Some(Cow::Borrowed(text))),
        Kind::Password => {
            // Koha writes `!` where a patron has no password.
            row.old_password |= text != "!";
            Ok(None)
        }
        Kind::Language => Ok(domain::words::Lang::from_tag(text).map(|lang| Cow::Borrowed(lang.tag()))),
    }
}

/// A date as Koha writes it (2026-11-30), or as an American spreadsheet does (11/30/2026). A time after it is dropped.
pub(in crate::ils) fn date(text: &str) -> Result<NaiveDate, Reason> {
    let day = text.split([' ', 'T']).next().unwrap_or(text);
    let numbers = |separator| -> Option<[u32; 3]> {
        let mut parts = day.split(separator).map(|part: &str| {
            let digits = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            if digits { part.parse::<u32>().ok() } else { None }
        });
        let three = [parts.next()??, parts.next()??, parts.next()??];
        if parts.next().is_some() { None } else { Some(three) }
    };
    let ((Some([year, month, day]), _) | (_, Some([month, day, year]))) = (numbers('-'), numbers('/')) else {
        return Err(Reason::BadDate);
    };
    if year < 100 {
        return Err(Reason::ShortYear);
    }
    if year < 1800 {
        return Err(Reason::BadDate);
    }
    i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day)).ok_or(Reason::BadDate)
}

/// A moment: a date, and a time of day in the library's time zone unless it says `Z` itself.
fn moment(text: &str, context: &Context<'_>) -> Result<String, Reason> {
    let day = date(text)?;
    // A day's grace: a file made in another time zone may be a few hours ahead.
    if context.today.checked_add_days(Days::new(1)).is_some_and(|tomorrow| day > tomorrow) {
        return Err(Reason::FutureDate);
    }
    let time = text.split_once([' ', 'T']).map_or("", |(_, time)| time.trim());
    let (time, utc) = time.strip_suffix('Z').map_or((time, false), |time| (time, true));
    let time = if time.is_empty() { Some(NaiveTime::MIN) } else { time_of_day(time) };
    let local = NaiveDateTime::new(day, time.ok_or(Reason::BadDate)?);
    let moment = if utc { local.and_utc() } else { in_zone(local, context.zone) };
    Ok(moment.to_rfc3339_opts(SecondsFormat::Secs, true))
}

fn time_of_day(text: &str) -> Option<NaiveTime> {
    ["%H:%M:%S%.f", "%H:%M", "%I:%M %p", "%I:%M:%S %p"]
        .into_iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

/// The local time as a moment. In the hour that summer time leaves out, an hour later; in the hour that comes twice,
/// the first.
fn in_zone(local: NaiveDateTime, zone: Tz) -> chrono::DateTime<Utc> {
    let found = (0..=3).find_map(|hour| zone.from_local_datetime(&(local + chrono::Duration::hours(hour))).earliest());
    found.map_or_else(|| local.and_utc(), |moment| moment.with_timezone(&Utc))
}

/// An amount in cents: `2.5`, `$1,234.50`, `-0.10`, Koha's `2.500000`. Never through a floating-point number.
fn cents(text: &str) -> Option<i64> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let text = text.trim_start_matches('$');
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole = whole.replace(',', "");
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || whole.len() > 12 || !digits(&whole) || !digits(part) {
        return None;
    }
    let (two, rest) = part.split_at(part.len().min(2));
    if rest.bytes().any(|byte| byte != b'0') {
        return None;
    }
    let dollars: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let part: i64 = format!("{two:0<2}").parse().ok()?;
    let cents = dollars * 100 + part;
    Some(if negative { -cents } else { cents })
}

/// `$2a$`, `$2b$` or `$2y$`, a cost no sign-in would wait long for, and 53 characters.
fn bcrypt(text: &str) -> bool {
    let Some(rest) = ["$2a$", "$2b$", "$2y$"].iter().find_map(|start| text.strip_prefix(start)) else { return false };
    let Some((cost, hash)) = rest.split_once('$') else { return false };
    cost.len() == 2
        && cost.parse::<u8>().is_ok_and(|cost| (4..=14).contains(&cost))
        && hash.len() == 53
        && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'/')
}

/// "Springfield, MA" and "Springfield, MA 01101" are a city and a state; anything else is a city.
fn split_city(text: &str) -> (&str, Option<&str>) {
    let Some((city, rest)) = text.rsplit_once(',') else { return (text, None) };
    let state = rest.split_whitespace().next().unwrap_or("");
    let zip = rest.trim().get(state.len()..).unwrap_or("").trim();
    let is_zip = zip.is_empty() || (zip.len() >= 5 && zip.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'));
    if state.len() == 2 && state.bytes().all(|byte| byte.is_ascii_uppercase()) && is_zip && !city.trim().is_empty() {
        (city.trim(), Some(state))
    } else {
        (text, None)
    }
}

/// Whether a number with the form of a payment card's stands anywhere in a text, spaces and dashes aside.
fn payment_card(text: &str) -> bool {
    let mut digits: Vec<u32> = vec![];
    for c in text.chars().chain(['.']) {
        if let Some(digit) = c.to_digit(10) {
            digits.push(digit);
        } else if c != ' ' && c != '-' {
            let form = match digits.as_slice() {
                [4, ..] | [5, 1..=5, ..] | [6, 0 | 5, ..] => 16,
                [3, 4 | 7, ..] => 15,
                _ => 0,
            };
            if form > 0 && digits.len() == form && luhn(&digits) {
                return true;
            }
            digits.clear();
        }
    }
    false
}

fn luhn(digits: &[u32]) -> bool {
    let doubled = |(index, digit): (usize, &u32)| match digit * 2 {
        _ if index % 2 == 0 => *digit,
        over if over > 9 => over - 9,
        under => under,
    };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(kind: Kind, text: &str) -> Result<Option<String>, Reason> {
        let card = card::fourteen_digits();
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let context = Context { today, zone: chrono_tz::America::New_York, card: &card };
        read(kind, text.as_bytes(), &context, &mut RowState::default()).map(|value| value.map(Cow::into_owned))
    }

    fn ok(kind: Kind, text: &str) -> Option<String> {
        one(kind, text).unwrap()
    }

    #[test]
    fn dates_in_either_order_and_nothing_else() {
        for text in ["2019-03-04", "03/04/2019", "3/4/2019", " 2019-03-04 00:00:00 ", "2019-03-04T10:00:00Z"] {
            assert_eq!(ok(Kind::Date, text).as_deref(), Some("2019-03-04"), "{text}");
        }
        for text in ["31/12/2019", "2019-02-29", "March 4", "2019/03/04x", "1-2-3-4", "43528", "2019-1-"] {
            assert_eq!(one(Kind::Date, text), Err(Reason::BadDate), "{text}");
        }
        assert_eq!(one(Kind::Date, "3/4/19"), Err(Reason::ShortYear));
        assert_eq!(ok(Kind::Date, "0000-00-00"), None);
        assert_eq!(one(Kind::PastDate, "2026-11-24"), Err(Reason::FutureDate));
        assert_eq!(ok(Kind::PastDate, "2026-11-23").as_deref(), Some("2026-11-23"));
    }

    #[test]
    fn a_time_is_the_librarys_time() {
        assert_eq!(ok(Kind::Moment, "2026-07-01").as_deref(), Some("2026-07-01T04:00:00Z"));
        assert_eq!(ok(Kind::Moment, "2026-01-01 09:30:15").as_deref(), Some("2026-01-01T14:30:15Z"));
        assert_eq!(ok(Kind::Moment, "01/01/2026 09:30 AM").as_deref(), Some("2026-01-01T14:30:00Z"));
        assert_eq!(ok(Kind::Moment, "2026-01-01T09:30:00Z").as_deref(), Some("2026-01-01T09:30:00Z"));
        // There was no half past two that night.
        assert_eq!(ok(Kind::Moment, "2026-03-08 02:30:00").as_deref(), Some("2026-03-08T07:30:00Z"));
        assert_eq!(one(Kind::Moment, "2026-01-01 25:00"), Err(Reason::BadDate));
        assert_eq!(one(Kind::Moment, "2027-01-01"), Err(Reason::FutureDate));
    }

    #[test]
    fn money_is_exact() {
        for (text, cents) in
            [("2.5", "250"), ("$1,234.50", "123450"), ("-0.10", "-10"), ("2.500000", "250"), ("7", "700"), (".05", "5")]
        {
            assert_eq!(ok(Kind::Cents, text).as_deref(), Some(cents), "{text}");
        }
        for text in ["2.505", "free", "1.2.3", "-", "9999999999999", "--1", "1e3", "$"] {
            assert_eq!(one(Kind::Cents, text), Err(Reason::BadAmount), "{text}");
        }
    }

    #[test]
    fn a_city_with_its_state_in_it_is_two_values() {
        assert_eq!(split_city("Springfield, MA"), ("Springfield", Some("MA")));
        assert_eq!(split_city("Springfield, MA 01101"), ("Springfield", Some("MA")));
        for whole in ["Springfield", "Winston, Salem", ", MA", "St. John, N.B.", "A, MA x"] {
            assert_eq!(split_city(whole), (whole, None));
        }
    }

    #[test]
    fn only_a_bcrypt_hash_is_a_password() {
        let hash = format!("$2a$08${}", "a".repeat(53));
        assert_eq!(ok(Kind::Password, &hash).as_deref(), Some(hash.as_str()));
        for text in ["1234", "c4ca4238a0b923820dcc509a6f75849b", "$2a$31$aaaa", &format!("$2a$31${}", "a".repeat(53))] {
            assert_eq!(ok(Kind::Password, text), None, "{text}");
        }
    }

    #[test]
    fn a_payment_card_in_a_note_is_refused() {
        assert_eq!(one(Kind::Remark, "paid with 4111 1111-1111 1111 ok"), Err(Reason::PaymentCard));
        assert!(ok(Kind::Remark, "book 20000000000006, 2.50 on 2026-01-02").is_some());
    }

    #[test]
    fn letters_in_another_encoding_are_said() {
        let card = card::fourteen_digits();
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let context = Context { today, zone: chrono_tz::UTC, card: &card };
        assert_eq!(read(Kind::Text, b"Jos\xE9", &context, &mut RowState::default()), Err(Reason::NotUtf8));
    }

    proptest! {
        #[test]
        fn every_date_is_read_back_in_both_forms(days in 0_i64..80_000) {
            let day = NaiveDate::from_ymd_opt(1850, 1, 1).unwrap() + chrono::Duration::days(days);
            prop_assert_eq!(date(&day.format("%Y-%m-%d").to_string()), Ok(day));
            prop_assert_eq!(date(&day.format("%m/%d/%Y").to_string()), Ok(day));
        }

        #[test]
        fn every_amount_is_read_back(amount in -1_000_000_000_i64..1_000_000_000) {
            let sign = if amount < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{:02}", amount.abs() / 100, amount.abs() % 100);
            prop_assert_eq!(cents(&text), Some(amount));
        }

        #[test]
        fn no_cell_panics(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let card = card::fourteen_digits();
            let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
            let context = Context { today, zone: chrono_tz::America::New_York, card: &card };
            for kind in [Kind::Text, Kind::Remark, Kind::City, Kind::Card, Kind::Date, Kind::Moment, Kind::Cents,
                         Kind::Count, Kind::Password, Kind::Language, Kind::YesNo, Kind::Privacy, Kind::Zip] {
                let _ = read(kind, &bytes, &context, &mut RowState::default());
            }
        }
    }
}
