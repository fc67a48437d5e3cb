//! Telephone numbers, in whatever shape a person writes them.

use super::{field_error, signs};
use std::fmt;

/// A telephone number as it was written: `860-555-0192 ext. 4`, `+52 (55) 1234 5678`. At most 40 characters, at least
/// five digits, no control characters. `Debug` is masked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneText(String);

field_error! {
    /// Why a text is no telephone number.
    PhoneError {
        Empty: "Enter a phone number." / "Falta el número de teléfono.",
        TooLong: "That phone number is too long." / "Ese número de teléfono es demasiado largo.",
        TooFewDigits: "A phone number has at least five digits." / "Un número de teléfono tiene al menos cinco dígitos.",
        Forbidden: "A phone number is one line without hidden characters."
            / "Un número de teléfono es una sola línea sin caracteres ocultos.",
    }
}

impl PhoneText {
    /// Reads a telephone number as it is typed.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        if text.len() > 400 {
            return Err(PhoneError::TooLong);
        }
        let text = signs::tidy(text);
        if text.is_empty() {
            Err(PhoneError::Empty)
        } else if text.chars().any(signs::is_forbidden) {
            Err(PhoneError::Forbidden)
        } else if text.chars().count() > 40 {
            Err(PhoneError::TooLong)
        } else if signs::digits_of(&text).len() < 5 {
            Err(PhoneError::TooFewDigits)
        } else {
            Ok(Self(text))
        }
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Only the digits, as ASCII.
    pub fn digits(&self) -> String {
        signs::digits_of(&self.0)
    }
}

/// The last ten digits of a number as it stands on a record or a display, in the North American plan: by these two are the same
/// number, however each is written. `None`: it has fewer.
pub fn last_ten_digits(number: &str) -> Option<String> {
    let all: String = number.chars().filter(char::is_ascii_digit).collect();
    all.get(all.len().saturating_sub(10)..).filter(|last| last.len() == 10).map(str::to_owned)
}

impl fmt::Debug for PhoneText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneText(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn any_shape_is_kept_as_it_was_written() {
        for number in
            ["(860) 555-0192", "+1.860.555.0192 ext. 4", "860 555 0192 (ask for Ana)", "５５５-０１９２", "55501"]
        {
            assert_eq!(PhoneText::parse(number).map(|n| n.as_str().to_owned()).as_deref(), Ok(number));
        }
        assert_eq!(PhoneText::parse(" 860  555 0192 ").unwrap().digits(), "8605550192");
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_reason() {
        let fault = |text: &str| PhoneText::parse(text).unwrap_err();
        assert_eq!(fault(" "), PhoneError::Empty);
        assert_eq!(fault("none"), PhoneError::TooFewDigits);
        assert_eq!(fault("860-555-0192\r\nX: y"), PhoneError::Forbidden);
        assert_eq!(fault(&"8".repeat(41)), PhoneError::TooLong);
        assert_eq!(fault(&"8".repeat(1_000_000)), PhoneError::TooLong);
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_one_line(text in ".{0,60}") {
            if let Ok(number) = PhoneText::parse(&text) {
                prop_assert!(!number.as_str().chars().any(char::is_control));
                prop_assert!(number.digits().len() >= 5);
            }
        }
    }
}
