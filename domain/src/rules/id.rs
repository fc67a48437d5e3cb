//! The names of the rules.

use super::{Rule, reading};
use crate::words::Lang;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Visitor},
};
use std::{fmt, hash, str::FromStr, sync::Arc};

/// A rule of the statute or of one library's policy, by its id.
///
/// It can be had only from the [`super::Rulebook`] of a profile, so a citation cannot dangle: anyone who holds one holds
/// the rule's words and citation as well. As text it is its id (`L17`), which is how the ledger keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct RuleId(Arc<Rule>);

impl RuleId {
    pub(super) fn new(rule: Rule) -> Self {
        Self(Arc::new(rule))
    }

    /// The id as text: `L17`.
    pub fn as_str(&self) -> &str {
        &self.0.id
    }

    /// The rule itself.
    pub fn rule(&self) -> &Rule {
        &self.0
    }

    /// What it means for a patron.
    pub fn words(&self, lang: Lang) -> &str {
        self.0.statement.to(lang)
    }

    /// Where it is from, as [`Rule::citation`].
    pub fn citation(&self, lang: Lang) -> &str {
        self.0.citation(lang)
    }
}

/// The ids as text, as the ledger keeps them.
pub fn codes(rules: &[RuleId]) -> Vec<&str> {
    rules.iter().map(RuleId::as_str).collect()
}

impl hash::Hash for RuleId {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Id)
    }
}

/// Looked up while the text is at hand, so that the error has the place of this one id.
struct Id;

impl Visitor<'_> for Id {
    type Value = RuleId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the id of a rule, such as \"S3\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<RuleId, E> {
        reading::rule(text).map_err(E::custom)
    }
}

/// Whose rules: the one to three capital letters that their ids begin with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Series(String);

/// Why a text is no [`Series`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` cannot be a series of rules: write one to three capital letters")]
pub struct BadSeries(String);

impl Series {
    /// The letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number of a rule of this series, or `None` where `id` is not one of this series: the letters, then 1 to 999.
    pub fn number(&self, id: &str) -> Option<u16> {
        let number = id.strip_prefix(self.as_str())?;
        let plain = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        if plain && !number.starts_with('0') { number.parse().ok() } else { None }
    }
}

impl FromStr for Series {
    type Err = BadSeries;

    fn from_str(text: &str) -> Result<Self, BadSeries> {
        let well_formed = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
        if well_formed { Ok(Self(text.to_owned())) } else { Err(BadSeries(text.to_owned())) }
    }
}

impl TryFrom<String> for Series {
    type Error = BadSeries;

    fn try_from(text: String) -> Result<Self, BadSeries> {
        text.parse()
    }
}

impl From<Series> for String {
    fn from(series: Series) -> Self {
        series.0
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
