//! Names of things: which library.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr, sync::Arc};

/// A library's short name in host names, tables and files: `mansfield`, `lci-member`.
///
/// One to 40 lower-case letters, digits and hyphens, beginning with a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LibrarySlug(Arc<str>);

/// Why a text is no [`LibrarySlug`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a library's short name is 1 to 40 lower-case letters, digits and hyphens, not beginning with a hyphen")]
pub struct BadSlug;

impl LibrarySlug {
    /// The short name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for LibrarySlug {
    type Err = BadSlug;

    fn from_str(text: &str) -> Result<Self, BadSlug> {
        let well_formed = (1..=40).contains(&text.len())
            && !text.starts_with('-')
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if well_formed { Ok(Self(text.into())) } else { Err(BadSlug) }
    }
}

impl TryFrom<String> for LibrarySlug {
    type Error = BadSlug;

    fn try_from(text: String) -> Result<Self, BadSlug> {
        text.parse()
    }
}

impl From<LibrarySlug> for String {
    fn from(slug: LibrarySlug) -> Self {
        slug.as_str().to_owned()
    }
}

impl fmt::Display for LibrarySlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_lower_case_and_short() {
        assert!("lci-member".parse::<LibrarySlug>().is_ok());
        for bad in ["", "-x", "Mansfield", "a b", "ä", &"a".repeat(41)] {
            assert_eq!(bad.parse::<LibrarySlug>(), Err(BadSlug), "{bad}");
        }
    }
}
