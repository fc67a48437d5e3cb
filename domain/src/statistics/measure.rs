//! What is counted, and by what it is broken down.

use crate::{coded::coded, words::Text};

/// What is counted, month by month: things that happened, each on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named by its label below")]
pub enum Measure {
    Registered,
    Loans,
    Holds,
    ComputerSessions,
    ConsentsGiven,
    ConsentsNotGiven,
    PermissionsSigned,
    PermissionsUsed,
    Refusals,
    /// Not what happened but what there is, at the end of a month: published at the end of a half-year, in its band.
    Cards,
}

coded!(Measure {
    Registered = "registered": "People registered" / "Personas inscritas",
    Loans = "loans": "Loans" / "Préstamos",
    Holds = "holds": "Holds placed" / "Reservas hechas",
    ComputerSessions = "computer-sessions": "Sessions at public computers" / "Sesiones en computadoras públicas",
    ConsentsGiven = "consents-given": "Yes to a kind of e-mail" / "Sí a un tipo de correo",
    ConsentsNotGiven = "consents-not-given": "No to a kind of e-mail" / "No a un tipo de correo",
    PermissionsSigned = "permissions-signed": "Written permissions signed" / "Permisos por escrito firmados",
    PermissionsUsed = "permissions-used":
        "Times something was told under a permission" / "Veces que se informó con un permiso",
    Refusals = "refusals":
        "Questions about a record that were refused" / "Preguntas sobre un registro que se rechazaron",
    Cards = "cards": "People with a card in use" / "Personas con tarjeta en uso",
});

/// By what a number is broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named by its label below")]
pub enum By {
    /// Not at all: the number itself.
    Whole,
    HomeLibrary,
    AgeBand,
    CardKind,
    ItemKind,
}

coded!(By {
    Whole = "whole": "In all" / "En total",
    HomeLibrary = "home-library": "Home library" / "Biblioteca habitual",
    AgeBand = "age-band": "Age" / "Edad",
    CardKind = "card-kind": "Kind of card" / "Tipo de tarjeta",
    ItemKind = "item-kind": "Kind of item" / "Tipo de material",
});

impl Measure {
    /// What is counted by month.
    pub fn monthly() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|one| *one != Self::Cards)
    }

    /// By what it is broken down, half-year by half-year.
    pub const fn broken_down(self) -> &'static [By] {
        match self {
            Self::Registered => &[By::HomeLibrary, By::AgeBand, By::CardKind],
            Self::Loans => &[By::HomeLibrary, By::AgeBand, By::ItemKind],
            Self::Holds => &[By::HomeLibrary, By::AgeBand],
            _ => &[],
        }
    }
}

/// Where one age band ends and the next begins. A person of the first of these ages is in the second band.
pub const AGES: [i32; 4] = [12, 18, 35, 65];

/// The band of ages with this number, counted from zero, as it is stored; those whose birth date is not held are the last.
pub const fn age_band(number: usize) -> &'static str {
    match number {
        0 => "under-12",
        1 => "12-17",
        2 => "18-34",
        3 => "35-64",
        4 => "65-up",
        _ => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for &one in Measure::ALL {
            assert_eq!(Measure::from_code(one.code()), Some(one));
        }
        for &one in By::ALL {
            assert_eq!(By::from_code(one.code()), Some(one));
        }
    }
}
