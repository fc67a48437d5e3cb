//! What the code needs a rule for, and which rules each library gives it.

use super::{RuleId, reading};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{array, collections::BTreeMap};

/// Something that an answer or a line in the activity rests on. The code names a ground and never a rule; the profile
/// says which rules of its own policy it is, and where the policy is silent, the statute does.
///
/// What a switch decides rests on the rules that stand beside the switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// A patron sees all of their own record.
    OwnRecord,
    /// The person who asks proves who they are first.
    Identity,
    /// What a parent or guardian may see, and until when.
    Guardian,
    /// What may be said by telephone.
    Phone,
    /// How a person signs in is told to nobody.
    Credentials,
    /// Relatives, reporters and everybody else are told nothing, under a public-records law either.
    Public,
    /// Nothing goes to a third party but what a rule names.
    ThirdParty,
    /// A lost card opens nothing.
    LostCard,
    /// What a service of others may be told.
    Vendor,
    /// What the patron's written permission opens.
    WrittenPermission,
    /// What is released on legal process, and after which steps.
    LegalProcess,
    /// The person who is asked tells the Director.
    TellDirector,
    /// The library's people see what their task needs.
    Operation,
    /// What the library writes to a patron about.
    Notices,
    /// People are told of a breach of their data.
    BreachNotice,
    /// What is no longer needed is deleted.
    Retention,
    /// What is kept of what a patron has read, and that it goes when they say so.
    ReadingHistory,
    /// Counts hold nothing about a person.
    Statistics,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 18] = [
        Self::OwnRecord,
        Self::Identity,
        Self::Guardian,
        Self::Phone,
        Self::Credentials,
        Self::Public,
        Self::ThirdParty,
        Self::LostCard,
        Self::Vendor,
        Self::WrittenPermission,
        Self::LegalProcess,
        Self::TellDirector,
        Self::Operation,
        Self::Notices,
        Self::BreachNotice,
        Self::Retention,
        Self::ReadingHistory,
        Self::Statistics,
    ];

    /// The name in a profile.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OwnRecord => "own-record",
            Self::Identity => "identity",
            Self::Guardian => "guardian",
            Self::Phone => "phone",
            Self::Credentials => "credentials",
            Self::Public => "public",
            Self::ThirdParty => "third-party",
            Self::LostCard => "lost-card",
            Self::Vendor => "vendor",
            Self::WrittenPermission => "written-permission",
            Self::LegalProcess => "legal-process",
            Self::TellDirector => "tell-director",
            Self::Operation => "operation",
            Self::Notices => "notices",
            Self::BreachNotice => "breach-notice",
            Self::Retention => "retention",
            Self::ReadingHistory => "reading-history",
            Self::Statistics => "statistics",
        }
    }
}

/// The rules of every ground at one library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grounds([Vec<RuleId>; Ground::ALL.len()]);

impl Grounds {
    /// The rules of a ground; in a profile that was read, at least one.
    pub fn of(&self, ground: Ground) -> &[RuleId] {
        &self.0[ground as usize]
    }

    /// Every ground with its rules.
    pub fn iter(&self) -> impl Iterator<Item = (Ground, &[RuleId])> {
        Ground::ALL.into_iter().map(|ground| (ground, self.of(ground)))
    }

    /// These rows, and `usual` where a ground has none.
    pub(super) fn new(mut rows: BTreeMap<Ground, Vec<RuleId>>, usual: impl Fn(Ground) -> Vec<RuleId>) -> Self {
        Self(array::from_fn(|at| {
            let ground = Ground::ALL[at];
            rows.remove(&ground).unwrap_or_else(|| usual(ground))
        }))
    }
}

impl Serialize for Grounds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Grounds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = BTreeMap::deserialize(deserializer)?;
        Ok(Self::new(rows, reading::usual))
    }
}
