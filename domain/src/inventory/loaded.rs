//! What no file of a library's system brings here. An empty list of it says nothing about what the library holds.

use super::Class;
use crate::words::Text;

/// How much of a class comes from the library's own system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// All that its files have, or the portal makes it itself.
    Yes,
    /// Not this part, in a sentence.
    Partly(Text),
    /// Nothing.
    No,
}

/// How much of this class is loaded.
// Test (ils/tests.rs): "what is said not to be loaded is filled by no import".
pub const fn loaded(class: Class) -> Loaded {
    match class {
        Class::InterlibraryLoans
        | Class::ComputerUse
        | Class::Registrations
        | Class::Contributions
        | Class::Questions => Loaded::No,
        Class::Notices => Loaded::Partly(Text::new(
            "What the library’s own system sent is not loaded here. This is what the portal sent.",
            "Lo que envió el sistema de la biblioteca no se carga aquí. Esto es lo que envió el portal.",
        )),
        Class::Eligibility => Loaded::Partly(Text::new(
            "Which proof of residency or employment was shown is not loaded here.",
            "Qué comprobante de domicilio o de empleo se mostró no se carga aquí.",
        )),
        Class::Fees => Loaded::Partly(Text::new("Donations are not loaded here.", "Las donaciones no se cargan aquí.")),
        _ => Loaded::Yes,
    }
}
