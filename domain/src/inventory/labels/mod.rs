//! Words for the codes in the tables.

mod card;
mod circulation;
mod contact;
mod disclosure;
mod family;
mod mail;

pub use card::*;
pub(super) use circulation::*;
pub use contact::*;
pub use disclosure::*;
pub(super) use family::*;
pub(super) use mail::*;

use crate::words::Text;

pub(super) type Codes = &'static [(&'static str, Text)];

/// The systems that a library may have, by the name in its profile (`import.system`), which is the `source` of what they
/// bring.
pub const SYSTEMS: &[(&str, Text)] = &[
    ("koha", Text::new("The library’s system (Koha)", "El sistema de la biblioteca (Koha)")),
    ("evergreen", Text::new("The library’s system (Evergreen)", "El sistema de la biblioteca (Evergreen)")),
    ("polaris", Text::new("The library’s system (Polaris)", "El sistema de la biblioteca (Polaris)")),
    ("sierra", Text::new("The library’s system (Sierra)", "El sistema de la biblioteca (Sierra)")),
    ("symphony", Text::new("The library’s system (Symphony)", "El sistema de la biblioteca (Symphony)")),
    ("ils", Text::new("The library’s own system", "El sistema propio de la biblioteca")),
];

/// The files that a system's records came in, by the name of their kind.
pub const FILES: &[(&str, Text)] = &[
    ("koha-borrowers", Text::new("The library’s patron file", "El archivo de usuarios de la biblioteca")),
    ("koha-circulation", Text::new("The library’s checkout file", "El archivo de préstamos de la biblioteca")),
    ("koha-holds", Text::new("The library’s holds file", "El archivo de reservas de la biblioteca")),
    ("koha-account", Text::new("The library’s fees file", "El archivo de cargos de la biblioteca")),
];

/// Where else a value came from, by the code in its `source`.
pub const SOURCES: &[(&str, Text)] = &[
    ("portal", Text::new("This portal", "Este portal")),
    ("desk", Text::new("Entered at the desk", "Escrito en el mostrador")),
    ("demo", Text::new("The library’s own system", "El sistema propio de la biblioteca")),
];

/// The source code of what the portal itself made.
pub const PORTAL_SOURCE: &str = "portal";

/// Words for a source code; one that is not known yet is named as another system of the library's.
pub fn source_label(code: &str) -> Text {
    let known = find(SOURCES, code).or_else(|| find(SYSTEMS, code)).or_else(|| find(FILES, code));
    known.unwrap_or(Text::new("Another library system", "Otro sistema de la biblioteca"))
}

/// Words for `code` in a list such as that of [`Kind::Code`](super::Kind::Code); `None` for one that is not in it,
/// which is shown as it stands.
pub fn find(codes: &[(&str, Text)], code: &str) -> Option<Text> {
    codes.iter().find(|(known, _)| *known == code).map(|&(_, label)| label)
}
