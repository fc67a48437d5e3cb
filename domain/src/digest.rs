//! The digest that is kept beside a text, so that anybody can tell whether it is still the same.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The SHA-256 of a text (FIPS 180-4), in hex, as `sha256sum` prints it.
pub fn of_text(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing into a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
