//! Who was told what, and on what it rests.

use super::Codes;
use crate::{
    asking::Voice,
    ledger::{Action, ActorKind},
    permission::{Means, RecipientKind, State, Uses},
    photo_id::PhotoId,
    process::ReleasedOn,
    words::Text,
};

/// What a clerk was told of a card, a reference or a photo ID.
pub(in crate::inventory) const LOOKUPS: Codes = &[
    ("in-use", Text::new("It is in use", "Está en uso")),
    ("closed", Text::new("It is closed", "Está cerrada")),
    ("none", Text::new("There is none", "No hay ninguna")),
    ("refused", Text::new("Nothing: it was not this role’s to ask", "Nada: no correspondía a ese puesto")),
    ("found", Text::new("A record was found", "Se encontró un registro")),
];

pub(in crate::inventory) const PHOTO_IDS: Codes = &{
    let mut codes = [("", Text::new("", "")); PhotoId::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (PhotoId::ALL[at].code(), PhotoId::ALL[at].label());
        at += 1;
    }
    codes
};

/// Who asked at the desk.
pub(in crate::inventory) const ASKERS: Codes = &{
    let mut codes = [("", Text::new("", "")); Voice::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (Voice::ALL[at].code(), Voice::ALL[at].as_told());
        at += 1;
    }
    codes
};

/// By which way something happened, as the ledger says it.
pub const WAYS: Codes = &[
    ("portal", Text::new("Here, in the portal", "Aquí, en el portal")),
    ("desk", Text::new("At the desk", "En el mostrador")),
    ("link", Text::new("By a link in an e-mail", "Con un enlace de un correo")),
    ("service", Text::new("At the newsletter service", "En el servicio de boletines")),
    ("import", Text::new("When the library’s files were loaded", "Al cargar los archivos de la biblioteca")),
    ("worker", Text::new("By the portal on its own", "Por el portal de forma automática")),
    ("command", Text::new("By the library’s technical staff", "Por el personal técnico de la biblioteca")),
];

/// What happened, as the ledger says it.
pub(in crate::inventory) const ACTIONS: Codes = &{
    let mut codes = [("", Text::new("", "")); Action::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (Action::ALL[at].code(), Action::ALL[at].label());
        at += 1;
    }
    codes
};

/// Who did it, as the ledger says it.
pub(in crate::inventory) const ACTORS: Codes = &{
    let mut codes = [("", Text::new("", "")); ActorKind::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (ActorKind::ALL[at].code(), ActorKind::ALL[at].label());
        at += 1;
    }
    codes
};

/// Who said that a value is wrong.
pub(in crate::inventory) const CORRECTORS: Codes = &[
    (ActorKind::Patron.code(), Text::new("The person it is about", "La persona de quien trata")),
    (ActorKind::Guardian.code(), Text::new("A parent or guardian", "Una madre, un padre o un tutor")),
];

/// On what something was given to police, an agency or a court.
pub(in crate::inventory) const RELEASE_GROUNDS: Codes = &[
    (ReleasedOn::Process.code(), ReleasedOn::Process.label()),
    (ReleasedOn::WellnessCheck.code(), ReleasedOn::WellnessCheck.label()),
];

/// How far a written permission has come, as it is stored.
pub(in crate::inventory) const PERMISSION_STATES: Codes = &{
    let mut codes = [("", Text::new("", "")); State::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (State::ALL[at].code(), State::ALL[at].label());
        at += 1;
    }
    codes
};

pub(in crate::inventory) const RECIPIENT_KINDS: Codes = &[
    (RecipientKind::Person.code(), RecipientKind::Person.label()),
    (RecipientKind::Organization.code(), RecipientKind::Organization.label()),
];

pub(in crate::inventory) const USES: Codes =
    &[(Uses::Once.code(), Uses::Once.label()), (Uses::Repeatedly.code(), Uses::Repeatedly.label())];

pub(in crate::inventory) const SIGNING_MEANS: Codes = &[
    (Means::Pin.code(), Means::Pin.label()),
    (Means::Password.code(), Means::Password.label()),
    (Means::Paper.code(), Means::Paper.label()),
];
