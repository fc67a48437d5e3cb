//! The answer: what may be told and what staff may say, or why not and what to do next.

use super::{Fact, Library, Wanted};
use crate::{
    inventory::Class,
    rules::{Ground, RuleId},
    words::Text,
};
use chrono::NaiveDate;
use std::{borrow::Cow, collections::BTreeSet};

/// Columns that no answer ever contains, no matter who asks: `table.column` (L7).
pub const SECRETS: [&str; 5] = [
    "credential.hash",
    "credential.imported_hash_digest",
    "session.secret_hash",
    "known_device.secret_hash",
    "one_time_token.secret_hash",
];

/// The answer to a [`super::Request`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Decision {
    /// Some of what was asked for, or all of it.
    Allowed(Allowed),
    /// Nothing.
    Refused(Refused),
}

/// What may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The classes, whole or in part. At least one share or fact.
    pub shares: Vec<Share>,
    /// The facts.
    pub facts: BTreeSet<Fact>,
    /// What was asked for and is not told.
    pub left_out: Vec<LeftOut>,
    /// Only the minimum: tell what the errand needs, and no more of what is allowed.
    pub minimum_only: bool,
    /// What staff may say.
    pub words: Text,
    /// The rules this rests on; never empty.
    pub rules: Vec<RuleId>,
    /// The first day on which the answer is no, where that is known today.
    pub ends: Option<NaiveDate>,
}

/// Why nothing is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The reason, as it may be said to anyone who asks. It does not say whether the person has a card here.
    pub reason: Text,
    /// The rules this rests on; never empty.
    pub rules: Vec<RuleId>,
    /// Staff tell the Director, or the most senior person in charge, at once.
    pub refer_to_director: bool,
    /// What can be done instead.
    pub next: Text,
}

/// One class that may be told, whole or in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The class.
    pub class: Class,
    /// Which of its fields.
    pub fields: Fields,
}

/// Which fields of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fields {
    /// All that the inventory shows.
    All,
    /// Only these, as `table.column`.
    Only(Vec<Cow<'static, str>>),
}

/// Something that was asked for and is not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What.
    pub what: Wish,
    /// Why.
    pub reason: Text,
    /// The rules; never empty.
    pub rules: Vec<RuleId>,
}

/// A class or a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "named by the types")]
pub enum Wish {
    Class(Class),
    Fact(Fact),
}

impl Fields {
    /// Only these.
    pub(super) fn only(fields: &[&'static str]) -> Self {
        Self::Only(fields.iter().copied().map(Cow::Borrowed).collect())
    }
}

impl Share {
    /// Whether `table.column` may be told. A secret never may.
    pub fn includes(&self, field: &str) -> bool {
        !SECRETS.contains(&field)
            && match &self.fields {
                Fields::All => true,
                Fields::Only(only) => only.iter().any(|one| one == field),
            }
    }
}

impl Decision {
    /// The share of a class, or `None` where nothing of it may be told.
    pub fn share(&self, class: Class) -> Option<&Share> {
        match self {
            Self::Allowed(allowed) => allowed.shares.iter().find(|share| share.class == class),
            Self::Refused(_) => None,
        }
    }

    /// Whether any of a class may be told.
    pub fn allows(&self, class: Class) -> bool {
        self.share(class).is_some()
    }

    /// Whether one field of a class, `table.column`, may be told.
    pub fn allows_field(&self, class: Class, field: &str) -> bool {
        self.share(class).is_some_and(|share| share.includes(field))
    }

    /// Whether a fact may be told.
    pub fn allows_fact(&self, fact: Fact) -> bool {
        matches!(self, Self::Allowed(allowed) if allowed.facts.contains(&fact))
    }

    /// The rules the answer rests on.
    pub fn rules(&self) -> &[RuleId] {
        match self {
            Self::Allowed(allowed) => &allowed.rules,
            Self::Refused(refused) => &refused.rules,
        }
    }
}

/// Why one class or fact is left out.
pub(super) type No = (Text, Vec<RuleId>);

/// What goes with the answer, whatever of it is left.
pub(super) struct Terms {
    /// What staff may say.
    pub words: Text,
    /// The rules that allow it.
    pub rules: Vec<RuleId>,
    /// Only the minimum.
    pub minimum_only: bool,
    /// The first day on which the answer is no.
    pub ends: Option<NaiveDate>,
    /// What can be done where nothing is left.
    pub next: Text,
}

/// Weighs each class and fact that was asked for; where all are left out, the answer is a refusal.
pub(super) fn weigh(
    wanted: &Wanted,
    terms: Terms,
    class: impl Fn(Class) -> Result<Fields, No>,
    fact: impl Fn(Fact) -> Result<(), No>,
) -> Decision {
    let (mut shares, mut facts, mut left_out) = (Vec::new(), BTreeSet::new(), Vec::new());
    for &one in &wanted.classes {
        match class(one) {
            Ok(fields) => shares.push(Share { class: one, fields }),
            Err((reason, rules)) => left_out.push(LeftOut { what: Wish::Class(one), reason, rules }),
        }
    }
    for &one in &wanted.facts {
        match fact(one) {
            Ok(()) => drop(facts.insert(one)),
            Err((reason, rules)) => left_out.push(LeftOut { what: Wish::Fact(one), reason, rules }),
        }
    }
    let Terms { words, rules, minimum_only, ends, next } = terms;
    if !shares.is_empty() || !facts.is_empty() {
        return Decision::Allowed(Allowed { shares, facts, left_out, minimum_only, words, rules, ends });
    }
    match left_out.into_iter().next() {
        Some(LeftOut { reason, rules, .. }) => {
            Decision::Refused(Refused { reason, rules, refer_to_director: false, next })
        }
        None => refuse(NOTHING_ASKED, rules, next),
    }
}

/// A refusal that ends at the desk.
pub(super) fn refuse(reason: Text, rules: Vec<RuleId>, next: Text) -> Decision {
    Decision::Refused(Refused { reason, rules, refer_to_director: false, next })
}

/// A refusal that goes to the Director at once.
pub(super) fn refer(reason: Text, rules: Vec<RuleId>, next: Text) -> Decision {
    Decision::Refused(Refused { reason, rules, refer_to_director: true, next })
}

const NOTHING_ASKED: Text = Text::new("Nothing was asked for.", "No se pidió nada.");

/// Nothing was asked for, so nothing is told (S2).
pub(super) fn nothing_asked(library: &Library<'_>) -> Decision {
    let next = Text::new("Choose what you need.", "Elija lo que necesita.");
    refuse(NOTHING_ASKED, library.cite(&[Ground::Operation]), next)
}
