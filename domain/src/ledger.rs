//! The words of the ledger: what can happen to a record and who can do it. The rows are written by the portal.

use crate::words::Text;

/// What happened. The text form ([`Action::code`]) is stored and never changes; new actions are added at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named by its label below")]
pub enum Action {
    SignedIn,
    SignInRefused,
    SignedOut,
    SignedOutEverywhere,
    SessionEnded,
    Viewed,
    Exported,
    Imported,
    Activated,
    ActivationCodeMade,
    ResetAsked,
    CredentialChanged,
    CardReportedLost,
    Mailed,
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named by its label below")]
pub enum ActorKind {
    Patron,
    Guardian,
    Staff,
    Visitor,
    System,
}

macro_rules! coded {
    ($type:ident { $($variant:ident = $code:literal : $en:literal / $es:literal),+ $(,)? }) => {
        impl $type {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text stored in the ledger.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What a patron reads.
            pub const fn label(self) -> Text {
                match self { $(Self::$variant => Text::new($en, $es)),+ }
            }

            /// The variant with this stored text.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

coded!(Action {
    SignedIn = "signed-in": "Signed in" / "Inició sesión",
    SignInRefused = "sign-in-refused": "A sign-in was refused" / "Se rechazó un inicio de sesión",
    SignedOut = "signed-out": "Signed out" / "Cerró la sesión",
    SignedOutEverywhere = "signed-out-everywhere": "Signed out everywhere" / "Cerró la sesión en todas partes",
    SessionEnded = "session-ended": "A session was ended" / "Se terminó una sesión",
    Viewed = "viewed": "Record viewed" / "Se consultó el registro",
    Exported = "exported": "Copy of the record taken" / "Se descargó una copia del registro",
    Imported = "imported": "Loaded from the library system" / "Cargado desde el sistema de la biblioteca",
    Activated = "activated": "Online access switched on" / "Se activó el acceso en línea",
    ActivationCodeMade = "activation-code-made": "Activation code made" / "Se creó un código de activación",
    ResetAsked = "reset-asked": "PIN or password reset asked for" / "Se pidió restablecer el PIN o la contraseña",
    CredentialChanged = "credential-changed": "PIN or password changed" / "Se cambió el PIN o la contraseña",
    CardReportedLost = "card-reported-lost": "Card reported lost" / "Se reportó la tarjeta perdida",
    Mailed = "mailed": "E-mail sent" / "Se envió un correo electrónico",
});

coded!(ActorKind {
    Patron = "patron": "You" / "Usted",
    Guardian = "guardian": "A parent or guardian" / "Su madre, padre o tutor",
    Staff = "staff": "Library staff" / "Personal de la biblioteca",
    Visitor = "visitor": "Someone not signed in" / "Alguien sin sesión iniciada",
    System = "system": "The portal itself" / "El portal mismo",
});

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_code_is_its_own_and_reads_back() {
        let codes: HashSet<_> = Action::ALL.iter().map(|action| action.code()).collect();
        assert_eq!(codes.len(), Action::ALL.len());
        for &action in Action::ALL {
            assert_eq!(Action::from_code(action.code()), Some(action));
        }
        for &kind in ActorKind::ALL {
            assert_eq!(ActorKind::from_code(kind.code()), Some(kind));
        }
    }
}
