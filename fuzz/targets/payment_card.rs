//! The number of a payment card in any text: what is found stays found between other words, and a known number is found
//! whatever stands around it.

#![no_main]

use domain::parse::holds_payment_card;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if holds_payment_card(text) {
        assert!(holds_payment_card(&format!("paid {text} thanks")));
    }
    assert!(holds_payment_card(&format!("{text} 4111 1111 1111 1111 {text}")));
});
