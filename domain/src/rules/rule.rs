//! One rule: its words, its marks, where it is from.

use super::{Series, ToldBy, Topic};
use crate::words::{Lang, OwnedText};
use serde::{Deserialize, Serialize};

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id: the series and a number.
    pub id: String,
    /// Whose it is.
    pub series: Series,
    /// What kind of text it is from.
    pub kind: Kind,
    /// Where in its source it stands: a heading, an item, a subsection of the statute; of a lead, the law.
    pub section: String,
    /// What it is about, for the privacy page.
    pub topic: Topic,
    /// What it means for a patron, in words of our own: policies are cited and never copied.
    pub statement: OwnedText,
    /// Where it ends up.
    pub marks: Marks,
    /// The switch that tells it, where the privacy page does not tell it by itself.
    pub told_by: Option<ToldBy>,
    /// The citation, whole.
    pub(super) cited: OwnedText,
}

impl Rule {
    /// Where the rule is from, to stand after a statement:
    /// `Conn. Gen. Stat. § 11-25(b)(2)`, or `Putnam Public Library, policy on …, November 22, 2021, “No. 3”`.
    ///
    /// Names and headings stay in the language of the text they are from, so a reader can find them there.
    pub fn citation(&self, lang: Lang) -> &str {
        self.cited.to(lang)
    }

    /// The same where the policy is named already: the heading alone, in quotation marks.
    pub fn place(&self, lang: Lang) -> String {
        match self.kind {
            Kind::Policy => quoted(&self.section, lang),
            Kind::Statute | Kind::Lead => self.citation(lang).to_owned(),
        }
    }
}

pub(super) fn quoted(heading: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("“{heading}”"),
        Lang::Es => format!("«{heading}»"),
    }
}

/// What kind of text a rule is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The statute, which holds for every library.
    Statute,
    /// The policy of one library.
    Policy,
    /// State law beside the policies, which may apply: for a library's counsel. No page and no decision cites it.
    Lead,
}

/// Where a rule ends up: at least one of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Marks {
    /// The portal does something because of it, with a test that names the id.
    #[serde(rename = "B")]
    Behaviour,
    /// The privacy page of its library has to say it.
    #[serde(rename = "S")]
    Shown,
    /// Both.
    #[serde(rename = "BS")]
    Both,
}

impl Marks {
    /// Whether the portal does something because of the rule.
    pub const fn behaviour(self) -> bool {
        matches!(self, Self::Behaviour | Self::Both)
    }

    /// Whether the privacy page has to say it.
    pub const fn shown(self) -> bool {
        matches!(self, Self::Shown | Self::Both)
    }
}
