//! Postal codes: a ZIP code, or whatever another country has.

use super::{city::is_zipcode, field_error, signs};
use std::fmt;

/// No country has a longer one.
const MOST: usize = 12;

/// A postal code as it was written, a ZIP code with its hyphen (`06268`, `06268-4155`). Other countries have letters in it
/// (`SW1A 1AA`), so what is taken is a short line of letters, digits, spaces and hyphens with a digit among them. `Debug` is
/// masked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PostalCode(String);

field_error! {
    /// Why a text is no postal code.
    PostalCodeError {
        Empty: "Enter a ZIP or postal code." / "Escriba un código postal.",
        Shape: "That is not a ZIP or postal code. A ZIP code has five digits, like 06268."
            / "Eso no es un código postal. En Estados Unidos tiene cinco dígitos, como 06268.",
    }
}

impl PostalCode {
    /// Reads a postal code as it is typed.
    ///
    /// # Errors
    /// When nothing is typed, or it can be none.
    pub fn parse(text: &str) -> Result<Self, PostalCodeError> {
        if text.len() > 400 {
            return Err(PostalCodeError::Shape);
        }
        let text = signs::tidy(text);
        if text.is_empty() {
            return Err(PostalCodeError::Empty);
        }
        if let Some(zip) = with_hyphen(&text) {
            return Ok(Self(zip));
        }
        let is_one = text.chars().count() <= MOST
            && text.chars().any(|sign| signs::digit(sign).is_some())
            && text.chars().all(|sign| sign.is_alphanumeric() || sign == ' ' || sign == '-');
        if is_one { Ok(Self(text)) } else { Err(PostalCodeError::Shape) }
    }

    /// The code as it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A ZIP code of nine digits as the post writes it, whatever stands before the last four.
fn with_hyphen(text: &str) -> Option<String> {
    if !text.chars().all(|sign| sign.is_ascii_digit() || signs::is_gap(sign)) {
        return None;
    }
    let digits = signs::digits_of(text);
    let zip = format!("{}-{}", digits.get(..5)?, digits.get(5..)?);
    (is_zipcode(&zip) && text.starts_with(digits.get(..5)?)).then_some(zip)
}

impl fmt::Debug for PostalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostalCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kept(text: &str) -> Result<String, PostalCodeError> {
        PostalCode::parse(text).map(|code| code.as_str().to_owned())
    }

    #[test]
    fn a_zip_code_is_kept_with_its_hyphen_and_another_countrys_as_it_is() {
        for (typed, code) in [
            ("06268", "06268"),
            (" 06268-4155\u{A0}", "06268-4155"),
            ("06268 4155", "06268-4155"),
            ("06268–4155", "06268-4155"),
            ("062684155", "06268-4155"),
            ("SW1A 1AA", "SW1A 1AA"),
            ("110001", "110001"),
            ("1010", "1010"),
            ("01310-100", "01310-100"),
            ("２１３４５", "２１３４５"),
        ] {
            assert_eq!(kept(typed).as_deref(), Ok(code), "{typed:?}");
        }
    }

    #[test]
    fn what_can_be_no_postal_code_says_so() {
        assert_eq!(kept(" "), Err(PostalCodeError::Empty));
        for typed in ["Storrs", "06268, CT", "0626\u{2028}8", "9999999999999", "ana@example.org", "-"] {
            assert_eq!(kept(typed), Err(PostalCodeError::Shape), "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn a_code_that_is_kept_is_kept_again_as_it_is(text in "[0-9A-Z -]{0,14}|.{0,20}") {
            if let Ok(code) = kept(&text) {
                prop_assert_eq!(kept(&code), Ok(code.clone()));
            }
        }
    }
}
