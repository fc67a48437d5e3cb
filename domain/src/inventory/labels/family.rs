//! Parents, guardians and children.

use super::Codes;
use crate::words::Text;

pub(in crate::inventory) const DIRECTIONS: Codes = &[
    ("guardian", Text::new("The adult responsible for the card", "La persona adulta responsable de la tarjeta")),
    ("child", Text::new("A child in the family", "Un menor de la familia")),
];

pub(in crate::inventory) const LINK_DIRECTIONS: Codes = &[
    (
        "guardian",
        Text::new("An adult who may look at this record", "Una persona adulta que puede consultar este registro"),
    ),
    ("child", Text::new("A child whose record may be looked at", "Un menor cuyo registro se puede consultar")),
];

/// How a guardian proved that a child's record may be opened to them.
pub(in crate::inventory) const LINK_PROOFS: Codes = &[
    ("childs-card", Text::new("With the child’s card and PIN", "Con la tarjeta y el PIN del menor")),
    ("desk-code", Text::new("At the desk, with photo ID", "En el mostrador, con identificación con foto")),
];

pub(in crate::inventory) const HOLD_KINDS: Codes = &[
    ("custody", Text::new("Custody or safety", "Custodia o seguridad")),
    ("emancipated", Text::new("An adult by law", "Persona adulta ante la ley")),
];

pub(in crate::inventory) const LINK_ENDS: Codes = &[
    ("parent", Text::new("The adult ended it", "La persona adulta lo terminó")),
    ("desk", Text::new("It was ended at the desk", "Se terminó en el mostrador")),
    ("of-age", Text::new("The child came of age", "El menor cumplió la mayoría de edad")),
    ("card", Text::new("The card was reported lost or closed", "La tarjeta se reportó como perdida o se cerró")),
    ("replaced", Text::new("A newer link took its place", "Un vínculo más nuevo lo reemplazó")),
];
