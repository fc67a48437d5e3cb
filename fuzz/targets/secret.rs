//! PINs and passwords: what may be chosen may be typed.

#![no_main]

use domain::parse::{Password, PasswordContext, Pin, PinContext, PinLengths};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let lengths = PinLengths { min: 4, max: 8 };
    let about = PinContext {
        phones: &["860-555-0142"],
        zipcode: Some("06268"),
        card_numbers: &["29999000000010"],
        ..PinContext::default()
    };
    if let Ok(pin) = Pin::choose(text, lengths, &about) {
        assert!((4..=8).contains(&pin.expose().len()) && pin.expose().bytes().all(|byte| byte.is_ascii_digit()));
        assert!(Pin::parse(pin.expose(), lengths).is_ok_and(|again| again.expose() == pin.expose()));
    }
    let about = PasswordContext { card_numbers: &["29999000000010"], names: &["Okonkwo", "Adaeze"] };
    if let Ok(password) = Password::choose(text, &about) {
        assert!(Password::typed(password.expose()).is_ok());
    }
});
