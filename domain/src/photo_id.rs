//! What kind of photo ID was looked at. Never its number, never a picture of it (L5).

use crate::words::Text;
use serde::{Deserialize, Serialize};

/// A kind of photo ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is named by its label")]
pub enum PhotoId {
    DriversLicense,
    StateId,
    Passport,
    SchoolId,
    TribalId,
    Other,
}

impl PhotoId {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 6] =
        [Self::DriversLicense, Self::StateId, Self::Passport, Self::SchoolId, Self::TribalId, Self::Other];

    /// The name in the database and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DriversLicense => "drivers-license",
            Self::StateId => "state-id",
            Self::Passport => "passport",
            Self::SchoolId => "school-id",
            Self::TribalId => "tribal-id",
            Self::Other => "other",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::DriversLicense => Text::new("Driver’s license", "Licencia de conducir"),
            Self::StateId => Text::new("State ID card", "Tarjeta de identificación estatal"),
            Self::Passport => Text::new("Passport or consular ID", "Pasaporte o identificación consular"),
            Self::SchoolId => Text::new("School or student ID", "Identificación escolar o de estudiante"),
            Self::TribalId => Text::new("Tribal ID", "Identificación tribal"),
            Self::Other => Text::new("Other photo ID", "Otra identificación con foto"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for kind in PhotoId::ALL {
            assert_eq!(PhotoId::from_code(kind.code()), Some(kind));
        }
        assert_eq!(PhotoId::from_code("123-45-6789"), None);
    }
}
