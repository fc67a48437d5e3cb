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

    /// The heading: what people ask.
    pub const fn label(self) -> Text {
        match self {
            Self::Kept => Text::new("What do you keep about me?", "¿Qué guardan sobre mí?"),
            Self::NotKept => Text::new("What do you not keep?", "¿Qué no guardan?"),
            Self::NotStated => Text::new("What does the policy leave open?", "¿Qué deja abierto la política?"),
            Self::WhoMaySee => Text::new("Who can see what I borrow?", "¿Quién puede ver lo que pido prestado?"),
            Self::Family => {
                Text::new("What can my family or a helper see?", "¿Qué puede ver mi familia o quien me ayuda?")
            }
            Self::Law => Text::new("What if the police ask?", "¿Y si pregunta la policía?"),
            Self::Elsewhere => {
                Text::new("Who outside the library knows something?", "¿Quién fuera de la biblioteca sabe algo?")
            }
            Self::Mail => Text::new("What do you send me?", "¿Qué me envían?"),
            Self::YourPart => {
                Text::new("What can I ask for, and what is my part?", "¿Qué puedo pedir y qué me toca a mí?")
            }
        }
    }
}
