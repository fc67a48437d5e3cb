//! A name or another line of text: what is read is one visible line, and reads as itself.

#![no_main]

use domain::parse::ShortText;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(read) = ShortText::<80>::parse(text) {
        let line = read.as_str();
        assert!(!line.is_empty() && line.chars().count() <= 80);
        assert!(!line.chars().any(|sign| sign.is_control() || matches!(sign, '\u{202A}'..='\u{202E}')));
        assert!(ShortText::<80>::parse(line).is_ok_and(|again| again.as_str() == line));
    }
});
