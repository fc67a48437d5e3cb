//! The rules that one library's profile can name.

use super::{Ground, Kind, Marks, Rule, RuleId, Series, ToldBy, Topic, reading, rule::quoted};
use crate::{
    inventory::show::date,
    words::{Lang, OwnedText},
};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::IgnoredAny};
use std::collections::BTreeMap;

/// The law that every library rests on, and the state law beside it.
const STATUTE: &str = include_str!("statute.toml");

/// The rules that one library's profile can name: the statute's, its own policy's, and leads for its counsel.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rulebook {
    statute: Vec<RuleId>,
    own: Vec<RuleId>,
    leads: Vec<RuleId>,
    usual: Vec<Vec<RuleId>>,
}

/// A rule as it stands in a profile.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    id: String,
    section: String,
    topic: Topic,
    marks: Marks,
    told_by: Option<ToldBy>,
    words: OwnedText,
}

/// The policy that [`Written`] rules are from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'a> {
    /// The letters of their ids.
    pub(crate) series: Option<&'a Series>,
    /// The library.
    pub(crate) library: &'a str,
    /// What the policy is called in a citation.
    pub(crate) policy: &'a OwnedText,
    /// The day of the text that was read.
    pub(crate) dated: Option<NaiveDate>,
}

/// Why the rules of a profile were refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BookFault {
    /// Which setting, and what is wrong with it.
    Profile(String, String),
    /// The statute's own list is wrong: no profile can help that.
    Statute(String),
}

impl Rulebook {
    /// The statute's rules, then the policy's, each in the order of its list.
    pub fn all(&self) -> impl Iterator<Item = &RuleId> {
        self.statute.iter().chain(&self.own)
    }

    /// The rules of the library's own policy.
    pub fn own(&self) -> &[RuleId] {
        &self.own
    }

    /// State law that may apply: for the library's counsel.
    pub fn leads(&self) -> &[RuleId] {
        &self.leads
    }

    /// The rule of the statute or the policy with this id, such as an event in the ledger names it; `None` for one that
    /// this library does not have (any more).
    pub fn get(&self, id: &str) -> Option<&RuleId> {
        self.all().find(|rule| rule.as_str() == id)
    }

    /// Where the rule with this id is from, for a reader: a line of the ledger is never changed, so it can carry the id of
    /// a rule that this library does not have (any more). Then the answer says so.
    pub fn cited(&self, id: &str, lang: Lang) -> String {
        match (self.get(id), lang) {
            (Some(rule), _) => rule.citation(lang).to_owned(),
            (None, Lang::En) => {
                format!("A rule that was noted under the number {id}. It is not among this library’s rules.")
            }
            (None, Lang::Es) => {
                format!("Una regla que se anotó con el número {id}. No está entre las reglas de esta biblioteca.")
            }
        }
    }

    /// The rule with this id, leads for counsel included.
    pub(super) fn find(&self, id: &str) -> Option<RuleId> {
        self.all().chain(&self.leads).find(|rule| rule.as_str() == id).cloned()
    }

    /// What a ground rests on where the profile does not say.
    pub(super) fn usual(&self, ground: Ground) -> &[RuleId] {
        self.usual.get(ground as usize).map_or(&[], Vec::as_slice)
    }

    /// `S1 to S7, M1 to M11`, for an error.
    pub(super) fn known(&self) -> String {
        let range = |rules: &[RuleId]| match rules {
            [] => None,
            [one] => Some(one.to_string()),
            [first, .., last] => Some(format!("{first} to {last}")),
        };
        [range(&self.statute), range(&self.own)].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Reads the statute's list and these rules of a policy.
    pub(crate) fn read(source: Source<'_>, written: &[Written]) -> Result<Self, BookFault> {
        let mut book = statute().map_err(BookFault::Statute)?;
        let Some(series) = source.series else {
            return match written {
                [] => Ok(book),
                _ => fault("policy.rules", "name the letters of the rules in [[rules]], such as rules = \"N\""),
            };
        };
        let taken = |rules: &[RuleId]| rules.iter().any(|id| id.rule().series == *series);
        if taken(&book.statute) {
            return fault(
                "policy.rules",
                format!("{series} is the statute, which counts everywhere; leave this out or choose other letters"),
            );
        }
        if taken(&book.leads) {
            return fault("policy.rules", format!("`{series}` is state law beside the policies; choose other letters"));
        }
        if written.is_empty() {
            return fault("policy.rules", "no rule has these letters: list the policy's rules in [[rules]]");
        }
        for (at, rule) in written.iter().enumerate() {
            let key = format!("rules[{}].id", at + 1);
            if series.number(&rule.id).is_none() {
                return fault(key, format!("`{}` has to be {series} and a number, as policy.rules says", rule.id));
            }
            if book.find(&rule.id).is_some() {
                return fault(key, format!("there are two rules {}", rule.id));
            }
            book.own.push(RuleId::new(own(source, series, rule)));
        }
        Ok(book)
    }

    /// Runs `read`, in which the ids of rules are those of this book.
    pub(crate) fn reading<T>(&self, read: impl FnOnce() -> T) -> T {
        reading::with(self, read)
    }

    /// The book of the profile that is being read.
    pub(crate) fn being_read() -> Self {
        reading::book()
    }
}

fn fault<T>(key: impl Into<String>, reason: impl Into<String>) -> Result<T, BookFault> {
    Err(BookFault::Profile(key.into(), reason.into()))
}

fn own(source: Source<'_>, series: &Series, written: &Written) -> Rule {
    let Written { id, section, topic, marks, told_by, words } = written.clone();
    let cited = |lang| {
        let dated = source.dated.map_or(String::new(), |day| format!(", {}", date(day, lang)));
        format!("{}, {}{dated}, {}", source.library, source.policy.to(lang), quoted(&section, lang))
    };
    let cited = OwnedText { en: cited(Lang::En), es: cited(Lang::Es) };
    Rule { id, series: series.clone(), kind: Kind::Policy, section, topic, statement: words, marks, told_by, cited }
}

/// A profile's list is read once, before the rest of it; here only its place is taken.
impl<'de> Deserialize<'de> for Rulebook {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer)?;
        Ok(Self::being_read())
    }
}

/// The policy's own rules: the statute's are in every profile.
impl Serialize for Rulebook {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.own.iter().map(|id| {
            let Rule { id, section, topic, statement, marks, told_by, .. } = id.rule().clone();
            Written { id, section, topic, marks, told_by, words: statement }
        }))
    }
}

/// The statute's file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Law {
    name: String,
    series: Series,
    leads_series: Series,
    grounds: BTreeMap<Ground, Vec<String>>,
    rules: Vec<Written>,
    leads: Vec<Lead>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lead {
    id: String,
    law: String,
    topic: Topic,
    marks: Marks,
    words: OwnedText,
}

/// The statute's rules, the leads, and what each ground rests on by the statute alone.
fn statute() -> Result<Rulebook, String> {
    let Law { name, series, leads_series, grounds, rules, leads } =
        toml::from_str(STATUTE).map_err(|error| error.to_string())?;
    let mut book = Rulebook::default();
    for Written { id, section, topic, marks, told_by, words } in rules {
        if series.number(&id).is_none() || book.find(&id).is_some() {
            return Err(format!("rules: {id}"));
        }
        let cited = format!("{name}{section}");
        let cited = OwnedText { en: cited.clone(), es: cited };
        let (series, kind) = (series.clone(), Kind::Statute);
        book.statute.push(RuleId::new(Rule {
            id,
            series,
            kind,
            section,
            topic,
            statement: words,
            marks,
            told_by,
            cited,
        }));
    }
    for Lead { id, law, topic, marks, words } in leads {
        if leads_series.number(&id).is_none() || book.find(&id).is_some() {
            return Err(format!("leads: {id}"));
        }
        let cited = OwnedText { en: law.clone(), es: law.clone() };
        let (series, kind) = (leads_series.clone(), Kind::Lead);
        book.leads.push(RuleId::new(Rule {
            id,
            series,
            kind,
            section: law,
            topic,
            statement: words,
            marks,
            told_by: None,
            cited,
        }));
    }
    for ground in Ground::ALL {
        let ids = grounds.get(&ground).filter(|ids| !ids.is_empty());
        let ids = ids.ok_or_else(|| format!("grounds.{}: name at least one rule", ground.code()))?;
        let rules =
            ids.iter().map(|id| book.get(id).cloned().ok_or_else(|| format!("grounds.{}: {id}", ground.code())));
        let rules = rules.collect::<Result<_, _>>()?;
        book.usual.push(rules);
    }
    Ok(book)
}
