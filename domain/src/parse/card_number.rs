//! Library card numbers: a name for a person, never a secret, and never printed whole by accident.

use super::{field_error, signs};
use crate::profile::CardFormat;
use std::fmt;

const SHORTEST: u8 = 4;
const LONGEST: u8 = 20;

/// A library card number: ASCII digits in the library's format, or as the library's own system has it.
///
/// `Debug` and `Display` show the last four digits only; [`CardNumber::expose`] gives the whole number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CardNumber(String);

field_error! {
    /// Why a text is no card number of this library.
    CardNumberError {
        Empty: "Enter your library card number."
            / "Escriba el número de su tarjeta de la biblioteca.",
        NotDigits: "A card number has only digits. Check the number on the back of the card."
            / "El número de tarjeta solo tiene dígitos. Revise el número al reverso de la tarjeta.",
        Scientific: "A spreadsheet shortened this card number (it looks like 2.1E+13) and some of its digits are lost. \
            Format the column as text and export the file again."
            / "Una hoja de cálculo acortó este número de tarjeta (se ve como 2.1E+13) y perdió algunos de sus dígitos. \
            Dé a la columna formato de texto y exporte el archivo otra vez.",
        Fraction: "A card number has no decimal part. Check the number on the back of the card."
            / "El número de tarjeta no tiene decimales. Revise el número al reverso de la tarjeta.",
        Length: "That is not the right number of digits. Check the number on the back of the card."
            / "La cantidad de dígitos no es correcta. Revise el número al reverso de la tarjeta.",
        Prefix: "Cards of this library begin with other digits. Check the number on the back of the card."
            / "Las tarjetas de esta biblioteca empiezan con otros dígitos. Revise el número al reverso de la tarjeta.",
        CheckDigit: "One of the digits is wrong. Check the number on the back of the card."
            / "Uno de los dígitos no es correcto. Revise el número al reverso de la tarjeta.",
    }
}

impl CardNumber {
    /// Reads a card number as it is typed, scanned, pasted, or found in a file that a spreadsheet has touched.
    ///
    /// A format without lengths takes any from 4 to 20. Accepts spaces, dashes, full-width and Arabic digits, and repairs `21234000567890.0`, `="21234000567890"`,
    /// `'21234000567890` and `21,234,000,567,890`.
    ///
    /// # Errors
    /// [`CardNumberError::Scientific`] for `2.12345E+13`: its last digits are gone, and a guess would name somebody
    /// else. Otherwise what about the number does not fit `format`.
    pub fn parse(text: &str, format: &CardFormat) -> Result<Self, CardNumberError> {
        let digits = digits_as_typed(text)?;
        let fits = if format.lengths.is_empty() {
            (usize::from(SHORTEST)..=usize::from(LONGEST)).contains(&digits.len())
        } else {
            format.lengths.iter().any(|&length| usize::from(length) == digits.len())
        };
        if !fits {
            return Err(CardNumberError::Length);
        }
        if !format.prefixes.is_empty() && !format.prefixes.iter().any(|prefix| digits.starts_with(prefix.as_str())) {
            return Err(CardNumberError::Prefix);
        }
        if format.check_digit {
            let (body, last) = digits.split_at(digits.len() - 1);
            if check_digit(body).map(|digit| digit.to_string()).as_deref() != Some(last) {
                return Err(CardNumberError::CheckDigit);
            }
        }
        Ok(Self(digits))
    }

    /// A number that the database already holds: the format may have changed since it was issued.
    pub fn from_stored(number: impl Into<String>) -> Self {
        Self(number.into())
    }

    /// The whole number, for queries, the card itself and the patron's own page. Never for a log.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// `…7890`; of a number shorter than eight digits nothing is shown.
    pub fn masked(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.0.chars().count();
        let shown: String = self.0.chars().skip(if length >= 8 { length - 4 } else { length }).collect();
        write!(f, "…{shown}")
    }
}

impl fmt::Debug for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardNumber({self})")
    }
}

/// The check digit of a card number without its last digit, or `None` where `body` is not one to 19 ASCII digits.
///
/// From the right, every second digit beginning with the last is doubled, less 9 where that is over 9; the check digit
/// brings the sum to a multiple of ten. For thirteen digits that doubles the first, third, … thirteenth.
pub fn check_digit(body: &str) -> Option<u8> {
    if !(1..usize::from(LONGEST)).contains(&body.len()) || !body.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let sum: u8 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| match (place % 2, byte - b'0') {
            (0, digit) if digit > 4 => digit * 2 - 9,
            (0, digit) => digit * 2,
            (_, digit) => digit,
        })
        .sum();
    Some((10 - sum % 10) % 10)
}

/// The digits of a text that may have been through a spreadsheet.
fn digits_as_typed(text: &str) -> Result<String, CardNumberError> {
    // Far longer than any damage a spreadsheet does; nobody gets to feed us a megabyte.
    if text.len() > 200 {
        return Err(CardNumberError::Length);
    }
    let mut plain = String::with_capacity(text.len());
    for sign in unquoted(text.trim()).chars() {
        match sign {
            _ if signs::is_gap(sign) => {}
            '.' | '\u{FF0E}' => plain.push('.'),
            ',' | '\u{FF0C}' => plain.push(','),
            'e' | 'E' => plain.push('E'),
            '+' => plain.push('+'),
            _ => plain.push(signs::digit(sign).ok_or(CardNumberError::NotDigits)?),
        }
    }
    if plain.is_empty() {
        return Err(CardNumberError::Empty);
    }
    if let Some((mantissa, exponent)) = plain.split_once('E') {
        let exponent = exponent.trim_start_matches('+');
        let damaged = mantissa.starts_with(|c: char| c.is_ascii_digit())
            && mantissa.chars().all(|c| c != '+' && c != 'E')
            && !exponent.is_empty()
            && exponent.bytes().all(|b| b.is_ascii_digit());
        return Err(if damaged { CardNumberError::Scientific } else { CardNumberError::NotDigits });
    }
    let whole = without_empty_decimals(&plain);
    let digits = if in_thousands(whole) { whole.replace(',', "") } else { whole.to_owned() };
    match digits.split_once(['.', ',']) {
        _ if digits.bytes().all(|b| b.is_ascii_digit()) => Ok(digits),
        Some((whole, part)) if is_digits(whole) && is_digits(part) => Err(CardNumberError::Fraction),
        _ => Err(CardNumberError::NotDigits),
    }
}

/// `="212"` and `'212` are how a spreadsheet is told to keep a number as text.
fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('=').unwrap_or(text);
    let inner = inner.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(inner);
    inner.strip_prefix('\'').unwrap_or(inner)
}

/// `212.0`, `212.00` and `212,0` without the decimals.
fn without_empty_decimals(text: &str) -> &str {
    [".0", ".00", ",0", ",00"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .filter(|whole| is_digits(whole) || in_thousands(whole))
        .unwrap_or(text)
}

/// `21,234,000,567,890`
fn in_thousands(text: &str) -> bool {
    let mut groups = text.split(',');
    let first = groups.next().is_some_and(|group| is_digits(group) && group.len() <= 3);
    let mut rest = groups.peekable();
    first && rest.peek().is_some() && rest.all(|group| is_digits(group) && group.len() == 3)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_format() -> CardFormat {
        CardFormat { lengths: vec![], prefixes: vec![], check_digit: false }
    }

    fn usual() -> CardFormat {
        CardFormat { lengths: vec![14], prefixes: vec!["2".into()], check_digit: true }
    }

    fn plain() -> CardFormat {
        CardFormat { lengths: vec![14], prefixes: vec!["21234".into()], check_digit: false }
    }

    #[test]
    fn the_three_known_check_digits() {
        assert_eq!(check_digit("3023400051786"), Some(1));
        assert_eq!(check_digit("3319100010586"), Some(4));
        assert_eq!(check_digit("2000000000000"), Some(6));
        assert_eq!(check_digit(""), None);
        assert_eq!(check_digit("12a"), None);
        assert_eq!(check_digit("９"), None);
    }

    #[test]
    fn a_number_is_read_however_it_is_typed() {
        for typed in [
            "21234000567890",
            " 2 1234 0005 67890 ",
            "2-1234-00056789-0",
            "2–1234–00056789–0",
            "２１２３４０００５６７８９０",
            "\u{FEFF}21234000567890",
            "2\u{00A0}1234000567890",
            "21234000567890.0",
            "21234000567890.00",
            "21234000567890,0",
            "=\"21234000567890\"",
            "'21234000567890",
            "\"21234000567890\"",
            "21,234,000,567,890",
            "21,234,000,567,890.00",
        ] {
            assert_eq!(
                CardNumber::parse(typed, &plain()).map(|n| n.expose().to_owned()).as_deref(),
                Ok("21234000567890"),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_number_that_lost_its_digits_is_refused_and_never_guessed() {
        for typed in ["2.12345E+13", "2.12340006E+13", "2E13", "2,12345E+13"] {
            assert_eq!(CardNumber::parse(typed, &any_format()), Err(CardNumberError::Scientific), "{typed}");
        }
        assert_eq!(CardNumber::parse("21234000567890.5", &any_format()), Err(CardNumberError::Fraction));
    }

    #[test]
    fn each_fault_has_its_own_reason() {
        let format = usual();
        let fault = |typed: &str| CardNumber::parse(typed, &format).unwrap_err();
        assert_eq!(fault(""), CardNumberError::Empty);
        assert_eq!(fault(" - "), CardNumberError::Empty);
        assert_eq!(fault("ELM-STREET"), CardNumberError::NotDigits);
        assert_eq!(fault("' OR 1=1 --"), CardNumberError::NotDigits);
        assert_eq!(fault("2000000000000"), CardNumberError::Length);
        assert_eq!(fault("30234000517861"), CardNumberError::Prefix);
        assert_eq!(fault("20000000000000"), CardNumberError::CheckDigit);
        assert_eq!(fault(&"2".repeat(100_000)), CardNumberError::Length);
        assert!(CardNumber::parse("20000000000006", &format).is_ok());
    }

    #[test]
    fn the_whole_number_is_never_printed_by_accident() {
        let number = CardNumber::parse("21234000567890", &plain()).unwrap();
        assert_eq!(number.to_string(), "…7890");
        assert_eq!(format!("{number:?}"), "CardNumber(…7890)");
        assert_eq!(CardNumber::from_stored("12345").to_string(), "…");
    }

    #[test]
    fn a_check_digit_is_counted_from_the_right_whatever_the_length() {
        let thirteen = CardFormat { lengths: vec![13], prefixes: vec![], check_digit: true };
        assert!(CardNumber::parse("2111000000078", &thirteen).is_ok());
        assert_eq!(CardNumber::parse("2111000000079", &thirteen), Err(CardNumberError::CheckDigit));
    }

    proptest! {
        #[test]
        fn any_text_at_all_is_parsed_or_refused(text in ".{0,80}") {
            if let Ok(number) = CardNumber::parse(&text, &any_format()) {
                prop_assert!(number.expose().bytes().all(|b| b.is_ascii_digit()));
                prop_assert_eq!(CardNumber::parse(number.expose(), &any_format()), Ok(number.clone()));
                let printed = format!("{number:?} {number}");
                prop_assert!(!printed.contains(number.expose()));
            }
        }

        #[test]
        fn one_wrong_digit_is_always_found(body in "2[0-9]{12}", place in 1usize..13, by in 1u8..10) {
            let format = usual();
            let whole = format!("{body}{}", check_digit(&body).unwrap());
            prop_assert!(CardNumber::parse(&whole, &format).is_ok());
            let mut wrong = whole.into_bytes();
            wrong[place] = (wrong[place] - b'0' + by) % 10 + b'0';
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(CardNumber::parse(&wrong, &format), Err(CardNumberError::CheckDigit));
        }
    }
}
