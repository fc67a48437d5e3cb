//! What a library's privacy page says, made from its profile and its rules.
//!
//! A rule that a switch decides is told by the switch, so a page never says what its library has switched off; every
//! other rule of the library and of the statute is told in its own words. Where the policy is silent, the page says so.

mod kept_for;
mod others;
mod switches;

pub use kept_for::{accesses_kept, accesses_of_a_minor, how_long, kept, kept_of_a_child, kept_of_a_minor};
pub(super) use switches::of_switches;

use super::{FieldRef, Profile};
use crate::{
    inventory::Class,
    rules::{RuleId, Topic},
    words::{Lang, OwnedText, Text},
};
use kept_for::{classes, leaving};
use others::{elsewhere, newsletters, not_held, vendors};
use switches::switches;

/// One thing the privacy page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Under which heading.
    pub topic: Topic,
    /// The words.
    pub words: OwnedText,
    /// The class it is about: the page writes the class's label from the inventory before the words.
    pub class: Option<Class>,
    /// What a vendor gets: the page writes the labels from the inventory after the words. Empty for all others.
    pub receives: Vec<FieldRef>,
    /// How the policy was read, where it leaves a gap.
    pub note: Option<OwnedText>,
    /// What it rests on.
    pub rules: Vec<RuleId>,
}

impl Statement {
    fn new(topic: Topic, words: OwnedText, rules: &[RuleId]) -> Self {
        Self { topic, words, class: None, receives: Vec::new(), note: None, rules: rules.to_vec() }
    }

    /// Library, date and section, or the statute, of each rule it rests on.
    pub fn citations(&self, lang: Lang) -> Vec<&str> {
        let mut cited = Vec::new();
        for id in &self.rules {
            let one = id.citation(lang);
            if !cited.contains(&one) {
                cited.push(one);
            }
        }
        cited
    }
}

/// Everything the privacy page of a library says, in the order of [`Topic::ALL`].
pub fn statements(profile: &Profile) -> Vec<Statement> {
    let mut all: Vec<_> = told_rules(profile)
        .chain(switches(profile))
        .chain(classes(profile))
        .chain([leaving(profile)])
        .chain(not_held(profile))
        .chain(newsletters(profile))
        .chain(vendors(profile))
        .chain(elsewhere(profile))
        .collect();
    all.sort_by_key(|statement| statement.topic);
    all
}

/// [`statements`], each topic once; a topic without statements is left out.
pub fn by_topic(profile: &Profile) -> Vec<(Topic, Vec<Statement>)> {
    let all = statements(profile);
    Topic::ALL
        .into_iter()
        .map(|topic| (topic, all.iter().filter(|one| one.topic == topic).cloned().collect::<Vec<_>>()))
        .filter(|(_, statements)| !statements.is_empty())
        .collect()
}

fn told_rules(profile: &Profile) -> impl Iterator<Item = Statement> {
    let told = profile.rules.all().filter(|id| id.rule().told_by.is_none());
    told.map(|id| Statement::new(id.rule().topic, id.rule().statement.clone(), std::slice::from_ref(id)))
}

fn owned(text: Text) -> OwnedText {
    OwnedText { en: text.en.to_owned(), es: text.es.to_owned() }
}
