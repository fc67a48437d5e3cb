//! The names of the rules.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! rule_ids {
    ($($id:ident),+ $(,)?) => {
        /// A rule by its id. Only rules that exist have one, so a citation cannot dangle.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[expect(missing_docs, reason = "each is told by its rule's statement")]
        pub enum RuleId { $($id),+ }

        impl RuleId {
            /// Every rule, in order.
            pub const ALL: &'static [Self] = &[$(Self::$id),+];

            /// The id as text: `L17`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$id => stringify!($id)),+ }
            }
        }
    };
}

rule_ids!(
    S1, S2, S3, S4, S5, S6, //
    M1, M2, M3, M4, M5, M6, M7, M8, M9, //
    L1, L2, L3, L4, L5, L6, L7, L8, L9, L10, L11, L12, L13, L14, L15, L16, L17, L18, L19, L20, L21, L22, L23, L24, L25,
    L26, L27, L28, L29, L30, L31, //
    P1, P2, P3, //
    C1, C2, C3, C4, C5, C6, //
    W1, W2, W3, W4, W5, W6, W7, W8,
);

/// Why a text is no [`RuleId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{0}`; the rules are S1 to S6, M1 to M9, L1 to L31, P1 to P3, C1 to C6 and W1 to W8")]
pub struct UnknownRule(String);

impl RuleId {
    /// Whose rule it is.
    pub const fn series(self) -> Series {
        match self.as_str().as_bytes()[0] {
            b'M' => Series::M,
            b'L' => Series::L,
            b'P' => Series::P,
            b'C' => Series::C,
            b'W' => Series::W,
            _ => Series::S,
        }
    }
}

impl FromStr for RuleId {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        Self::ALL.iter().copied().find(|id| id.as_str() == text).ok_or_else(|| UnknownRule(text.to_owned()))
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for RuleId {
    type Error = UnknownRule;

    fn try_from(text: String) -> Result<Self, UnknownRule> {
        text.parse()
    }
}

impl From<RuleId> for String {
    fn from(id: RuleId) -> Self {
        id.as_str().to_owned()
    }
}

/// Whose rules: the statute's, or one of the policies'. Each letter is the first of its rules' ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is told by its source")]
pub enum Series {
    S,
    M,
    L,
    P,
    C,
    W,
}
