//! A postal code: what is read is a short line of letters and digits, and reads as itself.

#![no_main]

use domain::parse::PostalCode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(code) = PostalCode::parse(text) {
        let line = code.as_str();
        assert!(line.chars().count() <= 12 && line.chars().any(char::is_numeric));
        assert!(line.chars().all(|sign| sign.is_alphanumeric() || sign == ' ' || sign == '-'));
        assert!(PostalCode::parse(line).is_ok_and(|again| again.as_str() == line));
    }
});
