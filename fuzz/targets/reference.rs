//! A reference as it is read out: what is read reads as itself, and names something.

#![no_main]

use domain::reference::Reference;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(reference) = Reference::parse(text) {
        assert_eq!(Reference::parse(reference.as_str()), Some(reference.clone()));
        assert!(reference.names().is_some());
    }
});
