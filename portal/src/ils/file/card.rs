//! The form of a library's card numbers, and what spreadsheets make of them.

use crate::ils::report::Reason;
use domain::profile::CardFormat;

/// The number as it is stored: digits without spaces and dashes.
///
/// # Errors
/// The reason why `text` is no number of this library's form.
pub(crate) fn parse(format: &CardFormat, text: &str) -> Result<String, Reason> {
    if scientific(text) {
        return Err(Reason::CardScientific);
    }
    if text.split_once('.').is_some_and(|(whole, part)| all_digits(whole) && all_digits(part)) {
        return Err(Reason::CardDecimal);
    }
    let number: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if !all_digits(&number) {
        return Err(Reason::CardLetters);
    }
    if !format.lengths.iter().any(|&length| usize::from(length) == number.len()) {
        return Err(Reason::CardLength);
    }
    if !format.prefixes.is_empty() && !format.prefixes.iter().any(|prefix| number.starts_with(prefix)) {
        return Err(Reason::CardPrefix);
    }
    if format.check_digit && !checks(&number) {
        return Err(Reason::CardCheckDigit);
    }
    Ok(number)
}

/// Fourteen digits, the last one a check digit, as most Connecticut libraries have them.
pub fn fourteen_digits() -> CardFormat {
    CardFormat { lengths: vec![14], prefixes: vec![], check_digit: true }
}

/// `2.30234E+13`: how a spreadsheet shows, and saves, a long number.
fn scientific(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['e', 'E']) else { return false };
    let number = number.strip_prefix('-').unwrap_or(number);
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let power = power.strip_prefix('+').unwrap_or(power);
    all_digits(whole) && all_digits(part) && all_digits(power)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn checks(number: &str) -> bool {
    let Some((at, last)) = number.char_indices().last() else { return false };
    check_digit(&number[..at]).is_some_and(|digit| char::from(b'0' + digit) == last)
}

/// The check digit that follows `digits`: digits 1, 3, 5 … from the left are doubled, 9 is taken from any result over
/// 9, all are added, and what is missing to the next ten is the digit. `None` if not all are digits.
pub(crate) fn check_digit(digits: &str) -> Option<u8> {
    let mut sum = 0_u32;
    for (index, c) in digits.chars().enumerate() {
        let digit = c.to_digit(10)?;
        let doubled = if index % 2 == 0 { digit * 2 } else { digit };
        sum += if doubled > 9 { doubled - 9 } else { doubled };
    }
    u8::try_from((10 - sum % 10) % 10).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_of_real_numbers() {
        for (number, digit) in [("3023400051786", 1), ("3319100010586", 4), ("2000000000000", 6)] {
            assert_eq!(check_digit(number), Some(digit), "{number}");
        }
    }

    #[test]
    fn what_a_spreadsheet_did_is_named() {
        let format = fourteen_digits();
        for (text, reason) in [
            ("2.00000E+13", Reason::CardScientific),
            ("2E+13", Reason::CardScientific),
            ("2,00000E+13", Reason::CardScientific),
            ("20000000000006.0", Reason::CardDecimal),
            ("2000000000006", Reason::CardLength),
            ("20000000000007", Reason::CardCheckDigit),
            ("2000000000000X", Reason::CardLetters),
        ] {
            assert_eq!(parse(&format, text), Err(reason), "{text}");
        }
        assert_eq!(parse(&format, "2 0000 0000-00006").as_deref(), Ok("20000000000006"));
    }

    #[test]
    fn a_library_may_have_other_lengths_and_beginnings() {
        let format = CardFormat { lengths: vec![6, 8], prefixes: vec!["12".to_owned()], check_digit: false };
        assert_eq!(parse(&format, "12-3456").as_deref(), Ok("123456"));
        assert_eq!(parse(&format, "1234567"), Err(Reason::CardLength));
        assert_eq!(parse(&format, "22345678"), Err(Reason::CardPrefix));
    }
}
