//! A city that may have its state and ZIP code beside it: no letter or digit is lost or made up.

#![no_main]

use domain::parse::split_city;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let place = split_city(text);
    assert!(text.contains(&place.city));
    assert!(place.state.is_none_or(|state| state.len() == 2 && state.bytes().all(|byte| byte.is_ascii_uppercase())));
    assert!(place.zipcode.is_none_or(|zipcode| text.contains(&zipcode)));
});
