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
            "Which proof of address or work was shown is not loaded here.",
            "No se carga aquí qué comprobante de domicilio o de trabajo se mostró.",
        )),
        Class::Fees => Loaded::Partly(Text::new("Donations are not loaded here.", "Las donaciones no se cargan aquí.")),
        _ => Loaded::Yes,
    }
}

/// Where the part of a class that no file brings stands when it was entered by other means: a table, or a column of one. Where
/// something is there, the sentence of [`Loaded::Partly`] is not said: it would not be true.
// Tests: "what no file brings has a place of its own in its class" (inventory/tests.rs), "what no file brings and is there all the
// same is not said to be missing" (portal/src/record/tests.rs).
pub const fn brought_by_no_file(class: Class) -> &'static [(&'static str, Option<&'static str>)] {
    match class {
        Class::Notices => &[("notice_sent", None)],
        Class::Eligibility => &[("eligibility", Some("residency_proof")), ("eligibility", Some("employment_proof"))],
        _ => &[],
    }
}
