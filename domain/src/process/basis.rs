//! What a paper rests on (M10): whose law, and for what kind of discovery or inquiry.

use crate::{coded::coded, words::Text};

/// Whose law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Law {
    /// Of the United States.
    Federal,
    /// Of Connecticut, or of another state.
    State,
    /// Of a municipality.
    Local,
}

coded!(Law {
    Federal = "federal": "Federal law" / "Ley federal",
    State = "state": "State law" / "Ley estatal",
    Local = "local": "Local law" / "Ley local",
});

/// What for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Proceeding {
    /// Civil discovery.
    Civil,
    /// Criminal discovery.
    Criminal,
    /// Administrative discovery.
    Administrative,
    /// A legislature's power to investigate.
    Legislative,
}

coded!(Proceeding {
    Civil = "civil": "Civil discovery" / "Proceso civil",
    Criminal = "criminal": "Criminal discovery" / "Proceso penal",
    Administrative = "administrative": "Administrative discovery" / "Proceso administrativo",
    Legislative = "legislative": "A legislature’s investigation" / "Investigación de un órgano legislativo",
});

/// Both, as far as the paper says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Basis {
    /// Whose law.
    pub law: Option<Law>,
    /// What for.
    pub proceeding: Option<Proceeding>,
}
