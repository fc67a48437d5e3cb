//! PINs, and the ones that a stranger would try first.

use super::{field_error, signs};
use crate::profile::PinLengths;
use chrono::{Datelike, NaiveDate};
use secrecy::{ExposeSecret, SecretString};
use std::{collections::BTreeSet, fmt};

/// A PIN of digits. `Debug` shows nothing, and the memory is cleared when it is dropped.
#[derive(Clone)]
pub struct Pin(SecretString);

/// What is known about the person, and so to anyone who knows the person: none of it may be the PIN.
#[derive(Clone, Copy, Default)]
pub struct PinContext<'a> {
    /// The birth date.
    pub birth_date: Option<NaiveDate>,
    /// Every telephone number on the record, in any shape.
    pub phones: &'a [&'a str],
    /// The ZIP code, with or without its last four digits.
    pub zipcode: Option<&'a str>,
    /// The numbers of every card.
    pub card_numbers: &'a [&'a str],
}

impl fmt::Debug for PinContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinContext(…)")
    }
}

field_error! {
    /// Why a PIN was not accepted (SECURITY.md, "Secrets").
    PinError {
        Empty: "Enter a PIN." / "Falta el PIN.",
        NotDigits: "A PIN has only digits." / "El PIN solo tiene dígitos.",
        TooShort: "That PIN is too short. Use more digits." / "Ese PIN es demasiado corto. Debe tener más dígitos.",
        TooLong: "That PIN is too long. Use fewer digits." / "Ese PIN es demasiado largo. Debe tener menos dígitos.",
        Common: "Many people use that PIN, so it is easy to guess. Choose another."
            / "Muchas personas usan ese PIN y es fácil de adivinar. Hay que elegir otro.",
        Repeated: "A PIN that repeats itself is easy to guess. Choose another."
            / "Un PIN que se repite es fácil de adivinar. Hay que elegir otro.",
        Counting: "A PIN that counts up or down is easy to guess. Choose another."
            / "Un PIN con números seguidos, como 1234 o 4321, es fácil de adivinar. Hay que elegir otro.",
        BirthDate: "Your PIN must not be part of your birth date. Other people know it. Choose another."
            / "El PIN no debe ser parte de la fecha de nacimiento. Otras personas la conocen. Hay que elegir otro.",
        Phone: "Your PIN must not be part of your phone number. Other people know it. Choose another."
            / "El PIN no debe ser parte del número de teléfono. Otras personas lo conocen. Hay que elegir otro.",
        Zipcode: "Your PIN must not be part of your ZIP code. Other people know it. Choose another."
            / "El PIN no debe ser parte del código postal. Otras personas lo conocen. Hay que elegir otro.",
        CardNumber: "Your PIN must not be part of your card number. It is printed on the card. Choose another."
            / "El PIN no debe ser parte del número de tarjeta. Está impreso en la tarjeta. Hay que elegir otro.",
    }
}

impl Pin {
    /// Reads digits as they are typed, spaces and other keyboards' digits included.
    ///
    /// # Errors
    /// What about it is no PIN of the library. Whether it is a weak one is [`refuse_weak_pin`]'s answer: a PIN that is
    /// already set has to open the door, whatever it is.
    pub fn parse(text: &str, lengths: PinLengths) -> Result<Self, PinError> {
        if text.len() > 200 {
            return Err(PinError::TooLong);
        }
        let digits: String = text
            .chars()
            .filter(|&sign| !signs::is_gap(sign))
            .map(|sign| signs::digit(sign).ok_or(PinError::NotDigits))
            .collect::<Result<_, _>>()?;
        match digits.len() {
            0 => Err(PinError::Empty),
            n if n < lengths.min.max(4).into() => Err(PinError::TooShort),
            n if n > lengths.max.min(12).into() => Err(PinError::TooLong),
            _ => Ok(Self(digits.into())),
        }
    }

    /// A new PIN that a person chooses: [`Pin::parse`] and [`refuse_weak_pin`].
    pub fn choose(text: &str, lengths: PinLengths, context: &PinContext<'_>) -> Result<Self, PinError> {
        let pin = Self::parse(text, lengths)?;
        refuse_weak_pin(&pin, context)?;
        Ok(pin)
    }

    /// The digits, for hashing.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// Refuses the PINs that a stranger or a relative tries first (SECURITY.md, "Secrets"): common ones, repeated or
/// counting digits, the birth date in any order, and parts of the telephone number, ZIP code and card number.
pub fn refuse_weak_pin(pin: &Pin, context: &PinContext<'_>) -> Result<(), PinError> {
    refuse_common_pin(pin)?;
    let pin = pin.expose();
    if context.birth_date.is_some_and(|birth| is_of_birth_date(pin, birth)) {
        Err(PinError::BirthDate)
    } else if context.phones.iter().any(|phone| shares_a_part(pin, &signs::digits_of(phone))) {
        Err(PinError::Phone)
    } else if context.zipcode.is_some_and(|zipcode| is_of_zipcode(pin, &signs::digits_of(zipcode))) {
        Err(PinError::Zipcode)
    } else if context.card_numbers.iter().any(|number| shares_a_part(pin, &signs::digits_of(number))) {
        Err(PinError::CardNumber)
    } else {
        Ok(())
    }
}

/// The part of [`refuse_weak_pin`] that needs no record: the browser holds a new PIN against this alone, and does not load
/// the rest.
pub fn refuse_common_pin(pin: &Pin) -> Result<(), PinError> {
    let pin = pin.expose();
    if repeats(pin) {
        Err(PinError::Repeated)
    } else if counts(pin) {
        Err(PinError::Counting)
    } else if COMMON.split(' ').any(|common| common == pin) || is_keypad_line(pin) {
        Err(PinError::Common)
    } else {
        Ok(())
    }
}

/// `0000`, `4747`, `123123`, `1122`, `777888`: one block again and again, or half of one digit and then another.
fn repeats(pin: &str) -> bool {
    let digits = pin.as_bytes();
    let block = (1..=digits.len() / 2)
        .any(|size| digits.len().is_multiple_of(size) && digits.chunks(size).all(|chunk| chunk == &digits[..size]));
    let (first, second) = digits.split_at(digits.len() / 2);
    let same = |half: &[u8]| half.windows(2).all(|pair| pair[0] == pair[1]);
    block || same(first) && same(second)
}

/// `1234`, `8765`, `7890`, `0987`: each digit one more, or one less, than the one before, also over the end.
fn counts(pin: &str) -> bool {
    let steps = |by: u8| pin.as_bytes().windows(2).all(|pair| (pair[0] - b'0' + by) % 10 == pair[1] - b'0');
    steps(1) || steps(9)
}

/// A path on the keypad: `2580`, `1470`, `147258`, `159357`.
fn is_keypad_line(pin: &str) -> bool {
    const LINES: &str =
        "0852 2580 1470 0741 3690 0963 147258369 369258147 963852741 741852963 159357 357159 159753 753159";
    LINES.split(' ').any(|line| line.contains(pin))
}

/// Whether the PIN lies in a birth date written in any order, or such a date lies in the PIN.
fn is_of_birth_date(pin: &str, birth: NaiveDate) -> bool {
    let (day, month, year) = (birth.day(), birth.month(), birth.year().rem_euclid(10_000));
    let days = [format!("{day:02}"), day.to_string()];
    let months = [format!("{month:02}"), month.to_string()];
    let years = [format!("{year:04}"), format!("{:02}", year % 100), String::new()];
    let mut written = BTreeSet::new();
    for year in &years {
        for day in &days {
            for month in &months {
                for order in [
                    [day, month, year],
                    [month, day, year],
                    [year, month, day],
                    [year, day, month],
                    [day, year, month],
                    [month, year, day],
                ] {
                    written.insert(order.map(String::as_str).concat());
                }
            }
        }
        for part in days.iter().chain(&months) {
            written.insert(format!("{part}{year}"));
            written.insert(format!("{year}{part}"));
        }
    }
    written.insert(format!("{year:04}"));
    written.iter().any(|date| date.len() >= 4 && (date.contains(pin) || pin.contains(date.as_str())))
}

/// Whether four digits in a row of one stand in the other: a whole short PIN in a long number, or the end of a number
/// in a longer PIN.
fn shares_a_part(pin: &str, number: &str) -> bool {
    number.len() >= 4 && (number.contains(pin) || pin.contains(number) || pin.contains(&number[number.len() - 4..]))
}

/// The five digits that everybody in town knows, the four behind them, and both together.
fn is_of_zipcode(pin: &str, zipcode: &str) -> bool {
    let town = zipcode.get(..5).unwrap_or(zipcode);
    shares_a_part(pin, zipcode) || shares_a_part(pin, town)
}

/// What people choose most, besides what the other rules refuse.
const COMMON: &str = "\
    0001 0002 0007 0070 0101 0110 0123 0420 0704 0906 0911 0987 1000 1001 1004 1010 1023 1031 1111 1112 1114 1115 \
    1121 1122 1211 1212 1221 1225 1230 1231 1233 1235 1236 1243 1245 1313 1324 1331 1342 1357 1412 1423 1441 1478 \
    1492 1551 1590 1595 1618 1661 1701 1771 1776 1881 1911 1945 1960 1964 1965 1966 1967 1968 1969 1970 1971 1972 \
    1973 1974 1975 1976 1977 1978 1979 1980 1981 1982 1983 1984 1985 1986 1987 1988 1989 1990 1991 1992 1993 1994 \
    1995 1996 1997 1998 1999 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 2010 2011 2012 2013 2014 2015 2016 \
    2017 2018 2019 2020 2021 2022 2023 2024 2025 2026 2027 2112 2121 2211 2332 2345 2442 2468 2512 2552 2718 3112 \
    3113 3141 3210 3571 3579 3690 4004 4114 4200 4321 4561 5000 5005 5150 5225 5683 6969 6996 7007 7410 7412 7530 \
    7531 7539 7890 7894 7896 8008 8520 8642 8675 8998 9000 9009 9111 9510 9517 9630 9669 9753 9889 12345 20002 \
    31415 54321 010203 100000 102030 111222 112233 121121 121314 123123 123321 123451 123654 123789 123987 131313 \
    141414 147852 159951 200000 222333 314159 321654 456123 654123 789456 987654 8675309 11221122 11223344 12121212 \
    12341234 12344321 123456789 789456123 1234567890";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LENGTHS: PinLengths = PinLengths { min: 4, max: 8 };

    fn context() -> PinContext<'static> {
        PinContext {
            birth_date: NaiveDate::from_ymd_opt(1984, 3, 7),
            phones: &["(860) 555-0192", "+1 203 555 4676"],
            zipcode: Some("06268-4155"),
            card_numbers: &["21234000567890", "21234000491283"],
        }
    }

    fn choose(pin: &str) -> Result<(), PinError> {
        Pin::choose(pin, LENGTHS, &context()).map(drop)
    }

    #[test]
    fn a_pin_is_digits_of_the_librarys_length() {
        let fault = |text: &str| Pin::parse(text, LENGTHS).unwrap_err();
        assert_eq!(fault(""), PinError::Empty);
        assert_eq!(fault("12a4"), PinError::NotDigits);
        assert_eq!(fault("123"), PinError::TooShort);
        assert_eq!(fault("123456789"), PinError::TooLong);
        assert_eq!(fault(&"1".repeat(1_000_000)), PinError::TooLong);
        assert_eq!(Pin::parse("４9 2 7", LENGTHS).unwrap().expose(), "4927");
        // A profile cannot go under four digits by mistake.
        assert!(Pin::parse("492", PinLengths { min: 1, max: 8 }).is_err());
    }

    #[test]
    fn a_weak_pin_that_is_already_set_still_reads() {
        assert_eq!(Pin::parse("1234", LENGTHS).unwrap().expose(), "1234");
    }

    #[test]
    fn what_a_stranger_tries_first_is_refused() {
        for pin in ["0000", "7777", "999999", "4747", "123123", "1122", "777888", "55444"] {
            assert_eq!(choose(pin), Err(PinError::Repeated), "{pin}");
        }
        for pin in ["1234", "4321", "7890", "0987", "9012", "3456789", "2109"] {
            assert_eq!(choose(pin), Err(PinError::Counting), "{pin}");
        }
        for pin in ["2580", "1004", "2468", "1357", "112233", "147258", "2024", "1990"] {
            assert_eq!(choose(pin), Err(PinError::Common), "{pin}");
        }
    }

    #[test]
    fn what_a_relative_tries_first_is_refused() {
        let born = PinContext { phones: &[], zipcode: None, card_numbers: &[], ..context() };
        for pin in [
            "0307", "0703", "8403", "0384", "8407", "0784", "030784", "070384", "840307", "840703", "19840307",
            "07031984", "03071984", "031984", "198403", "3784", "7384", "8437", "371984", "4030", "90307",
        ] {
            assert_eq!(Pin::choose(pin, LENGTHS, &born).map(drop), Err(PinError::BirthDate), "{pin}");
        }
        // The year of birth is refused too, by whichever rule comes first.
        assert!(choose("1984").is_err());
        let quiet = PinContext { birth_date: NaiveDate::from_ymd_opt(1937, 11, 5), ..born };
        assert_eq!(Pin::choose("1937", LENGTHS, &quiet).map(drop), Err(PinError::BirthDate));
        for pin in ["0192", "4676", "550192", "5546", "880192"] {
            assert_eq!(choose(pin), Err(PinError::Phone), "{pin}");
        }
        for pin in ["0626", "6268", "4155", "062684", "706268"] {
            assert_eq!(choose(pin), Err(PinError::Zipcode), "{pin}");
        }
        for pin in ["0567", "2123", "400056", "937890", "1283", "004912"] {
            assert_eq!(choose(pin), Err(PinError::CardNumber), "{pin}");
        }
        for pin in ["4927", "8316", "705418", "39172846"] {
            assert_eq!(choose(pin), Ok(()), "{pin}");
        }
    }

    #[test]
    fn a_pin_is_never_printed() {
        let pin = Pin::parse("4927", LENGTHS).unwrap();
        assert_eq!(format!("{pin:?}"), "Pin(…)");
        assert!(!format!("{:?}", context()).contains("0192"));
    }

    #[test]
    fn most_four_digit_pins_stay_free() {
        let free = (0..10_000).filter(|n| choose(&format!("{n:04}")).is_ok()).count();
        assert!((9_400..9_800).contains(&free), "{free}");
    }

    proptest! {
        #[test]
        fn any_text_and_any_record_never_panic(text in ".{0,40}", phone in ".{0,20}", zipcode in ".{0,10}", card in ".{0,20}") {
            let phones = [phone.as_str()];
            let context = PinContext {
                birth_date: NaiveDate::from_ymd_opt(2000, 2, 29),
                phones: &phones,
                zipcode: Some(&zipcode),
                card_numbers: &[&card],
            };
            let _ = Pin::choose(&text, LENGTHS, &context);
        }

        #[test]
        fn the_end_of_any_phone_number_is_refused(phone in "[2-9][0-9]{9}") {
            let context = PinContext { phones: &[&phone], ..PinContext::default() };
            prop_assert!(Pin::choose(&phone[6..], LENGTHS, &context).is_err());
            prop_assert!(Pin::choose(&phone[4..], LENGTHS, &context).is_err());
        }
    }
}
