//! The types of a profile. Read these first.

use super::{Accent, CardFormat, CirculationMail, Counsel, ImportFiles, Retention, SignIn, Switches, date};
use crate::{
    ids::LibrarySlug,
    inventory::Class,
    rules::{Grounds, RuleId, Rulebook, Series},
    statistics::Statistics,
    words::{Lang, OwnedText, Text},
};
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// One library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its short name in host names, tables and files.
    pub slug: LibrarySlug,
    /// Its name as patrons know it.
    pub name: String,
    /// Its town; none where the policy names no town.
    pub town: Option<String>,
    /// The statute as it is cited to patrons.
    pub statute: String,
    /// What the director is called.
    pub director: OwnedText,
    /// Whom the director consults on legal process (M8, L15, C2, W6).
    pub counsel: Counsel,
    /// Who is told at once of police, agencies and legal papers, in this order: the Director, the designees, the person who is in
    /// charge (L15, C2, W5). None where the library has not said: then the Director's work list says it alone.
    #[serde(default)]
    pub told_of_process: Vec<ToldOfProcess>,
    /// Who answers for privacy at the library, named at the foot of every page; none where the library has named nobody.
    pub privacy_officer: Option<PrivacyOfficer>,
    /// For how many days what was deleted here can still stand in a backup of this portal; none where nobody has said.
    pub backup_days: Option<u16>,
    /// Values that stand for the library's own and are not: their keys in this file, as `desk.phone`. `server profile check`
    /// lists them.
    #[serde(default)]
    pub placeholders: Vec<String>,
    /// The age at which a person is no minor any more.
    pub age_of_majority: u8,
    /// From which age a child may ask the desk to end a parent's or guardian's link; none where that is not offered.
    pub child_asks_from: Option<u8>,
    /// Where the library's days begin and end.
    pub time_zone: Tz,
    /// The languages the library is served in, the default first.
    pub languages: Vec<Lang>,
    /// Whether the portal is a reading of a published policy, by people who are not the library: the foot of every page
    /// then says so.
    #[serde(default)]
    pub reading_of_published_policy: bool,
    /// The library's colour.
    pub accent: Accent,
    /// A file in `style/assets/logos` that stands before its name; without one, the portal's own mark does.
    pub logo: Option<String>,
    /// The policy it is a reading of.
    pub policy: Policy,
    /// Where and when a person is helped.
    pub desk: Desk,
    /// What card numbers look like.
    pub card: CardFormat,
    /// How patrons sign in.
    pub sign_in: SignIn,
    /// Where the policies differ.
    pub switches: Switches,
    /// The rules it can name: the statute's and, in `[[rules]]`, those of its own policy.
    #[serde(default = "Rulebook::being_read")]
    pub rules: Rulebook,
    /// What the portal's answers and its lines in the activity rest on.
    pub grounds: Grounds,
    /// State law that may apply beside the policy: for counsel.
    #[serde(default)]
    pub leads: Vec<Lead>,
    /// How a written permission may be given, where `switches.written_permission` offers it (S3).
    pub permission: Option<PermissionLimits>,
    /// How long each class is kept: every class but [`Class::HeldElsewhere`], which no table holds, has a row.
    pub retention: BTreeMap<Class, Retention>,
    /// When the whole record of somebody who is no longer a patron goes.
    pub leaving: Leaving,
    /// The circulation notices it offers, each with what holds until the patron says otherwise.
    pub notices: BTreeMap<NoticeKind, NoticeDefault>,
    /// Who sends them, and how.
    #[serde(default)]
    pub circulation_mail: CirculationMail,
    /// What the codes of its own system stand for, where a patron reads them: branches and kinds of card.
    #[serde(default)]
    pub code_words: BTreeMap<String, OwnedText>,
    /// The newsletters it offers; each is off until chosen.
    #[serde(default)]
    pub newsletters: Vec<Newsletter>,
    /// Services of others that get something about a patron.
    #[serde(default)]
    pub vendors: Vec<Vendor>,
    /// The files of its own system.
    #[serde(default)]
    pub import: ImportFiles,
    /// Whether a patron reads the name of the clerk beside what was done at the desk; otherwise only the role.
    #[serde(default)]
    pub show_staff_names: bool,
    /// Whether the privacy page says, in bands and by half-year, how often police and agencies asked.
    #[serde(default)]
    pub publish_process_counts: bool,
    /// Which statistics it counts and publishes (S4).
    #[serde(default)]
    pub statistics: Statistics,
    /// What else is held outside this portal: consortium, backups, paper.
    #[serde(default)]
    pub held_elsewhere: Vec<HeldElsewhere>,
    /// What a patron may expect the library to hold and it does not, besides the classes that are not kept: sites
    /// visited, searches.
    #[serde(default)]
    pub not_held: Vec<NotHeld>,
}

impl Profile {
    /// The service of others that sends a newsletter; `None`: the library does (L28).
    pub fn service_of(&self, newsletter: &Newsletter) -> Option<&Vendor> {
        let code = newsletter.service.as_ref()?;
        self.vendors.iter().find(|vendor| vendor.code == *code)
    }

    /// The newsletters that the library sends itself, from this portal; others a service sends (L28).
    pub fn own_newsletters(&self) -> impl Iterator<Item = &Newsletter> {
        self.newsletters.iter().filter(|one| one.service.is_none())
    }
}

/// When the whole record of somebody who is no longer a patron goes, and whether a person approves deletions first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaving {
    /// So many days after their last card was closed.
    pub closed_days: u16,
    /// So many days after they were first missing in the library's whole file of patrons.
    pub absent_days: u16,
    /// Whether nothing at all is deleted by the calendar before a person has approved the plan (Conn. Gen. Stat. § 7-109
    /// may ask that of a municipal library).
    #[serde(default)]
    pub approval: bool,
    /// The rules it rests on.
    pub rules: Vec<RuleId>,
    /// How the rule was read, where the text leaves a gap.
    pub note: Option<OwnedText>,
}

/// How a written permission may be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermissionLimits {
    /// The last day is at most this many days after the day of signing.
    pub max_days: u16,
    /// The rules it rests on.
    pub rules: Vec<RuleId>,
    /// How the rule was read, where the text leaves a gap.
    pub note: Option<OwnedText>,
}

/// The board's policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// What it is called.
    pub title: OwnedText,
    /// What it is called after the library's name in a citation, such as "policy on the confidentiality of records";
    /// the title where there is none.
    pub cited_as: Option<OwnedText>,
    /// The letters that the ids of its own rules begin with; none for a library that has only the statute.
    pub rules: Option<Series>,
    /// When the board adopted it.
    #[serde(default, with = "date::optional")]
    pub adopted: Option<NaiveDate>,
    /// When the board revised it, oldest first.
    #[serde(default, with = "date::list")]
    pub revised: Vec<NaiveDate>,
    /// When the board last affirmed it unchanged.
    #[serde(default, with = "date::optional")]
    pub affirmed: Option<NaiveDate>,
}

/// Somebody of the staff who is told of police, agencies and legal papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldOfProcess {
    /// Their name or office, as a clerk calls them.
    pub name: String,
    /// Where they are called.
    pub phone: Option<String>,
    /// Where they are written to.
    pub email: Option<String>,
}

/// Who answers for privacy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivacyOfficer {
    /// Their name, or the office.
    pub name: OwnedText,
    /// Where they are called, as it is shown.
    pub phone: Option<String>,
    /// Where they are written to.
    pub email: Option<String>,
}

/// What a library's counsel says about state law beside the policies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// Which law: one of [`Rulebook::leads`].
    pub rule: RuleId,
    /// Whether it applies.
    pub applies: Applies,
    /// How it was read, or what counsel has to decide.
    pub note: OwnedText,
}

/// Whether a law applies to a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applies {
    /// Counsel says so.
    Yes,
    /// Counsel says that it does not.
    No,
    /// Nobody has decided.
    Undecided,
}

impl Policy {
    /// What it is called in a citation.
    pub fn cited_as(&self) -> &OwnedText {
        self.cited_as.as_ref().unwrap_or(&self.title)
    }

    /// The day of the text in force: the last of its dates; none where the policy gives none.
    pub fn dated(&self) -> Option<NaiveDate> {
        self.adopted.into_iter().chain(self.revised.iter().copied()).chain(self.affirmed).max()
    }
}

/// Where and when a person is helped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// The address, line by line.
    pub address: Vec<String>,
    /// The telephone number as it is shown.
    pub phone: String,
    /// An e-mail address, where the library wants it shown.
    pub email: Option<String>,
    /// Opening hours in words.
    pub hours: OwnedText,
}

/// The circulation notices there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is named by its label")]
pub enum NoticeKind {
    Receipt,
    HoldReady,
    Renewal,
    AlmostDue,
    Overdue,
    Bill,
}

impl NoticeKind {
    /// Every kind, in the order they are shown.
    pub const ALL: [Self; 6] =
        [Self::Receipt, Self::HoldReady, Self::Renewal, Self::AlmostDue, Self::Overdue, Self::Bill];

    /// The name in the database, forms and exports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::HoldReady => "hold-ready",
            Self::Renewal => "renewal",
            Self::AlmostDue => "almost-due",
            Self::Overdue => "overdue",
            Self::Bill => "bill",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What a patron reads.
    pub const fn label(self) -> Text {
        match self {
            Self::Receipt => Text::new("Checkout receipt", "Recibo de préstamo"),
            Self::HoldReady => Text::new("Your hold is ready", "Hay una reserva lista"),
            Self::Renewal => Text::new("Renewal", "Renovación"),
            Self::AlmostDue => Text::new("Due soon", "Vence pronto"),
            Self::Overdue => Text::new("Overdue", "Vencido"),
            Self::Bill => Text::new("Bill for a lost or damaged item", "Cobro por un material perdido o dañado"),
        }
    }
}

/// Whether a notice is sent until the patron says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeDefault {
    /// Sent to a patron who has given an e-mail address.
    On,
    /// Not sent until chosen.
    Off,
}

/// A newsletter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Newsletter {
    /// Its name in the database and forms: lower-case letters, digits and hyphens.
    pub code: String,
    /// What it is called.
    pub name: OwnedText,
    /// What is in it and how often it comes.
    pub what: OwnedText,
    /// The vendor that sends it, by the vendor's code; none where the library does.
    pub service: Option<String>,
}

/// A service of others that gets something about a patron.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vendor {
    /// Its name in this file and in the ledger: lower-case letters, digits and hyphens.
    pub code: String,
    /// What it is called.
    pub name: OwnedText,
    /// What it is for.
    pub purpose: OwnedText,
    /// What it gets; empty for one that only learns that the person is a patron.
    pub receives: Vec<FieldRef>,
    /// What it may collect itself, and what becomes of it there.
    pub keeps: Option<OwnedText>,
    /// Whom to ask about it.
    pub ask: OwnedText,
    /// Its own privacy policy (https).
    pub policy_url: Option<String>,
    /// How somebody has their account or list there deleted; `None` where the library does not know.
    pub account: Option<OwnedText>,
    /// When the library last reviewed its contract with it; none where the library has not said.
    #[serde(default, with = "date::optional")]
    pub contract_reviewed: Option<NaiveDate>,
    /// The rules it rests on.
    pub rules: Vec<RuleId>,
}

/// Something about a patron that is held outside this portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldElsewhere {
    /// Who holds it.
    pub who: OwnedText,
    /// What.
    pub what: OwnedText,
    /// Why.
    pub why: OwnedText,
    /// Whom to ask about it.
    pub ask: OwnedText,
    /// Whether what is there begins with the card, so that it goes back to the day of the card; otherwise nobody can say here
    /// since when.
    #[serde(default)]
    pub from_the_card: bool,
    /// What deleting can and cannot reach there (L9).
    pub deletion: Option<OwnedText>,
    /// The rules it rests on.
    pub rules: Vec<RuleId>,
}

/// Something that the library does not hold and that is no class of the inventory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotHeld {
    /// What, in a sentence.
    pub what: OwnedText,
    /// The rules it rests on.
    pub rules: Vec<RuleId>,
}

/// A class (`contact`) or one of its fields (`contact.email`), as the inventory names them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FieldRef {
    /// The class.
    pub class: Class,
    /// The column; none for the whole class.
    pub column: Option<String>,
}

/// Why a text is no [`FieldRef`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no data class, or class and field, of the inventory; write for example contact or contact.email")]
pub struct BadFieldRef(String);

impl FromStr for FieldRef {
    type Err = BadFieldRef;

    fn from_str(text: &str) -> Result<Self, BadFieldRef> {
        let bad = || BadFieldRef(text.to_owned());
        let (class, column) = match text.split_once('.') {
            Some((class, column)) => (class, Some(column)),
            None => (text, None),
        };
        let class = Class::from_code(class).ok_or_else(bad)?;
        let well_formed = |name: &str| {
            (1..=63).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        match column {
            Some(name) if !well_formed(name) => Err(bad()),
            _ => Ok(Self { class, column: column.map(str::to_owned) }),
        }
    }
}

impl fmt::Display for FieldRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.class.code())?;
        self.column.iter().try_for_each(|column| write!(f, ".{column}"))
    }
}

impl TryFrom<String> for FieldRef {
    type Error = BadFieldRef;

    fn try_from(text: String) -> Result<Self, BadFieldRef> {
        text.parse()
    }
}

impl From<FieldRef> for String {
    fn from(field: FieldRef) -> Self {
        field.to_string()
    }
}
