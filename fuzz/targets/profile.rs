//! A library's profile: any file is read or refused with its reason.

#![no_main]

use domain::profile::Profile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(refused) = Profile::parse("somewhere", text) {
        assert!(!refused.to_string().is_empty());
    }
});
