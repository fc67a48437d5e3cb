//! What card numbers look like and how a patron proves that a card is theirs.

use super::Network;
use serde::{Deserialize, Serialize};

/// The shape of a library's card numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardFormat {
    /// The numbers of digits in use.
    pub lengths: Vec<u8>,
    /// What a number begins with; empty for anything.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Whether the last digit is a check digit over the others ([`check_digit`](crate::parse::check_digit)).
    #[serde(default)]
    pub check_digit: bool,
}

/// How patrons sign in besides the card number: at least one of PIN and password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// PINs, where the library allows them: digits only.
    pub pin: Option<PinLengths>,
    /// Passwords of the patron's own choosing, where the library allows them.
    pub password: Option<PasswordPolicy>,
    /// The library's own networks: many patrons share one address there, so the throttle gives it twenty times more.
    #[serde(default)]
    pub own_networks: Vec<Network>,
}

/// How many digits a PIN has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinLengths {
    /// The fewest digits; four or more.
    pub min: u8,
    /// The most, not over twelve.
    pub max: u8,
}

impl PinLengths {
    /// Whether what was typed has the form of such a PIN: so many ASCII digits and nothing else.
    pub fn fit(self, typed: &str) -> bool {
        typed.bytes().all(|byte| byte.is_ascii_digit())
            && (usize::from(self.min)..=usize::from(self.max)).contains(&typed.len())
    }
}

/// What a password has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordPolicy {
    /// The fewest characters; eight or more.
    pub min: u8,
}
