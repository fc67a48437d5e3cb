//! The headings of the privacy page.

use crate::words::Text;
use serde::{Deserialize, Serialize};

/// What a statement on the privacy page is about, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// What the library keeps.
    Kept,
    /// What it does not keep.
    NotKept,
    /// What its policy leaves open.
    NotStated,
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
    pub const ALL: [Self; 9] = [
        Self::Kept,
        Self::NotKept,
        Self::NotStated,
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
            Self::NotStated => "not-stated",
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
            Self::NotStated => Text::new("What our policy does not say", "Lo que nuestra política no dice"),
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
