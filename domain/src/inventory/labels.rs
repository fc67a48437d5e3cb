//! Words for the codes that several tables share.

use crate::words::Text;

/// Where a value came from, by the code in its `source`.
pub const SOURCES: &[(&str, Text)] = &[
    ("koha-borrowers", Text::new("The library’s patron file", "El archivo de usuarios de la biblioteca")),
    ("koha-circulation", Text::new("The library’s checkout file", "El archivo de préstamos de la biblioteca")),
    ("koha-holds", Text::new("The library’s holds file", "El archivo de reservas de la biblioteca")),
    ("koha-account", Text::new("The library’s fees file", "El archivo de cargos de la biblioteca")),
    ("portal", Text::new("Entered here", "Escrito aquí, en el portal")),
    ("desk", Text::new("Entered at the desk", "Escrito en el mostrador")),
    ("demo", Text::new("Made up for the demonstration", "Inventado para la demostración")),
];

/// Words for a source code; one that is not known yet is named as another file or system of the library's.
pub fn source_label(code: &str) -> Text {
    SOURCES
        .iter()
        .find(|(known, _)| *known == code)
        .map_or(Text::new("Another library system", "Otro sistema de la biblioteca"), |&(_, label)| label)
}
