//! What a request is called: in the log, and on a page that says that something went wrong.

use portal::{entropy::Entropy, keys::token_text};
use std::{fmt, sync::Arc};

/// A random number that says nothing about anybody. The outermost layer gives one to each request and to its span in the
/// log; the failure page shows it, so that it leads to what was logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// A fresh one: eight letters and digits.
    pub fn new(entropy: &dyn Entropy) -> Self {
        // Twice as many as are needed, because a few are dashes.
        let mut bytes = [0; 12];
        entropy.fill(&mut bytes);
        let letters = token_text(&bytes).to_uppercase();
        Self(letters.chars().filter(char::is_ascii_alphanumeric).take(8).collect::<String>().into())
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
