//! One cell: from the bytes of a file to a value of a record, or the reason why not.
//!
//! A value is taken as it stands or not at all, and nothing is filled in that a file does not say.

use super::card;
use crate::ils::{
    record::{Bcrypt, Cents, Code, Count, Language, Name, Number, Prose, ReadingHistory},
    report::{Reason, Remark},
};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use domain::{
    parse::{CardNumber, DateError, EmailAddress, Place, import_moment, split_city},
    profile::CardFormat,
};
use std::borrow::Cow;

/// A cell as the file has it.
#[derive(Debug, Clone, Copy)]
pub(in crate::ils) struct Cell<'a> {
    pub(in crate::ils) bytes: &'a [u8],
    /// What the profile says this cell's word stands for, if anything.
    pub(in crate::ils) stands_for: Option<&'a str>,
    /// Whether the file was written by a database client's batch mode: `NULL` is nothing, `\n` a line end.
    pub(in crate::ils) batch: bool,
}

/// What a cell is read against.
#[derive(Debug)]
pub(in crate::ils) struct Context<'a> {
    pub(in crate::ils) today: NaiveDate,
    pub(in crate::ils) zone: Tz,
    pub(in crate::ils) card: &'a CardFormat,
}

/// What was noticed in a row and keeps it from nothing.
pub(in crate::ils) type Aside = Vec<Remark>;

/// What a cell gives.
type Read<T> = Result<Option<T>, Reason>;

/// How a database client writes that there is nothing.
const NULL: &str = "NULL";
/// How systems write that something has no end.
const NO_END: &str = "9999-12-31";

impl<'a> Cell<'a> {
    /// The text, without blanks around it; `None` for an empty cell.
    fn text(&self, aside: &mut Aside) -> Read<Cow<'a, str>> {
        let text = self.stands(aside)?;
        if text.as_deref() == Some(NULL) {
            aside.push(Remark::NullCells);
            return Ok(None);
        }
        Ok(text)
    }

    /// The same, where `NULL` may be somebody's name unless the file is one in which it is nothing.
    fn surname(&self, aside: &mut Aside) -> Read<Cow<'a, str>> {
        if self.batch { self.text(aside) } else { self.stands(aside) }
    }

    fn stands(&self, aside: &mut Aside) -> Read<Cow<'a, str>> {
        if let Some(text) = self.stands_for {
            return Ok((!text.is_empty()).then_some(Cow::Borrowed(text)));
        }
        let text = std::str::from_utf8(self.bytes).map_err(|_| Reason::NotUtf8)?.trim();
        if text.contains('\0') {
            return Err(Reason::NulByte);
        }
        // `\N` is how databases write nothing in files of their own.
        if text == "\\N" {
            aside.push(Remark::NullCells);
            return Ok(None);
        }
        if text.is_empty() {
            return Ok(None);
        }
        Ok(Some(if self.batch && text.contains('\\') { Cow::Owned(unescaped(text)) } else { Cow::Borrowed(text) }))
    }
}

/// `\n`, `\t` and `\\` as a database client's batch mode writes them; anything else after a backslash stays as it is.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            plain.push(sign);
            continue;
        }
        match signs.next() {
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some('\\') | None => plain.push('\\'),
            Some(other) => plain.extend(['\\', other]),
        }
    }
    plain
}

/// Words as they stand.
pub(in crate::ils) fn prose(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Prose> {
    cell.text(aside)?.map_or(Ok(None), |text| Prose::read(&text))
}

/// A name, or a part of one, as it stands.
pub(in crate::ils) fn name(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Name> {
    cell.text(aside)?.map_or(Ok(None), |text| Name::read(&text))
}

/// A surname: people are called Null.
pub(in crate::ils) fn surname(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Name> {
    cell.surname(aside)?.map_or(Ok(None), |text| Name::read(&text))
}

/// A number of the library's own.
pub(in crate::ils) fn number(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Number> {
    cell.text(aside)?.map_or(Ok(None), |text| Number::read(&text))
}

/// A code of the library's own.
pub(in crate::ils) fn code(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Code> {
    cell.text(aside)?.map_or(Ok(None), |text| Code::read(&text))
}

/// A library card.
pub(in crate::ils) fn card(cell: &Cell<'_>, context: &Context<'_>, aside: &mut Aside) -> Read<CardNumber> {
    cell.text(aside)?.map(|text| card::parse(context.card, &text)).transpose()
}

/// A ZIP code as it stands.
pub(in crate::ils) fn zip(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Prose> {
    let Some(text) = cell.text(aside)? else { return Ok(None) };
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        aside.push(Remark::ShortZip);
    }
    Prose::read(&text)
}

/// An e-mail address. Text that cannot be one is kept as it stands, and reported: the patron sees it, and no mail can
/// be sent to it.
pub(in crate::ils) fn email(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Prose> {
    let Some(text) = cell.text(aside)? else { return Ok(None) };
    if let Ok(address) = EmailAddress::parse(&text) {
        return Prose::read(address.as_str());
    }
    aside.push(if text.matches('@').count() > 1 { Remark::SeveralEmails } else { Remark::NoEmail });
    Prose::read(&text)
}

/// A calendar date; of a moment with an offset, the day it is in the library.
pub(in crate::ils) fn date(cell: &Cell<'_>, context: &Context<'_>, aside: &mut Aside) -> Read<NaiveDate> {
    let Some(text) = cell.text(aside)? else { return Ok(None) };
    if let Some(rest) = text.strip_prefix(NO_END) {
        // As far as there is a time after it, it has to be one.
        import_moment(&format!("2000-01-01{rest}")).map_err(reason)?;
        return Ok(NaiveDate::from_ymd_opt(9999, 12, 31));
    }
    let read = import_moment(&text).map_err(reason)?;
    Ok(read.map(|moment| match moment.offset {
        Some(_) => moment.at(context.zone).with_timezone(&context.zone).date_naive(),
        None => moment.date,
    }))
}

/// A calendar date that has come: a birth date.
pub(in crate::ils) fn past_date(cell: &Cell<'_>, context: &Context<'_>, aside: &mut Aside) -> Read<NaiveDate> {
    match date(cell, context, aside)? {
        Some(future) if future > context.today => Err(Reason::FutureDate),
        past => Ok(past),
    }
}

/// A moment that has come, in the library's time zone unless it says its own; a date alone is its first moment.
pub(in crate::ils) fn moment(cell: &Cell<'_>, context: &Context<'_>, aside: &mut Aside) -> Read<DateTime<Utc>> {
    let Some(text) = cell.text(aside)? else { return Ok(None) };
    let Some(read) = import_moment(&text).map_err(reason)? else { return Ok(None) };
    // A day's grace: a file made in another time zone may be a few hours ahead.
    if context.today.checked_add_days(Days::new(1)).is_some_and(|tomorrow| read.date > tomorrow) {
        return Err(Reason::FutureDate);
    }
    Ok(Some(read.at(context.zone)))
}

/// A day in the library that may have a time: the day, and the moment where that is not simply the end (or the
/// beginning, as systems write it that know only days) of the day. So is written when a loan is due: some are for
/// hours.
pub(in crate::ils) fn day(
    cell: &Cell<'_>,
    context: &Context<'_>,
    aside: &mut Aside,
) -> Read<(NaiveDate, Option<DateTime<Utc>>)> {
    let Some(day) = date(cell, context, aside)? else { return Ok(None) };
    let text = cell.text(&mut vec![])?.unwrap_or_default();
    let read = import_moment(&text).ok().flatten();
    let hour = read.filter(|moment| moment.time.is_some()).map(|moment| moment.at(context.zone));
    let whole_day = |at: &DateTime<Utc>| {
        let clock = at.with_timezone(&context.zone).time();
        clock == NaiveTime::MIN || Some(clock) >= NaiveTime::from_hms_opt(23, 59, 0)
    };
    Ok(Some((day, hour.filter(|at| !whole_day(at)))))
}

/// `0` or `1`, `t` or `f`, yes or no.
pub(in crate::ils) fn yes_no(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<bool> {
    let Some(text) = cell.text(aside)? else { return Ok(None) };
    match text.to_ascii_lowercase().as_str() {
        "0" | "f" | "false" | "n" | "no" => Ok(Some(false)),
        "1" | "t" | "true" | "y" | "yes" => Ok(Some(true)),
        _ => Err(Reason::BadYesNo),
    }
}

/// A whole number from 0.
pub(in crate::ils) fn count(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Count> {
    let Some(text) = cell.text(aside)? else { return Ok(None) };
    text.parse().ok().and_then(Count::new).map(Some).ok_or(Reason::BadCount)
}

/// Dollars, as cents.
pub(in crate::ils) fn cents(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Cents> {
    let Some(text) = cell.text(aside)? else { return Ok(None) };
    amount(&text).map(|cents| Some(Cents(cents))).ok_or(Reason::BadAmount)
}

/// Koha's `privacy`: 0 forever, 1 as the library does, 2 never.
pub(in crate::ils) fn privacy(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<ReadingHistory> {
    let Some(text) = cell.text(aside)? else { return Ok(None) };
    match &*text {
        "0" => Ok(Some(ReadingHistory::Forever)),
        "1" => Ok(Some(ReadingHistory::Default)),
        "2" => Ok(Some(ReadingHistory::Off)),
        _ => Err(Reason::BadPrivacy),
    }
}

/// What a cell of PINs or passwords holds, where there is one.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::ils) enum Secret {
    /// A hash that can be taken.
    Hash(Bcrypt),
    /// Something else, which is not taken.
    Other,
}

/// A bcrypt hash; anything else is not taken. `None`: the system has no PIN or password of this patron.
pub(in crate::ils) fn password(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Secret> {
    // Koha writes `!` where a patron has no password.
    let Some(text) = cell.text(aside)?.filter(|text| text != "!") else { return Ok(None) };
    let Some(hash) = Bcrypt::read(&text) else {
        aside.push(Remark::OldPasswords);
        return Ok(Some(Secret::Other));
    };
    Ok(Some(Secret::Hash(hash)))
}

/// A language tag, kept if it is one the portal speaks.
pub(in crate::ils) fn language(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Language> {
    Ok(cell.text(aside)?.and_then(|text| domain::words::Lang::from_tag(&text)).map(Language))
}

/// Whether a hold is waiting, ready or on its way: Koha's `found`, and what another system says as it stands.
pub(in crate::ils) fn found(cell: &Cell<'_>, _: &Context<'_>, aside: &mut Aside) -> Read<Code> {
    let text = cell.text(aside)?;
    Code::read(match text.as_deref() {
        None => "waiting",
        Some("W") => "ready",
        Some("T") => "in-transit",
        Some("P") => "processing",
        Some(other) => other,
    })
}

/// Puts "Springfield, MA 01101" in a city's cell where it belongs, as far as that loses nothing and contradicts
/// nothing: the state and the ZIP code go to their own fields where those are empty or say the same. Otherwise all
/// stays as it stands.
pub(in crate::ils) fn settle(city: &mut Option<Prose>, state: &mut Option<Prose>, zipcode: &mut Option<Prose>) {
    let Some(text) = city.as_ref().map(Prose::as_str) else { return };
    let Place { city: name, state: Some(in_city), zipcode: zip_in_city } = split_city(text) else { return };
    let agrees = |field: Option<&Prose>, found: Option<&str>| match (field, found) {
        (Some(field), Some(found)) => field.as_str().eq_ignore_ascii_case(found),
        _ => true,
    };
    if !agrees(state.as_ref(), Some(&in_city)) || !agrees(zipcode.as_ref(), zip_in_city.as_deref()) {
        return;
    }
    let take = |text: &str| Prose::read(text).ok().flatten();
    *city = take(&name);
    if state.is_none() {
        *state = take(&in_city);
    }
    if let (None, Some(found)) = (&zipcode, zip_in_city) {
        *zipcode = take(&found);
    }
}

fn reason(error: DateError) -> Reason {
    match error {
        DateError::TwoDigitYear => Reason::ShortYear,
        DateError::Shape | DateError::NoSuchDay | DateError::Year | DateError::Time => Reason::BadDate,
    }
}

/// An amount in cents: `2.5`, `$1,234.50`, `-0.10`, Koha's `2.500000`, and `2,50` and `1.234,50` as most of the world
/// writes them. A comma is a thousands mark only before groups of three digits; `1,234` alone is a thousand and more,
/// as in the United States. Never through a floating-point number.
fn amount(text: &str) -> Option<i64> {
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let text = text.strip_prefix('$').unwrap_or(text).trim_start();
    let (whole, part) = match (text.rfind('.'), text.rfind(',')) {
        (Some(dot), Some(comma)) if comma > dot => (grouped(&text[..comma], '.')?, &text[comma + 1..]),
        (Some(dot), _) => (grouped(&text[..dot], ',')?, &text[dot + 1..]),
        (None, Some(comma)) => match grouped(text, ',') {
            Some(whole) => (whole, ""),
            None => (text[..comma].to_owned(), &text[comma + 1..]),
        },
        (None, None) => (text.to_owned(), ""),
    };
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

/// The digits of a whole number, `mark` between thousands or nowhere; `None` where a mark stands elsewhere.
fn grouped(text: &str, mark: char) -> Option<String> {
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let marked = !rest.is_empty();
    let fits = !marked || (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    fits.then(|| [first].into_iter().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn with<T>(text: &[u8], batch: bool, read: impl Fn(&Cell<'_>, &Context<'_>, &mut Aside) -> Read<T>) -> Read<T> {
        let card = card::fourteen_digits();
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let context = Context { today, zone: chrono_tz::America::New_York, card: &card };
        read(&Cell { bytes: text, stands_for: None, batch }, &context, &mut vec![])
    }

    fn day(text: &str) -> Result<Option<String>, Reason> {
        with(text.as_bytes(), false, date).map(|date| date.map(|date| date.to_string()))
    }

    fn at(text: &str) -> Result<Option<String>, Reason> {
        with(text.as_bytes(), false, moment).map(|at| at.map(|at| at.format("%FT%TZ").to_string()))
    }

    fn money(text: &str) -> Result<Option<i64>, Reason> {
        with(text.as_bytes(), false, cents).map(|cents| cents.map(|cents| cents.0))
    }

    fn words(text: &str, batch: bool) -> Option<String> {
        with(text.as_bytes(), batch, prose).unwrap().map(|text| text.as_str().to_owned())
    }

    #[test]
    fn dates_in_either_order_and_nothing_else() {
        for text in ["2019-03-04", "03/04/2019", "3/4/2019", " 2019-03-04 00:00:00 ", "2019-03-04T10:00:00Z"] {
            assert_eq!(day(text).unwrap().as_deref(), Some("2019-03-04"), "{text}");
        }
        for text in ["31/12/2019", "2019-02-29", "March 4", "2019/03/04x", "1-2-3-4", "43528", "2019-1-"] {
            assert_eq!(day(text), Err(Reason::BadDate), "{text}");
        }
        assert_eq!(day("3/4/19"), Err(Reason::ShortYear));
        assert_eq!(day("0000-00-00"), Ok(None));
        let born = |text: &str| with(text.as_bytes(), false, past_date);
        assert_eq!(born("2026-11-24"), Err(Reason::FutureDate));
        assert_eq!(born("2026-11-23").unwrap().map(|date| date.to_string()).as_deref(), Some("2026-11-23"));
    }

    #[test]
    fn a_date_followed_by_anything_but_a_time_is_no_date() {
        for text in ["2019-03-04 about", "2019-03-04 or later", "2019-03-04 25:00", "2019-03-04T", "9999-12-31 x"] {
            assert_eq!(day(text), Err(Reason::BadDate), "{text}");
        }
        assert_eq!(day("9999-12-31 23:59:59").unwrap().as_deref(), Some("9999-12-31"));
    }

    #[test]
    fn a_moment_with_an_offset_is_a_day_in_the_library() {
        assert_eq!(day("2026-12-02T04:59:00Z").unwrap().as_deref(), Some("2026-12-01"));
        assert_eq!(day("2026-12-02 23:59:59-05").unwrap().as_deref(), Some("2026-12-02"));
        assert_eq!(at("2026-11-01 09:30:00-04").unwrap().as_deref(), Some("2026-11-01T13:30:00Z"));
        assert_eq!(at("2026-10-01 09:30:00.123456-04").unwrap().as_deref(), Some("2026-10-01T13:30:00Z"));
    }

    #[test]
    fn a_loan_for_hours_is_due_at_an_hour_and_others_on_a_day() {
        let due_at = |text: &str| with(text.as_bytes(), false, super::day).unwrap().unwrap();
        for text in ["2026-11-23", "2026-11-23 23:59:00", "2026-11-23 00:00:00", "2026-11-23 23:59:59-05"] {
            assert_eq!(due_at(text).1, None, "{text}");
        }
        let (day, at) = due_at("2026-11-23 14:30:00");
        assert_eq!(
            (day.to_string().as_str(), at.unwrap().to_rfc3339().as_str()),
            ("2026-11-23", "2026-11-23T19:30:00+00:00")
        );
    }

    #[test]
    fn a_time_is_the_librarys_time() {
        for (text, utc) in [
            ("2026-07-01", "2026-07-01T04:00:00Z"),
            ("2026-01-01 09:30:15", "2026-01-01T14:30:15Z"),
            ("01/01/2026 09:30 AM", "2026-01-01T14:30:00Z"),
            ("2026-01-01T09:30:00Z", "2026-01-01T09:30:00Z"),
            // There was no half past two that night.
            ("2026-03-08 02:30:00", "2026-03-08T07:30:00Z"),
        ] {
            assert_eq!(at(text).unwrap().as_deref(), Some(utc), "{text}");
        }
        assert_eq!(at("2026-01-01 25:00"), Err(Reason::BadDate));
        assert_eq!(at("2027-01-01"), Err(Reason::FutureDate));
    }

    #[test]
    fn money_is_exact() {
        for (text, cents) in [
            ("2.5", 250),
            ("$1,234.50", 123_450),
            ("-0.10", -10),
            ("2.500000", 250),
            ("7", 700),
            (".05", 5),
            ("1,234", 123_400),
            ("1,234,567.8", 123_456_780),
        ] {
            assert_eq!(money(text), Ok(Some(cents)), "{text}");
        }
        for text in ["2.505", "free", "1.2.3", "-", "9999999999999", "--1", "1e3", "$", "12,34.50", "1,23,456"] {
            assert_eq!(money(text), Err(Reason::BadAmount), "{text}");
        }
    }

    #[test]
    fn a_decimal_comma_is_no_thousands_mark() {
        for (text, cents) in [("2,50", 250), ("0,5", 50), ("-2,50", -250), ("1.234,50", 123_450), ("2,5000", 250)] {
            assert_eq!(money(text), Ok(Some(cents)), "{text}");
        }
    }

    #[test]
    fn yes_and_no_as_databases_write_them() {
        let said = |text: &str| with(text.as_bytes(), false, yes_no);
        for text in ["1", "t", "T", "true", "TRUE", "yes", "Y"] {
            assert_eq!(said(text), Ok(Some(true)), "{text}");
        }
        for text in ["0", "f", "F", "false", "No", "n"] {
            assert_eq!(said(text), Ok(Some(false)), "{text}");
        }
        assert_eq!(said("maybe"), Err(Reason::BadYesNo));
        assert_eq!(said("2"), Err(Reason::BadYesNo));
    }

    #[test]
    fn null_is_nothing_and_yet_somebodys_name() {
        assert_eq!(words("NULL", false), None);
        assert_eq!(words("\\N", false), None);
        assert_eq!(words("Null", false).as_deref(), Some("Null"));
        let called = |batch| with(b"NULL", batch, surname).unwrap().map(|name| name.as_str().to_owned());
        assert_eq!((called(false).as_deref(), called(true)), (Some("NULL"), None));
    }

    #[test]
    fn a_batch_file_s_line_ends_are_line_ends_and_other_files_keep_their_backslashes() {
        assert_eq!(words("Ring\\ntwice\\\\ \\q", true).as_deref(), Some("Ring\ntwice\\ \\q"));
        assert_eq!(words("C:\\new", false).as_deref(), Some("C:\\new"));
    }

    fn settled(city: &str, state: &str, zip: &str) -> [String; 3] {
        let read = |text: &str| Prose::read(text).unwrap();
        let (mut city, mut state, mut zip) = (read(city), read(state), read(zip));
        settle(&mut city, &mut state, &mut zip);
        [city, state, zip].map(|text| text.map_or_else(String::new, |text| text.as_str().to_owned()))
    }

    #[test]
    fn a_city_with_its_state_in_it_is_two_values_and_what_has_no_place_stays() {
        assert_eq!(settled("Springfield, MA", "", ""), ["Springfield", "MA", ""]);
        assert_eq!(settled("Springfield, MA 01101", "", ""), ["Springfield", "MA", "01101"]);
        assert_eq!(settled("Springfield, MA 01101", "ma", "01101"), ["Springfield", "ma", "01101"]);
        for (city, state, zip) in [
            ("Springfield, MA", "CT", ""),
            ("Springfield, MA 01101", "MA", "01102"),
            ("Winston, Salem", "", ""),
            (", MA", "", ""),
            ("St. John, N.B.", "", ""),
            ("A, MA x", "", ""),
        ] {
            assert_eq!(settled(city, state, zip), [city, state, zip]);
        }
    }

    #[test]
    fn only_a_bcrypt_hash_is_a_password() {
        let hash = format!("$2a$08${}", "a".repeat(53));
        assert_eq!(with(hash.as_bytes(), false, password), Ok(Bcrypt::read(&hash).map(Secret::Hash)));
        assert_eq!(with(b"1234", false, password), Ok(Some(Secret::Other)));
        assert_eq!(with(b"!", false, password), Ok(None));
        assert_eq!(with(b" ", false, password), Ok(None));
    }

    #[test]
    fn letters_in_another_encoding_are_said() {
        assert_eq!(with(b"Jos\xE9", false, prose), Err(Reason::NotUtf8));
    }

    proptest! {
        #[test]
        fn every_date_is_read_back_in_both_forms(days in 0_i64..80_000) {
            let date = NaiveDate::from_ymd_opt(1850, 1, 1).unwrap() + chrono::Duration::days(days);
            prop_assert_eq!(day(&date.format("%Y-%m-%d").to_string()), Ok(Some(date.to_string())));
            prop_assert_eq!(day(&date.format("%m/%d/%Y").to_string()), Ok(Some(date.to_string())));
        }

        #[test]
        fn every_amount_is_read_back(amount in -1_000_000_000_i64..1_000_000_000) {
            let sign = if amount < 0 { "-" } else { "" };
            for mark in ['.', ','] {
                let text = format!("{sign}{}{mark}{:02}", amount.abs() / 100, amount.abs() % 100);
                prop_assert_eq!(money(&text), Ok(Some(amount)), "{}", text);
            }
        }

        #[test]
        fn no_cell_panics(bytes in proptest::collection::vec(any::<u8>(), 0..40), batch in any::<bool>()) {
            let _ = with(&bytes, batch, prose);
            let _ = with(&bytes, batch, email);
            let _ = with(&bytes, batch, super::card);
            let _ = with(&bytes, batch, date);
            let _ = with(&bytes, batch, super::day);
            let _ = with(&bytes, batch, moment);
            let _ = with(&bytes, batch, cents);
            let _ = with(&bytes, batch, count);
            let _ = with(&bytes, batch, yes_no);
            let _ = with(&bytes, batch, privacy);
            let _ = with(&bytes, batch, password);
            let _ = with(&bytes, batch, zip);
        }
    }
}
