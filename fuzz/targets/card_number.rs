//! A card number: what is read has only digits, fits the format, and reads as itself.

#![no_main]

use domain::parse::{CardFormat, CardNumber};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for check_digit in [false, true] {
        let format = CardFormat { lengths: vec![7, 14], prefixes: vec!["2".to_owned()], check_digit };
        if let Ok(number) = CardNumber::parse(text, &format) {
            let digits = number.expose();
            assert!(digits.bytes().all(|byte| byte.is_ascii_digit()));
            assert!(matches!(digits.len(), 7 | 14) && digits.starts_with('2'));
            assert!(CardNumber::parse(digits, &format).is_ok_and(|again| again.expose() == digits));
            assert!(!number.masked().contains(digits));
        }
    }
});
