//! How a person is reached, and what becomes of a change.

use super::Codes;
use crate::{contact::Detail, words::Text};

/// Ways to reach a person, by the codes of `borrowers.primary_contact_method`.
pub const CONTACT_METHODS: Codes = &[
    ("email", Text::new("E-mail", "Correo electrónico")),
    ("emailpro", Text::new("Work e-mail", "Correo electrónico del trabajo")),
    ("phone", Text::new("Phone", "Teléfono")),
    ("phonepro", Text::new("Work phone", "Teléfono del trabajo")),
    ("mobile", Text::new("Cell phone", "Teléfono celular")),
    ("sms", Text::new("Text message", "Mensaje de texto")),
    ("post", Text::new("Paper mail", "Correo postal")),
];

pub(in crate::inventory) const ALTERNATE_KINDS: Codes = &[
    ("address", Text::new("Second address", "Segunda dirección")),
    ("person", Text::new("Emergency or alternate contact", "Contacto de emergencia o alternativo")),
];

/// The languages a person can choose.
pub const LANGUAGES: Codes = &[("en", Text::new("English", "Inglés")), ("es", Text::new("Spanish", "Español"))];

/// Who asked for a correction: a parent or guardian may for a child.
pub(in crate::inventory) const CORRECTION_ASKERS: Codes = &[
    ("patron", Text::new("The cardholder", "El titular de la tarjeta")),
    ("guardian", Text::new("A parent or guardian", "La madre, el padre o el tutor")),
];

pub(in crate::inventory) const CORRECTION_STATUSES: Codes = &[
    ("waiting", Text::new("Waiting for the desk", "Pendiente en el mostrador")),
    ("corrected", Text::new("Corrected in the library’s own system", "Corregido en el sistema de la biblioteca")),
    ("refused", Text::new("The library keeps the value", "La biblioteca mantiene el dato")),
    ("taken-back", Text::new("Taken back", "Retirada")),
    ("ended", WITH_A_VISIT),
];

/// What became of a wish whose session ended by a defence of its owner's before it was done.
pub(super) const WITH_A_VISIT: Text = Text::new(
    "Ended with the visit it was asked in, or when the PIN, the password or the card changed",
    "Terminó con la visita en que se pidió, o al cambiar el PIN, la contraseña o la tarjeta",
);

pub(in crate::inventory) const PENDING_STATUSES: Codes = &[
    ("waiting", Text::new("Waiting for the desk", "Pendiente en el mostrador")),
    ("confirmed", Text::new("Confirmed", "Confirmado")),
    ("refused", Text::new("Not accepted", "No aceptado")),
    ("taken back", Text::new("Taken back", "Retirado")),
    ("unverified", Text::new("Waiting until the mailed link is opened", "Falta abrir el enlace enviado por correo")),
    ("replaced", Text::new("Replaced by a later one", "Reemplazado por otro posterior")),
    (
        "ended",
        Text::new(
            "Ended when the PIN or password was changed or the card reported lost",
            "Terminó al cambiar el PIN o la contraseña o al reportar la tarjeta como perdida",
        ),
    ),
];

pub(in crate::inventory) const CONTACT_DETAILS: Codes = &{
    let mut codes = [("", Text::new("", "")); Detail::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (Detail::ALL[at].code(), Detail::ALL[at].label());
        at += 1;
    }
    codes
};
