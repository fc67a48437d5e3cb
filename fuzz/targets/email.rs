//! An e-mail address: what is read can stand in a mail's header, and reads as itself.

#![no_main]

use domain::parse::EmailAddress;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(address) = EmailAddress::parse(text) {
        let written = address.as_str();
        assert!(written.len() <= 254 && !written.chars().any(|sign| sign.is_control() || sign.is_whitespace()));
        assert_eq!(written.matches('@').count(), 1);
        assert!(!written.contains(['<', '>', ',', ';', '"']));
        assert!(EmailAddress::parse(written).is_ok_and(|again| again.as_str() == written));
        assert!(address.masked().ends_with(address.domain()));
    }
});
