//! A telephone number: what is read is one line with five digits or more, and reads as itself.

#![no_main]

use domain::parse::PhoneText;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(phone) = PhoneText::parse(text) {
        assert!(phone.digits().len() >= 5 && phone.digits().bytes().all(|byte| byte.is_ascii_digit()));
        assert!(PhoneText::parse(phone.as_str()).is_ok_and(|again| again.as_str() == phone.as_str()));
    }
});
