//! The rules of the policies by id, with citation and the project's own words.
//!
//! The words are the project's: the policies are cited by library, section and date, and never copied.

mod id;
mod table;

pub use id::{RuleId, Series, UnknownRule};

use crate::{
    inventory::show::date,
    words::{Lang, Text},
};
use chrono::NaiveDate;

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// Where in its source it stands: a heading, an item, or a subsection of the statute.
    pub section: &'static str,
    /// What it is about, for the privacy page.
    pub topic: Topic,
    /// What it means for a patron, in the project's own words.
    pub statement: Text,
    /// Whether the portal does something because of it, with a test that names the id.
    pub behaviour: bool,
    /// Whether the privacy page of its library has to say it.
    pub shown: bool,
}

/// What a statement on the privacy page is about, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// What the library keeps.
    Kept,
    /// What it does not keep.
    NotKept,
    /// Who may see it.
    WhoMaySee,
    /// Parents, guardians, helpers, and those who pay for others.
    Family,
    /// Police, courts and welfare checks.
    Law,
    /// Vendors, consortium, backups, other sites.
    Elsewhere,
    /// Notices and newsletters.
    Mail,
    /// What the patron can ask and has to do.
    YourPart,
}

impl Topic {
    /// Every topic, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Kept,
        Self::NotKept,
        Self::WhoMaySee,
        Self::Family,
        Self::Law,
        Self::Elsewhere,
        Self::Mail,
        Self::YourPart,
    ];

    /// The name in anchors.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::NotKept => "not-kept",
            Self::WhoMaySee => "who-may-see",
            Self::Family => "family",
            Self::Law => "law",
            Self::Elsewhere => "elsewhere",
            Self::Mail => "mail",
            Self::YourPart => "your-part",
        }
    }

    /// The heading.
    pub const fn label(self) -> Text {
        match self {
            Self::Kept => Text::new("What we keep", "Lo que guardamos"),
            Self::NotKept => Text::new("What we do not keep", "Lo que no guardamos"),
            Self::WhoMaySee => Text::new("Who may see it", "Quién puede verlo"),
            Self::Family => Text::new("Family and helpers", "Familia y personas que le ayudan"),
            Self::Law => Text::new("Police and courts", "La policía y los tribunales"),
            Self::Elsewhere => Text::new(
                "Other companies, other sites and backups",
                "Otras empresas, otros sitios y copias de respaldo",
            ),
            Self::Mail => Text::new("Mail from us", "Nuestros mensajes"),
            Self::YourPart => Text::new("Your rights and your part", "Sus derechos y su parte"),
        }
    }
}

/// The text that a series of rules comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// The statute, or the library; a name, so it is in English everywhere.
    pub name: &'static str,
    /// What the policy is called; none for the statute.
    pub title: Option<Text>,
    /// The day of the text that was read; none where it gives none.
    pub dated: Option<NaiveDate>,
}

impl Series {
    /// The statute and the policies, in the order of their letters' rules.
    pub const ALL: [Self; 6] = [Self::S, Self::M, Self::L, Self::P, Self::C, Self::W];

    /// The text these rules come from.
    pub const fn source(self) -> Source {
        match self {
            Self::S => Source { name: "Conn. Gen. Stat. § 11-25", title: None, dated: None },
            Self::M => Source {
                name: "Mansfield Public Library",
                title: Some(Text::new("confidentiality policy", "política de confidencialidad")),
                dated: None,
            },
            Self::L => Source {
                name: "An LCI Member Library",
                title: Some(Text::new(
                    "policy on the confidentiality of library records",
                    "política de confidencialidad de los registros de la biblioteca",
                )),
                dated: day(2024, 7, 10),
            },
            Self::P => Source {
                name: "Putnam Public Library",
                title: Some(Text::new(
                    "policy on the privacy and confidentiality of library records",
                    "política de privacidad y confidencialidad de los registros de la biblioteca",
                )),
                dated: day(2021, 11, 22),
            },
            Self::C => Source {
                name: "Canton Public Library",
                title: Some(Text::new(
                    "policy on patron privacy and the confidentiality of library records",
                    "política de privacidad de los usuarios y confidencialidad de los registros de la biblioteca",
                )),
                dated: day(2018, 9, 12),
            },
            Self::W => Source {
                name: "Wethersfield Library",
                title: Some(Text::new(
                    "policy on the confidentiality of records",
                    "política de confidencialidad de los registros",
                )),
                dated: day(2014, 4, 22),
            },
        }
    }
}

const fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

impl Rule {
    /// Where the rule is from, to stand after a statement:
    /// `Conn. Gen. Stat. § 11-25(b)(2)`, or `Putnam Public Library, policy on …, November 22, 2021, “No. 3”`.
    ///
    /// Names and headings stay in the language of the text they are from, so a reader can find them there.
    pub fn citation(&self, lang: Lang) -> String {
        let Source { name, title, dated } = self.id.series().source();
        let Some(title) = title else { return format!("{name}{}", self.section) };
        let mut cited = format!("{name}, {}", title.to(lang));
        if let Some(dated) = dated {
            cited.push_str(", ");
            cited.push_str(&date(dated, lang));
        }
        match lang {
            Lang::En => format!("{cited}, “{}”", self.section),
            Lang::Es => format!("{cited}, «{}»", self.section),
        }
    }
}

/// The rule with this id.
pub fn rule(id: RuleId) -> &'static Rule {
    &table::RULES[id as usize]
}

/// Every rule, in the order of their ids.
pub fn all() -> &'static [Rule] {
    &table::RULES
}

#[cfg(test)]
mod tests;
