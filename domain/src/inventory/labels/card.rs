//! Cards, how their holders sign in, and how they are closed.

use super::{Codes, contact::WITH_A_VISIT};
use crate::words::Text;

pub(in crate::inventory) const SEXES: Codes = &[
    ("F", Text::new("Female", "Femenino")),
    ("M", Text::new("Male", "Masculino")),
    ("X", Text::new("Other", "Otro")),
    ("O", Text::new("Other", "Otro")),
];

pub(in crate::inventory) const CARD_STATUSES: Codes = &[
    ("active", Text::new("In use", "En uso")),
    ("lost", Text::new("Lost", "Perdida")),
    ("replaced", Text::new("Replaced by a new card", "Reemplazada por otra tarjeta")),
    ("closed", Text::new("Closed", "Cerrada")),
];

/// Why a card was closed.
pub const CARD_CLOSINGS: Codes = &[
    ("moved", Text::new("The number was given to somebody else", "El número se dio a otra persona")),
    ("merged", Text::new("Two records of one person were put together", "Se unieron dos registros de una persona")),
    ("left", Text::new("No longer a patron", "Ya no es usuario o usuaria")),
    ("mistake", Text::new("The card was made by mistake", "La tarjeta se hizo por error")),
];

pub(in crate::inventory) const CREDENTIAL_KINDS: Codes =
    &[("pin", Text::new("A PIN", "Un PIN")), ("password", Text::new("A password", "Una contraseña"))];

pub(in crate::inventory) const SCHEMES: Codes = &[
    ("argon2id", Text::new("argon2id, strong", "argon2id, fuerte")),
    (
        "bcrypt",
        Text::new(
            "bcrypt, from the library system, until you next sign in",
            "bcrypt, del sistema de la biblioteca, hasta su próximo inicio de sesión",
        ),
    ),
    (
        "closed",
        Text::new(
            "closed at the desk: it opens nothing, and you get a new code there",
            "cerrado en el mostrador: no abre nada, y ahí le dan un código nuevo",
        ),
    ),
    (
        "taken-away",
        Text::new(
            "taken away in the library system: it opens nothing until there is another",
            "quitado en el sistema de la biblioteca: no abre nada hasta que haya otro",
        ),
    ),
];

/// What a one-time code or link is for.
pub(in crate::inventory) const TOKEN_PURPOSES: Codes = &[
    ("activation", Text::new("Turning on online access", "Activación del acceso en línea")),
    ("reset", Text::new("Choosing a new PIN or password", "Nuevo PIN o nueva contraseña")),
    ("email", Text::new("Confirming an e-mail address", "Confirmación de un correo electrónico")),
    (
        "family",
        Text::new(
            "Letting a parent or guardian look at the record",
            "Permitir que una madre, un padre o un tutor consulte el registro",
        ),
    ),
];

/// Why there is a line about closing a card.
pub(in crate::inventory) const CLOSING_CAUSES: Codes = &[
    ("wish", Text::new("At the cardholder’s wish", "Por decisión del titular de la tarjeta")),
    ("lost", Text::new("The card was reported lost or stolen", "La tarjeta se reportó como perdida o robada")),
    ("left", Text::new("No longer a patron", "Ya no es usuario")),
    ("mistake", Text::new("The card was made by mistake", "La tarjeta se hizo por error")),
];

pub(in crate::inventory) const CLOSING_STATUSES: Codes = &[
    ("waiting", Text::new("Waiting for what stands in the way", "Esperando lo que lo impide")),
    ("closed", Text::new("Closed to signing in here", "Cerrada para iniciar sesión aquí")),
    ("taken-back", Text::new("Taken back", "Retirado")),
    ("ended", WITH_A_VISIT),
];
