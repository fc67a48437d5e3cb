//! What a browser or a witness is given to prove lines of the ledger by: heads, bundles and growths from anybody.

#![no_main]

use domain::ledger::proof::{Bundle, Growth, Head, number_of};
use libfuzzer_sys::fuzz_target;

/// A key of the documentation of golang.org/x/mod/sumdb/note, which signed none of it.
const KEY: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";

fuzz_target!(|text: &str| {
    if let Ok(head) = Head::read(text) {
        assert!(head.text().is_some());
    }
    assert!(Head::signed(text, KEY).is_err());
    let _ = number_of(text);
    if let Some(bundle) = Bundle::read(text) {
        assert!(Bundle::read(&bundle.write()).is_some());
        assert!(bundle.check(KEY).is_err());
    }
    if let Some(growth) = Growth::read(text) {
        assert_eq!(Growth::read(&growth.write()), Some(growth));
    }
});
