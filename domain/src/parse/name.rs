//! Names and other one-line texts, in any script.

use super::{field_error, signs};
use std::fmt;

/// One line of text in any script, tidied (no space at the ends, one between words), of one to `MAX` characters.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ShortText<const MAX: usize>(String);

/// A person's name or one part of it: one to 100 characters of any script. A name needs no letter, no second word and
/// no capital to be a name.
pub type PersonName = ShortText<100>;

field_error! {
    /// Why a text was not accepted as a name or a line.
    NameError {
        Empty: "Fill in this field." / "Falta este dato.",
        TooLong: "That is too long. Use fewer characters." / "El texto es demasiado largo. Debe tener menos caracteres.",
        Forbidden: "Use one line without hidden characters." / "Debe ser una sola línea sin caracteres ocultos.",
    }
}

impl<const MAX: usize> ShortText<MAX> {
    /// Reads one line as it is typed.
    ///
    /// # Errors
    /// Empty, longer than `MAX` characters (Unicode scalar values), or with control characters or marks that turn the
    /// direction of the text.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        if text.len() > MAX.saturating_mul(16) {
            return Err(NameError::TooLong);
        }
        let text = signs::tidy(text);
        if !signs::is_seen(&text) {
            Err(NameError::Empty)
        } else if text.chars().any(signs::is_forbidden) {
            Err(NameError::Forbidden)
        } else if text.chars().count() > MAX {
            Err(NameError::TooLong)
        } else {
            Ok(Self(text))
        }
    }

    /// The same, where leaving the field empty is an answer.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, NameError> {
        match Self::parse(text) {
            Err(NameError::Empty) => Ok(None),
            other => other.map(Some),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> fmt::Debug for ShortText<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ShortText({} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_every_script_are_names() {
        for name in [
            "Ng",
            "X",
            "O’Brien",
            "María José Núñez",
            "李",
            "Ольга",
            "עדי",
            "محمد",
            "ஸ்ரீ",
            "Null",
            "da Silva-Ødegård",
            "R2",
        ] {
            assert_eq!(PersonName::parse(name).map(|n| n.as_str().to_owned()).as_deref(), Ok(name));
        }
        assert_eq!(PersonName::parse("  Ana \u{3000} Ruiz ").unwrap().as_str(), "Ana Ruiz");
        // Persian needs its zero-width joiner.
        assert_eq!(PersonName::parse("علی\u{200C}رضا").unwrap().as_str(), "علی\u{200C}رضا");
    }

    #[test]
    fn a_name_that_could_forge_a_line_is_refused() {
        for name in ["Ana\r\nBcc: x@y.z", "Ana\u{0}", "Ana\u{2028}Ruiz", "\u{202E}anA", "Ana\tRuiz"] {
            assert_eq!(PersonName::parse(name), Err(NameError::Forbidden), "{name:?}");
        }
        for nothing in
            [" \u{200B} ", "\u{34F}", "\u{34F} \u{17B4}", "\u{FE0F}", "\u{FE00} \u{E0100}", "\u{200C} \u{200D}"]
        {
            assert_eq!(PersonName::parse(nothing), Err(NameError::Empty), "{nothing:?}");
        }
        assert_eq!(PersonName::parse("辻\u{E0100}").unwrap().as_str(), "辻\u{E0100}", "how a name is written stays");
        // What is signed looks as it is (SECURITY.md): blank-looking signs are refused, and what nobody sees is dropped.
        for sign in "\u{2800}\u{3164}\u{115F}\u{FFA0}\u{061C}\u{2065}\u{206A}\u{206F}\u{FFF9}\u{1BCA0}\u{1D173}\u{E0001}\u{E0041}\
                      \u{E007F}\u{E0FFF}\u{13430}\u{1343F}\u{13441}\u{16FE4}\u{1D159}"
            .chars()
        {
            assert_eq!(
                PersonName::parse(&format!("Ana{sign}Ruiz")),
                Err(NameError::Forbidden),
                "{:x}",
                u32::from(sign)
            );
            assert!(PersonName::parse(&sign.to_string()).is_err(), "{:x}", u32::from(sign));
        }
        assert_eq!(PersonName::parse("An\u{200B}a\u{2060} Ru\u{00AD}iz").unwrap().as_str(), "Ana Ruiz");
        assert_eq!(PersonName::parse("\u{200F}Ana\u{200E} Ruiz \u{200E}").unwrap().as_str(), "Ana Ruiz");
        assert_eq!(PersonName::parse("\u{200E}\u{200F}"), Err(NameError::Empty));
        assert_eq!(PersonName::parse(&"a".repeat(101)), Err(NameError::TooLong));
        assert_eq!(PersonName::parse(&"é".repeat(1_000_000)), Err(NameError::TooLong));
        assert_eq!(PersonName::parse_optional(" "), Ok(None));
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_tidy(text in ".{0,120}") {
            if let Ok(name) = PersonName::parse(&text) {
                prop_assert!(!name.as_str().chars().any(char::is_control));
                prop_assert!(!name.as_str().contains("  "));
                prop_assert!((1..=100).contains(&name.as_str().chars().count()));
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name.clone()));
            }
        }
    }
}
