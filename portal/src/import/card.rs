//! The form of a library's card numbers, and what spreadsheets make of them.

use super::report::Reason;

/// The form of a library's card numbers, from its profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFormat {
    /// The fewest characters a number has, without spaces and dashes.
    pub shortest: usize,
    /// The most.
    pub longest: usize,
    /// Whether only digits may stand in it.
    pub digits_only: bool,
    /// Whether the last digit checks the others (fourteen-digit library cards).
    pub check_digit: bool,
}

impl Default for CardFormat {
    /// Fourteen digits, the last one a check digit, as most Connecticut libraries have them.
    fn default() -> Self {
        Self { shortest: 14, longest: 14, digits_only: true, check_digit: true }
    }
}

impl CardFormat {
    /// Any number at all, for a library whose cards follow no rule.
    pub fn any() -> Self {
        Self { shortest: 1, longest: 64, digits_only: false, check_digit: false }
    }

    /// The number as it is stored: without spaces and dashes where only digits count.
    ///
    /// # Errors
    /// The reason why `text` is no number of this form.
    pub(crate) fn parse(&self, text: &str) -> Result<String, Reason> {
        if scientific(text) {
            return Err(Reason::CardScientific);
        }
        if text.split_once('.').is_some_and(|(whole, part)| all_digits(whole) && all_digits(part)) {
            return Err(Reason::CardDecimal);
        }
        let number: String = text.chars().filter(|c| !self.digits_only || !(c.is_whitespace() || *c == '-')).collect();
        let allowed = |c: char| if self.digits_only { c.is_ascii_digit() } else { !c.is_control() };
        if !number.chars().all(allowed) {
            return Err(Reason::CardLetters);
        }
        if !(self.shortest..=self.longest).contains(&number.chars().count()) {
            return Err(Reason::CardLength);
        }
        if self.check_digit && !checks(&number) {
            return Err(Reason::CardCheckDigit);
        }
        Ok(number)
    }
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
        let format = CardFormat::default();
        for (text, reason) in [
            ("2.00000E+13", Reason::CardScientific),
            ("2E+13", Reason::CardScientific),
            ("2,00000E+13", Reason::CardScientific),
            ("20000000000006.0", Reason::CardDecimal),
            ("2000000000006", Reason::CardLength),
            ("20000000000007", Reason::CardCheckDigit),
            ("2000000000000X", Reason::CardLetters),
        ] {
            assert_eq!(format.parse(text), Err(reason), "{text}");
        }
        assert_eq!(format.parse("2 0000 0000-00006").as_deref(), Ok("20000000000006"));
    }

    #[test]
    fn a_library_without_a_rule_takes_any_number() {
        assert_eq!(CardFormat::any().parse("MPL-12 b").as_deref(), Ok("MPL-12 b"));
    }
}
