//! Card numbers in files: what a spreadsheet makes of them is named, and the rest is `domain`'s one parser.

use crate::ils::report::Reason;
use domain::{
    parse::{CardNumber, CardNumberError},
    profile::CardFormat,
};

/// The number, where `text` is one of this library's form.
///
/// # Errors
/// The reason why it is not.
pub(in crate::ils) fn parse(format: &CardFormat, text: &str) -> Result<CardNumber, Reason> {
    // Somebody at a keyboard may mean the number all the same; in a file the whole column is damaged.
    if text.split_once('.').is_some_and(|(whole, part)| all_digits(whole) && all_digits(part)) {
        return Err(Reason::CardDecimal);
    }
    CardNumber::parse(text, format).map_err(|error| match error {
        CardNumberError::Empty => Reason::Missing,
        CardNumberError::NotDigits => Reason::CardLetters,
        CardNumberError::Scientific => Reason::CardScientific,
        CardNumberError::Fraction => Reason::CardDecimal,
        CardNumberError::Length => Reason::CardLength,
        CardNumberError::Prefix => Reason::CardPrefix,
        CardNumberError::CheckDigit => Reason::CardCheckDigit,
    })
}

/// Fourteen digits, the last one a check digit, as most Connecticut libraries have them.
pub fn fourteen_digits() -> CardFormat {
    CardFormat { lengths: vec![14], prefixes: vec![], check_digit: true }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: &CardFormat, text: &str) -> Result<String, Reason> {
        parse(format, text).map(|number| number.expose().to_owned())
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
            assert_eq!(read(&format, text), Err(reason), "{text}");
        }
        assert_eq!(read(&format, "2 0000 0000-00006").as_deref(), Ok("20000000000006"));
    }

    #[test]
    fn a_library_may_have_other_lengths_and_beginnings() {
        let format = CardFormat { lengths: vec![6, 8], prefixes: vec!["12".to_owned()], check_digit: false };
        assert_eq!(read(&format, "12-3456").as_deref(), Ok("123456"));
        assert_eq!(read(&format, "1234567"), Err(Reason::CardLength));
        assert_eq!(read(&format, "22345678"), Err(Reason::CardPrefix));
    }

    #[test]
    fn the_import_and_the_sign_in_take_the_same_cards() {
        let format = CardFormat { lengths: vec![13], prefixes: vec![], check_digit: true };
        for text in ["2111000000078", "2111000000079", "21110000000781", "211100000007 8"] {
            assert_eq!(parse(&format, text).is_ok(), CardNumber::parse(text, &format).is_ok(), "{text}");
        }
        assert!(parse(&format, "2111000000078").is_ok());
    }
}
