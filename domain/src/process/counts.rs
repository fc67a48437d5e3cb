//! How many requests of police and agencies there were, by half-year. Their numbers contain one another (those with a paper
//! and those without are all of them), so each is published in its band ([`crate::statistics::Band`]), every number and not
//! the small ones alone.

use crate::words::Text;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its label")]
pub enum Counted {
    Requests,
    WithoutPaper,
    WithPaper,
    NothingGiven,
    Released,
    WellnessChecks,
}

impl Counted {
    /// Everything, in the order it is shown.
    pub const ALL: [Self; 6] =
        [Self::Requests, Self::WithoutPaper, Self::WithPaper, Self::NothingGiven, Self::Released, Self::WellnessChecks];

    /// What it is called.
    pub const fn label(self) -> Text {
        match self {
            Self::Requests => {
                Text::new("Requests of police, agencies and lawyers", "Solicitudes de policía, agencias y abogados")
            }
            Self::WithoutPaper => Text::new("Without a legal paper", "Sin documento legal"),
            Self::WithPaper => Text::new("With a legal paper", "Con documento legal"),
            Self::NothingGiven => Text::new("Answered with nothing given", "Respondidas sin entregar nada"),
            Self::Released => {
                Text::new("People of whose record something was given", "Personas de cuyo registro se entregó algo")
            }
            Self::WellnessChecks => Text::new("Wellness checks", "Verificaciones de bienestar"),
        }
    }
}
